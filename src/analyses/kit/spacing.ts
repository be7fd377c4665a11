/** How the values of a range are spaced: evenly, or evenly in the logarithm. */

import { gridValue } from '../../numerics/grid-value.ts';

export const SCALES = ['LINEAR', 'LOG'] as const;
export type Scale = (typeof SCALES)[number];

/**
 * Values of a range, the ends exactly as given.
 *
 * @param count - how many, at least 1; one alone is `from`.
 * @param scale - LOG needs both ends above 0.
 * @example spaced(1, 100, 3, 'LOG'); // => [1, 10, 100]
 */
export function spaced(from: number, to: number, count: number, scale: Scale): number[] {
  return Array.from({ length: count }, (_, k) => {
    if (k === 0) return from;
    if (k === count - 1) return to;
    const share = k / (count - 1);
    return gridValue(scale === 'LOG' ? from * Math.exp(Math.log(to / from) * share) : from + (to - from) * share);
  });
}

/** The value half way between two, geometrically for LOG. */
export function halfWay(low: number, high: number, scale: Scale): number {
  return scale === 'LOG' ? Math.sqrt(low) * Math.sqrt(high) : (low + high) / 2;
}
