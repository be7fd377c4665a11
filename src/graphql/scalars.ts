/**
 * How the scalars of the schema are read and written: these functions alone, as the SDL says what specifies each. JSON is
 * any value as it is; a word in a document is a text.
 */
import type { ValueNode } from 'graphql';
import { GraphQLDateTimeISO, GraphQLURL } from 'graphql-scalars';

type Variables = Parameters<typeof GraphQLURL.parseLiteral>[1];

export const scalars = {
  /** Dates are kept as RFC 3339 text, which is what clients get. */
  DateTime: {
    serialize: String,
    parseValue: (value: unknown) => GraphQLDateTimeISO.parseValue(withTime(value)),
    parseLiteral: (node: ValueNode, variables: Variables) =>
      GraphQLDateTimeISO.parseLiteral(
        'value' in node ? { ...node, value: withTime(node.value) as never } : node,
        variables,
      ),
  },
  /** Addresses were checked when they came in; parsing them again for every answer would only cost time. */
  URL: {
    serialize: String,
    parseValue: (value: unknown) => GraphQLURL.parseValue(value),
    parseLiteral: (node: ValueNode, variables: Variables) => GraphQLURL.parseLiteral(node, variables),
  },
};

/** A date without a time is midnight, UTC. */
function withTime(value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : value;
}
