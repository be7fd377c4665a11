/** Expectations over binomial trials, roots by bisection and outbreak sizes, against known results. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bernsteinSum } from '../../src/numerics/bernstein.ts';
import { bisect } from '../../src/numerics/bisection.ts';
import { outbreakSize } from '../../src/numerics/outbreak-size.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('a sum in Bernstein form', () => {
  it('is 1 where the values are weights with sum 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 130 }), share, (N, x) => {
        const sum = bernsteinSum(N, () => 1 / (N + 1));
        expect(Math.abs(sum(x) - 1)).toBeLessThanOrEqual(1e-13);
      }),
    );
  });

  it('has the mean of a binomial law, and its second moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 130 }), share, (N, x) => {
        const moment = (power: number) => bernsteinSum(N, (d, m) => (d === N ? m ** power : 0))(x);
        expect(Math.abs(moment(1) - N * x)).toBeLessThanOrEqual(1e-12 * N);
        expect(Math.abs(moment(2) - N * x * (1 - x + N * x))).toBeLessThanOrEqual(1e-12 * N * N);
      }),
    );
  });

  it('is the value itself at both ends', () => {
    const sum = bernsteinSum(7, (d, m) => (d === 7 ? 1 + m : 0));
    expect([sum(0), sum(1)]).toEqual([1, 8]);
  });
});

describe('bisection', () => {
  it('ends at two neighbouring numbers, whichever way the sign changes', () => {
    expect(bisect((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
    expect(bisect((x) => 2 - x * x, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
  });
});

describe('the size of an outbreak', () => {
  // Textbook values for the giant component of a random graph and the final size of an epidemic.
  it.each([
    [1.5, 0.583],
    [2, 0.797],
    [3, 0.94],
  ])('for %d reached by each is %d', (reproduction, expected) => {
    expect(outbreakSize(reproduction, 1, 0)).toBeCloseTo(expected, 2.5);
  });

  it('solves its equation, also next to the threshold', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 20, noNaN: true }), share, share, (reproduction, susceptible, infected) => {
        const size = outbreakSize(reproduction, susceptible, infected);
        expect(Math.abs(size + susceptible * Math.expm1(-reproduction * (infected + size)))).toBeLessThanOrEqual(1e-14);
      }),
    );
    expect(outbreakSize(3.477e-6, 0.9999998, 5e-324)).toBeLessThan(1e-300);
    expect(outbreakSize(1 + 1e-6, 1, 0) / 2e-6).toBeCloseTo(1, 5);
    expect(outbreakSize(1, 1, 0)).toBe(0);
    expect(outbreakSize(1, 1, 2e-12) / 2e-6).toBeCloseTo(1, 5);
  });
});
