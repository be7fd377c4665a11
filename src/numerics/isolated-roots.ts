/**
 * All roots of a function whose slope is bounded over any interval, found without stepping over one.
 *
 * Where the slope keeps its sign an interval has one root or none, by the signs at its ends. Where both ends have the same
 * sign and the slope cannot bring the function to 0 and back within the interval, it has none. Every other one is halved.
 * A grid of fixed steps would miss what lies between two of its points.
 */
import { brentRoot } from './brent.ts';

/** A place with the value of the function there, and whatever bounds the slope between two places. */
export interface Place {
  readonly x: number;
  readonly value: number;
}

/** Distance to a change of sign within which a root is found. */
const TOLERANCE = 1e-14;
/** Width below which an interval is not halved, and two roots are one. */
const NARROWEST = 1e-12;
/** Value that touches 0. */
const TOUCHING = 1e-13;

/**
 * Roots of a function, those at which it touches 0 included.
 *
 * @param marks - ascending; the roots are looked for from the first to the last, between each and the next.
 * @param placeAt - the function, continuous, at a place.
 * @param slopeBetween - the least and the largest slope between two places of which no mark lies between.
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
      // From a the value can fall to 0 at one rate, and rise to that of b at the other.
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
