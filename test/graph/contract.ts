/** The contract of every reader of the graph, given how to open a store and read the graph in it. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Attacher } from '../../src/model/graph.ts';
import type { Store } from '../../src/store/store.ts';
import { AREA, CASCADE, MARGIN_CALL } from '../support/cascade-pages.ts';
import type { Connections } from '../support/connections.ts';
import { page } from '../support/pages.ts';
import type { Reads } from '../support/reads.ts';
import { contents, context, write } from '../support/writing.ts';
import { walkContract } from './walk-contract.ts';

const ALL = { kinds: null, hasCalculator: null, isStub: null };

const ATTACHER: Attacher = {
  digest: 'digest-1',
  calculators: [
    { slug: 'cascade', title: 'Cascade' },
    { slug: 'spiral', title: 'Spiral' },
  ],
  attachmentsOf: (slug, name) => [
    ...(slug === 'margin-call' ? [{ calculator: 'cascade', by: 'listed' as const, phrase: null, place: 1 }] : []),
    ...(slug === 'liquidation-cascade'
      ? [{ calculator: 'cascade', by: 'listed' as const, phrase: null, place: 0 }]
      : []),
    ...(name.includes('Crash') ? [{ calculator: 'spiral', by: 'phrase' as const, phrase: 'crash', place: 9 }] : []),
  ],
};

/** @param readsOf - the reads of the graph in a store, as it is at each call. */
export function readerContract(
  title: string,
  open: () => Promise<Connections>,
  readsOf: (store: Store, attacher: Attacher) => Reads,
): void {
  describe(`${title} keeps the reader contract`, () => {
    let opened: Connections;
    let store: Store;
    let graph: Reads;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
      graph = readsOf(store, ATTACHER);
    });
    afterEach(() => opened.dispose());

    const edges = async (slug: string, query: Partial<Parameters<Reads['relations']>[1]> = {}) => {
      const [slice] = await graph.relations([slug], {
        kinds: null,
        direction: 'OUTGOING',
        first: 50,
        after: null,
        ...query,
      });
      return slice?.items.map(({ concept, kind, direction }) => `${kind} ${direction} ${concept.slug}`);
    };
    const slugsOf = (concepts: readonly ({ slug: string } | null)[] | undefined) => concepts?.map((c) => c?.slug);

    describe('concepts', () => {
      it('answers in the order asked, null for an unknown slug', async () => {
        await write(store, [CASCADE, MARGIN_CALL]);
        const found = await graph.concepts(['margin-call', '__proto__', 'liquidation-cascade', 'margin-call']);
        expect(slugsOf(found)).toEqual(['margin-call', undefined, 'liquidation-cascade', 'margin-call']);
        expect(found[0]).toEqual({
          slug: 'margin-call',
          name: 'Margin Call',
          alternateNames: [],
          meaning: 'A demand for more collateral.',
          isStub: false,
        });
      });

      it('knows a concept without a page as a stub, called as most links call it', async () => {
        await write(store, [
          page('definition', 'a', { links: { RELATED: [{ to: 'var', anchor: 'VaR' }] } }),
          page('definition', 'b', { links: { RELATED: [{ to: 'var', anchor: 'Value at Risk' }] } }),
          page('definition', 'c', { links: { RELATED: [{ to: 'var', anchor: 'Value at Risk' }] } }),
        ]);
        expect(await graph.concepts(['var'])).toEqual([
          { slug: 'var', name: 'Value at Risk', alternateNames: ['VaR'], meaning: null, isStub: true },
        ]);
      });

      it('settles a tie between link texts by code point', async () => {
        await write(store, [
          page('definition', 'a', { links: { RELATED: [{ to: 'x', anchor: 'beta' }] } }),
          page('definition', 'b', { links: { RELATED: [{ to: 'x', anchor: 'Zeta' }] } }),
        ]);
        expect((await graph.concepts(['x']))[0]?.name).toBe('Zeta');
      });

      it('takes the name from the definition, then the term, then the area, main page first and newest first', async () => {
        const resource = (n: number, modifiedAt: string | null) =>
          page('area', 'x', { name: `Area ${n}`, resource: n, modifiedAt });
        await write(store, [
          resource(1, '2026-01-01T00:00:00.000Z'),
          resource(2, '2026-02-01T00:00:00.000Z'),
          resource(3, null),
        ]);
        const names = async () => {
          const [concept] = await graph.concepts(['x']);
          return [concept?.name, ...(concept?.alternateNames ?? [])];
        };
        expect(await names()).toEqual(['Area 2', 'Area 1', 'Area 3']);
        await write(store, [page('area', 'x', { name: 'Main Area' })]);
        expect((await names())[0]).toBe('Main Area');
        await write(store, [page('term', 'x', { name: 'Term', alternateNames: ['T'] })]);
        expect((await names()).slice(0, 3)).toEqual(['Term', 'T', 'Main Area']);
        await write(store, [page('definition', 'x', { name: 'Definition' })]);
        expect((await names()).slice(0, 2)).toEqual(['Definition', 'Term']);
      });

      it('keeps no alternate name that differs in case, accents, hyphens or plural alone', async () => {
        await write(store, [
          page('definition', 'ito', { name: 'Itô Cascades', alternateNames: ['Ito-Cascade', 'ITO CASCADE', 'IC'] }),
        ]);
        expect((await graph.concepts(['ito']))[0]?.alternateNames).toEqual(['IC']);
      });

      it('takes the meaning of its own page, else the sentence that most other pages give', async () => {
        const meaning = async () => (await graph.concepts(['flash-crash']))[0]?.meaning;
        const gloss = (text: string) => ({ RECOMMENDS: [{ to: 'flash-crash', gloss: text }] });
        await write(store, [
          CASCADE,
          page('definition', 'a', { links: gloss('Common.') }),
          page('definition', 'b', { links: gloss('Common.') }),
        ]);
        expect(await meaning()).toBe('Common.');
        await write(store, [page('term', 'flash-crash', { meaning: 'Its own.' })]);
        expect(await meaning()).toBe('Its own.');
        expect((await graph.concepts(['leverage']))[0]?.meaning).toBeNull(); // a facet's gloss is not a meaning
      });

      it('lists in every order, in pages that neither repeat nor leave out a concept', async () => {
        await write(store, [
          CASCADE,
          MARGIN_CALL,
          AREA,
          page('term', 'zeta', { name: 'Éclair' }),
          page('term', 'eta', { name: 'eclair' }),
        ]);
        const expected = {
          NAME_ASC: [
            'collateral',
            'eta',
            'zeta',
            'flash-crash',
            'leverage',
            'liquidation-cascade',
            'margin-call',
            'order-book',
          ],
          NAME_DESC: [
            'order-book',
            'margin-call',
            'liquidation-cascade',
            'leverage',
            'flash-crash',
            'zeta',
            'eta',
            'collateral',
          ],
          PUBLISHED_DESC: [
            'margin-call',
            'liquidation-cascade',
            'collateral',
            'eta',
            'flash-crash',
            'leverage',
            'order-book',
            'zeta',
          ],
          RELATIONS_DESC: [
            'liquidation-cascade',
            'margin-call',
            'leverage',
            'collateral',
            'flash-crash',
            'order-book',
            'eta',
            'zeta',
          ],
        };
        for (const [order, slugs] of Object.entries(expected)) {
          for (const first of [1, 3, 100]) {
            const walked: string[] = [];
            let after: Parameters<Reads['listConcepts']>[0]['after'] = null;
            for (;;) {
              const { items, hasNextPage } = await graph.listConcepts({
                filter: ALL,
                order: order as never,
                first,
                after,
              });
              walked.push(...items.map(({ concept }) => concept.slug));
              const last = items.at(-1);
              if (!hasNextPage || last === undefined) break;
              after = { slug: last.concept.slug, sortedBy: last.sortedBy };
            }
            expect([order, walked]).toEqual([order, slugs]);
          }
        }
      });

      it('filters by kind of page, by having calculators and by being a stub, and counts the same', async () => {
        await write(store, [CASCADE, MARGIN_CALL, AREA], { attacher: ATTACHER });
        const listed = async (filter: object) => {
          const query = { filter: { ...ALL, ...filter }, order: 'NAME_ASC' as const, first: 100, after: null };
          const slugs = (await graph.listConcepts(query)).items.map(({ concept }) => concept.slug);
          expect(await graph.countConcepts(query.filter)).toBe(slugs.length);
          return slugs;
        };
        expect(await listed({ kinds: ['AREA'] })).toEqual(['leverage']);
        expect(await listed({ kinds: ['AREA', 'DEFINITION'] })).toEqual([
          'leverage',
          'liquidation-cascade',
          'margin-call',
        ]);
        expect(await listed({ kinds: ['TERM'] })).toEqual([]);
        expect(await listed({ isStub: true })).toEqual(['collateral', 'flash-crash', 'order-book']);
        expect(await listed({ hasCalculator: true })).toEqual(['flash-crash', 'liquidation-cascade', 'margin-call']);
        expect(await listed({ hasCalculator: true, isStub: false })).toEqual(['liquidation-cascade', 'margin-call']);
      });
    });

    describe('definitions', () => {
      it('come as meaning, body, facets and the sentences of other pages, each with its page', async () => {
        await write(store, [CASCADE, MARGIN_CALL, AREA]);
        const [cascade, leverage, unknown] = await graph.definitions(['liquidation-cascade', 'leverage', 'nothing'], {
          kinds: null,
          first: 50,
        });
        expect(cascade?.map(({ kind, text }) => [kind, text])).toEqual([
          ['MEANING', 'Forced sales that force further sales.'],
          ['BODY', 'First paragraph.'],
          ['BODY', 'Second paragraph.'],
        ]);
        expect(leverage).toEqual([
          { kind: 'FACET', facet: 'Risk', text: 'Losses grow with it.', page: AREA.url },
          { kind: 'FACET', facet: 'Measure', text: 'Notional over equity.', page: AREA.url },
          { kind: 'GLOSS', facet: 'Risk', text: 'Leverage multiplies losses.', page: CASCADE.url },
        ]);
        expect(unknown).toEqual([]);
      });

      it('are cut at the number asked for and kept to the kinds asked for', async () => {
        await write(store, [CASCADE, MARGIN_CALL, AREA]);
        const texts = async (kinds: Parameters<Reads['definitions']>[1]['kinds'], first: number) =>
          (await graph.definitions(['leverage'], { kinds, first }))[0]?.map(({ kind }) => kind);
        expect(await texts(null, 2)).toEqual(['FACET', 'FACET']);
        expect(await texts(null, 3)).toEqual(['FACET', 'FACET', 'GLOSS']);
        expect(await texts(['GLOSS'], 1)).toEqual(['GLOSS']);
        expect(await texts(['MEANING'], 10)).toEqual([]);
      });
    });

    describe('relations', () => {
      beforeEach(() => write(store, [CASCADE, MARGIN_CALL, AREA]));

      it('come by kind, then place on the page, then slug, in the direction asked for', async () => {
        expect(await edges('liquidation-cascade')).toEqual([
          'RELATED OUTGOING margin-call',
          'RELATED OUTGOING order-book',
          'RECOMMENDS OUTGOING flash-crash',
          'MENTIONS OUTGOING leverage',
        ]);
        expect(await edges('liquidation-cascade', { direction: 'INCOMING' })).toEqual([
          'HAS_PART INCOMING leverage',
          'RELATED INCOMING margin-call',
        ]);
        expect(await edges('margin-call', { direction: 'BOTH' })).toEqual([
          'HAS_PART INCOMING leverage',
          'RELATED OUTGOING liquidation-cascade',
          'RELATED INCOMING liquidation-cascade',
          'RELATED OUTGOING leverage',
          'LINKS_TO OUTGOING collateral',
          'LINKS_TO OUTGOING leverage',
        ]);
        expect(await edges('margin-call', { kinds: ['LINKS_TO', 'HAS_PART'] })).toEqual([
          'LINKS_TO OUTGOING collateral',
          'LINKS_TO OUTGOING leverage',
        ]);
      });

      it('page through without repeating or leaving out one, and count what they list', async () => {
        for (const direction of ['OUTGOING', 'INCOMING', 'BOTH'] as const) {
          const whole = await edges('margin-call', { direction });
          const walked: string[] = [];
          let after: Parameters<Reads['relations']>[1]['after'] = null;
          for (;;) {
            const query: Parameters<Reads['relations']>[1] = { kinds: null, direction, first: 2, after };
            const [slice] = await graph.relations(['margin-call'], query);
            walked.push(...(slice?.items.map((e) => `${e.kind} ${e.direction} ${e.concept.slug}`) ?? []));
            const last = slice?.items.at(-1);
            if (!slice?.hasNextPage || last === undefined) break;
            after = { kind: last.kind, place: last.place, direction: last.direction, slug: last.concept.slug };
          }
          expect(walked).toEqual(whole);
          expect(await graph.countRelations(['margin-call', 'nothing'], { kinds: null, direction })).toEqual([
            whole?.length,
            0,
          ]);
        }
      });

      it('are one for many statements, and name every page that states them', async () => {
        const again = page('definition', 'liquidation-cascade', {
          resource: 2,
          links: { RELATED: ['margin-call', 'margin-call'] },
        });
        await write(store, [again]);
        expect(
          await graph.countRelations(['liquidation-cascade'], { kinds: ['RELATED'], direction: 'OUTGOING' }),
        ).toEqual([2]);
        const key = { from: 'liquidation-cascade', to: 'margin-call', kind: 'RELATED' as const };
        const [pages, none] = await graph.relationPages([key, { ...key, kind: 'MENTIONS' }]);
        expect(pages?.map(({ url }) => url)).toEqual([CASCADE.url, again.url]);
        expect(none).toEqual([]);
      });

      it('hold two concepts of one name to be similar, both ways, on no page', async () => {
        await write(store, [page('definition', 'margin-call-2', { name: 'Margin-Calls' })]);
        expect(await edges('margin-call', { kinds: ['SIMILAR'], direction: 'BOTH' })).toEqual([
          'SIMILAR OUTGOING margin-call-2',
          'SIMILAR INCOMING margin-call-2',
        ]);
        expect(await graph.relationPages([{ from: 'margin-call', to: 'margin-call-2', kind: 'SIMILAR' }])).toEqual([
          [],
        ]);
      });

      it('hold two concepts to be similar whose names are spelt differently, or differ in hyphens', async () => {
        await write(store, [
          page('definition', 'cascade-modeling', { name: 'Cascade Modeling' }),
          page('definition', 'cascade-modelling', { name: 'Cascade Modelling', links: { RELATED: ['cascade-model'] } }),
          page('definition', 'cascademodelling', { name: 'Cascademodelling' }),
        ]);
        const similar = ['SIMILAR OUTGOING cascade-modelling', 'SIMILAR OUTGOING cascademodelling'];
        expect(await edges('cascade-modeling', { kinds: ['SIMILAR'], direction: 'OUTGOING' })).toEqual(similar);
        expect(await edges('cascade-model', { kinds: ['SIMILAR'], direction: 'BOTH' })).toEqual([]);
        await write(store, [page('definition', 'cascade-modelling', { name: 'Cascade Models' })]);
        expect(await edges('cascade-modeling', { kinds: ['SIMILAR'], direction: 'OUTGOING' })).toEqual(
          similar.slice(1),
        );
      });

      it('rank what to read next: mutual links, own lists, holders, recommendations, mentions', async () => {
        const [cascade, unknown] = await graph.related(['liquidation-cascade', 'nothing'], 8);
        // margin-call: listed both ways, 5. leverage: lists it and mentioned, 3 + 1, two links. order-book: listed, 4.
        expect(slugsOf(cascade)).toEqual(['margin-call', 'leverage', 'order-book', 'flash-crash']);
        expect(unknown).toEqual([]);
        expect(slugsOf((await graph.related(['liquidation-cascade'], 2))[0])).toEqual(['margin-call', 'leverage']);
      });

      it('rank among equals by the number of links, then by the earlier place on a page, then by slug', async () => {
        const mentioning = (slug: string) => page('definition', slug, { links: { MENTIONS: ['hub'] } });
        await write(store, [
          page('definition', 'hub', { links: { RELATED: ['once', 'aside', 'twice'], HAS_PART: ['twice'] } }),
          ...['y', 'x'].map(mentioning),
        ]);
        const [related] = await graph.related(['hub'], 8);
        expect(slugsOf(related)).toEqual(['twice', 'once', 'aside', 'x', 'y']);
      });
    });

    describe('pages', () => {
      it('come by address, and for a concept by precedence', async () => {
        const resource = page('area', 'leverage', { resource: 1, modifiedAt: '2026-05-01T00:00:00.000Z' });
        const term = page('term', 'leverage', { author: 'A. Writer', publishedAt: '2026-01-01T00:00:00.000Z' });
        await write(store, [resource, AREA, term]);
        expect((await graph.pages([term.url, 'https://nowhere.example/']))[1]).toBeNull();
        expect((await graph.pages([term.url]))[0]).toEqual({
          url: term.url,
          kind: 'TERM',
          site: term.site,
          concept: 'leverage',
          resource: null,
          title: 'Leverage ⎊ Term',
          author: 'A. Writer',
          publishedAt: '2026-01-01T00:00:00.000Z',
          modifiedAt: null,
          publisher: null,
          section: null,
          image: null,
          truncated: false,
        });
        const [pages] = await graph.pagesOf(['leverage'], 10);
        expect(pages?.map(({ url }) => url)).toEqual([term.url, AREA.url, resource.url]);
        expect((await graph.pagesOf(['leverage', 'none'], 1)).map((list) => list.length)).toEqual([1, 0]);
      });
    });

    describe('where to read on', () => {
      const whereToRead = async (slug: string) => (await graph.whereToRead([slug]))[0];

      it('is, of a concept with pages, what these say by precedence', async () => {
        const image = { url: 'https://glossary.example/x.png', width: null, height: null, alt: null };
        await write(store, [
          page('term', 'x', { publishedAt: '2026-01-01T00:00:00Z', author: 'T', image }),
          page('definition', 'x', { modifiedAt: '2025-01-01T00:00:00Z' }),
          page('area', 'y', { links: { HAS_PART: [{ to: 'x', url: 'https://other.example/area/x/', author: 'O' }] } }),
        ]);
        expect(await whereToRead('x')).toEqual({
          url: 'https://glossary.example/definition/x/',
          kinds: ['DEFINITION', 'TERM'],
          author: 'T',
          publishedAt: '2026-01-01T00:00:00Z',
          modifiedAt: '2025-01-01T00:00:00Z',
          image,
        });
        expect(await whereToRead('nothing')).toBeNull();
      });

      it('is, of a stub, what most links say, and follows them', async () => {
        const led = (slug: string, url?: string, told = {}) =>
          page('area', slug, { links: { HAS_PART: [{ to: 'x', ...(url && { url }), ...told }] } });
        const image = (name: string) => ({ url: `https://one.example/${name}`, width: 4, height: 3, alt: 'A' });
        const term = 'https://one.example/term/x/';
        await write(store, [led('a')]);
        const nothing = { url: null, kinds: [], author: null, publishedAt: null, modifiedAt: null, image: null };
        expect(await whereToRead('x')).toEqual(nothing);
        await write(store, [
          led('a', 'https://other.example/words#x', { publishedAt: '2026-05-01T00:00:00Z', image: image('a') }),
          led('b', term, { author: 'B', modifiedAt: '2026-05-02T00:00:00Z', image: image('b') }),
          led('c', term, { author: 'B', image: image('b') }),
          led('d', 'https://one.example/definition/x/', { author: 'A' }),
        ]);
        expect(await whereToRead('x')).toEqual({
          url: term,
          kinds: ['DEFINITION', 'TERM', 'DOCUMENT'],
          author: 'B',
          publishedAt: '2026-05-01T00:00:00Z',
          modifiedAt: '2026-05-02T00:00:00Z',
          image: image('b'),
        });
        const newest = await graph.listConcepts({ filter: ALL, order: 'PUBLISHED_DESC', first: 1, after: null });
        expect(newest.items).toMatchObject([{ concept: { slug: 'x' }, sortedBy: '2026-05-01T00:00:00Z' }]);
        await write(store, [led('a'), led('b'), led('c')]);
        expect(await whereToRead('x')).toEqual({
          ...nothing,
          url: 'https://one.example/definition/x/',
          kinds: ['DEFINITION'],
          author: 'A',
        });
        await write(store, [page('term', 'x', { publishedAt: '2020-01-01T00:00:00Z' })]);
        expect(await whereToRead('x')).toMatchObject({ url: 'https://glossary.example/term/x/', author: null });
      });
    });

    describe('a change', () => {
      it('replaces exactly what a page said before', async () => {
        await write(store, [CASCADE, MARGIN_CALL]);
        await write(store, [
          page('definition', 'liquidation-cascade', { meaning: 'New.', links: { MENTIONS: ['collateral'] } }),
        ]);
        expect(await edges('liquidation-cascade', { direction: 'BOTH' })).toEqual([
          'RELATED INCOMING margin-call',
          'MENTIONS OUTGOING collateral',
        ]);
        expect(
          (await graph.definitions(['liquidation-cascade'], { kinds: null, first: 9 }))[0]?.map(({ text }) => text),
        ).toEqual(['New.']);
        // Nothing names these two any more; collateral and leverage are still named.
        expect(slugsOf(await graph.concepts(['order-book', 'flash-crash', 'leverage']))).toEqual([
          undefined,
          undefined,
          'leverage',
        ]);
      });

      it('gives the same graph whatever the order and the batches', async () => {
        const pages = [
          CASCADE,
          MARGIN_CALL,
          AREA,
          page('term', 'leverage', { links: { LINKS_TO: ['margin-call', 'x'] } }),
        ];
        await write(store, pages, { attacher: ATTACHER });
        const expected = await contents(store, graph);
        const again = await open();
        try {
          await write(again.store, [{ ...AREA, statements: [], name: 'Other' }], { attacher: ATTACHER });
          for (const one of [...pages].reverse()) await write(again.store, [one], { attacher: ATTACHER });
          expect(await contents(again.store, readsOf(again.store, ATTACHER))).toEqual(expected);
        } finally {
          await again.dispose();
        }
      });

      it('removes pages with all they said', async () => {
        await write(store, [CASCADE, MARGIN_CALL, AREA]);
        await store.lock('ingest', 'test', 30);
        expect(await store.removePages([CASCADE.url, AREA.url, 'https://no.example/'], context())).toBe(2);
        expect(await graph.statistics()).toMatchObject({
          pages: 1,
          concepts: 4,
          stubs: 3,
          definitions: 1,
          relations: 4,
        });
      });

      it('writes all of a batch or nothing', async () => {
        await write(store, [CASCADE]);
        const before = await contents(store, graph);
        const { version } = await store.state();
        const broken = { ...MARGIN_CALL, concept: null };
        await expect(write(store, [AREA, broken as never])).rejects.toThrow();
        expect(await contents(store, graph)).toEqual(before);
        expect((await store.state()).version).toBe(version);
      });

      it('counts what is there', async () => {
        await write(store, [CASCADE, MARGIN_CALL, AREA], {
          run: { id: 'r', at: '2026-02-03T04:05:06.000Z', source: 'pages' },
        });
        expect(await graph.statistics()).toEqual({
          concepts: 6,
          stubs: 3,
          pages: 3,
          definitions: 3 + 1 + 2 + 3, // their own definitions, and glosses
          relations: 4 + 4 + 2,
          lastIngestAt: '2026-02-03T04:05:06.000Z',
        });
      });

      it('is seen by another connection at once', async () => {
        const other = readsOf(opened.other, ATTACHER);
        expect(await other.concepts(['liquidation-cascade'])).toEqual([null]);
        await write(store, [CASCADE]);
        expect(slugsOf(await other.concepts(['liquidation-cascade']))).toEqual(['liquidation-cascade']);
      });
    });

    describe('calculators', () => {
      it('attach while pages are written, in their own order', async () => {
        await write(store, [CASCADE, MARGIN_CALL, AREA], { attacher: ATTACHER });
        expect(await graph.calculatorsOf(['margin-call', 'flash-crash', 'leverage', 'none'])).toEqual([
          ['cascade'],
          ['spiral'],
          [],
          [],
        ]);
        const [cascade, none] = await graph.conceptsOf(['cascade', 'none'], 10);
        expect(slugsOf(cascade)).toEqual(['liquidation-cascade', 'margin-call']);
        expect(none).toEqual([]);
        expect(slugsOf((await graph.conceptsOf(['cascade'], 1))[0])).toEqual(['liquidation-cascade']);
      });

      it('attach anew when they change', async () => {
        await write(store, [CASCADE, MARGIN_CALL]);
        await store.attachCalculators(ATTACHER);
        expect(await readsOf(store, ATTACHER).calculatorsOf(['liquidation-cascade'])).toEqual([['cascade']]);
        const others = { ...ATTACHER, digest: 'digest-2', attachmentsOf: () => [] };
        await store.attachCalculators(others);
        expect(await readsOf(store, others).calculatorsOf(['liquidation-cascade'])).toEqual([[]]);
        expect(await readsOf(store, others).countConcepts({ ...ALL, hasCalculator: true })).toBe(0);
      });
    });

    walkContract(() => ({ store, graph }));
  });
}
