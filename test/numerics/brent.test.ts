/** Roots by Brent's method against closed forms and bisection. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bisect } from '../../src/numerics/bisection.ts';
import { brentRoot } from '../../src/numerics/brent.ts';

describe("Brent's root", () => {
  it.each([
    ['a parabola', (x: number) => x * x - 2, 0, 2, Math.SQRT2],
    ['a line, its ends exchanged', (x: number) => x - 0.25, 1, -1, 0.25],
    ['a root at an end', (x: number) => x, 0, 5, 0],
    ['the fixed point of the cosine', (x: number) => Math.cos(x) - x, 0, 1, 0.7390851332151607],
    ['a triple root, flat and slow', (x: number) => (x - 0.3) ** 3, -1, 2, 0.3],
  ])('finds %s', (_, f, a, b, root) => {
    expect(Math.abs(brentRoot(f, a, b, 1e-13) - root)).toBeLessThanOrEqual(1e-13 + 1e-15);
  });

  it('lies within its tolerance of a change of sign, as bisection finds it', () => {
    const cubic = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(cubic, fc.double({ min: -3, max: 3, noNaN: true }), (slope, root) => {
        const f = (x: number) => Math.sinh(x - root) + slope * (x - root);
        const found = brentRoot(f, -4, 4, 1e-12);
        expect(Math.abs(found - bisect(f, -4, 4))).toBeLessThanOrEqual(1e-12);
      }),
    );
  });

  it('takes far fewer steps than bisection where the function is smooth', () => {
    let calls = 0;
    brentRoot(
      (x) => {
        calls += 1;
        return Math.exp(x) - 3;
      },
      0,
      5,
      1e-14,
    );
    expect(calls).toBeLessThan(15);
  });

  it.each([
    ['one sign', (x: number) => x * x + 1],
    ['a tiny number of one sign', () => 1e-300],
    ['no number', () => Number.NaN],
  ])('refuses %s at both ends', (_, f) => {
    expect(() => brentRoot(f, -1, 1, 1e-9)).toThrow('no change of sign');
  });
});
