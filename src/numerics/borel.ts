/**
 * The Borel distribution: the size of a cluster in which each event triggers a Poisson number of others, n on average.
 *
 * P(S = j) = exp(-nj) (nj)^(j-1) / j!. For n above 1 a cluster may never end, and the probabilities sum to less than 1.
 */

/** Largest cluster size that the search for a quantile tries. */
const LARGEST_CLUSTER = 100_000;

/** Tolerance on the level of a quantile, for the rounding of the summed probabilities. */
const LEVEL_TOLERANCE = 1e-12;

/** P(S = 1), P(S = 2), … without end, by recursion: the ratio of P(S = j + 1) to P(S = j) is n e^-n (1 + 1/j)^(j-1). */
function* probabilities(n: number): Generator<number> {
  const step = n * Math.exp(-n);
  let probability = Math.exp(-n);
  for (let j = 1; ; j += 1) {
    yield probability;
    probability *= step * Math.exp((j - 1) * Math.log1p(1 / j));
  }
}

/**
 * Probabilities of the small clusters.
 *
 * @param n - branching ratio, at least 0.
 * @param size - largest cluster wanted.
 * @returns P(S = 1) to P(S = size).
 * @example clusterSizes(0.5, 3); // => [0.6065306597126334, 0.18393972058572117, 0.08367381005566119]
 */
export function clusterSizes(n: number, size: number): Float64Array {
  const pmf = new Float64Array(size);
  let j = 0;
  for (const probability of probabilities(n)) {
    if (j === size) break;
    pmf[j] = probability;
    j += 1;
  }
  return pmf;
}

/** Tail below which 1 minus a sum of probabilities loses too many digits. */
const SMALL_TAIL = 1e-3;

/**
 * Probability that a cluster is larger than the sizes listed, or never ends.
 *
 * @param n - branching ratio, at least 0.
 * @param sizes - probabilities of the small clusters, P(S = 1) first.
 * @param finite - probability that a cluster ends at all.
 * @example clusterTail(0.5, clusterSizes(0.5, 3), 1); // => 0.1258558096459842
 */
export function clusterTail(n: number, sizes: ArrayLike<number>, finite: number): number {
  let within = 0;
  for (let j = 0; j < sizes.length; j += 1) within += sizes[j] as number;
  if (1 - within > SMALL_TAIL) return 1 - within;
  let tail = 1 - finite;
  let j = 0;
  for (const probability of probabilities(n)) {
    j += 1;
    if (j <= sizes.length) continue;
    if (tail + probability === tail) break;
    tail += probability;
  }
  return tail;
}

/**
 * Quantile: smallest size that a cluster does not exceed with a given probability.
 *
 * @param n - branching ratio, at least 0.
 * @param level - probability in (0, 1).
 * @param finite - probability that a cluster ends at all.
 * @returns events; null if no size up to 100,000 is enough.
 */
export function clusterQuantile(n: number, level: number, finite: number): number | null {
  const wanted = level - LEVEL_TOLERANCE;
  if (n > 1 && wanted > finite) return null;
  let sum = 0;
  let j = 1;
  for (const probability of probabilities(n)) {
    sum += probability;
    if (sum >= wanted) return j;
    if (j === LARGEST_CLUSTER) return null;
    j += 1;
  }
  return null;
}
