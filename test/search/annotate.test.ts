import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nameKey } from '../../src/model/names.ts';
import { buildNameIndex, type NameIndex } from '../../src/search/names/name-index.ts';
import { named, pick, seededRandom, syntheticGlossary } from '../support/name-queries.ts';
import { stepsOf } from '../support/steps.ts';

const GLOSSARY = [
  named('Liquidation'),
  named('Liquidation Cascade', { alternateNames: ['Cascading'] }),
  named('Liquidation Cascade Modeling'),
  named('Margin Call'),
  named('Order'),
  named('Price'),
  named('Market Order'),
  named('Itô’s Lemma'),
  named('Value at Risk', { alternateNames: ['VaR'] }),
  named('Investor Flow', { alternateNames: ['IF'] }),
  named('Hash Time-Locked Contracts (HTLC)'),
  named('Stop-Loss'),
  named('Greeks, Delta'),
  named('Vega', { alternateNames: ['Here', 'read more', 'does'] }),
  named('3x'),
];

describe('annotate', () => {
  let index: NameIndex;
  beforeAll(async () => {
    index = await buildNameIndex(GLOSSARY);
  });
  const found = (text: string, firstOnly = false) =>
    index.annotate(text, { firstOnly }).map((one) => {
      expect(text.slice(one.start, one.end)).toBe(one.text);
      return `${one.text} → ${one.slug}`;
    });

  it('takes the longest name at each place, and none inside another', () => {
    expect(found('A liquidation cascade modeling tool shows each liquidation, then a Liquidation Cascade.')).toEqual([
      'liquidation cascade modeling → liquidation-cascade-modeling',
      'liquidation → liquidation',
      'Liquidation Cascade → liquidation-cascade',
    ]);
  });

  it.each([
    ['plural', 'two margin calls', 'margin calls → margin-call'],
    ['case', 'MARGIN CALL', 'MARGIN CALL → margin-call'],
    ['a hyphen', 'a margin-call', 'margin-call → margin-call'],
    ['a hyphen less', 'a stop loss', 'stop loss → stop-loss'],
    ['a hyphen too many', 'two liqui-dations', 'liqui-dations → liquidation'],
    ['brackets around it', '(vega)', 'vega → vega'],
    ['a mark behind it', 'all on vega/gamma.', 'vega → vega'],
    ['a line end', 'a margin\n  call', 'margin\n  call → margin-call'],
    ['accents', 'by Ito’s lemma', 'Ito’s lemma → ito-s-lemma'],
    ['a hyphen at a line’s end', 'a stop-\n  loss', 'stop-\n  loss → stop-loss'],
    ['a word divided at a line’s end', 'their liqui-\r\ndations', 'liqui-\r\ndations → liquidation'],
    ['soft hyphens', 'a mar\u00adgin\u00a0call', 'mar\u00adgin\u00a0call → margin-call'],
    ['a possessive', 'the margin call’s size', 'margin call → margin-call'],
    ['quotes', "the 'margin call'", 'margin call → margin-call'],
    ['an alternate name', 'it is cascading', 'cascading → liquidation-cascade'],
    [
      'brackets of the name itself',
      'hash time-locked contracts (HTLC)',
      'hash time-locked contracts (HTLC) → hash-time-locked-contracts-htlc',
    ],
    [
      'the name without its brackets',
      'hash time locked contract',
      'hash time locked contract → hash-time-locked-contracts-htlc',
    ],
    ['the abbreviation alone', 'two HTLCs', 'HTLCs → hash-time-locked-contracts-htlc'],
    ['a comma of the name itself', 'as Greeks, delta', 'Greeks, delta → greeks-delta'],
    ['a common word in a longer name', 'a market order', 'market order → market-order'],
  ])('sees through %s', (_, text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it.each([
    ['the text of a link that names nothing', 'here one may read more, as one does'],
    ['a common word alone', 'The order had a price; orders have prices.'],
    ['part of a word', 'premargin call, margin caller, vegan, liqui- dation, liqui-\n\ndation'],
    ['words of two sentences', 'He paid margin. Call him!'],
    ['words of two paragraphs', 'margin\n\ncall'],
    ['words parted by a comma, a bracket or a dash', 'margin, call; margin (call); margin – call; margin -\ncall'],
    ['an abbreviation without its capitals', 'if var is large'],
    ['a name of two letters', 'a 3x fund'],
    ['an address', 'see https://site.example/definition/margin-call/ or www.margin.call.example/vega?a=liquidation'],
    ['a file or a path', 'in margin-call.html, /definition/margin-call/ and #margin-call'],
    ['who is written to', 'to margin.call@vega.example, mailto:vega@vega.example'],
    ['inflections that no name has', 'it liquidated'],
  ])('leaves alone %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it('takes an abbreviation where it is written so, or in capitals', () => {
    expect(found('If VaR rises, IF falls.')).toEqual(['VaR → value-at-risk', 'IF → investor-flow']);
    expect(found('RISE OF VAR')).toEqual(['VAR → value-at-risk']);
  });

  it('takes a name that is all in capitals for no abbreviation where it is several words, or a long one', async () => {
    const names = await buildNameIndex([named('FIRE SALE'), named('SUPERCAPITALISATION'), named('LULD')]);
    const slugs = names.annotate('a fire sale after supercapitalisation, not luld', { firstOnly: false });
    expect(slugs.map(({ slug }) => slug)).toEqual(['fire-sale', 'supercapitalisation']);
  });

  it('tells names of the same words apart by their marks', async () => {
    const names = await buildNameIndex([
      named('Cash: Carry', { relationCount: 9 }),
      named('Cash, Carry', { slug: 'other' }),
    ]);
    const slugs = (text: string) => names.annotate(text, { firstOnly: false }).map(({ slug }) => slug);
    expect([slugs('in Cash, carry pays'), slugs('in cash: Carry')]).toEqual([['other'], ['cash-carry']]);
  });

  it('leaves alone a name in a phrase that uses it in another sense, but no longer name that reaches out of it', async () => {
    const glossary = [named('Margin'), named('Margin Call'), named('Collateral'), named('Vega')];
    const other = await buildNameIndex(glossary);
    const slugs = (names: NameIndex, text: string) =>
      names.annotate(text, { firstOnly: false }).map(({ slug }) => slug);
    expect(slugs(other, 'Profit margins fell, by a margin of error, in Las Vegas; collateral damage.')).toEqual([]);
    expect(slugs(other, 'a wide margin, then a wide margin call, then margin')).toEqual(['margin-call', 'margin']);
    const own = await buildNameIndex([...glossary, named('Profit Margin')]);
    expect(slugs(own, 'profit margins')).toEqual(['profit-margin']);
  });

  it('gives each concept once where only the first occurrence is asked for', () => {
    expect(found('Vega, then liquidation, vega, VaR and value at risk', true)).toEqual([
      'Vega → vega',
      'liquidation → liquidation',
      'VaR → value-at-risk',
    ]);
  });

  it('counts in UTF-16 units, whatever stands before', () => {
    const text = '😀 é e\u0301 𝐱 \ud800 ﬁ vega';
    expect(index.annotate(text, { firstOnly: false })).toEqual([
      { start: text.indexOf('vega'), end: text.length, text: 'vega', slug: 'vega' },
    ]);
  });

  it('marks whole words in order, none twice, each one a name, whatever the text', () => {
    const pieces = ['margin', 'Margins', 'call', 'liqui', 'dation', 'vega', 'Itô', 'Ito\u0301', 'lemma', 'VaR', 'x'];
    const between = [' ', ' ', '-', '-\n', '\n', '\u00ad', '’s ', ', ', '😀', '\ud800', '\u0301', '(', '. ', ''];
    const nameOf = new Map(GLOSSARY.map(({ slug, name, alternateNames }) => [slug, [name, ...alternateNames]]));
    const letters = (text: string) => nameKey(text).replaceAll(' ', '');
    const text = fc
      .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...between)), { maxLength: 30 })
      .map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(text, (read) => {
        let last = 0;
        for (const { start, end, text: words, slug } of index.annotate(read, { firstOnly: false })) {
          expect(read.slice(start, end)).toBe(words);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(/[\p{L}\p{N}]$/u.test(read.slice(0, start)) || /^[\p{L}\p{N}]/u.test(read.slice(end))).toBe(false);
          expect(nameOf.get(slug)?.map(letters)).toContain(letters(words));
          last = end;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('prefers a concept’s own name to what others call another, and then the better linked', async () => {
    const alike = await buildNameIndex([
      named('Spiral Fall', { slug: 'a', alternateNames: ['Deep Fall'], relationCount: 9 }),
      named('Deep Fall', { slug: 'b' }),
      named('Deep-Fall', { slug: 'c', relationCount: 2 }),
    ]);
    expect(alike.annotate('a deep fall', { firstOnly: false }).map(({ slug }) => slug)).toEqual(['c']);
  });

  it('reads 20,000 units in a few steps each, whatever they are', async () => {
    const glossary = syntheticGlossary(5_000, seededRandom(3));
    const big = await buildNameIndex([...glossary, named('Margin '.repeat(15)), named("a ' b")]);
    const random = seededRandom(4);
    const prose = Array.from({ length: 2_000 }, () => `${pick(glossary, random).name} moves prices.`).join(' ');
    for (const run of [prose, 'margin ', "'", 'a', ' ', 'é', '(', 's’', '\n', '-', '😀', '\ud800', 'x.']) {
      const text = run.repeat(Math.ceil(20_000 / run.length)).slice(0, 20_000);
      let names = 0;
      const steps = await stepsOf(() => {
        names = big.annotate(text, { firstOnly: false }).length;
      });
      expect(steps / text.length).toBeLessThan(12);
      if (run === prose) expect(names).toBeGreaterThan(300);
    }
  });
});
