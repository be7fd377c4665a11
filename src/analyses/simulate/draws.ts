/**
 * The draws of a simulation: each is a function of seed, run and dimension, so that runs can be made in any order, in
 * parts and in parallel. They use only operations whose bits IEEE 754 fixes, so a seed gives the same bits everywhere.
 *
 * Rank correlation comes from the Gaussian copula: normal numbers whose correlation is 2 sin(pi rho / 6) have the rank
 * correlation rho of Spearman, and keep it whatever distribution each is turned into.
 */
import { choleskyFactor } from '../../numerics/cholesky.ts';
import { normalQuantile, portableNormalCdf } from '../../numerics/normal.ts';
import { uniformDraw } from '../../numerics/philox.ts';
import { portableSine } from '../../numerics/portable.ts';
import { type Distribution, valueAt } from './distribution.ts';

/** Far out Φ rounds to 1, at which laws have no finite value. */
const LARGEST_PROBABILITY = 1 - Number.EPSILON / 2;

/**
 * The triangular matrix that turns independent normal numbers into ones with a given rank correlation.
 *
 * @param rankCorrelation - Spearman's, n rows of n numbers.
 * @returns row i has entries 0 to i; null if no normal numbers have these correlations.
 * @example copulaFactor([[1, 0], [0, 1]]); // => [[1], [0, 1]]
 */
export function copulaFactor(rankCorrelation: readonly (readonly number[])[]): number[][] | null {
  return choleskyFactor(
    rankCorrelation.map((row, i) => row.map((rho, j) => (i === j ? 1 : 2 * portableSine((Math.PI * rho) / 6)))),
  );
}

/**
 * The values drawn for one run.
 *
 * @param seed - whole number, 0 to 2^53 - 1.
 * @param run - number of the run, from 0.
 * @param factor - `copulaFactor` of their correlation; null if they are independent.
 * @returns one value per distribution.
 */
export function drawnValues(
  distributions: readonly Distribution[],
  seed: number,
  run: number,
  factor: readonly (readonly number[])[] | null,
): number[] {
  const uniform = distributions.map((_, dimension) => uniformDraw(seed, run, dimension));
  const normal = uniform.map(normalQuantile);
  if (factor === null) {
    return distributions.map((distribution, i) => valueAt(distribution, uniform[i] as number, normal[i] as number));
  }
  return distributions.map((distribution, i) => {
    const z = (factor[i] as readonly number[]).reduce((sum, entry, k) => sum + entry * (normal[k] as number), 0);
    return valueAt(distribution, Math.min(portableNormalCdf(z), LARGEST_PROBABILITY), z);
  });
}
