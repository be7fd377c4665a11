/** The contract of every store, given how to open one. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { linkText } from '../../src/model/links.ts';
import { pageHash } from '../../src/model/page-hash.ts';
import type { LinkedPage, PageContent } from '../../src/model/types.ts';
import { type ChangeCursor, LockLost, mostReadings, type Store } from '../../src/store/store.ts';
import { AREA, CASCADE, MARGIN_CALL } from '../support/cascade-pages.ts';
import { changesOf } from '../support/changes.ts';
import type { Connections } from '../support/connections.ts';
import { page } from '../support/pages.ts';
import { contents, context, write } from '../support/writing.ts';

export function storeContract(title: string, open: () => Promise<Connections>): void {
  describe(`${title} keeps the store contract`, () => {
    let opened: Connections;
    let store: Store;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.dispose());

    describe('pages', () => {
      it('are read whole as they were written', async () => {
        await write(store, [CASCADE, MARGIN_CALL, AREA]);
        const read = await store.readPages({ first: 2, after: null });
        expect(read.map(({ page: content }) => content)).toEqual([AREA, CASCADE]);
        expect(read.map(({ hash }) => hash)).toEqual([pageHash(AREA), pageHash(CASCADE)]);
        const [rest] = await store.readPages({ first: 2, after: CASCADE.url });
        expect(rest?.page).toEqual(MARGIN_CALL);
      });

      it('are listed by site and tell their state', async () => {
        const elsewhere = page('definition', 'x', {
          url: 'https://other.example/definition/x/',
          site: 'https://other.example',
        });
        await write(store, [
          CASCADE,
          { ...MARGIN_CALL, truncated: true, modifiedAt: '2026-01-02T00:00:00.000Z' },
          elsewhere,
        ]);
        const urls = await store.pageUrls({ site: CASCADE.site, first: 10, after: null });
        expect(urls).toEqual([CASCADE.url, MARGIN_CALL.url]);
        expect(await store.pageUrls({ site: CASCADE.site, first: 1, after: CASCADE.url })).toEqual([MARGIN_CALL.url]);
        const [cascade, call, none] = await store.pageStates([CASCADE.url, MARGIN_CALL.url, 'https://no.example/']);
        expect(cascade).toEqual({ url: CASCADE.url, hash: pageHash(CASCADE), truncated: false, modifiedAt: null });
        expect(call).toMatchObject({ truncated: true, modifiedAt: '2026-01-02T00:00:00.000Z' });
        expect(none).toBeNull();
      });
    });

    describe('changes', () => {
      let read: ReturnType<typeof changesOf>;
      beforeEach(() => {
        read = changesOf(store);
      });
      const changes = async (after: ChangeCursor | null, first = 100) => {
        const { items, next, hasMore, state } = await read(after, first);
        expect(state).toEqual(await store.state());
        return {
          shown: items.map(({ url, page: outline }) => (outline === null ? `gone ${url}` : url)),
          ...{ items, next, hasMore },
        };
      };

      it('are, at first, all pages, as outlines', async () => {
        expect(await store.changes({ after: null, first: 10 })).toMatchObject({ items: [], hasMore: false });
        await write(store, [CASCADE, { ...AREA, author: 'A. Writer' }]);
        const { items } = await changes(null);
        const { definitions: _, statements: __, ...cascade } = CASCADE;
        expect(items.map(({ page: outline }) => outline)).toEqual([
          {
            ...AREA,
            definitions: undefined,
            author: 'A. Writer',
            meaning: null,
            texts: { MEANING: 0, BODY: 0, FACET: 2 },
            statements: [
              {
                ...{ kind: 'HAS_PART', target: 'margin-call', anchor: 'Margin Call' },
                gloss: 'A demand for more margin.',
                link: linkText(AREA.statements[0]?.link as LinkedPage, 'margin-call'),
              },
              {
                ...{ kind: 'HAS_PART', target: 'liquidation-cascade', anchor: 'Liquidation Cascade' },
                ...{ gloss: null, link: null },
              },
            ],
          },
          {
            ...cascade,
            meaning: 'Forced sales that force further sales.',
            texts: { MEANING: 1, BODY: 2, FACET: 0 },
            statements: [
              { kind: 'RELATED', target: 'margin-call', anchor: 'Margin Call', gloss: null, link: null },
              { kind: 'RELATED', target: 'order-book', anchor: 'Order Book', gloss: null, link: null },
              {
                kind: 'RECOMMENDS',
                target: 'flash-crash',
                anchor: 'Flash Crash',
                gloss: 'A fall and a recovery within minutes.',
                link: null,
              },
              // Its text is not a meaning.
              { kind: 'MENTIONS', target: 'leverage', anchor: 'Leverage', gloss: '', link: null },
            ],
          },
        ]);
      });

      it('are, after a place in them, what came since: written, replaced, removed and written again', async () => {
        await write(store, [CASCADE, MARGIN_CALL, AREA]);
        const last = (await changes(null)).next;
        expect((await changes(last)).shown).toEqual([]);
        await write(store, [{ ...MARGIN_CALL, author: 'Somebody' }, AREA]);
        expect((await changes(last)).shown).toEqual([MARGIN_CALL.url]);
        await store.lock('ingest', 'test', 30);
        await store.removePages([CASCADE.url], context());
        expect((await changes(last)).shown).toEqual([MARGIN_CALL.url, `gone ${CASCADE.url}`]);
        await write(store, [CASCADE]);
        expect((await changes(last)).shown).toEqual([MARGIN_CALL.url, CASCADE.url]);
      });

      it('miss no page that changes while they are read a few at a time', async () => {
        const many = Array.from({ length: 7 }, (_, i) => page('definition', `term-${i}`));
        await write(store, many.slice(0, 4));
        await write(store, many.slice(4));
        const seen = new Map<string, string | null>();
        let after: ChangeCursor | null = null;
        for (let round = 0; ; round++) {
          const { items, next, hasMore } = await changes(after, 2);
          for (const { url, page: outline } of items) seen.set(url, outline?.author ?? null);
          after = next;
          if (round === 1) await write(store, [{ ...many[0], author: 'Late' } as PageContent]);
          if (!hasMore) break;
        }
        expect([...seen.keys()].sort()).toEqual(many.map(({ url }) => url));
        expect(seen.get((many[0] as PageContent).url)).toBe('Late');
      });

      it('name statements that came before them or with them, however many there are', async () => {
        const many = Array.from({ length: 60 }, (_, i) =>
          page('definition', `term-${i}`, {
            links: { RELATED: Array.from({ length: 60 }, (__, j) => `to-${i}-${j}`) },
          }),
        );
        await write(store, many);
        const targets: string[] = [];
        let after: ChangeCursor | null = null;
        for (;;) {
          const { items, next, hasMore } = await changes(after, 25);
          for (const { page: outline } of items)
            for (const one of outline?.statements ?? []) targets.push(one?.target ?? '');
          after = next;
          if (!hasMore) break;
        }
        expect(targets.toSorted()).toEqual(
          many.flatMap(({ statements }) => statements.map(({ target }) => target)).sort(),
        );
        await write(store, [page('definition', 'term-0', { links: { RELATED: ['to-1-1', 'new'] } })]);
        const [changed] = (await changes(after)).items;
        expect(changed?.page?.statements).toMatchObject([{ target: 'to-1-1' }, { target: 'new' }]);
      });

      it('tell graphs apart', async () => {
        const { graph } = await store.state();
        const other = await open(); // replaces this one on a server with a single database
        expect((await other.store.state()).graph).not.toBe(graph);
        await other.dispose();
      });
    });

    describe('texts', () => {
      it('are those of a page by kind, null for an unknown page and for another version of one', async () => {
        await write(store, [CASCADE, AREA]);
        const { version } = await store.state();
        const of = (url: string, at = version) => ({ url, version: at });
        const asked = [of(AREA.url), of('https://no.example/'), of(CASCADE.url), of(AREA.url, version - 1)];
        const [area, none, cascade, before] = await store.texts(asked);
        expect(area).toEqual({
          MEANING: [],
          BODY: [],
          FACET: [
            { facet: 'Risk', text: 'Losses grow with it.' },
            { facet: 'Measure', text: 'Notional over equity.' },
          ],
        });
        expect([none, before]).toEqual([null, null]);
        expect(cascade?.BODY.map(({ text }) => text)).toEqual(['First paragraph.', 'Second paragraph.']);
      });

      it('of others are found by their place, null where there is none', async () => {
        await write(store, [CASCADE, AREA]);
        const { version } = await store.state();
        const at = (url: string, position: number) => ({ url, version, position });
        expect(
          await store.glosses([
            { ...at(CASCADE.url, 3), version: version - 1 },
            at(CASCADE.url, 3),
            { ...at(CASCADE.url, 3), version: version + 1 },
            at(AREA.url, 0),
            at(CASCADE.url, 0),
            at(CASCADE.url, 9),
            at('https://no.example/', 0),
          ]),
        ).toEqual([
          null,
          { facet: 'Risk', text: 'Leverage multiplies losses.' },
          null,
          { facet: null, text: 'A demand for more margin.' },
          null,
          null,
          null,
        ]);
      });

      it('that many pages say alike go with the last of these', async () => {
        const saying = (slug: string) =>
          page('definition', slug, { links: { MENTIONS: [{ to: 'fund', facet: 'Use', gloss: 'It pays.' }] } });
        await write(store, [saying('a'), saying('b')]);
        expect(await store.searchGlosses(['pay'])).toHaveLength(1);
        await write(store, [page('definition', 'a')]);
        expect(await store.searchGlosses(['pay'])).toMatchObject([{ concept: 'fund', gloss: 'It pays.' }]);
        await store.lock('ingest', 'test', 30);
        await store.removePages([saying('b').url], context());
        expect(await store.searchGlosses(['pay'])).toEqual([]);
      });
    });

    describe('writing', () => {
      it('says what it did, and a second time that nothing changed, nor the version', async () => {
        expect(await write(store, [CASCADE, MARGIN_CALL])).toEqual(['added', 'added']);
        const { version } = await store.state();
        expect(await write(store, [CASCADE, MARGIN_CALL])).toEqual(['unchanged', 'unchanged']);
        expect((await store.state()).version).toBe(version);
        expect(await write(store, [{ ...CASCADE, author: 'Somebody' }, MARGIN_CALL])).toEqual(['changed', 'unchanged']);
        expect((await store.state()).version).toBe(version + 1);
      });

      it('takes pages of one address one after the other', async () => {
        const saying = (gloss: string | null) =>
          page('definition', 'a', { links: gloss === null ? {} : { MENTIONS: [{ to: 'fund', facet: 'Use', gloss }] } });
        expect(await write(store, [saying('It pays.'), saying('It pays.'), saying('It lends.')])).toEqual([
          ...['added', 'unchanged', 'changed'],
        ]);
        expect((await store.state()).pages).toBe(1);
        expect(await store.searchGlosses(['pay'])).toEqual([]);
        await write(store, [saying('It pays.'), saying('It lends.'), saying(null)]);
        expect(await store.searchGlosses(['lend'])).toEqual([]);
        expect((await store.readPages({ first: 9, after: null })).map(({ page: content }) => content)).toEqual([
          saying(null),
        ]);
      });

      it('writes all of a batch or nothing', async () => {
        await write(store, [CASCADE]);
        const before = await contents(store);
        const { version } = await store.state();
        const broken = { ...MARGIN_CALL, concept: null };
        await expect(write(store, [AREA, broken as never])).rejects.toThrow();
        expect(await contents(store)).toEqual(before);
        expect((await store.state()).version).toBe(version);
      });
    });

    describe('what files were read as', () => {
      const text = (n: number) => ({ digest: `digest-${n}`, text: `text ${n}` });
      const keep = async (from: number, to: number) => {
        await store.lock('ingest', 'test', 30);
        const all = Array.from({ length: to - from }, (_, i) => text(from + i));
        for (let start = 0; start < all.length; start += 1_000) {
          await store.keepReadings(all.slice(start, start + 1_000), 'test');
        }
        await store.unlock('ingest', 'test');
      };

      it('is kept beside the graph, which stays as it is', async () => {
        const before = await store.state();
        await keep(0, 3);
        expect(await store.readings(['digest-2', 'another', 'digest-0'])).toEqual(['text 2', null, 'text 0']);
        expect(await store.readings([])).toEqual([]);
        expect(await store.state()).toEqual(before);
        expect(await store.checkIntegrity()).toEqual([]);
      });

      it('goes where later ones take its room', async () => {
        await keep(0, mostReadings(0));
        expect(await store.readings(['digest-0'])).toEqual(['text 0']);
        await keep(mostReadings(0), mostReadings(0) + 2);
        expect(await store.readings(['digest-1', 'digest-2'])).toEqual([null, 'text 2']);
      });

      it('is for the holder of the lock to keep', async () => {
        await store.lock('ingest', 'somebody else', 30);
        await expect(store.keepReadings([text(0)], 'test')).rejects.toThrow(LockLost);
        expect(await store.readings(['digest-0'])).toEqual([null]);
      });
    });

    describe('the lock', () => {
      it('is one holder’s until it is given back', async () => {
        expect(await store.lock('ingest', 'first', 30)).toBeNull();
        expect(await store.lock('ingest', 'first', 30)).toBeNull();
        const holder = await opened.other.lock('ingest', 'second', 30);
        expect(holder?.owner).toBe('first');
        expect(holder?.since).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
        await opened.other.unlock('ingest', 'second'); // not its own lock: nothing happens
        expect((await opened.other.lock('ingest', 'second', 30))?.owner).toBe('first');
        await store.unlock('ingest', 'first');
        expect(await opened.other.lock('ingest', 'second', 30)).toBeNull();
      });

      it('says how long it is still held, and renewing it makes that longer', async () => {
        await store.lock('ingest', 'first', 30);
        const secondsLeft = async () => (await opened.other.lock('ingest', 'second', 30))?.secondsLeft ?? 0;
        const given = await secondsLeft();
        expect(given).toBeLessThanOrEqual(30);
        await opened.elapse(10);
        expect(await secondsLeft()).toBeLessThanOrEqual(given - 10);
        await store.lock('ingest', 'first', 60);
        expect(await secondsLeft()).toBeGreaterThan(30);
      });

      it('is lost when its lease ends, and its old holder writes nothing more', async () => {
        await store.lock('ingest', 'dead', 30);
        expect((await opened.other.lock('ingest', 'heir', 30))?.owner).toBe('dead');
        await opened.elapse(30);
        expect(await opened.other.lock('ingest', 'heir', 30)).toBeNull();
        await expect(store.replacePages([CASCADE], context({ owner: 'dead' }))).rejects.toThrow(LockLost);
        await expect(store.removePages([CASCADE.url], context({ owner: 'dead' }))).rejects.toThrow(LockLost);
        expect((await store.state()).pages).toBe(0);
      });

      it('keeps nobody waiting that a clock gave which has been set back by an hour', async () => {
        await store.lock('ingest', 'ahead', 30);
        await opened.elapse(-3600);
        expect(await opened.other.lock('ingest', 'heir', 30)).toBeNull();
        expect((await store.lock('ingest', 'third', 30))?.owner).toBe('heir');
      });
    });

    it('finds its own structure sound', async () => {
      await write(store, [CASCADE, MARGIN_CALL, AREA]);
      expect(await store.checkIntegrity()).toEqual([]);
    });
  });
}
