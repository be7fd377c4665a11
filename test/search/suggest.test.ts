import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ConceptNames } from '../../src/model/graph.ts';
import { buildNameIndex, type NameIndex } from '../../src/search/names/name-index.ts';
import { indexNames } from '../../src/search/names/names.ts';
import { suggest } from '../../src/search/names/suggest.ts';
import { named, pick, seededRandom, syntheticGlossary } from '../support/name-queries.ts';
import { stepsOf } from '../support/steps.ts';

const GLOSSARY: ConceptNames[] = [
  named('Margin'),
  named('Margin Call', { relationCount: 3 }),
  named('Margin Loan', { relationCount: 9 }),
  named('Cross-Margin', { relationCount: 5 }),
  named('Marginal Price Impact'),
  named('Liquidation Cascade', { alternateNames: ['Liquidation Spiral'] }),
  named('Liquidation'),
  named('Itô’s Lemma'),
  named('Hash Time-Locked Contracts (HTLC)'),
  named('Auto-Deleveraging'),
  named('Value at Risk', { alternateNames: ['VaR model'] }),
  named('Volatility Risk'),
  named('Stop-Loss Strategies'),
];

/** The names found, with highlights in brackets. */
function shown(index: NameIndex, query: string, limit = 8): string[] {
  return index.suggest(query, limit).map(({ match: { text, ranges } }) => {
    let [marked, at] = ['', 0];
    for (const { start, end } of ranges) {
      marked += `${text.slice(at, start)}[${text.slice(start, end)}]`;
      at = end;
    }
    return marked + text.slice(at);
  });
}

describe('suggest', () => {
  let index: NameIndex;
  beforeAll(async () => {
    index = await buildNameIndex(GLOSSARY);
  });

  it('puts the exact name first, then names that start so, then those with a word that does', () => {
    expect(shown(index, 'margin')).toEqual([
      '[Margin]',
      '[Margin] Loan', // better linked than Margin Call
      '[Margin] Call',
      '[Margin]al Price Impact',
      'Cross-[Margin]',
    ]);
  });

  it.each([
    ['MARGIN CALLS', '[Margin Call]'],
    ['margin-call', '[Margin Call]'],
    ['margincall', '[Margin Call]'],
    ['call margin', '[Margin Call]'],
    ['ito lemma', '[Itô’s Lemma]'],
    ["Ito's lem", '[Itô’s Lem]ma'],
    ['liquidation spi', '[Liquidation Spi]ral'],
    ['cas', 'Liquidation [Cas]cade'],
    ['casc liq', '[Liq]uidation [Casc]ade'],
    ['htlc', 'Hash Time-Locked Contracts ([HTLC])'],
    ['hash time locked contract', '[Hash Time-Locked Contracts] (HTLC)'],
    ['ADL', '[A]uto-[D]e[l]everaging'],
    ['var', '[VaR] model'],
    ['vr', '[V]alue at [R]isk'],
    ['risk of volatility', '[Volatility Risk]'],
    ['value risk', '[Value at Risk]'],
    ['stop loss strategie', '[Stop-Loss Strategie]s'],
    ['lemma', 'Itô’s [Lemma]'],
  ])('finds by %j first %s', (query, first) => {
    expect(shown(index, query)[0]).toBe(first);
  });

  it.each([
    ['a letter missing', 'liqudation cascade', '[Liquidation Cascade]'],
    ['a letter too many', 'liquiddation cascade', '[Liquidation Cascade]'],
    ['a wrong letter', 'liquidstion cascade', '[Liquidation Cascade]'],
    ['two letters swapped', 'liqiudation cascade', '[Liquidation Cascade]'],
    ['a space missing', 'liquidationcas', '[Liquidation Cas]cade'],
    ['a space too many', 'liqui dation cas', '[Liquidation Cas]cade'],
    ['two letters wrong', 'likvidation cas', '[Liquidation Cas]cade'],
    ['half of the name, misspelt', 'auto-delv', '[Auto-Delev]eraging'],
    ['a misspelt word behind another', 'cacsade', 'Liquidation [Cascade]'],
    ['misspelt words in another order', 'cacsade liqudation', '[Liquidation Cascade]'],
    ['three letters', 'mragin', '[Margin]'],
  ])('forgives %s: %j', (_, query, first) => {
    expect(shown(index, query)[0]).toBe(first);
  });

  it('settles ties of any kind by how well linked a concept is, however much is left to type', async () => {
    const tied = await buildNameIndex([
      named('Basis', { slug: 'a', relationCount: 1 }),
      named('Basis Trade', { slug: 'b', relationCount: 2 }),
      named('Basis Trade Unwind', { slug: 'c', relationCount: 3 }),
      named('Futures Basis', { slug: 'd', relationCount: 4 }),
      named('Cash and Futures Basis', { slug: 'e', relationCount: 5 }),
    ]);
    const slugs = (typed: string) => tied.suggest(typed, 8).map(({ slug }) => slug);
    expect(slugs('basis')).toEqual(['a', 'c', 'b', 'e', 'd']);
    expect(slugs('bas')).toEqual(['c', 'b', 'a', 'e', 'd']);
    expect(slugs('bsais')).toEqual(['a', 'c', 'b', 'e', 'd']);
    expect(slugs('unwind basis')).toEqual(['c']);
  });

  it('puts a name that is all but typed out first, and own names before what others are also called', async () => {
    const linked = await buildNameIndex([
      named('Liquidity Spiral', { alternateNames: ['Margin Spiral'], relationCount: 9 }),
      named('Margin Call', { relationCount: 5 }),
      named('Margin', { relationCount: 1 }),
    ]);
    expect(shown(linked, 'mar')).toEqual(['[Mar]gin Call', '[Mar]gin', '[Mar]gin Spiral']);
    expect(shown(linked, 'marg')).toEqual(['[Marg]in', '[Marg]in Call', '[Marg]in Spiral']);
    expect(shown(linked, 'margi')).toEqual(['[Margi]n', '[Margi]n Call', '[Margi]n Spiral']);
  });

  it('takes no letter of a word just begun for a wrong one where names start so', async () => {
    const names = await buildNameIndex([named('Margin Call'), named('Margin Spiral'), named('Margin Fall')]);
    expect(shown(names, 'margin c')).toEqual(['[Margin C]all']);
    expect(shown(names, 'margin cal')).toEqual(['[Margin Cal]l']);
    expect(shown(names, 'margin x')).toHaveLength(3);
  });

  it('gives each concept once, by its best name, its own of equal ones, and no more than asked for', async () => {
    expect(shown(index, 'liquidation')).toEqual(['[Liquidation]', '[Liquidation] Cascade']);
    expect(shown(index, 'liquidation s')[0]).toBe('[Liquidation S]piral');
    const spiral = await buildNameIndex([named('Liquidation Spiral', { alternateNames: ['Liquidation Cascade'] })]);
    expect(shown(spiral, 'liquidation', 1)).toEqual(['[Liquidation] Spiral']);
    expect(shown(index, 'margin', 2)).toHaveLength(2);
  });

  it('says which name it was', () => {
    expect(index.suggest('liquidation spiral', 1)).toEqual([
      {
        slug: 'liquidation-cascade',
        match: { field: 'ALTERNATE_NAME', text: 'Liquidation Spiral', ranges: [{ start: 0, end: 18 }] },
      },
    ]);
  });

  it('prefers the name as written where several are equal but for spelling, and a name to an alternate name', async () => {
    const alike = await buildNameIndex([
      named('Fund', { slug: 'a', relationCount: 9, alternateNames: ['Hedge'] }),
      named('Trust', { slug: 'b', alternateNames: ['Hedges'] }),
      named('Cover', { slug: 'c', relationCount: 20, alternateNames: ['Hedge Book'] }),
      named('Hedge', { slug: 'd' }),
    ]);
    expect(alike.suggest('hedges', 8).map(({ slug }) => slug)).toEqual(['b', 'd', 'a', 'c']);
    expect(alike.suggest('hedge', 8).map(({ slug }) => slug)).toEqual(['d', 'a', 'b', 'c']);
  });

  it('offers one of those that are likely the same: the one that fits better, else the better linked', async () => {
    const alike = await buildNameIndex([
      named('Cascade Modeling', { slug: 'cascade-modeling', relationCount: 9 }),
      named('Cascade Modelling', { slug: 'cascade-modelling', relationCount: 1 }),
      named('Stop-Loss Clustering', { slug: 'stop-loss-clustering', relationCount: 2 }),
      named('Stop-Loss Clustering', { slug: 'stop-loss-clustering-2', relationCount: 3 }),
      named('Cascade', { slug: 'cascade' }),
      ...['Solvency', 'Solvency 2'].map((name) => named(name)),
    ]);
    const offered = (prefix: string, limit = 8) => alike.suggest(prefix, limit).map(({ slug }) => slug);
    expect(offered('casc')).toEqual(['cascade-modeling', 'cascade']);
    expect(offered('casc', 2)).toEqual(['cascade-modeling', 'cascade']);
    expect(offered('cascade modell')).toEqual(['cascade-modelling']);
    expect(offered('stop')).toEqual(['stop-loss-clustering-2']);
    expect(offered('solv')).toEqual(['solvency', 'solvency-2']);
  });

  it('finds nothing for a text without letters or digits', () => {
    for (const text of ['', ' ', '\n\t', '⎊ — "', "'", '😀', '\ud800', '*:"/\\-', '\u202e']) {
      expect(index.suggest(text, 8)).toEqual([]);
    }
  });

  it('takes any text for text, in few steps', async () => {
    const hard = [
      ...['a ', 'ma', "a'", '’s', '😀x', 'é', '-', 'm s '].map((part) => part.repeat(128)),
      ...['m', 'a\u0301', '\u0301', '强制平仓', 'ﷺ', '㌀'].map((part) => part.repeat(256)),
      '"margin" OR 1=1 --',
    ];
    for (const text of ['مارجن', '\u202emargin', 'mar\ud800gin', '(margin', 'margin/call*', ...hard]) {
      expect(await stepsOf(() => index.suggest(text.slice(0, 256), 8))).toBeLessThan(100_000);
    }
    expect(shown(index, '"margin call"')[0]).toBe('[Margin Call]');
    expect(shown(index, 'margin\\/call:*')[0]).toBe('[Margin Call]');
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => index.suggest(text, 8).length <= 8));
  });

  it('looks for an abbreviation among the names alone that begin with its first letter', async () => {
    const names = await indexNames(Array.from({ length: 500 }, (_, i) => named(`Margin ${i}`)));
    let read = 0;
    const forms = new Proxy(names.forms, {
      get(target, key) {
        if (/^\d+$/.test(String(key))) read++;
        return Reflect.get(target, key);
      },
    });
    suggest({ ...names, forms }, 'mqx', 8);
    expect(read).toBe(500);
    suggest({ ...names, forms }, 'zqx', 8);
    expect(read).toBe(500);
  });

  it('answers the same whatever the order in which names come in', async () => {
    const other = await buildNameIndex(GLOSSARY.toReversed());
    for (const query of ['m', 'li', 'margin', 'risk', 'marign', 'cal mar', 'adl']) {
      expect(other.suggest(query, 8)).toEqual(index.suggest(query, 8));
    }
  });

  it('has no place for a name without words, and finds the concept by its others', async () => {
    const odd = await buildNameIndex([named('⎊', { slug: 'glyph', alternateNames: ['Glyph'] })]);
    expect(odd.suggest('glyph', 8).map(({ slug }) => slug)).toEqual(['glyph']);
    expect((await buildNameIndex([])).suggest('glyph', 8)).toEqual([]);
  });
});

describe('over 2,000 concepts', () => {
  /** Step limit for the hardest text. */
  const MANY = 200_000;
  let glossary: ConceptNames[];
  let index: NameIndex;
  beforeAll(async () => {
    glossary = syntheticGlossary(2_000, seededRandom(3));
    index = await buildNameIndex(glossary);
  });

  it('answers to half a name mostly in a fifth of the steps that any text may take', async () => {
    const random = seededRandom(5);
    const steps: number[] = [];
    for (let i = 0; i < 60; i++) {
      const { name } = pick(glossary, random);
      const typed = name.slice(0, 1 + Math.floor(random() * name.length));
      const query = random() < 0.5 ? typed : typed.replace(/.(?=.$)/, 'x');
      steps.push(await stepsOf(() => index.suggest(query, 8)));
    }
    expect(steps.sort((a, b) => a - b)[30]).toBeLessThan(MANY / 5);
  });

  it('answers within these steps whatever is typed', async () => {
    const random = seededRandom(6);
    const many = (count: number, one: () => string) => Array.from({ length: count }, one);
    const typed = [
      ...'abcdefghijklmnopqrstuvwxyz',
      ...['a', 'm', 'a ', 'ma ', 'volatility ', 'é', 'e\u0301', '\u0301', '😀', '清算', 'תצ', 'ﷺ', "a'", '1', '-'].map(
        (part) => part.repeat(256),
      ),
      ...many(12, () => many(20, () => pick(glossary, random).name).join(' ')),
      ...many(12, () => many(12, () => pick([...'abcdefglmrstv'], random)).join(' ')),
      ...many(12, () => many(4, () => pick(glossary, random).name.slice(0, 2)).join(' ')),
      ...many(12, () => `q${pick(glossary, random).name.slice(1, 9)}q`),
      ...many(12, () => [...pick(glossary, random).name.slice(0, 3)].toReversed().join('')),
    ];
    const hard: string[] = [];
    for (const text of typed) {
      if ((await stepsOf(() => index.suggest(text.slice(0, 256), 50))) > MANY) hard.push(text);
    }
    expect(hard).toEqual([]);
  });
});
