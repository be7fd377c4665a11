/** Where stops rest: those given one by one, and clusters just below round numbers, where Osler (2003) found them. */

export interface Stop {
  /** Price at or below which the stop becomes a market sell, quote per base. */
  readonly triggerPrice: number;
  /** Base. */
  readonly quantity: number;
}

export interface ClusterGrid {
  readonly gridSpacing: number;
  readonly clusterCount: number;
  readonly clusterQuantity: number;
  readonly clusterOffset: number;
}

/**
 * One cluster of stops below each of the nearest round numbers under a price.
 *
 * @param P0 - reference price, quote per base.
 * @param grid - distance G of round numbers, number of clusters, quantity of each, distance below the round number.
 * @returns highest first; fewer than asked for where the next one would be at or below a price of zero.
 * @example clustersBelow(100, { gridSpacing: 5, clusterCount: 1, clusterQuantity: 7, clusterOffset: 0.5 });
 * // => [{ triggerPrice: 94.5, quantity: 7 }]
 */
export function clustersBelow(P0: number, grid: ClusterGrid): Stop[] {
  const { gridSpacing: G, clusterCount, clusterQuantity: quantity, clusterOffset } = grid;
  const k0 = roundNumberBelow(P0, G);
  const clusters: Stop[] = [];
  for (let j = 0; j < clusterCount; j += 1) {
    const triggerPrice = (k0 - j) * G - clusterOffset;
    if (triggerPrice <= 0) break;
    clusters.push({ triggerPrice, quantity });
  }
  return clusters;
}

/** Largest k with k G below the price, as doubles see it. */
function roundNumberBelow(P0: number, G: number): number {
  let k = Math.ceil(P0 / G) - 1;
  // Above 2^53 a step of 1 would leave k as it is, so there the step is to a smaller double.
  while (k * G >= P0) k = Math.min(k - 1, k * (1 - Number.EPSILON));
  return k;
}
