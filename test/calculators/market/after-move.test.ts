import { describe, expect, it } from '@jest/globals';
import { afterMove } from '../../../src/calculators/market/after-move.ts';

describe('an amount after a move', () => {
  it('is exactly what a fall of up to half or a rise in whole percent leaves of 100', () => {
    const percents = Array.from({ length: 50 }, (_, k) => k + 1);
    expect(percents.map((k) => afterMove(100, -k / 100))).toEqual(percents.map((k) => 100 - k));
    expect(percents.map((k) => afterMove(100, k / 100))).toEqual(percents.map((k) => 100 + k));
  });

  it('keeps all digits of what next to nothing is left of, and is 0 where nothing is', () => {
    const left = 2 ** -40; // 1 - 2^-40 is exact in binary, and so is its product with 3
    expect(afterMove(3, left - 1)).toBe(3 * left);
    expect(afterMove(0.1, -1)).toBe(0);
  });
});
