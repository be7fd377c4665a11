/** Significant digits that a caller may have written, for the ends of a grid and its step. */
const WRITTEN_DIGITS = 12;

/** Relative rounding error of a computed grid value; it is largest on logarithmic grids. */
const ROUNDING = 16 * Number.EPSILON;

/**
 * A grid value as the caller means it: 3 steps of 0.1 are 0.3, not 0.30000000000000004.
 *
 * @param computed - value from the grid's formula.
 * @returns the nearest number of at most 12 digits if the two differ only by rounding; else the value itself.
 * @example gridValue(3 * 0.1); // => 0.3
 */
export function gridValue(computed: number): number {
  const written = Number(computed.toPrecision(WRITTEN_DIGITS));
  return Math.abs(written - computed) <= ROUNDING * Math.abs(computed) ? written : computed;
}
