import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { locatedWords, nameKey, nameWords, placeInWord } from '../../src/model/names.ts';
import { stepsOf } from '../support/steps.ts';

describe('the key of a name', () => {
  it.each([
    ['Stop-Loss Cascades', 'stop loss cascade'],
    ['STOP LOSS CASCADE', 'stop loss cascade'],
    ['Itô Calculus', 'ito calculus'],
    ['Ito’s Lemma', 'ito lemma'],
    ["Traders' Remorse", 'trader remorse'],
    ['Cash-and-Carry Strategies', 'cash and carry strategy'],
    ['Zero-Knowledge Option Position Hiding (ZK-PDM)', 'zero knowledge option position hiding zk pdm'],
    ['Losses', 'loss'],
    ['Taxes', 'tax'],
    ['Crises', 'crisis'],
    ['Analyses of Indices', 'analysis of index'],
    ['Breaches', 'breach'],
    ['Hedges', 'hedge'],
    ['Greeks', 'greek'],
    ['Vega', 'vega'],
    ['Vegas', 'vega'],
    ['Gas', 'gas'],
    ['Bias', 'bias'],
    ['Basis', 'basis'],
    ['Bonus', 'bonus'],
    ['Loss', 'loss'],
    ['Optimal F', 'optimal f'],
    ['ｆｕｌｌ ｗｉｄｔｈ', 'full width'],
    ['3x  Leveraged\u00a0ETFs', '3x leveraged etf'],
    ['Liqui\u00adda\u00adtion\u2060s', 'liquidation'],
    ['⎊ —', ''],
    ['', ''],
  ])('of %j is %j', (name, key) => {
    expect(nameKey(name)).toBe(key);
  });

  it('keeps apart what differs in more than spelling', () => {
    for (const [a, b] of [
      ['Margin', 'Margin Call'],
      ['Base', 'Basis'],
      ['Option Selling', 'Selling Options Strategy'],
    ] as const) {
      expect(nameKey(a)).not.toBe(nameKey(b));
    }
  });

  it('is its own key, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        expect(nameKey(name.toUpperCase().toLowerCase())).toBe(nameKey(name.toLowerCase().toUpperCase().toLowerCase()));
        expect(nameWords(name).every((word) => word !== '' && !/\s/.test(word))).toBe(true);
      }),
    );
  });

  it.each(["a's", 'é', '-', 's', '’', ' '])('takes a few steps a unit, however many of %j', async (run) => {
    const steps = await stepsOf(() => nameKey(run.repeat(30_000 / run.length)));
    expect(steps / 30_000).toBeLessThan(10);
  });
});

describe('the words of a text', () => {
  it.each([
    ['Stop-Loss Cascades', ['Stop', 'Loss', 'Cascades']],
    ["a “Trader’s” loss; traders' losses", ['a', 'Trader', 'loss', 'traders', 'losses']],
    ['“Ito\u0302’s” lemma', ['Ito\u0302', 'lemma']],
    ["'quoted' 'n' don't", ['quoted', 'n', "don't"]],
    ['😀 gamma \ud800 vega 𝐃elta', ['gamma', 'vega', '𝐃elta']],
    ['ﬁre sale', ['ﬁre', 'sale']],
  ])('of %j stand where they are written', (text, written) => {
    expect(locatedWords(text).map(({ start, end }) => text.slice(start, end))).toEqual(written);
  });

  it('never overlap and stay inside the text', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2 }),
      fc.constantFrom("'", '’', 's', ' ', 'o\u0302', 'ﬁ', '½'),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 30 }), (units) => {
        const text = units.join('');
        for (const { start, end } of locatedWords(text))
          expect(0 <= start && start < end && end <= text.length).toBe(true);
      }),
    );
  });

  it('know where their letters stand, accents and ligatures aside', () => {
    const [first] = locatedWords('Ito\u0302s');
    expect([1, 3, 4].map((units) => placeInWord('Ito\u0302s', first as never, units))).toEqual([1, 4, 5]);
    const [fire] = locatedWords('ﬁre');
    expect([0, 1, 2, 3, 9].map((units) => placeInWord('ﬁre', fire as never, units))).toEqual([0, 1, 1, 2, 3]);
  });
});
