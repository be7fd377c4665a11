/** The contract of full text over every store, given how to open one. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConceptFilter } from '../../src/model/graph.ts';
import { buildNameIndex } from '../../src/search/names/name-index.ts';
import { type FoundCursor, findTexts, pageOfFound, type TextQuery } from '../../src/search/text/find.ts';
import type { Store } from '../../src/store/store.ts';
import type { Connections } from '../support/connections.ts';
import { page } from '../support/pages.ts';
import { imageReads } from '../support/reads.ts';
import { context, NO_CALCULATORS, namesIn, write } from '../support/writing.ts';

const ALL = { kinds: null, hasCalculator: null, isStub: null };

const PAGES = [
  page('definition', 'liquidation', { body: ['A forced closing of a position whose margin is used up.'] }),
  page('definition', 'liquidation-cascade', {
    alternateNames: ['Domino Effect', 'Chain Reaction'],
    meaning: 'Forced sales that trigger the liquidation of others.',
    body: ['Each liquidation pushes the price, and the next liquidation follows: liquidation upon liquidation.'],
    links: {
      MENTIONS: [{ to: 'insurance-fund', facet: 'Buffer', gloss: 'It pays what a bankrupt trader’s margin does not.' }],
    },
  }),
  page('definition', 'liquidation-cascade-modeling', { body: ['Models of it.'] }),
  page('area', 'margin', {
    name: 'Itô-Margin',
    facets: { Haircut: 'A share of value that counts for nothing.' },
    body: ['What a liquidation takes first.'],
    links: { HAS_PART: ['liquidation'] },
  }),
];

export function textContract(title: string, open: () => Promise<Connections>): void {
  describe(`full text over ${title}`, () => {
    let opened: Connections;
    let store: Store;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
      await write(store, PAGES);
    });
    afterEach(() => opened.dispose());

    type Rest = Partial<TextQuery> & { filter?: ConceptFilter };
    const search = async (words: string, { filter = ALL, ...rest }: Rest = {}) => {
      const graph = imageReads(store, NO_CALCULATORS);
      const names = await buildNameIndex(await namesIn(graph));
      const query: TextQuery = { names: [words], words: words.split(' '), scope: 'ALL_WORDS', leads: [], ...rest };
      return findTexts(query, filter, { names, graph, store });
    };
    const hits = async (words: string, rest: Rest = {}) => pageOfFound(await search(words, rest), 100, null).items;
    const found = async (words: string, rest: Rest = {}) => (await hits(words, rest)).map(({ slug }) => slug);

    it('puts what is called so first, then whose name has the words, then who speaks of it', async () => {
      const scores = (await hits('liquidation')).map(({ slug, score }) => [slug, score]);
      expect(scores).toEqual([
        ['liquidation', 4],
        ['liquidation-cascade', 1.5],
        ['liquidation-cascade-modeling', 1 + 1 / 3],
        ['margin', expect.any(Number)],
      ]);
      expect(scores[3]?.[1]).toBeGreaterThan(0);
      expect(scores[3]?.[1]).toBeLessThan(1);
    });

    it('knows other names, each by itself', async () => {
      expect(await hits('domino effect', { names: ['the domino effect', 'domino effect'] })).toMatchObject([
        { score: 3 },
      ]);
      expect(await hits('domino effect')).toMatchObject([{ slug: 'liquidation-cascade', score: 3 }]);
      expect(await hits('effect chain')).toMatchObject([{ slug: 'liquidation-cascade', score: 1 }]);
      expect(await hits('reaction cascade')).toMatchObject([{ slug: 'liquidation-cascade', score: 1 }]);
      expect(await hits('cascade liquidation')).toMatchObject([
        { slug: 'liquidation-cascade', score: 2 },
        { slug: 'liquidation-cascade-modeling', score: 1 + 2 / 3 },
      ]);
    });

    it('wants every word, wherever in the texts of a concept it stands', async () => {
      expect(await found('trigger upon')).toEqual(['liquidation-cascade']);
      expect(await found('haircut nothing')).toEqual(['margin']);
      expect(await found('haircut modeling')).toEqual([]);
      expect(await found('forced')).toEqual(expect.arrayContaining(['liquidation', 'liquidation-cascade']));
    });

    it('sees through case, accents, hyphens and plural in what is searched', async () => {
      expect(await found('ito margin')).toEqual(['margin']);
      expect(await found('sale')).toEqual(['liquidation-cascade']);
      expect(await found('model')).toEqual(['liquidation-cascade-modeling']);
    });

    it('finds by any one word where that is asked for', async () => {
      const any = await found('haircut modeling unheard', { scope: 'ANY_WORD' });
      expect(any.sort()).toEqual(['liquidation-cascade-modeling', 'margin']);
      expect(await found('unheard', { scope: 'ANY_WORD' })).toEqual([]);
    });

    it('finds a concept by a sentence on another page, and gives the sentence', async () => {
      expect(await found('bankrupt')).toEqual([]);
      const gloss = 'It pays what a bankrupt trader’s margin does not.';
      expect(await hits('bankrupt trader', { scope: 'ONE_GLOSS' })).toMatchObject([{ slug: 'insurance-fund', gloss }]);
      expect(await found('pay', { scope: 'ONE_GLOSS' })).toEqual(['insurance-fund']);
      expect(await found('bankrupt haircut', { scope: 'ONE_GLOSS' })).toEqual([]);
      expect(await found('bankrupt', { scope: 'ONE_GLOSS', filter: { ...ALL, isStub: false } })).toEqual([]);
      expect((await hits('liquidation')).map((hit) => hit.gloss)).toEqual([null, null, null, null]);
    });

    it('gives each concept once, by the sentence that fits best', async () => {
      const said = (slug: string, gloss: string) =>
        page('definition', slug, { links: { MENTIONS: [{ to: 'insurance-fund', facet: 'Use', gloss }] } });
      await write(store, [
        said('a', 'A bankrupt one.'),
        said('b', 'A long sentence in which among many other words a bankrupt trader stands at last.'),
      ]);
      expect(await hits('bankrupt', { scope: 'ONE_GLOSS' })).toMatchObject([{ gloss: 'A bankrupt one.' }]);
    });

    it('puts what leads before what has the words, whatever its texts say, and after what is called so', async () => {
      const leads = [
        { slug: 'margin', score: 2.5 },
        { slug: 'liquidation', score: 2.7 },
        { slug: 'insurance-fund', score: 2.9 },
        { slug: 'nothing', score: 2.8 },
      ];
      const scores = async (words: string, rest: Rest = {}) =>
        (await hits(words, { leads, ...rest })).map(({ slug, score }) => `${slug} ${score.toFixed(2)}`);
      expect(await scores('liquidation')).toEqual([
        'liquidation 4.00',
        'insurance-fund 2.90',
        'margin 2.50',
        'liquidation-cascade 1.50',
        'liquidation-cascade-modeling 1.33',
      ]);
      expect(await scores('unheard')).toEqual(['insurance-fund 2.90', 'liquidation 2.70', 'margin 2.50']);
      const filter = { ...ALL, isStub: true };
      for (const scope of ['ALL_WORDS', 'ANY_WORD', 'ONE_GLOSS'] as const) {
        expect(await scores('bankrupt', { scope, filter })).toEqual(['insurance-fund 2.90']);
      }
      const after = { score: 2.9, relationCount: 1, slug: 'insurance-fund' };
      const { items, hasNextPage } = pageOfFound(await search('liquidation', { leads }), 1, after);
      expect([items.map(({ slug }) => slug), hasNextPage]).toEqual([['margin'], true]);
    });

    it('filters as lists of concepts do', async () => {
      expect(await found('liquidation', { filter: { ...ALL, kinds: ['AREA', 'TERM'] } })).toEqual(['margin']);
      expect(await found('liquidation', { filter: { ...ALL, isStub: true } })).toEqual([]);
      expect(await found('insurance fund', { filter: { ...ALL, isStub: true } })).toEqual(['insurance-fund']);
      expect(await found('liquidation', { filter: { ...ALL, hasCalculator: true } })).toEqual([]);
    });

    it('pages through without repeating or leaving out one', async () => {
      await write(
        store,
        Array.from({ length: 23 }, (_, i) =>
          page('definition', `term-${i}`, { body: [`A liquidation ${'x '.repeat(i % 4)}.`] }),
        ),
      );
      for (const scope of ['ALL_WORDS', 'ANY_WORD'] as const) {
        const whole = await found('liquidation', { scope });
        expect(whole).toHaveLength(27);
        const all = await search('liquidation', { scope });
        for (const first of [1, 4, 26]) {
          const walked: string[] = [];
          let after: FoundCursor | null = null;
          for (;;) {
            const { items, hasNextPage } = pageOfFound(all, first, after);
            walked.push(...items.map(({ slug }) => slug));
            after = items.at(-1) ?? null;
            if (!hasNextPage || after === null) break;
          }
          expect(walked).toEqual(whole);
        }
      }
    });

    it('settles a tie by how well linked a concept is, then by slug', async () => {
      const same = (slug: string) => page('definition', slug, { name: 'Same Name' });
      await write(store, [
        same('s-1'),
        same('s-2'),
        same('s-3'),
        page('definition', 'to', { links: { RELATED: ['s-2'] } }),
      ]);
      expect(await found('same name')).toEqual(['s-2', 's-1', 's-3']);
    });

    it('follows what pages say: replaced, renamed, removed', async () => {
      await write(store, [page('definition', 'liquidation', { name: 'Forced Closing', body: ['Nothing else.'] })]);
      expect(await found('forced closing')).toEqual(['liquidation']);
      expect(await found('used')).toEqual([]);
      // A stub is found by the link texts that refer to it, until its own page gives it a name.
      await write(store, [page('definition', 'x', { links: { RELATED: [{ to: 'var', anchor: 'Value at Risk' }] } })]);
      expect(await hits('value at risk')).toMatchObject([{ score: 4 }]);
      await write(store, [page('definition', 'var', { name: 'VaR' })]);
      expect(await hits('value at risk')).toMatchObject([{ slug: 'var', score: 3 }]);
      await store.lock('ingest', 'test', 30);
      await store.removePages(
        PAGES.map(({ url }) => url),
        context(),
      );
      expect(await found('haircut')).toEqual([]);
      expect(await found('bankrupt', { scope: 'ONE_GLOSS' })).toEqual([]);
      expect(await found('liquidation')).toEqual([]);
      expect(await store.checkIntegrity()).toEqual([]);
    });

    it('finds by the meaning that others give, and by its own once there is one', async () => {
      const gloss = (text: string) => ({ RECOMMENDS: [{ to: 'flash-crash', gloss: text }] });
      await write(store, [page('definition', 'a', { links: gloss('A fall within minutes.') })]);
      expect(await found('minute', { scope: 'ONE_GLOSS' })).toEqual(['flash-crash']);
      await write(store, [page('term', 'flash-crash', { meaning: 'Its own words.' })]);
      expect(await found('minute')).toEqual([]);
      expect(await found('own word')).toEqual(['flash-crash']);
    });

    it('reads words of any script, and none as an operator', async () => {
      await write(store, [page('definition', 'script', { body: ['漢字 и слово, 123 not near or'] })]);
      // FTS5 would not take this character for a letter, and would split the word.
      expect(await found('a\u19b0b', { scope: 'ONE_GLOSS' })).toEqual([]);
      for (const word of ['漢字', 'слово', '123', 'not', 'near', 'or']) {
        expect([word, await found(word)]).toEqual([word, ['script']]);
      }
      expect(await found('a or b not c', { scope: 'ONE_GLOSS' })).toEqual([]);
      const many = Array.from({ length: 32 }, (_, i) => `word${i}`).join(' ');
      for (const scope of ['ALL_WORDS', 'ONE_GLOSS', 'ANY_WORD'] as const)
        expect(await found(many, { scope })).toEqual([]);
    });
  });
}
