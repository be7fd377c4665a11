/**
 * How the schema's scalars are serialized and parsed: functions only, as the SDL has their specifications. JSON is any
 * value unchanged; an enum literal in a document becomes a string.
 */
import type { ValueNode } from 'graphql';
import { GraphQLDateTimeISO, GraphQLURL } from 'graphql-scalars';

type Variables = Parameters<typeof GraphQLURL.parseLiteral>[1];

export const scalars = {
  /** Dates are stored as RFC 3339 text and returned unchanged. */
  DateTime: {
    serialize: String,
    parseValue: (value: unknown) => GraphQLDateTimeISO.parseValue(withTime(value)),
    parseLiteral: (node: ValueNode, variables: Variables) =>
      GraphQLDateTimeISO.parseLiteral(
        'value' in node ? { ...node, value: withTime(node.value) as never } : node,
        variables,
      ),
  },
  /** Addresses were validated on ingest; parsing them again for every answer would only cost time. */
  URL: {
    serialize: String,
    parseValue: (value: unknown) => GraphQLURL.parseValue(value),
    parseLiteral: (node: ValueNode, variables: Variables) => GraphQLURL.parseLiteral(node, variables),
  },
};

/** A date without a time means midnight UTC. */
function withTime(value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : value;
}
