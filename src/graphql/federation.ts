/** Resolvers of an Apollo Federation 2 subgraph: its SDL, and its entities by the keys that other subgraphs use. */

import { InvalidInput } from '../errors.ts';
import type { CalculatorShelf } from './calculators.ts';
import type { Context } from './context.ts';
import { nodeOf } from './nodes.ts';

/** The key of each entity type. */
const KEYS = { Concept: 'slug', Page: 'url', Calculator: 'slug' } as const;

/** @param sdl - the schema without the parts common to all subgraphs. */
export function federationResolvers(calculators: CalculatorShelf, sdl: string) {
  return {
    Query: {
      _service: () => ({ sdl }),
      _entities: (_: unknown, { representations }: { representations: unknown[] }, context: Context) =>
        // Errors are returned, not thrown, so that each belongs to its own entry.
        representations.map(
          (given, i) => faultIn(given, i) ?? nodeOf(named(given as Representation), calculators, context),
        ),
    },
    _Entity: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
  };
}

type Representation = { __typename: keyof typeof KEYS } & Readonly<Record<string, string>>;

function faultIn(representation: unknown, i: number): InvalidInput | null {
  const given = (representation ?? {}) as Readonly<Record<string, unknown>>;
  const [type, key] = Object.entries(KEYS).find(([known]) => known === given.__typename) ?? [];
  const fault = (code: string, message: string) =>
    new InvalidInput([{ parameter: `representations[${i}]`, code, message }]);
  if (type === undefined || key === undefined) {
    return fault('UNKNOWN_VALUE', `must have a __typename of ${Object.keys(KEYS).join(', ')}`);
  }
  return typeof given[key] === 'string' ? null : fault('MISSING', `must have a string as ${key}, the key of ${type}`);
}

function named(representation: Representation) {
  const type = representation.__typename;
  return { type, key: representation[KEYS[type]] ?? '' };
}
