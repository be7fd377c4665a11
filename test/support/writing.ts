/** Writing into a store as a test needs it: one call takes the lock, writes and lets go. */
import type { PageContent } from '../../src/model/types.ts';
import type { Attacher, PageChange, Store, WriteContext } from '../../src/store/store.ts';

export const NO_CALCULATORS: Attacher = { digest: 'none', calculators: [], attachmentsOf: () => [] };

export function context(overrides: Partial<WriteContext> = {}): WriteContext {
  return {
    owner: 'test',
    run: { id: 'run-1', at: '2026-01-01T00:00:00.000Z' },
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

/** Everything that is in a store but run ids, for comparing two of them. */
export async function contents(store: Store): Promise<unknown> {
  const pages = (await store.readPages({ first: 10_000, after: null })).map(({ page, hash }) => ({ ...page, hash }));
  const listed = await store.listConcepts({
    filter: { kinds: null, hasCalculator: null, isStub: null },
    order: 'NAME_ASC',
    first: 10_000,
    after: null,
  });
  const slugs = listed.items.map(({ concept }) => concept.slug);
  return {
    pages,
    concepts: listed.items,
    calculators: await inBatches(slugs, (some) => store.calculatorsOf(some)),
    definitions: await inBatches(slugs, (some) => store.definitions(some, { kinds: null, first: 100 })),
    relations: await inBatches(slugs, (some) =>
      store.relations(some, { kinds: null, direction: 'BOTH', first: 100, after: null }),
    ),
    related: await inBatches(slugs, (some) => store.related(some, 20)),
  };
}

/** As many keys at once as a request asks for: a store bounds the time of one read. */
async function inBatches<Answer>(
  slugs: readonly string[],
  read: (some: readonly string[]) => Promise<Answer[]>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < slugs.length; start += 50) answers.push(...(await read(slugs.slice(start, start + 50))));
  return answers;
}
