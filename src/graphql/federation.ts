/** Resolvers of a subgraph of Apollo Federation 2: its schema, and its entities by the keys that other subgraphs have. */

import type { GraphQLError } from 'graphql';
import type { CalculatorShelf } from './calculators.ts';
import { type Context, fromGraph, whenKnown } from './context.ts';
import { refusal } from './limits.ts';
import { typed } from './query-resolvers.ts';

/** The key of each type of entity. */
const KEYS = { Concept: 'slug', Page: 'url', Calculator: 'slug' } as const;

/** @param sdl - the schema without the parts that belong to every subgraph. */
export function federationResolvers(calculators: CalculatorShelf, sdl: string) {
  return {
    Query: {
      _service: () => ({ sdl }),
      _entities: (_: unknown, { representations }: { representations: unknown[] }, context: Context) =>
        // Each error belongs to its own entry.
        representations.map(
          (representation) => faultIn(representation) ?? entity(representation as Representation, calculators, context),
        ),
    },
    _Entity: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
  };
}

type Representation = { __typename: keyof typeof KEYS } & Readonly<Record<string, string>>;

function faultIn(representation: unknown): GraphQLError | null {
  const given = (representation ?? {}) as Readonly<Record<string, unknown>>;
  const [type, key] = Object.entries(KEYS).find(([known]) => known === given.__typename) ?? [];
  if (type === undefined || key === undefined) {
    return refusal('BAD_USER_INPUT', `a representation must have a __typename of ${Object.keys(KEYS).join(', ')}`);
  }
  return typeof given[key] === 'string'
    ? null
    : refusal('BAD_USER_INPUT', `a representation of ${type} must have ${key}`);
}

function entity(representation: Representation, calculators: CalculatorShelf, context: Context) {
  const type = representation.__typename;
  const key = representation[KEYS[type]] ?? '';
  if (type === 'Calculator') return typed(type, calculators.find(key));
  return fromGraph(context, (graph) =>
    whenKnown<object | null, object | null>(type === 'Page' ? graph.page(key) : graph.concept(key), (found) =>
      typed(type, found),
    ),
  );
}
