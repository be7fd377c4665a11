/**
 * Mean intensity and mean number of events of a Hawkes process after a burst, for any branching ratio.
 *
 * With c = beta (1 - n) the mean intensity solves lambda' = beta mu - c lambda. Written with the integrals of exp(-ct)
 * instead of the stationary intensity mu / (1 - n), the solution holds below, at and above n = 1 and loses no digits near
 * it: lambda(t) = lambda0 e^(-ct) + beta mu I(t) and N(t) = lambda0 I(t) + beta mu J(t), where I is the integral of e^(-cs)
 * from 0 to t and J that of I.
 */
import { clusterQuantile, clusterSizes, clusterTail } from '../../numerics/borel.ts';
import { gridValue } from '../../numerics/grid-value.ts';
import { outbreakSize } from '../../numerics/outbreak-size.ts';
import type { Warn } from '../kit/definition.ts';
import type { Input, Outputs } from './interface.ts';

/** Branching ratio from which the response lasts at least twenty times as long as the kernel. */
const NEARLY_CRITICAL = 0.95;

/** The mean response to a burst, and the distribution of cluster sizes. */
export function compute(input: Input, warn: Warn): Outputs {
  const { baselineIntensity: mu, branchingRatio: n, decayRate: beta, shockEvents: k } = input;
  const { horizon, gridPoints, maxClusterSize, quantileLevel } = input;
  const stationary = n < 1 ? stationaryFigures(mu, n, beta, k) : NONE;
  const before = input.initialIntensity ?? stationary.stationaryIntensity ?? mu;
  const jump = k * n * beta;
  const intensityAfterShock = before + jump;
  const response = responseOf(input, intensityAfterShock);

  const extinctionProbability = 1 - outbreakSize(n, 1, 0);
  const clusterSizePmf = clusterSizes(n, maxClusterSize);
  const clusterSizeQuantile = clusterQuantile(n, quantileLevel, extinctionProbability);

  if (n > 1) warn('DIVERGES', `Each event triggers ${n} others on average: activity grows without end.`);
  if (n === 1) warn('CRITICAL', 'Each event triggers one other on average: activity never settles.');
  if (n >= NEARLY_CRITICAL && n < 1) {
    warn(
      'NEARLY_CRITICAL',
      'The branching ratio is so close to 1 that a small error in it changes every figure several times over.',
    );
  }
  if (clusterSizeQuantile === null) {
    warn('QUANTILE_BEYOND_LIMIT', 'No cluster size up to 100,000 events reaches the quantile level.');
  }
  return {
    status: n < 1 ? 'stationary' : n === 1 ? 'critical' : 'diverges',
    diverges: n >= 1,
    ...stationary,
    kernelHalfLife: Math.LN2 / beta,
    intensityAfterShock,
    clusterSizePmf,
    clusterSizeTail: clusterTail(n, clusterSizePmf, extinctionProbability),
    clusterSizeQuantile,
    extinctionProbability,
    expectedEventsAtHorizon: response.events(horizon),
    shockAftershocksAtHorizon: response.descendants(jump, horizon),
    intensityPath: Array.from({ length: gridPoints }, (_, i) => {
      const time = gridValue((horizon * i) / (gridPoints - 1));
      return { time, intensity: response.intensity(time) };
    }),
  };
}

/** Figures that only a stationary process has. */
function stationaryFigures(mu: number, n: number, beta: number, k: number) {
  const rest = 1 - n;
  return {
    stationaryIntensity: mu / rest,
    meanClusterSize: 1 / rest,
    clusterSizeVariance: n / rest ** 3,
    fanoFactor: 1 / rest ** 2,
    endogenousFraction: n,
    expectedAftershocks: (k * n) / rest,
    responseHalfLife: Math.LN2 / (beta * rest),
  };
}

const NONE = {
  stationaryIntensity: null,
  meanClusterSize: null,
  clusterSizeVariance: null,
  fanoFactor: null,
  endogenousFraction: null,
  expectedAftershocks: null,
  responseHalfLife: null,
};

/** Argument below which J is summed as a series, since its closed form loses digits to cancellation. */
const SMALL = 0.5;

interface Response {
  /** E lambda(t), events per hour. */
  intensity: (t: number) => number;
  /** E N(0, t], events. */
  events: (t: number) => number;
  /** Mean number of events within t that descend from a jump of the intensity at 0. */
  descendants: (jump: number, t: number) => number;
}

/** The mean response from intensity `lambda0` at time 0; Infinity on overflow. */
function responseOf({ baselineIntensity: mu, branchingRatio: n, decayRate: beta }: Input, lambda0: number): Response {
  const c = beta * (1 - n);
  const drift = beta * mu;
  const integral = (t: number) => (c === 0 ? t : -Math.expm1(-c * t) / c);
  const doubleIntegral = (t: number) => t * t * secondIntegral(c * t);
  return {
    intensity: (t) => times(lambda0, Math.exp(-c * t)) + times(drift, integral(t)),
    events: (t) => times(lambda0, integral(t)) + times(drift, doubleIntegral(t)),
    descendants: (jump, t) => times(jump, integral(t)),
  };
}

/** A product in which 0 times Infinity is 0. */
function times(a: number, b: number): number {
  return a === 0 ? 0 : a * b;
}

/** (exp(-x) - 1 + x) / x^2, which is 1/2 at 0. */
function secondIntegral(x: number): number {
  if (Math.abs(x) > SMALL) return (Math.expm1(-x) + x) / (x * x);
  let term = 0.5;
  let sum = 0;
  for (let k = 3; sum + term !== sum; k += 1) {
    sum += term;
    term *= -x / k;
  }
  return sum;
}
