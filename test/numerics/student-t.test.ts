/** Student's t law against published values and values computed with mpmath 1.4.1 to 40 digits. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { studentTDensity, studentTQuantile } from '../../src/numerics/student-t.ts';

describe('the t quantile', () => {
  it.each([
    // The usual printed table, 3 decimals.
    [0.95, 3, 2.353],
    [0.975, 10, 2.228],
    [0.99, 4, 3.747],
    [0.995, 30, 2.75],
  ])('is at %d with %d degrees of freedom what tables print', (probability, nu, printed) => {
    expect(Math.abs(studentTQuantile(probability, nu) - printed)).toBeLessThanOrEqual(5e-4);
  });

  it.each([
    [0.500000001, 2.01, 2.8268268525950774e-9],
    [0.5000001, 300, 2.5087179969335034e-7],
    [0.500000001, 1000, 2.507254939023837e-9],
    [0.75, 2.01, 0.8156941337147172],
    [0.99, 4, 3.746947387979196],
    [0.9999999999, 4, 416.17513172081755],
    [0.99, 1000, 2.330082674755513],
    [0.9999999999, 1000, 6.427876270033028],
  ])('holds relative to the result at %d with %d degrees of freedom', (probability, nu, exact) => {
    expect(Math.abs(studentTQuantile(probability, nu) / exact - 1)).toBeLessThanOrEqual(1e-13);
  });

  it('rises by the step of the probability over the density, also where one form takes over from the other', () => {
    const near = (centre: number) => fc.double({ min: centre - 1e-4, max: centre + 1e-4, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 2.001, max: 1000, noNaN: true }), fc.oneof(near(0.5002), near(0.75)), (nu, p) => {
        const t = studentTQuantile(p, nu);
        const slope = (studentTQuantile(p + 1e-6, nu) - studentTQuantile(p - 1e-6, nu)) / 2e-6;
        expect(Math.abs(slope * studentTDensity(t, nu) - 1)).toBeLessThanOrEqual(1e-8);
      }),
    );
  });

  it('has the closed form (2p - 1) sqrt(2 / (1 - (2p - 1)²)) for two degrees of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5000001, max: 0.9999999, noNaN: true }), (p) => {
        const exact = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
        expect(Math.abs(studentTQuantile(p, 2) / exact - 1)).toBeLessThanOrEqual(1e-13);
      }),
    );
  });
});

describe('the t density', () => {
  it.each([
    [0, 4, 0.375], // 3/8, by hand
    [1, 3, Math.sqrt(3) * (3 / 8 / Math.PI)], // 6 sqrt 3 / (pi (3 + t²)²) at t = 1
  ])('is at %d with %d degrees of freedom the closed form', (t, nu, exact) => {
    expect(Math.abs(studentTDensity(t, nu) / exact - 1)).toBeLessThanOrEqual(1e-13);
  });
});
