/** Student's t distribution against published values and values computed with mpmath 1.4.1 to 40 digits. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  studentTDensity,
  studentTQuantile,
  studentTTwoSided,
  studentTUpperQuantile,
} from '../../src/numerics/student-t.ts';

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

describe('the number that t exceeds with a given probability', () => {
  const tails = fc
    .tuple(fc.integer({ min: 1, max: 52 }), fc.double({ min: 0.5, max: 0.999999, noNaN: true }))
    .map(([power, part]) => part * 2 ** -power);
  const laws: [number, (p: number) => number][] = [
    [1, (p) => 1 / Math.tan(Math.PI * p)],
    [2, (p) => (1 - 2 * p) / Math.sqrt(2 * p * (1 - p))],
    [4, quantileOfFour],
  ];

  it.each(laws)('has its closed form for %d degrees of freedom, close to the centre and far out', (nu, closed) => {
    fc.assert(
      fc.property(tails, (tail) => {
        expect(Math.abs(studentTUpperQuantile(tail, nu) / closed(tail) - 1)).toBeLessThanOrEqual(1e-12);
      }),
    );
  });

  it.each([
    [2 ** -53, 1, 2867080569611329.5],
    [2 ** -53, 3.5, 42656.60213461721],
    [2 ** -53, 1000, 8.351968337868854],
    [0.2, 7, 0.8960296443137649],
    [0.25, 2.5, 0.7850136829923011],
    [0.4999, 1.5, 0.000293483228561816],
  ])('holds relative to the result at %d with %d degrees of freedom', (tail, nu, exact) => {
    expect(Math.abs(studentTUpperQuantile(tail, nu) / exact - 1)).toBeLessThanOrEqual(1e-13);
  });

  it('ends, however far out', () => {
    // In the far tail, P(T > t) is 1/(pi t) for one degree of freedom.
    expect(studentTUpperQuantile(1e-150, 1) * 1e-150 * Math.PI).toBeCloseTo(1, 12);
    // Beyond this, t² overflows: the search ends all the same, with NaN.
    expect(studentTUpperQuantile(1e-300, 1)).toBeNaN();
  });

  it('is undone by the distribution function', () => {
    fc.assert(
      fc.property(tails, fc.double({ min: 1, max: 1000, noNaN: true }), (tail, nu) => {
        const probability = studentTTwoSided(studentTUpperQuantile(tail, nu), nu);
        expect(Math.abs(probability / (2 * tail) - 1)).toBeLessThanOrEqual(1e-12);
      }),
    );
  });
});

/** Quantile of four degrees of freedom by Shaw (2006), from the cosine of a third of an angle. */
function quantileOfFour(tail: number): number {
  const a = 4 * tail * (1 - tail);
  const q = Math.cos(Math.acos(Math.sqrt(a)) / 3) / Math.sqrt(a);
  return 2 * Math.sqrt(q - 1);
}

describe('the t density', () => {
  it.each([
    [0, 4, 0.375], // 3/8, by hand
    [1, 3, Math.sqrt(3) * (3 / 8 / Math.PI)], // 6 sqrt 3 / (pi (3 + t²)²) at t = 1
  ])('is at %d with %d degrees of freedom the closed form', (t, nu, exact) => {
    expect(Math.abs(studentTDensity(t, nu) / exact - 1)).toBeLessThanOrEqual(1e-13);
  });
});
