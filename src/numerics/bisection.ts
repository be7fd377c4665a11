/** Roots by bisection: slow and certain, down to two neighbouring numbers. */

/**
 * Point at which a function changes sign.
 *
 * @param f - has one sign at `low` and the other, or 0, at `high`.
 * @returns a number next to which f changes sign.
 * @example bisect((x) => x * x - 2, 0, 2); // => 1.414213562373095
 */
export function bisect(f: (x: number) => number, low: number, high: number): number {
  const isBelow = f(low) < 0;
  let [from, to] = [low, high];
  for (;;) {
    const middle = from + (to - from) / 2;
    if (middle <= from || middle >= to) return from;
    if (f(middle) < 0 === isBelow) from = middle;
    else to = middle;
  }
}
