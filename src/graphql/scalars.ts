/** The scalars of the schema, by name. */
import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSON, GraphQLURL } from 'graphql-scalars';

export const scalars = {
  /** Dates are kept as RFC 3339 text, which is what clients get. */
  DateTime: new GraphQLScalarType({ ...GraphQLDateTimeISO.toConfig(), name: 'DateTime', serialize: String }),
  /** Addresses were checked when they came in; parsing them again for every answer would only cost time. */
  URL: new GraphQLScalarType({ ...GraphQLURL.toConfig(), name: 'URL', serialize: String }),
  JSON: new GraphQLScalarType({ ...GraphQLJSON.toConfig(), name: 'JSON' }),
};
