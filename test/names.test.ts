import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nameKey, nameWords } from '../src/names.ts';

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

  it('takes no longer than its length asks for', () => {
    const began = performance.now();
    for (const run of ["a's", 'é', '-', 's', '’', ' ']) nameKey(run.repeat(30_000 / run.length));
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
