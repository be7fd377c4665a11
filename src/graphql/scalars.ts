/**
 * How the schema's scalars are serialized and parsed: functions only, as the SDL has their specifications. JSON is any
 * value unchanged; an enum literal in a document becomes a string.
 */
import { GraphQLError, print, type ValueNode } from 'graphql';
import { GraphQLDateTimeISO, GraphQLURL } from 'graphql-scalars';
import { described, echo } from '../calculators/kit/wording.ts';

type Variables = Parameters<typeof GraphQLURL.parseLiteral>[1];

export const scalars = {
  /** Dates are stored as RFC 3339 text and returned unchanged. */
  DateTime: {
    serialize: String,
    parseValue: (value: unknown) =>
      dateTime(
        () => GraphQLDateTimeISO.parseValue(withTime(value)),
        () => described(value),
      ),
    parseLiteral: (node: ValueNode, variables: Variables) =>
      dateTime(
        () =>
          GraphQLDateTimeISO.parseLiteral(
            'value' in node ? { ...node, value: withTime(node.value) as never } : node,
            variables,
          ),
        () => echo(print(node)),
        node,
      ),
  },
  /** Addresses were validated on ingest; parsing them again for every answer would only cost time. */
  URL: {
    serialize: String,
    parseValue: (value: unknown) => GraphQLURL.parseValue(value),
    parseLiteral: (node: ValueNode, variables: Variables) => GraphQLURL.parseLiteral(node, variables),
  },
};

/** Parses; if that fails, the error says what is wanted instead of how the library calls what came. */
function dateTime<Parsed>(parse: () => Parsed, came: () => string, node?: ValueNode): Parsed {
  try {
    return parse();
  } catch {
    const wanted = 'a date, or a date and time with its offset from UTC, such as 2026-01-31 or 2026-01-31T12:00:00Z';
    throw new GraphQLError(`DateTime must be ${wanted}, but got ${came()}`, { nodes: node ?? null });
  }
}

/** A date without a time means midnight UTC. */
function withTime(value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : value;
}
