/**
 * How relative losses of equity h travel from borrowers to lenders, along Lambda_ij = A_ij / E_i.
 *
 * Linear (Bardoscia et al. 2015): every new loss is passed on, round after round, until a lender has nothing left to lose.
 * Single hit (Battiston et al. 2012): each institution passes on its loss once, then only accumulates.
 *
 * Near a spectral radius of 1 there can be tens of thousands of linear rounds. Between two defaults a round is a linear
 * map, so the losses of a round soon are a fixed multiple of those one turn of rounds before: from there on the rounds
 * are a geometric series and cost next to nothing.
 *
 * In both variants h never falls and a larger h passes on more, so the rounds end at the least possible losses.
 */
import { type SparseRows, sparseRows } from '../../numerics/sparse-rows.ts';
import { spectralRadius } from '../../numerics/spectral-radius.ts';
import type { Warn } from '../kit/definition.ts';
import { risesTo } from '../market/levels.ts';
import type { Input, Outputs } from './interface.ts';

/** Rounds of a turn. Losses alternate if two groups lend to each other; 12 covers cycles of 2, 3, 4 and 6 groups. */
const TURN = 12;

/** Relative deviation from a fixed multiple that counts as rounding: 2e-10 after the 8,000 turns of 10^5 rounds. */
const SAME_RATIO = 2e-14;

/** Share of the way to the next default that the geometric series may cover; the rest is run round by round. */
const SAFE_WAY = 1 - 1e-9;
/** Loss up to which the series may go: within 1e-12 of all equity, a loss counts as all of it. */
const NEXT_TO_DEFAULT = 1 - 2e-12;

/** Spectral radius from which stress on a cycle counts as growing; leaves room for rounding. */
const UNSTABLE = 1 - 1e-9;

/** Passes the initial stress on and measures how much is lost in the end. */
export function compute(input: Input, warn: Warn): Outputs {
  const { exposures, equity, variant } = input;
  const n = equity.length;
  const leverage = new Float64Array(n * n);
  for (const [i, row] of exposures.entries()) {
    for (const [j, claim] of row.entries()) leverage[i * n + j] = claim / (equity[i] as number);
  }
  const initialStress = input.initialStress.map(boundedLoss);
  const v = normalisedWeights(input.weights ?? lendingOf(exposures));
  const { stress, stressByRound, status } =
    variant === 'linear'
      ? propagateLinear(leverage, initialStress, v, input)
      : propagateSingleHit(leverage, initialStress, v);

  const initialTotalStress = stressByRound[0] as number;
  const totalStress = dot(v, stress);
  const equityLoss = stress.map((lost, i) => lost * (equity[i] as number));
  const defaulted = Array.from(stress, (lost) => lost === 1);
  const radius = spectralRadius(leverage, n);

  if (status === 'maxIterations') {
    warn('ROUND_LIMIT', 'The limit on rounds was reached while losses were still being passed on.');
  }
  if (variant === 'linear' && radius >= UNSTABLE) {
    warn('UNSTABLE', `The spectral radius is ${radius}: stress on a cycle grows until institutions default.`);
  }
  if (defaulted.every(Boolean)) warn('ALL_DEFAULT', 'Every institution loses all its equity.');
  return {
    stress,
    debtRank: totalStress - initialTotalStress,
    totalStress,
    initialTotalStress,
    amplification: initialTotalStress === 0 ? null : totalStress / initialTotalStress,
    stressByRound,
    rounds: stressByRound.length - 1,
    status,
    defaulted,
    additionalDefaults: defaulted.filter((isDefault, i) => isDefault && initialStress[i] !== 1).length,
    equityLoss,
    totalEquityLoss: sum(equityLoss),
    weights: v,
    spectralRadius: radius,
  };
}

/** A loss as a fraction of equity, set to exactly 1 if it reaches all of it up to rounding. */
function boundedLoss(loss: number): number {
  return risesTo(loss, 1, 1) ? 1 : loss;
}

/** What each institution has lent in total, quote; ones if nobody has lent. */
function lendingOf(exposures: Input['exposures']): readonly number[] {
  const lent = exposures.map((row) => row.reduce((total, claim) => total + claim, 0));
  return lent.some((claims) => claims > 0) ? lent : lent.map(() => 1);
}

function normalisedWeights(weights: readonly number[]): Float64Array {
  const total = weights.reduce((partial, weight) => partial + weight, 0);
  return Float64Array.from(weights, (weight) => weight / total);
}

interface Propagation {
  /** h at the end, fraction of each institution's equity. */
  stress: Float64Array;
  /** v h, at the start and then after each round. */
  stressByRound: number[];
  status: 'converged' | 'maxIterations';
}

/**
 * Passes every loss on until the new ones are below the tolerance.
 *
 * @param leverage - Lambda by rows, n times n.
 * @param initialStress - h(0), fractions.
 * @param v - economic weights with sum 1.
 */
function propagateLinear(
  leverage: Float64Array,
  initialStress: readonly number[],
  v: Float64Array,
  { tolerance, maxIterations }: Input,
): Propagation {
  const n = initialStress.length;
  const claims = sparseRows(leverage, n);
  const h = Float64Array.from(initialStress);
  const stressByRound = [dot(v, h)];
  // The losses of the last turn and of the round before it; turns covered by the series do not count as steps.
  const losses = Array.from({ length: TURN + 1 }, () => new Float64Array(n));
  const lossesOf = (step: number) => losses[(step + TURN + 1) % (TURN + 1)] as Float64Array;
  lossesOf(0).set(h);

  for (let step = 1; ; step += 1) {
    const next = lossesOf(step);
    spread(claims, lossesOf(step - 1), h, next);
    stressByRound.push(dot(v, h));
    let isSettled = largest(next) < tolerance;
    const ratio = isSettled ? null : commonRatio(next, lossesOf(step - TURN));
    if (ratio !== null) {
      const turn = Array.from({ length: TURN }, (_, k) => lossesOf(step + 1 - TURN + k));
      isSettled = followSeries(turn, ratio);
    }
    if (isSettled) return { stress: h, stressByRound, status: 'converged' };
    if (stressByRound.length > maxIterations) return { stress: h, stressByRound, status: 'maxIterations' };
  }

  /**
   * Repeats the losses of `turn`, each time scaled by `ratio`, until shortly before the next default. Leaves those of
   * the last turn in the lists. Returns true if the losses fell below the tolerance.
   */
  function followSeries(turn: readonly Float64Array[], ratio: number): boolean {
    const reach = SAFE_WAY * turnsToDefault(h, turn);
    const rounds = turn.map((of) => ({ of, largest: largest(of), weighted: dot(v, of), total: 0 }));
    let stress = stressByRound.at(-1) as number;
    let scale = 1;
    let sum = 0;
    let isSettled = false;
    while (!isSettled && stressByRound.length <= maxIterations && sum + scale * ratio < reach) {
      scale *= ratio;
      sum += scale;
      for (const round of rounds) {
        round.total += scale;
        stress += scale * round.weighted;
        stressByRound.push(stress);
        isSettled = scale * round.largest < tolerance;
        if (isSettled || stressByRound.length > maxIterations) break;
      }
    }
    for (const { of, total } of rounds) {
      for (let i = 0; i < n; i += 1) {
        const loss = of[i] as number;
        h[i] = (h[i] as number) + total * loss;
        of[i] = scale * loss;
      }
    }
    return isSettled;
  }
}

/** How many times the losses of a turn can be added before the first institution has lost everything. */
function turnsToDefault(h: Float64Array, turn: readonly Float64Array[]): number {
  let reach = Number.POSITIVE_INFINITY;
  for (const [i, lost] of h.entries()) {
    const loss = turn.reduce((total, of) => total + (of[i] as number), 0);
    if (loss > 0) reach = Math.min(reach, (NEXT_TO_DEFAULT - lost) / loss);
  }
  return reach;
}

/** The factor that turns `before` into `next`; null if there is none. */
function commonRatio(next: Float64Array, before: Float64Array): number | null {
  const ratio = sum(next) / sum(before);
  for (let i = 0; i < next.length; i += 1) {
    const loss = next[i] as number;
    // Negated so that a NaN ratio fails as well.
    if (!(Math.abs(loss - ratio * (before[i] as number)) <= SAME_RATIO * loss)) return null;
  }
  return ratio;
}

/** One round: passes what borrowers lost in the last round on to their lenders. Adds to `h`, writes the new losses. */
function spread(
  { start, column: borrower, value: weight }: SparseRows,
  last: Float64Array,
  h: Float64Array,
  next: Float64Array,
): void {
  for (let i = 0; i < h.length; i += 1) {
    const lost = h[i] as number;
    next[i] = 0;
    if (lost === 1) continue;
    // Two independent sums: in a single one each addition would wait for the one before.
    let loss = 0;
    let other = 0;
    const end = start[i + 1] as number;
    let k = start[i] as number;
    for (; k + 1 < end; k += 2) {
      loss += (weight[k] as number) * (last[borrower[k] as number] as number);
      other += (weight[k + 1] as number) * (last[borrower[k + 1] as number] as number);
    }
    if (k < end) loss += (weight[k] as number) * (last[borrower[k] as number] as number);
    loss += other;
    // The new loss itself, not h(t+1) - h(t), which would round it to the digits of h.
    h[i] = boundedLoss(lost + loss);
    next[i] = h[i] === 1 ? 1 - lost : loss;
  }
}

/**
 * Lets each institution pass on its loss once, in the round after it was first hit.
 *
 * @param leverage - Lambda by rows, n times n; a claim passes on at most the lender's whole equity.
 * @param initialStress - h(0), fractions.
 * @param v - economic weights with sum 1.
 */
function propagateSingleHit(leverage: Float64Array, initialStress: readonly number[], v: Float64Array): Propagation {
  const n = initialStress.length;
  let h = Float64Array.from(initialStress);
  const wasHit = h.map((loss) => (loss > 0 ? 1 : 0));
  const stressByRound = [dot(v, h)];
  let distressed = [...h.keys()].filter((i) => wasHit[i] === 1);

  while (distressed.length > 0) {
    const next = Float64Array.from(h);
    for (const j of distressed) {
      const loss = h[j] as number;
      for (let i = 0; i < n; i += 1) next[i] = (next[i] as number) + Math.min(1, leverage[i * n + j] as number) * loss;
    }
    h = next.map(boundedLoss);
    stressByRound.push(dot(v, h));
    distressed = [];
    for (let i = 0; i < n; i += 1) {
      if (wasHit[i] === 1 || h[i] === 0) continue;
      wasHit[i] = 1;
      distressed.push(i);
    }
  }
  return { stress: h, stressByRound, status: 'converged' };
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i += 1) total += (a[i] as number) * (b[i] as number);
  return total;
}

function sum(terms: Float64Array): number {
  let total = 0;
  for (const term of terms) total += term;
  return total;
}

function largest(terms: Float64Array): number {
  let most = 0;
  for (const term of terms) if (term > most) most = term;
  return most;
}
