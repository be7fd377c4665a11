/**
 * One loader per store read, made anew for each request: all keys that one level of a query asks for go to the store
 * in one call. A read with further arguments has one loader for each set of them.
 */
import DataLoader from 'dataloader';
import type { Concept, Page } from './model/types.ts';
import type { Definition, RelationKey, Store } from './store/store.ts';

type Relations = Awaited<ReturnType<Store['relations']>>[number];
type Neighbours = Awaited<ReturnType<Store['neighbours']>>[number];

export type Loaders = ReturnType<typeof createLoaders>;

export function createLoaders(store: Store) {
  const concepts = new DataLoader<string, Concept | null>((slugs) => store.concepts(slugs));
  // A concept that came with another read need not be asked for again.
  const known = (concept: Concept) => {
    concepts.prime(concept.slug, concept);
  };
  return {
    concepts,
    pages: new DataLoader<string, Page | null>((urls) => store.pages(urls)),
    definitions: family<string, Parameters<Store['definitions']>[1], Definition[]>((slugs, query) =>
      store.definitions(slugs, query),
    ),
    relations: family<string, Parameters<Store['relations']>[1], Relations>(async (slugs, query) => {
      const slices = await store.relations(slugs, query);
      for (const { items } of slices) for (const { concept } of items) known(concept);
      return slices;
    }),
    relationCounts: family<string, Parameters<Store['countRelations']>[1], number>((slugs, filter) =>
      store.countRelations(slugs, filter),
    ),
    relationPages: new DataLoader<RelationKey, Page[], string>((keys) => store.relationPages(keys), {
      cacheKeyFn: ({ from, to, kind }) => JSON.stringify([from, to, kind]),
    }),
    related: family<string, number, Concept[]>(async (slugs, first) => {
      const lists = await store.related(slugs, first);
      for (const list of lists) for (const concept of list) known(concept);
      return lists;
    }),
    neighbours: family<string, Parameters<Store['neighbours']>[1], Neighbours>(
      (slugs, query) => store.neighbours(slugs, query),
      { maxBatchSize: WALKED_AT_ONCE },
    ),
    pagesOf: family<string, number, Page[]>((slugs, first) => store.pagesOf(slugs, first)),
    calculatorsOf: new DataLoader<string, string[]>((slugs) => store.calculatorsOf(slugs)),
    conceptsOf: family<string, number, Concept[]>((calculators, first) => store.conceptsOf(calculators, first)),
  };
}

/** Concepts whose links are asked for at once: what a batch of hubs takes is bounded in time. */
const WALKED_AT_ONCE = 500;

/** Loaders of one read by its further arguments: `family(read)(query).load(key)`. */
function family<Key, Query, Value>(
  read: (keys: readonly Key[], query: Query) => Promise<Value[]>,
  options: { maxBatchSize?: number } = {},
): (query: Query) => DataLoader<Key, Value> {
  const loaders = new Map<string, DataLoader<Key, Value>>();
  return (query) => {
    const name = JSON.stringify(query);
    let loader = loaders.get(name);
    if (loader === undefined) {
      loader = new DataLoader((keys: readonly Key[]) => read(keys, query), options);
      loaders.set(name, loader);
    }
    return loader;
  };
}
