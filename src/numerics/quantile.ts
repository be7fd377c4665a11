/** Quantiles of a sample. */

/**
 * Quantile of type 7 of Hyndman and Fan: linear between order statistics, from the minimum at 0 to the maximum at 1.
 *
 * Hyndman, R. J., Fan, Y. (1996), 'Sample Quantiles in Statistical Packages', The American Statistician 50(4), 361-365,
 * doi 10.1080/00031305.1996.10473566.
 *
 * @param ascending - the sample in ascending order, at least one number.
 * @param level - in [0, 1].
 * @example quantileOf([10, 20, 40], 0.75); // => 30
 */
export function quantileOf(ascending: ArrayLike<number>, level: number): number {
  const place = (ascending.length - 1) * level;
  const below = Math.floor(place);
  const lower = ascending[below] as number;
  if (place === below) return lower;
  return lower + (place - below) * ((ascending[below + 1] as number) - lower);
}
