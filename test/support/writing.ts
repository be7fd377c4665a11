/** Writes to a store in one call: takes the lock, writes, and releases it. */
import type { Attacher, ConceptNames, ConceptQuery } from '../../src/model/graph.ts';
import type { PageContent } from '../../src/model/types.ts';
import { MOST_CHANGES, type PageChange, type Store, type WriteContext } from '../../src/store/store.ts';
import { imageReads, type Reads } from './reads.ts';

export const NO_CALCULATORS: Attacher = { digest: 'none', calculators: [], attachmentsOf: () => [] };

export function context(overrides: Partial<WriteContext> = {}): WriteContext {
  return {
    owner: 'test',
    run: { id: 'run-1', at: '2026-01-01T00:00:00.000Z', source: 'pages' },
    mostChanges: MOST_CHANGES,
    attacher: NO_CALCULATORS,
    ...overrides,
  };
}

/** Writes `pages` in one batch. */
export async function write(
  store: Store,
  pages: readonly PageContent[],
  overrides: Partial<WriteContext> = {},
): Promise<PageChange[]> {
  const used = context(overrides);
  await store.lock('ingest', used.owner, 30);
  try {
    return await store.replacePages(pages, used);
  } finally {
    await store.unlock('ingest', used.owner);
  }
}

/** Everything in a store and the graph made from it, except run ids, for comparing two of them. */
export async function contents(store: Store, graph: Reads = imageReads(store, NO_CALCULATORS)): Promise<unknown> {
  const pages = (await store.readPages({ first: 10_000, after: null })).map(({ page, hash }) => ({ ...page, hash }));
  const { items: concepts } = await graph.listConcepts(EVERYTHING);
  const slugs = concepts.map(({ concept }) => concept.slug);
  return {
    pages,
    concepts,
    whereToRead: await inBatches(slugs, (some) => graph.whereToRead(some)),
    calculators: await inBatches(slugs, (some) => graph.calculatorsOf(some)),
    definitions: await inBatches(slugs, (some) => graph.definitions(some, { kinds: null, first: 100 })),
    relations: await inBatches(slugs, (some) =>
      graph.relations(some, { kinds: null, direction: 'BOTH', first: 100, after: null }),
    ),
    related: await inBatches(slugs, (some) => graph.related(some, 20)),
  };
}

/** The names of a graph's concepts, as the name index takes them. */
export async function namesIn(graph: Reads): Promise<ConceptNames[]> {
  const { items } = await graph.listConcepts(EVERYTHING);
  const concepts = items.map(({ concept }) => concept);
  const counts = await graph.relationCounts(
    concepts.map(({ slug }) => slug),
    EVERYTHING.filter,
  );
  return concepts.map((concept, i) => ({ ...concept, relationCount: counts[i] ?? 0 }));
}

const EVERYTHING: ConceptQuery = {
  filter: { kinds: null, hasCalculator: null, isStub: null },
  order: 'NAME_ASC',
  first: 1_000_000,
  after: null,
};

/** As many keys at once as a request may have: a store limits the time of each read. */
async function inBatches<Answer>(
  slugs: readonly string[],
  read: (some: readonly string[]) => Promise<Answer[]>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < slugs.length; start += 50) answers.push(...(await read(slugs.slice(start, start + 50))));
  return answers;
}
