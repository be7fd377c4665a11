/** Roots by bisection: slow and certain, down to two neighbouring numbers. */

/**
 * Where a function changes its sign.
 *
 * @param f - of one sign at `low` and of the other, or 0, at `high`.
 * @returns a number next to which f changes its sign.
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
