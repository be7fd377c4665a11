/**
 * Maximum likelihood of lambda(t) = mu + n beta sum over t_j < t of e^(-beta (t - t_j)), by profiling over beta.
 *
 * For a fixed beta the likelihood is concave in (mu, n), and at its maximum N = mu T + n C, where C is the part of the
 * excitation that falls inside the window: only n is left to search. In beta there can be several maxima, so a grid
 * over all decays comes first, and bisection takes the slope to 0 next to its best point. No start values are needed.
 *
 * Sums of exponentials follow from event to event by recursion (Ozaki 1979): one decay takes one step per event.
 */

/** Events in the time unit of the process, whatever that is. */
export interface Events {
  /** Ascending times since the start of the window; events at or before 0 are history. */
  readonly times: Float64Array;
  /** N, number of events after the start. */
  readonly count: number;
  /** T, length of the window. */
  readonly length: number;
}

/** Grid points per factor of e in the decay. */
const GRID_DENSITY = 4;
const HALVINGS = 60;
/** Gain in log-likelihood over a constant rate that counts as none. */
const NO_GAIN = 1e-9;
/** Largest branching ratio tried, as a share of the one at which the base rate is 0. */
const LARGEST_SHARE = 1 - 1e-9;
const SETTLED = 1e-14;
const MOST_STEPS = 100;

/** Excitation at the counted events, b_i = beta R_i, with its first two derivatives in beta; likewise C. */
interface Excitation {
  b: Float64Array;
  b1: Float64Array;
  b2: Float64Array;
  C: number;
  C1: number;
  C2: number;
}

export function excitationAt({ times, count, length: T }: Events, beta: number): Excitation {
  const history = times.length - count;
  const [b, b1, b2] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  let [R, R1, R2, C, C1, C2] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < times.length; i += 1) {
    const x = times[i] as number;
    if (i > 0) {
      const gap = x - (times[i - 1] as number);
      const fade = Math.exp(-beta * gap);
      R2 = fade * (R2 - 2 * gap * R1 + gap * gap * (R + 1));
      R1 = fade * (R1 - gap * (R + 1));
      R = fade * (R + 1);
    }
    if (i >= history) {
      b[i - history] = beta * R;
      b1[i - history] = R + beta * R1;
      b2[i - history] = 2 * R1 + beta * R2;
    }
    const [before, after] = [Math.max(0, -x), T - x];
    const [atStart, atEnd] = [Math.exp(-beta * before), Math.exp(-beta * after)];
    C += atStart - atEnd;
    C1 += after * atEnd - before * atStart;
    C2 += before * before * atStart - after * after * atEnd;
  }
  return { b, b1, b2, C, C1, C2 };
}

export interface Fit {
  beta: number;
  n: number;
  mu: number;
  logLikelihood: number;
  /** Whether n is at its largest value, where the base rate is 0. */
  isWithoutBase: boolean;
}

/** Best n and mu for one decay. */
function fitAt(events: Events, beta: number, { b, C }: Excitation): Fit {
  const { count: N, length: T } = events;
  const m = N / T;
  const d = b.map((excitation) => excitation - C / T);
  const largest = (LARGEST_SHARE * m * T) / C;
  const slopes = (n: number) => {
    let [slope, curvature] = [0, 0];
    for (const one of d) {
      const ratio = one / (m + n * one);
      slope += ratio;
      curvature -= ratio * ratio;
    }
    return { slope, curvature };
  };
  const isWithoutBase = slopes(0).slope > 0 && slopes(largest).slope >= 0;
  const n = isWithoutBase ? largest : slopes(0).slope <= 0 ? 0 : rootOf(slopes, largest);
  let logLikelihood = -N;
  for (const one of d) logLikelihood += Math.log(m + n * one);
  return { beta, n, mu: isWithoutBase ? 0 : m - (n * C) / T, logLikelihood, isWithoutBase };
}

/** Root of a decreasing slope between 0 and `high`: Newton's method, or bisection if a step would leave the bracket. */
function rootOf(slopes: (n: number) => { slope: number; curvature: number }, high: number): number {
  let [low, upper] = [0, high];
  let n = 0;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { slope, curvature } = slopes(n);
    if (slope > 0) low = n;
    else upper = n;
    const newton = n - slope / curvature;
    const next = newton > low && newton < upper ? newton : low + (upper - low) / 2;
    if (Math.abs(next - n) <= SETTLED * Math.max(1, n)) return next;
    n = next;
  }
  return n;
}

/**
 * The global maximum over a range of decays: the best point of a grid, refined by bisection on the slope.
 *
 * @param least - smallest decay.
 * @param most - largest decay, above `least`.
 * @returns the best fit for each decay of the grid, and the best of all; `poisson` if none beats a constant rate.
 */
export function maximumLikelihood(events: Events, least: number, most: number) {
  const { count: N, length: T } = events;
  const K = Math.max(2, Math.ceil(GRID_DENSITY * Math.log(most / least)));
  const fitOf = (beta: number) => {
    const excitation = excitationAt(events, beta);
    const found = fitAt(events, beta, excitation);
    return { found, slope: profileSlope(events, found, excitation) };
  };
  const grid = Array.from({ length: K + 1 }, (_, k) => fitOf(k === K ? most : least * (most / least) ** (k / K)));
  const k = grid.reduce((top, { found }, i) => {
    return found.logLikelihood > (grid[top] as (typeof grid)[0]).found.logLikelihood ? i : top;
  }, 0);
  const { found, slope } = grid[k] as (typeof grid)[0];
  const fits = grid.map((one) => one.found);
  if (found.logLikelihood - (N * Math.log(N / T) - N) <= NO_GAIN)
    return { grid: fits, best: found, status: 'poisson' as const };
  const neighbour = fits[slope > 0 ? k + 1 : k - 1];
  if (neighbour === undefined) return { grid: fits, best: found, status: 'decayAtBound' as const };

  let [low, high] = [Math.log(found.beta), Math.log(neighbour.beta)].sort((a, b) => a - b) as [number, number];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = low + (high - low) / 2;
    if (fitOf(Math.exp(middle)).slope > 0) low = middle;
    else high = middle;
  }
  const best = fitOf(Math.exp(low + (high - low) / 2)).found;
  return { grid: fits, best, status: best.isWithoutBase ? ('baselineAtBound' as const) : ('fitted' as const) };
}

/** Slope of the profile log-likelihood in ln beta. */
function profileSlope({ count, length }: Events, { beta, n }: Fit, { b, b1, C, C1 }: Excitation): number {
  const base = (count - n * C) / length;
  let sum = -C1;
  for (let i = 0; i < b.length; i += 1) sum += (b1[i] as number) / (base + n * (b[i] as number));
  return beta * n * sum;
}
