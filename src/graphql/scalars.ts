/** The scalars of the schema, by name. */
import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSON, GraphQLURL } from 'graphql-scalars';

export const scalars = {
  /** Dates are kept as RFC 3339 text, which is what clients get. */
  DateTime: new GraphQLScalarType({
    ...GraphQLDateTimeISO.toConfig(),
    name: 'DateTime',
    serialize: String,
    parseValue: (value) => GraphQLDateTimeISO.parseValue(withTime(value)),
    parseLiteral: (node, variables) =>
      GraphQLDateTimeISO.parseLiteral(
        'value' in node ? { ...node, value: withTime(node.value) as never } : node,
        variables,
      ),
  }),
  /** Addresses were checked when they came in; parsing them again for every answer would only cost time. */
  URL: new GraphQLScalarType({ ...GraphQLURL.toConfig(), name: 'URL', serialize: String }),
  JSON: new GraphQLScalarType({ ...GraphQLJSON.toConfig(), name: 'JSON' }),
};

/** A date without a time is midnight, UTC. */
function withTime(value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : value;
}
