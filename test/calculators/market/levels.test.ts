/** Prices at their levels, against exact arithmetic: decimals are integers in units of their last digit. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fallsTo, isAbove, isBelow, isSameLevel, risesTo } from '../../../src/calculators/market/levels.ts';

/** Prices and falls with four decimals each, as integers. */
const price = fc.integer({ min: 1, max: 5 * 10 ** 7 });
const fall = fc.integer({ min: 0, max: 9_999 });

describe('a price at its level', () => {
  it('is where exact arithmetic has it, for a fall and a level in decimals', () => {
    fc.assert(
      fc.property(price, fall, fc.integer({ min: -2, max: 2 }), (reference, cut, steps) => {
        // The price after the fall and a level some hundred-millionths away, both times 10^8.
        const exact = BigInt(reference) * BigInt(10_000 - cut);
        const level = exact + BigInt(steps);
        const computed = (reference / 1e4) * (1 - cut / 1e4);
        const given = Number(level) / 1e8;
        const scale = reference / 1e4;
        return (
          isSameLevel(computed, given, scale) === (steps === 0) &&
          isBelow(computed, given, scale) === exact < level &&
          isAbove(computed, given, scale) === exact > level &&
          fallsTo(computed, given, scale) === exact <= level &&
          risesTo(computed, given, scale) === exact >= level
        );
      }),
      { numRuns: 10_000 },
    );
  });

  it('halts at 7, 13 and 20 per cent below every whole close, and not a billionth above', () => {
    const wrong: number[][] = [];
    for (let close = 50; close <= 6_000; close += 1) {
      for (const percent of [7, 13, 20]) {
        const at = (close * (100 - percent)) / 100;
        const level = close * (1 - percent / 100);
        if (!fallsTo(at, level, close) || fallsTo(at + 1e-9 * close, level, close)) wrong.push([close, percent]);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('takes 0 for the level of what is rounding dust beside what it came from, and of nothing more', () => {
    expect(fallsTo(0.3 - 0.1 - 0.2, 0, 0.3)).toBe(true);
    expect(isSameLevel(1e-30, 0)).toBe(false);
    expect(isSameLevel(1e-6, 0, 1e5)).toBe(false);
  });

  it('has no finite number at an infinite level', () => {
    expect(isSameLevel(5, Number.POSITIVE_INFINITY, 100)).toBe(false);
    expect(isSameLevel(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(true);
    expect(isBelow(5, Number.POSITIVE_INFINITY)).toBe(true);
  });
});
