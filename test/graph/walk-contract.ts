/** The contract of walks for every reader of the graph: called from the reader contract. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { RELATION_KINDS, type RelationKind, STATEMENT_KINDS } from '../../src/model/types.ts';
import type { Store } from '../../src/store/store.ts';
import { page } from '../support/pages.ts';
import type { Reads } from '../support/reads.ts';
import { write } from '../support/writing.ts';

/** In code point order; in UTF-16 order the last two are swapped. */
const UNUSUAL = ['_', 'a', 'é', '\ufe45', '\u{1f6ff}'];

const CASCADE = page('definition', 'cascade', {
  links: {
    RELATED: ['spiral', 'margin-call'],
    RECOMMENDS: ['margin-call'],
    MENTIONS: ['leverage', 'leverage'],
    LINKS_TO: ['leverage'],
  },
});
const MARGIN_CALL = page('definition', 'margin-call', { links: { RELATED: ['cascade'], NARROWER: ['spiral'] } });
const AREA = page('area', 'leverage', { links: { HAS_PART: ['cascade', 'margin-call'] } });
/** Three concepts with the same name. */
const CALLS = ['call-b', 'call-a'].map((slug) => page('term', slug, { name: 'Margin calls' }));

export function walkContract(opened: () => { store: Store; graph: Reads }): void {
  describe('links to walk over', () => {
    let store: Store;
    let graph: Reads;
    beforeEach(async () => {
      ({ store, graph } = opened());
      await write(store, [CASCADE, MARGIN_CALL, AREA, ...CALLS]);
    });

    const links = async (slug: string, kinds: readonly RelationKind[] | null = null, first = 100) => {
      const [list] = await graph.links([slug], { kinds, first });
      const shown = list?.items.map(({ kind, direction, to }) => `${kind} ${direction} ${to}`);
      return list?.hasMore ? [...(shown ?? []), '…'] : shown;
    };
    const among = async (slugs: readonly string[], kinds: readonly RelationKind[] | null = null, first = 100) => {
      const { items, hasMore } = await graph.relationsAmong(slugs, { kinds, first });
      const shown = items.map(({ from, kind, to }) => `${from} ${kind} ${to}`);
      return hasMore ? [...shown, '…'] : shown;
    };

    it('are those of a concept in both directions, strongest kind first, then by place and slug, outgoing first', async () => {
      expect(await links('margin-call')).toEqual([
        'HAS_PART INCOMING leverage',
        'RELATED OUTGOING cascade',
        'RELATED INCOMING cascade',
        'RECOMMENDS INCOMING cascade',
        'NARROWER OUTGOING spiral',
        'SIMILAR OUTGOING call-a',
        'SIMILAR OUTGOING call-b',
      ]);
      expect(await links('leverage')).toEqual([
        'HAS_PART OUTGOING cascade',
        'HAS_PART OUTGOING margin-call',
        'MENTIONS INCOMING cascade', // stated twice, but one link
        'LINKS_TO INCOMING cascade',
      ]);
    });

    it('are of the kinds asked for alone, whatever their order, and none where no kind is', async () => {
      expect(await links('margin-call', ['RECOMMENDS', 'HAS_PART'])).toEqual([
        'HAS_PART INCOMING leverage',
        'RECOMMENDS INCOMING cascade',
      ]);
      expect(await links('margin-call', ['SIMILAR'])).toEqual(['SIMILAR OUTGOING call-a', 'SIMILAR OUTGOING call-b']);
      expect(await links('cascade', ['SIMILAR'])).toEqual([]);
      expect(await links('cascade', ['NARROWER'])).toEqual([]);
      expect(await links('cascade', [])).toEqual([]);
      expect(await links('margin-call', [...RELATION_KINDS].reverse())).toEqual(await links('margin-call'));
    });

    it('are the first of all, and there are more exactly where there are', async () => {
      const all = (await links('margin-call')) ?? [];
      for (let first = 1; first <= all.length + 1; first++) {
        const isCut = first < all.length;
        expect(await links('margin-call', null, first)).toEqual([...all.slice(0, first), ...(isCut ? ['…'] : [])]);
      }
      expect(await links('margin-call', ['SIMILAR'], 1)).toEqual(['SIMILAR OUTGOING call-a', '…']);
    });

    it('come in the order asked, without unknown slugs, the same for one asked twice', async () => {
      const query = { kinds: null, first: 100 };
      const [cascade] = await graph.links(['cascade'], query);
      const spiral = { items: expect.arrayContaining([{ to: 'cascade', kind: 'RELATED', direction: 'INCOMING' }]) };
      expect(await graph.links(['nothing', 'cascade', 'spiral', '__proto__', 'cascade', ''], query)).toEqual([
        cascade,
        expect.objectContaining(spiral),
        cascade,
      ]);
      expect(await graph.links([], query)).toEqual([]);
    });

    it('are ordered by code point', async () => {
      const pages = UNUSUAL.map((slug) => page('definition', slug, { links: { RELATED: ['hub'] } }));
      await write(store, pages.reverse());
      const [list] = await graph.links(['hub'], { kinds: null, first: 100 });
      expect(list?.items.map(({ to }) => to)).toEqual(UNUSUAL);
    });

    it('are, of a hub, the same as of any other concept', async () => {
      const to = (kind: string) => Array.from({ length: 30 }, (_, i) => `${kind.toLowerCase()}-${100 - i}`);
      const kinds = Object.fromEntries(STATEMENT_KINDS.map((kind) => [kind, to(kind)]));
      const hub = page('definition', 'hub', { links: kinds });
      const back = page('definition', 'related-75', { links: { RELATED: ['hub'], NARROWER: ['hub'] } });
      await write(store, [hub, back]);
      const all = await links('hub', null, 1_000);
      expect(all?.length).toBe(6 * 30 + 2);
      // More relations than requested: a store may read these another way.
      for (const first of [1, 29, 30, 31, 36, 37, 60, 181]) {
        expect(await links('hub', null, first)).toEqual([...(all ?? []).slice(0, first), '…']);
      }
      expect(all?.slice(29, 33)).toEqual([
        'HAS_PART OUTGOING has_part-71',
        'RELATED INCOMING related-75', // the first link of its page
        'RELATED OUTGOING related-100',
        'RELATED OUTGOING related-99',
      ]);
    });

    describe('among concepts', () => {
      const ALL = ['margin-call', 'leverage', 'cascade', 'spiral'];

      it('are the relations with both ends among them, by kind, then both slugs', async () => {
        expect(await among(ALL)).toEqual([
          'leverage HAS_PART cascade',
          'leverage HAS_PART margin-call',
          'cascade RELATED margin-call',
          'cascade RELATED spiral',
          'margin-call RELATED cascade',
          'cascade RECOMMENDS margin-call',
          'cascade MENTIONS leverage',
          'cascade LINKS_TO leverage',
          'margin-call NARROWER spiral',
        ]);
        expect(await among(['spiral', 'leverage'])).toEqual([]);
        expect(await among(['spiral', 'cascade'])).toEqual(['cascade RELATED spiral']);
        expect(await among(['cascade'])).toEqual([]);
        expect(await among([])).toEqual([]);
      });

      it('are the same whatever the order of the concepts, given twice or with unknown ones', async () => {
        const wanted = await among(ALL);
        expect(await among([...ALL].reverse())).toEqual(wanted);
        expect(await among([...ALL, 'nothing', ...ALL, '', 'constructor'])).toEqual(wanted);
        const unknown = Array.from({ length: 120 }, (_, i) => `nothing-${i}`);
        expect(await among([...ALL, ...unknown, ...ALL])).toEqual(wanted);
      });

      it('are of the kinds asked for alone, and none where no kind is', async () => {
        expect(await among(ALL, ['LINKS_TO', 'RECOMMENDS'])).toEqual([
          'cascade RECOMMENDS margin-call',
          'cascade LINKS_TO leverage',
        ]);
        expect(await among(ALL, ['SIMILAR'])).toEqual([]);
        expect(await among(ALL, [])).toEqual([]);
      });

      it('are one where two concepts have one name, from the lower slug', async () => {
        const calls = ['margin-call', 'call-b', 'call-a'];
        const similar = ['call-a SIMILAR call-b', 'call-a SIMILAR margin-call', 'call-b SIMILAR margin-call'];
        expect(await among(calls)).toEqual(similar);
        expect(await among(calls, ['SIMILAR'])).toEqual(similar);
        expect(await among([...calls, ...calls], ['RELATED', 'SIMILAR'])).toEqual(similar);
        expect(await among(calls, ['RELATED'])).toEqual([]);
      });

      it('are the first of all, and there are more exactly where there are', async () => {
        const slugs = [...ALL, 'call-a'];
        const all = await among(slugs);
        expect(all.length).toBe(10);
        for (const first of [1, 2, 8, 9, 10, 11]) {
          expect(await among(slugs, null, first)).toEqual([...all.slice(0, first), ...(first < 10 ? ['…'] : [])]);
        }
      });

      it('are ordered by code point at both ends', async () => {
        await write(store, [
          ...UNUSUAL.map((slug) => page('definition', slug, { name: slug, links: { MENTIONS: ['x'] } })).reverse(),
          page('definition', 'x', { name: 'Of its own', links: { RELATED: [...UNUSUAL].reverse() } }),
        ]);
        expect(await among(['x', ...UNUSUAL], ['RELATED', 'MENTIONS'])).toEqual([
          ...UNUSUAL.map((slug) => `x RELATED ${slug}`),
          ...UNUSUAL.map((slug) => `${slug} MENTIONS x`),
        ]);
        await write(
          store,
          UNUSUAL.map((slug) => page('definition', slug, { name: 'Same' })),
        );
        const pairs = UNUSUAL.flatMap((low, i) => UNUSUAL.slice(i + 1).map((high) => `${low} SIMILAR ${high}`));
        expect(await among(UNUSUAL)).toEqual(pairs);
      });
    });
  });
}
