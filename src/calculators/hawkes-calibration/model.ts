/**
 * From event times to the fitted process, its standard errors, and tests of the fit.
 *
 * On the clock of the fitted process, its integrated intensity, waiting times are exponential with mean 1 if the model
 * holds (Brown et al. 2002).
 */
import { type Events, excitationAt, type Fit, maximumLikelihood } from '../../numerics/hawkes-likelihood.ts';
import { kolmogorovPValue } from '../../numerics/kolmogorov.ts';
import type { Warn } from '../kit/definition.ts';
import type { Input, Outputs } from './interface.ts';

/** Hours in each unit of time. */
const HOURS = {
  microsecond: 1 / 3.6e9,
  millisecond: 1 / 3.6e6,
  second: 1 / 3600,
  minute: 1 / 60,
  hour: 1,
  day: 24,
} as const;

/** Normal quantile of a two-sided interval of 95 %. */
const TWO_SIDED_95 = 1.959963984540054;
/** Variance of residuals, relative to their squared mean, up to which it is rounding. */
const CONSTANT = 1e-18;
const FEW_EVENTS = 100;
const POOR_FIT = 0.05;

/** Fits the process and tests the fit. */
export function compute(input: Input, warn: Warn): Outputs {
  const events = eventsOf(input);
  const { count: N, length: T } = events;
  const m = N / T;
  const { grid, best, status } = maximumLikelihood(events, ...decayRange(input, events));
  const poissonLogLikelihood = N * Math.log(m) - N;
  const isPoisson = status === 'poisson';
  const { n, mu, logLikelihood } = isPoisson ? { n: 0, mu: m, logLikelihood: poissonLogLikelihood } : best;
  const beta = isPoisson ? null : best.beta;
  const errors = standardErrors(events, best, status);
  const residuals = residualsOf(events, mu, n, beta);
  const poissonAic = 2 - 2 * poissonLogLikelihood;
  const aic = isPoisson ? poissonAic : 6 - 2 * logLikelihood;
  const tests = testsOf(residuals);

  const { timestamps } = input;
  if (timestamps.some((stamp, i) => i > 0 && stamp < (timestamps[i - 1] as number))) {
    warn('UNSORTED', 'The times were not in order; their order does not matter.');
  }
  if (events.tied > 0)
    warn('TIES', `${events.tied} events have the same time as another; ties decides how they are treated.`);
  if (n >= 1)
    warn(
      'NON_STATIONARY',
      'A branching ratio of 1 or more usually means that the base rate changes, not that events excite others.',
    );
  if (tests.ksPValue < POOR_FIT)
    warn('POOR_FIT', 'The rescaled waiting times are not exponential: the model does not hold.');
  if (status === 'decayAtBound') warn('DECAY_AT_BOUND', 'The best decay is at a bound of the range searched.');
  if (isPoisson) warn('NO_EXCITATION', 'No decay does better than events that come independently.');
  if (!isPoisson && errors.branchingStandardError === null) {
    warn('NO_STANDARD_ERRORS', 'The likelihood is flat at its maximum, so there are no standard errors.');
  }
  if (N < FEW_EVENTS) warn('FEW_EVENTS', `There are only ${N} events, so the estimates are imprecise.`);
  const settles = n < 1;
  const error = errors.branchingStandardError;
  return {
    status,
    eventCount: N,
    historyCount: events.times.length - N,
    tiedCount: events.tied,
    windowLength: T,
    meanIntensity: m,
    baselineIntensity: mu,
    branchingRatio: n,
    decayRate: beta,
    ...errors,
    branchingLower: error === null ? null : n - TWO_SIDED_95 * error,
    branchingUpper: error === null ? null : n + TWO_SIDED_95 * error,
    stationaryIntensity: settles ? mu / (1 - n) : null,
    kernelHalfLife: beta === null ? null : Math.LN2 / beta,
    responseHalfLife: beta === null || !settles ? null : Math.LN2 / (beta * (1 - n)),
    logLikelihood,
    poissonLogLikelihood,
    aic,
    poissonAic,
    aicDifference: poissonAic - aic,
    likelihoodRatio: 2 * (logLikelihood - poissonLogLikelihood),
    ...tests,
    decayProfile: grid.map((fit) => ({
      decayRate: fit.beta,
      branchingRatio: fit.n,
      baselineIntensity: fit.mu,
      logLikelihood: fit.logLikelihood,
    })),
  };
}

/** Events in hours from the start of the window. */
interface Stamps extends Events {
  readonly tied: number;
  /** In the unit given: last time, and smallest gap between two times. */
  readonly last: number;
  readonly smallestGap: number;
}

/** Events in hours from the start of the window, ties merged or spread. */
export function eventsOf({ timestamps, timeUnit, windowStart, windowEnd, ties, resolution }: Input): Stamps {
  const sorted = Float64Array.from(timestamps).sort();
  const start = windowStart ?? (sorted[0] as number);
  const distinct = sorted.filter((stamp, i) => i === 0 || stamp !== sorted[i - 1]);
  const smallestGap = distinct.reduce(
    (least, stamp, i) => (i === 0 ? least : Math.min(least, stamp - (distinct[i - 1] as number))),
    Number.POSITIVE_INFINITY,
  );
  const step = resolution ?? smallestGap;
  const stamps = ties === 'merge' ? distinct : spread(sorted, step);
  const last = stamps.at(-1) as number;
  const end = Math.max(windowEnd ?? last, last);
  const hours = HOURS[timeUnit];
  const times = stamps.map((stamp) => (stamp - start) * hours);
  return {
    times,
    count: times.filter((x) => x > 0).length,
    length: (end - start) * hours,
    tied: sorted.length - distinct.length,
    last: sorted.at(-1) as number,
    smallestGap,
  };
}

/** Sorted times, with equal ones spread evenly over one step of the clock. */
function spread(sorted: Float64Array, step: number): Float64Array {
  const result = Float64Array.from(sorted);
  let first = 0;
  for (let i = 1; i <= sorted.length; i += 1) {
    if (i < sorted.length && sorted[i] === sorted[first]) continue;
    for (let k = first; k < i; k += 1) {
      result[k] = (sorted[first] as number) + (k === first ? 0 : (step * (k - first)) / (i - first));
    }
    first = i;
  }
  return result;
}

/** Smallest and largest decay searched, per hour. */
export function decayRange({ decayMin, decayMax }: Input, { count, length }: Events): [number, number] {
  return [decayMin ?? Math.max(1e-6, 1 / length), decayMax ?? Math.min(1e9, (1000 * count) / length)];
}

type Errors = Pick<
  Outputs,
  'baselineStandardError' | 'branchingStandardError' | 'decayStandardError' | 'branchingDecayCorrelation'
>;
const NO_ERRORS: Errors = {
  baselineStandardError: null,
  branchingStandardError: null,
  decayStandardError: null,
  branchingDecayCorrelation: null,
};

/** Standard errors from the curvature of the likelihood in (mu, n, beta), or in (mu, n) if beta is at a bound. */
function standardErrors(events: Events, { beta, n, mu }: Fit, status: Outputs['status']): Errors {
  const { count: N, length: T } = events;
  if (status === 'poisson') return { ...NO_ERRORS, baselineStandardError: Math.sqrt(N) / T };
  if (status === 'baselineAtBound' || mu === 0) return NO_ERRORS;
  const { b, b1, b2, C1, C2 } = excitationAt(events, beta);
  // Minus the second derivatives.
  let [mm, mn, nn, mb, nb, bb] = [0, 0, 0, 0, C1, n * C2];
  for (let i = 0; i < N; i += 1) {
    const [own, first, second] = [b[i] as number, b1[i] as number, b2[i] as number];
    const lambda = mu + n * own;
    const square = lambda * lambda;
    mm += 1 / square;
    mn += own / square;
    nn += (own * own) / square;
    mb += (n * first) / square;
    nb += (n * own * first) / square - first / lambda;
    bb += (n * n * first * first) / square - (n * second) / lambda;
  }
  const minor = mm * nn - mn * mn;
  if (status === 'decayAtBound') {
    if (!(mm > 0 && minor > 0)) return NO_ERRORS;
    return {
      ...NO_ERRORS,
      baselineStandardError: Math.sqrt(nn / minor),
      branchingStandardError: Math.sqrt(mm / minor),
    };
  }
  const determinant = mm * (nn * bb - nb * nb) - mn * (mn * bb - nb * mb) + mb * (mn * nb - nn * mb);
  if (!(mm > 0 && minor > 0 && determinant > 0)) return NO_ERRORS;
  const variances = [nn * bb - nb * nb, mm * bb - mb * mb, minor].map((cofactor) => cofactor / determinant);
  const [baseline, branching, decay] = variances.map(Math.sqrt) as [number, number, number];
  return {
    baselineStandardError: baseline,
    branchingStandardError: branching,
    decayStandardError: decay,
    branchingDecayCorrelation: (mn * mb - mm * nb) / determinant / (branching * decay),
  };
}

/** Waiting times between counted events on the clock of the fitted process; exponential if the model holds. */
function residualsOf({ times, count }: Events, mu: number, n: number, beta: number | null): Float64Array {
  const history = times.length - count;
  const decay = beta ?? 1;
  let A = 0;
  for (const x of times.subarray(0, history)) A += Math.exp(decay * x);
  let from = 0;
  return times.slice(history).map((x) => {
    const gap = x - from;
    const theta = mu * gap - n * A * Math.expm1(-decay * gap);
    A = A * Math.exp(-decay * gap) + 1;
    from = x;
    return theta;
  });
}

type Tests = Pick<
  Outputs,
  'residualMean' | 'residualVariance' | 'residualAutocorrelation' | 'ksStatistic' | 'ksPValue' | 'residualQuantiles'
>;

function testsOf(residuals: Float64Array): Tests {
  const N = residuals.length;
  const mean = residuals.reduce((sum, theta) => sum + theta, 0) / N;
  const gaps = residuals.map((theta) => theta - mean);
  const squares = gaps.reduce((sum, gap) => sum + gap * gap, 0);
  const products = gaps.reduce((sum, gap, i) => (i === 0 ? sum : sum + gap * (gaps[i - 1] as number)), 0);
  const sorted = residuals.toSorted();
  const ksStatistic = sorted.reduce((most, theta, i) => {
    const u = -Math.expm1(-theta);
    return Math.max(most, (i + 1) / N - u, u - i / N);
  }, 0);
  return {
    residualMean: mean,
    residualVariance: squares / (N - 1),
    residualAutocorrelation: squares <= CONSTANT * N * mean * mean ? null : products / squares,
    ksStatistic,
    ksPValue: kolmogorovPValue(ksStatistic, N),
    residualQuantiles: Array.from({ length: 19 }, (_, k) => {
      const probability = (k + 1) / 20;
      const place = probability * (N - 1);
      const below = Math.floor(place);
      const [low, high] = [sorted[below] as number, sorted[Math.min(N - 1, below + 1)] as number];
      return { probability, expected: -Math.log1p(-probability), observed: low + (place - below) * (high - low) };
    }),
  };
}
