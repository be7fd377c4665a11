/** The low and high value of a parameter for a fixed relative change. */
import { gridValue } from '../../numerics/grid-value.ts';
import type { Varied } from './varied.ts';

/**
 * Values a share below and above the base, or ± the share itself for a base of 0; whole numbers at least 1 away.
 *
 * @returns the values clipped to the inclusive bounds; `clipped` is whether a bound changed one of them.
 */
export function ends(
  { place, base, min, max }: Varied,
  share: number,
): { low: number; high: number; clipped: boolean } {
  const values = base === 0 ? [-share, share] : [(1 - share) * base, (1 + share) * base].map(gridValue);
  let [low, high] = [Math.min(...values), Math.max(...values)];
  if (place.isWhole) {
    low = Math.min(Math.floor(low + 0.5), base - 1);
    high = Math.max(Math.floor(high + 0.5), base + 1);
  }
  const cutLow = min === null ? low : Math.max(low, min);
  const cutHigh = max === null ? high : Math.min(high, max);
  return { low: cutLow, high: cutHigh, clipped: cutLow !== low || cutHigh !== high };
}
