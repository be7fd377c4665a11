/** The normal distribution against published values and values computed with mpmath 1.4.1 to 30 digits. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalCdf, normalDensity, normalQuantile } from '../../src/numerics/normal.ts';

/** x and N(x). */
const CDF: [number, number][] = [
  [-20, 2.7536241186062337e-89],
  [-8, 6.220960574271784e-16],
  [-5.5, 1.898956246588772e-8],
  [-1.96, 0.024997895148220435],
  [-0.6, 0.2742531177500736],
  [0.3, 0.6179114221889526],
  [2.5, 0.9937903346742238],
];

describe('the normal distribution function', () => {
  it.each([
    // Abramowitz and Stegun (1964), table 26.1, 15 decimals.
    [0.5, 0.691462461274013],
    [1, 0.841344746068543],
    [2, 0.977249868051821],
    [3, 0.99865010196837],
  ])('is at %d what tables print', (x, printed) => {
    expect(Math.abs(normalCdf(x) - printed)).toBeLessThanOrEqual(1e-15);
    expect(Math.abs(normalCdf(-x) - (1 - printed))).toBeLessThanOrEqual(1e-15);
  });

  it.each(CDF)('holds relative to the result at %d', (x, exact) => {
    expect(Math.abs(normalCdf(x) / exact - 1)).toBeLessThanOrEqual(1e-13);
  });

  it('ends at 0 and 1', () => {
    expect([Number.NEGATIVE_INFINITY, -40, 40, Number.POSITIVE_INFINITY].map(normalCdf)).toEqual([0, 0, 1, 1]);
  });

  it('does not fall, also where one approximation follows another', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -38, max: 8, noNaN: true }),
        fc.double({ min: 1e-9, max: 1e-3, noNaN: true }),
        (x, step) => {
          expect(normalCdf(x + step)).toBeGreaterThanOrEqual(normalCdf(x) * (1 - 1e-13));
        },
      ),
    );
  });

  it('has the density as its slope', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (x) => {
        const slope = (normalCdf(x + 1e-5) - normalCdf(x - 1e-5)) / 2e-5;
        expect(Math.abs(slope - normalDensity(x))).toBeLessThanOrEqual(1e-9);
      }),
    );
  });
});

describe('the normal quantile', () => {
  it('undoes the distribution function', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 5, noNaN: true }), (x) => {
        const probability = normalCdf(x);
        // Where the curve is flat, it magnifies the rounding of a probability near 1.
        const slack = 1e-14 * (1 + Math.abs(x)) + Number.EPSILON / normalDensity(Math.max(0, x));
        expect(Math.abs(normalQuantile(probability) - x)).toBeLessThanOrEqual(slack);
      }),
    );
  });

  it.each([
    [0.95, 1.6448536269514722],
    [0.975, 1.959963984540054],
    [0.99, 2.3263478740408408],
  ])('is the usual constant at %d', (probability, z) => {
    expect(normalQuantile(probability)).toBeCloseTo(z, 14);
  });

  it.each([
    [2 ** -53, -8.209536151601387],
    [1e-10, -6.361340902404057],
    [0.001, -3.0902323061678136],
    [0.0254, -1.9531653958289483],
    [0.2537, -0.6628915717926614],
    [0.2546, -0.660083884240306],
    [0.3, -0.5244005127080408],
    [0.49, -0.025068908258711057],
    [0.5 - 2 ** -52, -5.565832849343534e-16],
    [0.5 - 2 ** -53, -2.782916424671767e-16],
  ])('holds relative to the result at %d', (probability, z) => {
    expect(Math.abs(normalQuantile(probability) / z - 1)).toBeLessThanOrEqual(1e-14);
  });

  it('is 0 at one half and as far on the other side of it', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(1 - 2 ** -53)).toBe(-normalQuantile(2 ** -53));
  });

  it('rises, also where one form takes over from the other', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2545, max: 0.2547, noNaN: true }), (probability) => {
        expect(normalQuantile(probability + 1e-12)).toBeGreaterThan(normalQuantile(probability));
      }),
    );
  });
});
