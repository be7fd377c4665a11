import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quantileOf } from '../../src/numerics/quantile.ts';

describe('the quantile of a sample', () => {
  // R's own example: quantile(x <- c(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)), type 7.
  it.each([
    [0, 1],
    [0.25, 3.25],
    [0.5, 5.5],
    [0.75, 7.75],
    [1, 10],
  ])('is at %d that of R', (level, quantile) => {
    expect(quantileOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], level)).toBe(quantile);
  });

  it('is the one number of a sample of one', () => {
    expect([0, 0.3, 1].map((level) => quantileOf([4], level))).toEqual([4, 4, 4]);
  });

  it('is a number of the sample where it meets one, however far the next', () => {
    const { MAX_VALUE } = Number;
    expect([0, 0.5, 1].map((level) => quantileOf([-MAX_VALUE, 0, MAX_VALUE], level))).toEqual([
      -MAX_VALUE,
      0,
      MAX_VALUE,
    ]);
    expect(quantileOf([-MAX_VALUE, MAX_VALUE], 0)).toBe(-MAX_VALUE);
  });

  it('does not fall with the level and stays within the sample', () => {
    const sample = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });
    const level = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(sample, level, level, (values, one, other) => {
        const ascending = Float64Array.from(values).sort();
        const lower = quantileOf(ascending, Math.min(one, other));
        const upper = quantileOf(ascending, Math.max(one, other));
        const slack = 1e-9;
        expect(lower).toBeLessThanOrEqual(upper + slack);
        expect(lower).toBeGreaterThanOrEqual((ascending[0] as number) - slack);
        expect(upper).toBeLessThanOrEqual((ascending.at(-1) as number) + slack);
      }),
    );
  });
});
