/**
 * Threshold contagion on a random network with given degrees, seen from the end of a link (Gleeson and Cahalane 2007).
 *
 * q is the chance that a neighbour sells, given that the trader itself does not yet. A neighbour of degree k has k - 1
 * other links, each of which leads to a seller with chance q; it sells with chance F(m/k) if m of them do.
 *
 * The recursion starts at the seeds and does not fall with q, so it ends at its least fixed point.
 */
import { bernsteinSum } from '../../numerics/bernstein.ts';
import { bisect } from '../../numerics/bisection.ts';
import { normalCdf } from '../../numerics/normal.ts';
import type { Warn } from '../kit/definition.ts';
import { risesTo } from '../market/levels.ts';
import type { Input, Outputs } from './interface.ts';

/** Change below which the recursion has settled, and the most steps it takes. */
const SETTLED = 1e-13;
const MOST_ROUNDS = 20_000;

/** Most values of the recursion that are returned, including the start. */
const SHOWN = 201;

/** Runs the cascade that the first sellers set off. */
export function compute(crowd: Input, warn: Warn): Outputs {
  const { topology, thresholdMean, thresholdStd, seedFraction: rho0 } = crowd;
  const F = responseOf(crowd);
  const network = networkFor(crowd);
  const recursion = network === null ? { next: F, sizeAt: F } : recursionOf(network, F);

  const { q, path, rounds, isSettled } = settle(rho0, recursion.next);
  const cascadeSize = network === null ? q : Math.min(1, rho0 + (1 - rho0) * recursion.sizeAt(q));
  const condition = network === null ? null : cascadeCondition(network, F);
  const window = topology === 'poisson' && thresholdStd === 0 ? cascadeWindow(thresholdMean) : null;

  if (!isSettled) {
    warn(
      'ROUND_LIMIT',
      `The recursion was stopped after ${MOST_ROUNDS} rounds, before it settled; the size is a lower bound.`,
    );
  }
  if (F(0) > rho0) {
    warn(
      'SPONTANEOUS_SELLERS',
      `A share of ${F(0)} of the traders sells of its own accord, more than the first sellers.`,
    );
  }
  if (condition !== null && condition <= 1 && cascadeSize > 0.5) {
    warn('CASCADE_WITHOUT_CONDITION', 'Most traders sell although the condition for a vanishing seed fails.');
  }
  return {
    cascadeSize,
    edgeActivationProbability: q,
    amplification: rho0 === 0 ? null : cascadeSize / rho0,
    cascadeConditionValue: condition,
    cascadeConditionHolds: condition === null ? null : condition > 1,
    meanDegree: network?.meanDegree ?? null,
    cascadeWindowLower: window?.lower ?? null,
    cascadeWindowUpper: window?.upper ?? null,
    activationByRound: path,
    rounds,
    status: isSettled ? 'converged' : 'maxIterations',
  };
}

function responseOf({ thresholdMean: phi, thresholdStd: sigma }: Input): Response {
  if (sigma > 0) return (u) => normalCdf((u - phi) / sigma);
  return (u) => Number(reaches(u, phi));
}

/** Whether a share of sellers reaches the common threshold: 3 of 10 reach 0.3, however 0.3 was computed. */
function reaches(u: number, phi: number): boolean {
  return risesTo(u, phi, 1);
}

/** The network; null for a crowd in which every trader sees all others. */
function networkFor({ topology, meanDegree, degreeDistribution }: Input): Network | null {
  switch (topology) {
    case 'wellMixed':
      return null;
    case 'poisson':
      return poissonNetwork(meanDegree);
    case 'regular':
      return regularNetwork(meanDegree);
    case 'custom':
      return networkOf(degreeDistribution ?? []);
  }
}

/** Runs q(t+1) = rho0 + (1 - rho0) next(q(t)) from q = rho0 until it has settled. */
function settle(rho0: number, next: Response) {
  const path = [rho0];
  let q = rho0;
  let rounds = 0;
  let isSettled = false;
  while (!isSettled && rounds < MOST_ROUNDS) {
    // Rounding could lift a probability above 1.
    const following = Math.min(1, rho0 + (1 - rho0) * next(q));
    isSettled = Math.abs(following - q) < SETTLED;
    q = following;
    rounds += 1;
    if (path.length < SHOWN) path.push(q);
  }
  return { q, path, rounds, isSettled };
}

/** F, share of the traders whose threshold is reached when the share u sells. */
type Response = (u: number) => number;

interface Network {
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
function poissonNetwork(z: number): Network {
  const K = Math.ceil(z + 12 * Math.sqrt(z) + 30);
  const degrees = new Float64Array(K + 1);
  degrees[0] = Math.exp(-z);
  for (let k = 1; k <= K; k += 1) degrees[k] = ((degrees[k - 1] as number) * z) / k;
  return networkOf(degrees);
}

/** Every trader has z links. */
function regularNetwork(z: number): Network {
  const degrees = new Float64Array(z + 1);
  degrees[z] = 1;
  return networkOf(degrees);
}

function networkOf(distribution: ArrayLike<number>): Network {
  const degrees = Float64Array.from(distribution);
  return { degrees, meanDegree: degrees.reduce((sum, p, k) => sum + k * p, 0) };
}

interface Recursion {
  /** Chance that a neighbour who is not a seed sells at the next step. */
  next: (q: number) => number;
  /** Share of the traders who are not seeds that sells, from q at the end. */
  sizeAt: (q: number) => number;
}

/** The recursion of q and the size that it leads to; both take as many steps as there are degrees. */
function recursionOf({ degrees, meanDegree: z }: Network, F: Response): Recursion {
  const K = degrees.length - 1;
  // F(m/k) by k and m, since both sums use it.
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

/** Mean number of sellers that one seller triggers among neighbours who need only one: above 1 any seed spreads. */
function cascadeCondition({ degrees, meanDegree: z }: Network, F: Response): number {
  const spontaneous = F(0);
  return degrees.reduce((sum, p, k) => (k < 2 ? sum : sum + ((k * (k - 1) * p) / z) * (F(1 / k) - spontaneous)), 0);
}

/**
 * Mean degrees between which a Poisson network of traders with one threshold cascades (Watts 2002).
 *
 * Traders with at most kappa links need one selling neighbour, where kappa is the largest k for which 1/k reaches phi.
 * The condition becomes z P(Poisson(z) <= a) > 1 with a = kappa - 2: the left side rises to one peak and falls again.
 *
 * @param phi - threshold, in (0, 1].
 * @returns the lower and the upper end; null if no network cascades.
 */
function cascadeWindow(phi: number): { lower: number; upper: number } | null {
  let kappa = Math.floor(1 / phi) + 1;
  while (!reaches(1 / kappa, phi)) kappa -= 1;
  const a = kappa - 2;
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
