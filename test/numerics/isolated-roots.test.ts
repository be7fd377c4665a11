/** Roots with bounds on the slope, against polynomials with given roots. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isolatedRoots } from '../../src/numerics/isolated-roots.ts';

/** The roots found of the product of (x - root) over [-2, 2], with its slope bounded term by term. */
function rootsOf(given: readonly number[]): number[] {
  const at = (x: number) => ({ x, value: given.reduce((product, root) => product * (x - root), 1) });
  const slopeBetween = (from: { x: number }, to: { x: number }) => {
    // The derivative is a sum of products, each within the extremes of its factors over the interval.
    let [least, most] = [0, 0];
    for (const skipped of given.keys()) {
      let [low, high] = [1, 1];
      for (const [i, root] of given.entries()) {
        if (i === skipped) continue;
        const ends = [low, high].flatMap((bound) => [bound * (from.x - root), bound * (to.x - root)]);
        [low, high] = [Math.min(...ends), Math.max(...ends)];
      }
      least += low;
      most += high;
    }
    return [least, most] as const;
  };
  return isolatedRoots([-2, 0.1, 2], at, slopeBetween);
}

it('finds all roots of a polynomial, however close together, and no others', () => {
  const root = fc.integer({ min: -1999, max: 1999 }).map((thousandth) => thousandth / 1000);
  fc.assert(
    fc.property(fc.uniqueArray(root, { minLength: 1, maxLength: 5 }), (given) => {
      const found = rootsOf(given);
      const wanted = [...given].sort((a, b) => a - b);
      expect(found).toHaveLength(wanted.length);
      for (const [i, one] of wanted.entries()) expect(Math.abs((found[i] ?? 9) - one)).toBeLessThanOrEqual(1e-8);
    }),
  );
});

it('counts a root at which the function only touches 0, and none just above', () => {
  expect(rootsOf([0.5, 0.5])).toHaveLength(1);
  const above = (x: number) => ({ x, value: (x - 0.5) ** 2 + 1e-10 });
  expect(isolatedRoots([-2, 2], above, (from, to) => [2 * (from.x - 0.5), 2 * (to.x - 0.5)])).toEqual([]);
});
