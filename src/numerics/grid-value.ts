/** Digits of a number that a caller may have written, such as the ends of a grid and its step. */
const WRITTEN_DIGITS = 12;

/** Rounding that the operations behind a value of a grid leave, relative to it: most where it is even in the logarithm. */
const ROUNDING = 16 * Number.EPSILON;

/**
 * A value of a grid as it is meant: 3 steps of 0.1 are 0.3, and not 0.30000000000000004.
 *
 * @param computed - the value by the formula of the grid.
 * @returns the number of at most 12 digits next to it, if they differ by rounding alone; else the value itself.
 * @example gridValue(3 * 0.1); // => 0.3
 */
export function gridValue(computed: number): number {
  const written = Number(computed.toPrecision(WRITTEN_DIGITS));
  return Math.abs(written - computed) <= ROUNDING * Math.abs(computed) ? written : computed;
}
