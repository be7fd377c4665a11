/**
 * How relative losses of equity h travel from borrowers to lenders, along Lambda_ij = A_ij / E_i.
 *
 * Linear (Bardoscia et al. 2015): every new loss is passed on, round after round, until a lender has nothing left to lose.
 * Single hit (Battiston et al. 2012): each institution passes on its loss once, then only accumulates.
 *
 * Near a spectral radius of 1 the linear rounds run into the ten thousands. Between two defaults they are a linear map,
 * so the losses of one round soon are a fixed multiple of those a turn of rounds before: from there on the rounds are a
 * geometric series and cost next to nothing.
 *
 * Either way h never falls and a larger h passes on more, so that the rounds end at the least of all possible ends.
 */
import { type SparseRows, sparseRows } from '../../numerics/sparse-rows.ts';
import { spectralRadius } from '../../numerics/spectral-radius.ts';
import type { Warn } from '../kit/definition.ts';
import { risesTo } from '../market/levels.ts';
import type { Input, Outputs } from './interface.ts';

/** Rounds of a turn. In a network of two sides that lend to each other losses alternate; 12 covers 2, 3, 4 and 6 sides. */
const TURN = 12;

/** Relative mismatch with a fixed multiple that is left to rounding: within 2e-10 after the 8,000 turns of 10^5 rounds. */
const SAME_RATIO = 2e-14;

/** Share of the way to the next default that the geometric series may cover; the rest is walked round by round. */
const SAFE_WAY = 1 - 1e-9;
/** Loss up to which the series may go at all: the last 1e-12 of all equity count as its loss. */
const NEXT_TO_DEFAULT = 1 - 2e-12;

/** Spectral radius from which on stress on a cycle counts as growing, for all its rounding. */
const UNSTABLE = 1 - 1e-9;

/** Passes the initial stress on and says how much is lost in the end. */
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

/** A loss as a fraction of equity: all of it where it adds up to that, but for rounding. */
function boundedLoss(loss: number): number {
  return risesTo(loss, 1, 1) ? 1 : loss;
}

/** What each institution has lent in all, quote; ones where nobody has lent. */
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
  /** v h, first at the start, then after each round. */
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
  // The losses of the last turn and of the round before it; whole turns of the series do not count as steps.
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
   * Goes through the losses of `turn` again and again, each time `ratio` as large, up to shortly before the next default.
   * Leaves those of the last full turn in the lists. True where the losses fell below the tolerance.
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

/** Sum of scales of a turn's losses after which the first institution would have lost everything. */
function turnsToDefault(h: Float64Array, turn: readonly Float64Array[]): number {
  let reach = Number.POSITIVE_INFINITY;
  for (const [i, lost] of h.entries()) {
    const loss = turn.reduce((total, of) => total + (of[i] as number), 0);
    if (loss > 0) reach = Math.min(reach, (NEXT_TO_DEFAULT - lost) / loss);
  }
  return reach;
}

/** The number by which `before` has to be multiplied to give `next`; null if there is none. */
function commonRatio(next: Float64Array, before: Float64Array): number | null {
  const ratio = sum(next) / sum(before);
  for (let i = 0; i < next.length; i += 1) {
    const loss = next[i] as number;
    // Written so that a ratio that is no number fails as well.
    if (!(Math.abs(loss - ratio * (before[i] as number)) <= SAME_RATIO * loss)) return null;
  }
  return ratio;
}

/** One round: lenders lose on what their borrowers lost in the round before. Adds to `h`, writes the new losses. */
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
    // Two sums side by side: one alone would wait for each of its additions.
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
    // The new loss itself and not h(t+1) - h(t), which would round it to the digits of h.
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
