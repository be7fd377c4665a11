/**
 * Reads from a store that keeps the graph, for one request: all keys that one level of a query needs go to the store in
 * one call. A read with further arguments has one DataLoader per distinct set of arguments; the loads of one level are
 * sent together.
 */
import DataLoader from 'dataloader';
import type { DefinitionQuery, LinkList, RelationFilter, RelationKey, RelationQuery } from '../model/graph.ts';
import { byCodePoint } from '../model/orders.ts';
import type { Concept, Page, RelationKind, WhereToRead } from '../model/types.ts';
import type { GraphReads } from '../store/graph-reads.ts';
import { ringOverLinks } from './links-read.ts';
import { family } from './loader-family.ts';
import { type GraphReader, type Key, LINKS_OF_ONE, type Walkable } from './reader.ts';

/** Most concepts whose links are read in one call, so that a batch of hubs takes bounded time. */
const WALKED_AT_ONCE = 500;

/** @param guard - wraps the store's reads as the request may see them; here, because walks call them directly. */
export function batchedReader(
  store: GraphReads,
  guard: (reads: GraphReads) => GraphReads = (reads) => reads,
): GraphReader {
  const reads = guard(store.together());
  const concepts = new DataLoader<string, Concept | null>((slugs) => reads.concepts(slugs));
  // A concept that came with another read need not be loaded again.
  const known = (concept: Concept) => {
    concepts.prime(concept.slug, concept);
  };
  const whereToRead = new DataLoader<string, WhereToRead | null>((slugs) => reads.whereToRead(slugs));
  const pages = new DataLoader<string, Page | null>((urls) => reads.pages(urls));
  const definitions = family((slugs: readonly string[], query: DefinitionQuery) => reads.definitions(slugs, query));
  const relations = family(async (slugs: readonly string[], query: RelationQuery) => {
    const slices = await reads.relations(slugs, query);
    for (const { items } of slices) for (const { concept } of items) known(concept);
    return slices;
  });
  const relationCounts = family((slugs: readonly string[], filter: RelationFilter) =>
    reads.countRelations(slugs, filter),
  );
  const relationPages = new DataLoader<RelationKey, Page[], string>((keys) => reads.relationPages(keys), {
    cacheKeyFn: ({ from, to, kind }) => JSON.stringify([from, to, kind]),
  });
  const related = family(async (slugs: readonly string[], first: number) => {
    const lists = await reads.related(slugs, first);
    for (const list of lists) for (const concept of list) known(concept);
    return lists;
  });
  const pagesOf = family((slugs: readonly string[], first: number) => reads.pagesOf(slugs, first));
  const calculatorsOf = new DataLoader<string, string[]>((slugs) => reads.calculatorsOf(slugs));
  const conceptsOf = family((calculators: readonly string[], first: number) => reads.conceptsOf(calculators, first));
  const links = family(
    (slugs: readonly string[], kinds: readonly RelationKind[] | null): Promise<LinkList<string>[]> =>
      reads.links(slugs, { kinds, first: LINKS_OF_ONE }),
    { maxBatchSize: WALKED_AT_ONCE },
  );

  return {
    concept: (slug) => concepts.load(slug),
    whereToRead: (slug) => whereToRead.load(slug),
    listConcepts: (query) => reads.listConcepts(query),
    countConcepts: (filter) => reads.countConcepts(filter),
    relationCounts: (slugs, filter) => reads.relationCounts(slugs, filter),
    definitions: (slug, query) => definitions(query).load(slug),
    relations: (slug, query) => relations(query).load(slug),
    countRelations: (slug, filter) => relationCounts(filter).load(slug),
    relationPages: (relation) => relationPages.load(relation),
    related: (slug, first) => related(first).load(slug),
    page: (url) => pages.load(url),
    pagesOf: (slug, first) => pagesOf(first).load(slug),
    calculatorsOf: (slug) => calculatorsOf.load(slug),
    conceptsOf: (calculator, first) => conceptsOf(first).load(calculator),
    walkable(kinds): Walkable {
      const steps = {
        compare: (a: Key, b: Key) => byCodePoint(a as string, b as string),
        linksOf: (keys: readonly Key[]) =>
          Promise.all(keys.map((key): Promise<LinkList<Key>> => links(kinds).load(key as string))),
      };
      return {
        ...steps,
        keyOf: async (slug) => ((await concepts.load(slug)) === null ? null : slug),
        slugOf: (key) => key as string,
        ring: (keys, bounds) => ringOverLinks(keys, bounds, steps),
        among: (keys, first) => reads.relationsAmong(keys as string[], { kinds, first }),
      };
    },
    statistics: () => reads.statistics(),
  };
}
