/** What every store keeps about the runs that changed it. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PageContent } from '../../src/model/types.ts';
import { LockLost, MOST_CHANGES, type PastChange, type PastCursor, type Store } from '../../src/store/store.ts';
import type { Connections } from '../support/connections.ts';
import { page } from '../support/pages.ts';
import { context, write } from '../support/writing.ts';

const MARGIN = page('definition', 'margin-call', {
  meaning: 'A demand for collateral.',
  body: ['It comes by telephone.'],
  links: { RELATED: ['leverage'] },
});
const CHANGED = page('definition', 'margin-call', {
  name: 'Margin Calls',
  meaning: 'A demand for more collateral.',
  body: ['It comes by telephone.', 'It comes at night.'],
  links: { RELATED: ['haircut'] },
});
const LEVERAGE = page('definition', 'leverage');

/** Runs in order, a day apart. */
const run = (n: number, mostChanges = MOST_CHANGES) => ({
  run: { id: `run-${n}`, at: `2026-03-0${n}T00:00:00.000Z`, source: `folder ${n}` },
  mostChanges,
});
const added = (name: string, meaning: string | null = null) =>
  [
    { field: 'name', before: null, after: name, leftOut: 0 },
    { field: 'meaning', before: null, after: meaning, leftOut: 0 },
  ].filter(({ after }) => after !== null);

export function historyContract(name: string, connect: () => Promise<Connections>): void {
  describe(`the history in ${name}`, () => {
    let opened: Connections;
    let store: Store;
    beforeEach(async () => {
      opened = await connect();
      store = opened.store;
    });
    afterEach(() => opened.dispose());

    const remove = async (urls: string[], n: number) => {
      await store.lock('ingest', 'test', 30);
      await store.removePages(urls, context(run(n)));
      await store.unlock('ingest', 'test');
    };
    const all = async (since: string | null = null) =>
      (await store.pastChanges({ since, first: 1_000, after: null })).items;
    const told = (changes: readonly PastChange[]) =>
      changes.map(({ run: { id }, kind, slug }) => `${id} ${kind} ${slug}`);

    it('tells what each run added, changed field by field, and removed, the latest first', async () => {
      await write(store, [MARGIN, LEVERAGE], run(1));
      await write(store, [CHANGED, LEVERAGE], run(2));
      await remove([LEVERAGE.url, 'https://glossary.example/definition/none/'], 3);
      const totals = (n: number, counts: object) => ({
        ...{ id: `run-${n}`, at: `2026-03-0${n}T00:00:00.000Z`, source: `folder ${n}` },
        ...{ added: 0, changed: 0, removed: 0, ...counts },
      });
      expect(await all()).toEqual([
        {
          ...{ url: LEVERAGE.url, slug: 'leverage', kind: 'REMOVED', run: totals(3, { removed: 1 }) },
          fields: [{ field: 'name', before: 'Leverage', after: null, leftOut: 0 }],
        },
        {
          ...{ url: MARGIN.url, slug: 'margin-call', kind: 'CHANGED', run: totals(2, { changed: 1 }) },
          fields: [
            { field: 'name', before: 'Margin Call', after: 'Margin Calls', leftOut: 0 },
            {
              field: 'meaning',
              before: 'A demand for collateral.',
              after: 'A demand for more collateral.',
              leftOut: 0,
            },
            {
              field: 'text',
              before: [],
              after: [{ kind: 'BODY', facet: null, text: 'It comes at night.' }],
              leftOut: 0,
            },
            {
              field: 'relations',
              before: [{ kind: 'RELATED', to: 'leverage' }],
              after: [{ kind: 'RELATED', to: 'haircut' }],
              leftOut: 0,
            },
            {
              field: 'linkTexts',
              before: [{ to: 'leverage', text: 'Leverage' }],
              after: [{ to: 'haircut', text: 'Haircut' }],
              leftOut: 0,
            },
            {
              field: 'title',
              before: 'Margin Call ⎊ Definition',
              after: 'Margin Calls ⎊ Definition',
              leftOut: 0,
            },
          ],
        },
        ...[LEVERAGE, MARGIN].map((one) => ({
          ...{ url: one.url, slug: one.concept, kind: 'ADDED', run: totals(1, { added: 2 }) },
          fields: one === MARGIN ? added('Margin Call', 'A demand for collateral.') : added('Leverage'),
        })),
      ]);
    });

    it('says nothing of a run that changes nothing', async () => {
      await write(store, [MARGIN], run(1));
      await write(store, [MARGIN], run(2));
      await remove(['https://glossary.example/definition/none/'], 3);
      expect(told(await all())).toEqual(['run-1 ADDED margin-call']);
      expect((await store.state()).lastIngestAt).toBe('2026-03-01T00:00:00.000Z');
    });

    it('is the same whatever the order and the batches of a run, and takes its steps together', async () => {
      await write(store, [MARGIN], run(1));
      await write(store, [{ ...CHANGED, name: 'Something Else' }], run(2));
      await write(store, [LEVERAGE], run(2));
      await write(store, [{ ...LEVERAGE, name: 'Gearing' }, CHANGED], run(2));
      await write(store, [page('term', 'gone')], run(2));
      await remove([page('term', 'gone').url], 2);
      const changes = await all('2026-03-02T00:00:00.000Z');
      expect(told(changes)).toEqual(['run-2 ADDED leverage', 'run-2 CHANGED margin-call']);
      expect(changes[0]?.fields).toEqual(added('Gearing'));
      expect(changes[1]?.fields[0]).toMatchObject({ field: 'name', before: 'Margin Call', after: 'Margin Calls' });
      expect(changes[0]?.run).toMatchObject({ added: 1, changed: 1, removed: 0 });
    });

    it('is paged without a gap, counted, and told since a time', async () => {
      const pages = (n: number) => ['a', 'b', 'c'].map((slug) => page('term', `${slug}-${n}`));
      for (const n of [1, 2, 3]) await write(store, pages(n).reverse(), run(n));
      const walked: PastChange[] = [];
      for (let after: PastCursor | null = null; ; ) {
        const { items, hasNextPage }: Awaited<ReturnType<Store['pastChanges']>> = await store.pastChanges({
          ...{ since: null, first: 2, after },
        });
        walked.push(...items);
        const last = items.at(-1);
        if (!hasNextPage || last === undefined) break;
        after = { at: last.run.at, run: last.run.id, url: last.url };
      }
      expect(walked).toEqual(await all());
      expect(told(walked).slice(0, 4)).toEqual([
        ...['run-3 ADDED a-3', 'run-3 ADDED b-3', 'run-3 ADDED c-3'],
        'run-2 ADDED a-2',
      ]);
      // The last page may be a full one.
      for (const first of [8, 9]) {
        expect((await store.pastChanges({ since: null, first, after: null })).hasNextPage).toBe(first < 9);
      }
      expect(await store.countPastChanges(null)).toBe(9);
      expect(await store.countPastChanges('2026-03-02T00:00:00.000Z')).toBe(6);
      expect(told(await all('2026-03-02T00:00:00.001Z'))).toHaveLength(3);
    });

    it('is told of each concept: of all its pages, the latest first', async () => {
      const area = page('area', 'margin-call');
      await write(store, [MARGIN, LEVERAGE], run(1));
      await write(store, [CHANGED, area], run(2));
      const [margin, none, leverage] = await store.histories(['margin-call', 'none', 'leverage'], 2);
      expect(told(margin ?? [])).toEqual(['run-2 ADDED margin-call', 'run-2 CHANGED margin-call']);
      expect([none, told(leverage ?? [])]).toEqual([[], ['run-1 ADDED leverage']]);
    });

    it('keeps the latest changes, and of the oldest run the first by address, in whatever order they came', async () => {
      const letters = (text: string, n: number): PageContent[] =>
        [...text].map((letter) => page('term', letter, { author: `Author ${n}` }));
      await write(store, letters('dafb', 1), run(1, 4));
      await write(store, letters('ce', 1), run(1, 4));
      expect(told(await all())).toEqual(['a', 'b', 'c', 'd'].map((slug) => `run-1 ADDED ${slug}`));
      await write(store, letters('ab', 2), run(2, 4));
      const kept = ['run-2 CHANGED a', 'run-2 CHANGED b', 'run-1 ADDED a', 'run-1 ADDED b'];
      expect(told(await all())).toEqual(kept);
      expect((await all())[2]?.run.added).toBe(6);
      await write(store, letters('abcd', 3), run(3, 3));
      expect(told(await all())).toEqual(['run-3 CHANGED a', 'run-3 CHANGED b', 'run-3 CHANGED c']);
      await write(store, letters('abcd', 4), run(4, 0));
      expect(told(await all())).toEqual([]);
      expect((await store.state()).lastIngestAt).toBe('2026-03-04T00:00:00.000Z');
    });

    it('is not written where the pages are not', async () => {
      await write(store, [MARGIN], run(1));
      const broken = { ...CHANGED, concept: null } as never;
      await expect(write(store, [LEVERAGE, broken], run(2))).rejects.toThrow();
      await expect(store.replacePages([CHANGED], context({ ...run(2), owner: 'dead' }))).rejects.toThrow(LockLost);
      expect(told(await all())).toEqual(['run-1 ADDED margin-call']);
    });

    it('gives whole pages by address', async () => {
      await write(store, [MARGIN, LEVERAGE], run(1));
      expect(await store.wholePages([LEVERAGE.url, 'https://none.example/', MARGIN.url])).toEqual([
        LEVERAGE,
        null,
        MARGIN,
      ]);
    });
  });
}
