/**
 * Threshold contagion on a random network with given degrees, seen from the end of a link (Gleeson and Cahalane 2007).
 *
 * q is the chance that a neighbour sells, given that the trader itself does not yet. A neighbour of degree k has k - 1
 * other links, each of which leads to a seller with chance q, so that it sells with chance F(m/k) once m of them do.
 */
import { bernsteinSum } from '../../numerics/bernstein.ts';
import { bisect } from '../../numerics/bisection.ts';

/** F, share of the traders whose threshold is reached when the share u sells. */
export type Response = (u: number) => number;

export interface Network {
  /** p_k, share of traders with k links. */
  readonly degrees: Float64Array;
  /** z, mean number of links. */
  readonly meanDegree: number;
}

/**
 * Poisson degrees of a random graph, cut off where less than 1e-20 is left.
 *
 * @param z - mean number of links, above 0.
 */
export function poissonNetwork(z: number): Network {
  const K = Math.ceil(z + 12 * Math.sqrt(z) + 30);
  const degrees = new Float64Array(K + 1);
  degrees[0] = Math.exp(-z);
  for (let k = 1; k <= K; k += 1) degrees[k] = ((degrees[k - 1] as number) * z) / k;
  return networkOf(degrees);
}

/** Every trader has z links. */
export function regularNetwork(z: number): Network {
  const degrees = new Float64Array(z + 1);
  degrees[z] = 1;
  return networkOf(degrees);
}

export function networkOf(distribution: ArrayLike<number>): Network {
  const degrees = Float64Array.from(distribution);
  return { degrees, meanDegree: degrees.reduce((sum, p, k) => sum + k * p, 0) };
}

export interface Recursion {
  /** q at the next step, less the seeds. */
  next: (q: number) => number;
  /** Share of those who are no seeds that sells, from q at the end. */
  sizeAt: (q: number) => number;
}

/** The recursion of q and the size that it leads to, both in as many steps as there are degrees. */
export function recursionOf({ degrees, meanDegree: z }: Network, F: Response): Recursion {
  const K = degrees.length - 1;
  // F(m/k) by k and m, since both sums run over it.
  const responses = Array.from(degrees, (_, k) =>
    Float64Array.from({ length: k + 1 }, (__, m) => F(k === 0 ? 0 : m / k)),
  );
  const response = (k: number, m: number) => responses[k]?.[m] as number;
  const share = (k: number) => degrees[k] as number;
  return {
    // Reached along a link, a trader has degree k with chance k p_k / z.
    next: bernsteinSum(K - 1, (d, m) => (((d + 1) * share(d + 1)) / z) * response(d + 1, m)),
    sizeAt: bernsteinSum(K, (d, m) => share(d) * response(d, m)),
  };
}

/** Mean number of further sellers that one seller makes among neighbours who need only one: above 1 any seed spreads. */
export function cascadeCondition({ degrees, meanDegree: z }: Network, F: Response): number {
  const spontaneous = F(0);
  return degrees.reduce((sum, p, k) => (k < 2 ? sum : sum + ((k * (k - 1) * p) / z) * (F(1 / k) - spontaneous)), 0);
}

/**
 * Mean degrees between which a Poisson network of traders with one threshold cascades (Watts 2002).
 *
 * Those with at most 1/phi links need one selling neighbour, so that the condition reads z P(Poisson(z) <= a) > 1 with
 * a = floor(1/phi) - 2: the left side rises to one peak and falls again.
 *
 * @param phi - threshold, in (0, 1].
 * @returns the lower and the upper end; null where no network cascades.
 */
export function cascadeWindow(phi: number): { lower: number; upper: number } | null {
  const a = Math.floor(1 / phi + 1e-9) - 2;
  if (a < 0) return null;
  const highest = a + 2 + 12 * Math.sqrt(a + 2) + 30;
  const excess = (z: number) => z * poisson(z, a).cumulative - 1;
  const peak = bisect((z) => z * poisson(z, a).mass - poisson(z, a).cumulative, 0, highest);
  if (excess(peak) <= 0) return null;
  return { lower: bisect(excess, 0, peak), upper: bisect(excess, peak, highest) };
}

/** P(N = a) and P(N <= a) of a Poisson variable with mean z. */
function poisson(z: number, a: number): { mass: number; cumulative: number } {
  let mass = Math.exp(-z);
  let cumulative = mass;
  for (let j = 1; j <= a; j += 1) {
    mass *= z / j;
    cumulative += mass;
  }
  return { mass, cumulative };
}
