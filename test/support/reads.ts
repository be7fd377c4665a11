/** A reader as tests use it: many keys at once, with the current graph at each call. */
import { batchedReader } from '../../src/graph/batched-reader.ts';
import { followGraph } from '../../src/graph/follow.ts';
import { imageReader } from '../../src/graph/image-reader.ts';
import { storedTexts } from '../../src/graph/read/texts.ts';
import type { GraphReader, Key, Walkable } from '../../src/graph/reader.ts';
import type { Attacher } from '../../src/model/graph.ts';
import type { Concept, Page } from '../../src/model/types.ts';
import type { GraphReads } from '../../src/store/graph-reads.ts';
import type { Store } from '../../src/store/store.ts';

export type Reads = Omit<GraphReads, 'names' | 'together'>;

/** The image in memory, brought up to date with the store before each read. */
export function imageReads(store: Store, attacher: Attacher): Reads {
  const follower = followGraph({ store, attacher, mostBytes: Number.POSITIVE_INFINITY });
  const texts = storedTexts(store, 1_000_000);
  return readsBy(async () => imageReader(await follower.catchUp(), texts));
}

/** The graph that the store itself keeps. */
export function storeReads({ reads }: Store): Reads {
  if (reads === null) throw new Error('this store keeps no graph');
  return readsBy(async () => batchedReader(reads));
}

function readsBy(open: () => Promise<GraphReader>): Reads {
  const each = async <K, V>(keys: readonly K[], read: (graph: GraphReader, key: K) => V | Promise<V>): Promise<V[]> => {
    const graph = await open();
    return Promise.all(keys.map((key) => read(graph, key)));
  };
  const walk = async <T>(
    slugs: readonly string[],
    kinds: Parameters<GraphReader['walkable']>[0],
    ask: (graph: Walkable, keys: readonly Key[]) => T | Promise<T>,
  ): Promise<{ answer: T; graph: Walkable }> => {
    const graph = (await open()).walkable(kinds);
    const keys = await Promise.all(slugs.map((slug) => graph.keyOf(slug)));
    return {
      graph,
      answer: await ask(
        graph,
        keys.filter((key) => key !== null),
      ),
    };
  };
  return {
    concepts: (slugs) => each(slugs, async (graph, slug) => seen(await graph.concept(slug))),
    whereToRead: (slugs) => each(slugs, (graph, slug) => graph.whereToRead(slug)),
    async listConcepts(query) {
      const { items, hasNextPage } = await (await open()).listConcepts(query);
      return { items: items.map((item) => ({ ...item, concept: seen(item.concept) as Concept })), hasNextPage };
    },
    countConcepts: async (filter) => (await open()).countConcepts(filter),
    relationCounts: async (slugs, filter) => [...(await (await open()).relationCounts(slugs, filter))],
    definitions: (slugs, query) => each(slugs, async (graph, slug) => [...(await graph.definitions(slug, query))]),
    relations: (slugs, query) =>
      each(slugs, async (graph, slug) => {
        const { items, hasNextPage } = await graph.relations(slug, query);
        return { items: items.map((edge) => ({ ...edge, concept: seen(edge.concept) as Concept })), hasNextPage };
      }),
    countRelations: (slugs, filter) => each(slugs, (graph, slug) => graph.countRelations(slug, filter)),
    relationPages: (relations) =>
      each(relations, async (graph, relation) => (await graph.relationPages(relation)).map(seenPage)),
    related: (slugs, first) =>
      each(slugs, async (graph, slug) => (await graph.related(slug, first)).map((one) => seen(one) as Concept)),
    async links(slugs, { kinds, first }) {
      const { answer, graph } = await walk(slugs, kinds, (walkable, keys) => walkable.linksOf(keys));
      return answer.map(({ items, hasMore }) => ({
        items: items.slice(0, first).map((link) => ({ ...link, to: graph.slugOf(link.to) })),
        hasMore: hasMore || items.length > first,
      }));
    },
    async relationsAmong(slugs, { kinds, first }) {
      const { answer } = await walk(slugs, kinds, (walkable, keys) => walkable.among(keys, first));
      return { items: [...answer.items], hasMore: answer.hasMore };
    },
    pages: (urls) =>
      each(urls, async (graph, url) => {
        const page = await graph.page(url);
        return page === null ? null : seenPage(page);
      }),
    pagesOf: (slugs, first) => each(slugs, async (graph, slug) => (await graph.pagesOf(slug, first)).map(seenPage)),
    calculatorsOf: (slugs) => each(slugs, async (graph, slug) => [...(await graph.calculatorsOf(slug))]),
    conceptsOf: (calculators, first) =>
      each(calculators, async (graph, slug) =>
        (await graph.conceptsOf(slug, first)).map((one) => seen(one) as Concept),
      ),
    statistics: async () => (await open()).statistics(),
  };
}

/** The public fields of a concept, without a reader's extras. */
function seen(concept: Concept | null): Concept | null {
  if (concept === null) return null;
  const { slug, name, alternateNames, meaning, isStub } = concept;
  return { slug, name, alternateNames, meaning, isStub };
}

function seenPage(page: Page): Page {
  const { url, kind, site, concept, resource, title, author, publishedAt, modifiedAt, ...rest } = page;
  const { publisher, section, image, truncated } = rest;
  return {
    ...{ url, kind, site, concept, resource, title, author, publishedAt, modifiedAt },
    ...{ publisher, section, image, truncated },
  };
}
