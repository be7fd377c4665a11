/** Resolvers of a subgraph of Apollo Federation 2: its schema, and its entities by the keys that other subgraphs have. */

import type { GraphQLError } from 'graphql';
import type { CalculatorShelf } from './calculators.ts';
import type { Context } from './context.ts';
import { refusal } from './limits.ts';
import { nodeOf } from './nodes.ts';

/** The key of each type of entity. */
const KEYS = { Concept: 'slug', Page: 'url', Calculator: 'slug' } as const;

/** @param sdl - the schema without the parts that belong to every subgraph. */
export function federationResolvers(calculators: CalculatorShelf, sdl: string) {
  return {
    Query: {
      _service: () => ({ sdl }),
      _entities: (_: unknown, { representations }: { representations: unknown[] }, context: Context) =>
        // Each error belongs to its own entry.
        representations.map((given) => faultIn(given) ?? nodeOf(named(given as Representation), calculators, context)),
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

function named(representation: Representation) {
  const type = representation.__typename;
  return { type, key: representation[KEYS[type]] ?? '' };
}
