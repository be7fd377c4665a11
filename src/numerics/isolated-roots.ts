/**
 * All roots of a function whose slope is bounded over any interval, found without stepping over one.
 *
 * If the slope keeps its sign, an interval has one root or none, as the signs at its ends tell. If both ends have the
 * same sign and the slope is too small to take the function to 0 and back within the interval, it has none. All other
 * intervals are halved. A grid of fixed steps would miss roots between two of its points.
 */
import { brentRoot } from './brent.ts';

/** A point and the value of the function there; extended by whatever `slopeBetween` needs. */
export interface Place {
  readonly x: number;
  readonly value: number;
}

/** Largest distance of a root found from a change of sign. */
const TOLERANCE = 1e-14;
/** Width below which intervals are not halved and two roots count as one. */
const NARROWEST = 1e-12;
/** Largest size of a value that counts as touching 0. */
const TOUCHING = 1e-13;

/**
 * Roots of a function, including those where it touches 0 without crossing it.
 *
 * @param marks - ascending; the search goes from the first to the last, between each mark and the next.
 * @param placeAt - evaluates the function, which is continuous, at x.
 * @param slopeBetween - the smallest and the largest slope between two places with no mark between them.
 * @returns ascending, at least 1e-12 apart.
 */
export function isolatedRoots<P extends Place>(
  marks: readonly number[],
  placeAt: (x: number) => P,
  slopeBetween: (from: P, to: P) => readonly [number, number],
): number[] {
  const roots: number[] = [];
  let from = placeAt(marks[0] as number);
  for (const mark of marks.slice(1)) {
    const to = placeAt(mark);
    search(from, to);
    from = to;
  }
  return roots;

  function found(root: number): void {
    if (!(root - (roots.at(-1) ?? Number.NEGATIVE_INFINITY) < NARROWEST)) roots.push(root);
  }

  function search(a: P, b: P): void {
    const changesSign = a.value > 0 !== b.value > 0 || a.value === 0;
    const [least, most] = slopeBetween(a, b);
    const isMonotone = least >= 0 || most <= 0;
    if (isMonotone && !changesSign) return;
    if (!changesSign) {
      // The most that the function can move towards 0 from a, and away from 0 to reach b.
      const [fall, rise] = a.value > 0 ? [-least, most] : [most, -least];
      if (Math.abs(a.value) / fall + Math.abs(b.value) / rise > b.x - a.x) return;
    }
    if (isMonotone || b.x - a.x <= NARROWEST) {
      if (changesSign) found(rootBetween(a, b));
      else if (Math.min(Math.abs(a.value), Math.abs(b.value)) <= TOUCHING) found((a.x + b.x) / 2);
      return;
    }
    const middle = placeAt(a.x + (b.x - a.x) / 2);
    search(a, middle);
    search(middle, b);
  }

  function rootBetween(a: P, b: P): number {
    if (a.value === 0) return a.x;
    return brentRoot((x) => placeAt(x).value, a.x, b.x, TOLERANCE);
  }
}
