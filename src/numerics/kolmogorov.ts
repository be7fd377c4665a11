/** The Kolmogorov distribution: how far an empirical distribution strays from the true one. */

/** Argument below which the theta series converges faster. */
const SMALL = 1.18;

/**
 * Asymptotic p-value of the largest distance between the empirical distribution of N observations and a given one.
 *
 * Stephens, M. A. (1974), 'EDF Statistics for Goodness of Fit and Some Comparisons', JASA 69(347), 730-737.
 *
 * @param distance - D, largest distance between the distribution functions, in [0, 1].
 * @param count - N, at least 1.
 */
export function kolmogorovPValue(distance: number, count: number): number {
  const root = Math.sqrt(count);
  return kolmogorovTail((root + 0.12 + 0.11 / root) * distance);
}

/**
 * Q(y), the probability that the scaled distance exceeds y.
 *
 * @example kolmogorovTail(1.3580986393225505); // => 0.05
 */
export function kolmogorovTail(y: number): number {
  if (y <= 0) return 1;
  let sum = 0;
  if (y < SMALL) {
    for (let k = 1; k <= 9; k += 2) sum += Math.exp((-(k * k) * Math.PI * Math.PI) / (8 * y * y));
    return 1 - (Math.sqrt(2 * Math.PI) / y) * sum;
  }
  for (let k = 5; k >= 1; k -= 1) sum = Math.exp(-2 * k * k * y * y) - sum;
  return 2 * sum;
}
