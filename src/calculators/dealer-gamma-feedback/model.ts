/**
 * Where hedge and price agree. A move x of the spot calls for a hedge trade Q(x), which moves the spot by
 * h(x) = Q(x) S/D on top of the shock: an equilibrium is a root of g(x) = x + shock - h(x).
 *
 * Dealers hedge continuously, dx/dt = -g(x) from x = -shock: the price moves in the direction of the first hedge and
 * stops at the nearest root that way. Since Q(0) = 0, g has the sign of the shock at 0 and the opposite sign at -shock
 * if hedging leans against the move: a root then lies strictly between, so no book turns a fall into a rise.
 *
 * g'(x) = 1 + Gamma(S (1 + x)) S²/D is bounded over an interval by the gammas at its ends, since the gamma of one option
 * rises up to one spot and falls beyond: no root is stepped over, however narrow the gamma of an option near expiry is.
 * Successive full hedge steps can step over roots; what they would do is reported as a diagnostic.
 */
import { brentRoot } from '../../numerics/brent.ts';
import { gridValue } from '../../numerics/grid-value.ts';
import { isolatedRoots, type Place } from '../../numerics/isolated-roots.ts';
import type { Warn } from '../kit/definition.ts';
import { type OptionBook, optionBook } from '../market/option-book.ts';
import type { Input, Outputs } from './interface.ts';

/** Returns outside this range are not accepted as results. */
const LOWEST_RETURN = -0.99;
const HIGHEST_RETURN = 10;
/** Largest first hedge that counts as none: as a return, and relative to the size of the book. */
const NO_HEDGE = 1e-13;
const NO_HEDGE_OF_BOOK = 1e-14;
/** Largest difference of returns that count as the same root. */
const SAME_ROOT = 1e-12;
/** Change of the return below which full steps have settled, and distance from the result at which they found it. */
const SETTLED = 1e-13;
const FOUND = 1e-9;
/** Most entries of the path that are kept. */
const LONGEST_PATH = 201;
/** Net gamma, relative to the sum of the options' absolute gammas, that counts as 0. */
const CANCELLED = 1e-12;
/** Tolerance on the price of a flip, relative to the spot. */
const FLIP_TOLERANCE = 1e-13;

/** Lets the dealers of the book hedge the shock. */
export function compute(input: Input, warn: Warn): Outputs {
  const { spot: S, options, contractSize, marketDepth: D, shock } = input;
  const amounts = options.map(({ dealerPosition }) => dealerPosition * contractSize);
  const book = optionBook(options, amounts, input, S);
  const { value, vega } = book.valueAndVega(S);
  const bookDelta = book.delta(S);
  const gamma = book.gamma(S).net;
  const kappa = (-gamma * S * S) / D;
  const linearDiverges = kappa >= 1;

  const hedgeFor = (x: number) => -(book.delta(S * (1 + x)) - bookDelta);
  const equilibria = equilibriaOf(book, input, hedgeFor);
  const { status, totalReturn } = answer(equilibria, input, hedgeFor, amounts);
  const steps = fullSteps(input, hedgeFor, totalReturn);
  if (linearDiverges) {
    warn(
      'LINEAR_DIVERGES',
      `The feedback ratio at the spot is ${kappa}: each hedge calls for another at least as large.`,
    );
  }
  if (status === 'diverges') {
    warn('DIVERGES', 'Hedge and move agree nowhere before the price leaves the range from 1 % to 1100 % of the spot.');
  } else if (steps.roundsStatus !== 'converged') {
    warn(
      'OVERSHOOT',
      'Dealers who hedge in full steps would overshoot this price; the result is for hedging as it moves.',
    );
  }

  const points = gammaPoints(book, input);
  const gammaFlipPrices = gammaFlips(book, S, points);
  const perPercent = (price: number, gammaThere: number) => 0.01 * gammaThere * price * price;
  return {
    bookValue: value,
    bookDelta,
    bookGamma: gamma,
    bookVega: vega,
    bookTheta: book.theta(S),
    gammaNotionalPerPercent: perPercent(S, gamma),
    hedgeFlowPerOnePercentFall: 0.01 * gamma * S,
    feedbackRatio: kappa,
    linearAmplification: linearDiverges ? null : 1 / (1 - kappa),
    linearDiverges,
    linearReturn: linearDiverges ? null : -shock / (1 - kappa),
    totalReturn,
    finalPrice: totalReturn === null ? null : S * (1 + totalReturn),
    hedgeFlow: totalReturn === null ? null : hedgeFor(totalReturn),
    amplification: totalReturn === null || shock === 0 ? null : totalReturn / -shock,
    status,
    equilibria: equilibria.map((x) => ({
      totalReturn: x,
      stable: 1 + (book.gamma(S * (1 + x)).net * S * S) / D > 0,
    })),
    ...steps,
    gammaFlipPrice: nearestTo(S, gammaFlipPrices),
    gammaFlipPrices,
    gammaProfile: points.map((point) => ({
      price: point.price,
      gammaNotionalPerPercent: perPercent(point.price, point.gamma),
    })),
  };
}

/** Q(x), base, positive for buying. */
type Hedge = (x: number) => number;

/** All returns in the range at which hedge and move are consistent, ascending. */
function equilibriaOf(book: OptionBook, { spot: S, marketDepth: D, shock }: Input, hedgeFor: Hedge): number[] {
  interface Market extends Place {
    /** Contribution of each option to the slope of g. */
    readonly slopes: Float64Array;
  }
  const marketAt = (x: number): Market => ({
    x,
    value: x + shock - (hedgeFor(x) * S) / D,
    slopes: book.gammas(S * (1 + x)).map((gamma) => (gamma * S * S) / D),
  });
  const slopeBetween = (from: Market, to: Market) => {
    let [least, most] = [1, 1];
    for (const [i, slope] of from.slopes.entries()) {
      const other = to.slopes[i] as number;
      least += Math.min(slope, other);
      most += Math.max(slope, other);
    }
    return [least, most] as const;
  };
  const isInRange = (x: number) => x > LOWEST_RETURN && x < HIGHEST_RETURN;
  const inside = [-shock, ...book.gammaPeaks.map((spot) => spot / S - 1)].filter(isInRange);
  const marks = [LOWEST_RETURN, ...new Set(inside.sort((a, b) => a - b)), HIGHEST_RETURN];
  return isolatedRoots(marks, marketAt, slopeBetween).filter(isInRange);
}

/** The nearest equilibrium in the direction of the first hedge; without a hedge the start is one, and is added. */
function answer(
  equilibria: number[],
  { spot: S, marketDepth: D, shock }: Input,
  hedgeFor: Hedge,
  amounts: readonly number[],
): Pick<Outputs, 'status' | 'totalReturn'> {
  const start = -shock;
  const firstMove = (hedgeFor(start) * S) / D;
  const size = (amounts.reduce((sum, amount) => sum + Math.abs(amount), 0) * S) / D;
  if (Math.abs(firstMove) <= Math.max(NO_HEDGE, NO_HEDGE_OF_BOOK * size)) {
    const others = equilibria.filter((x) => Math.abs(x - start) > SAME_ROOT);
    equilibria.splice(0, equilibria.length, ...[...others, start].sort((a, b) => a - b));
    return { status: 'converged', totalReturn: start };
  }
  const nearest = firstMove > 0 ? equilibria.find((x) => x > start) : equilibria.findLast((x) => x < start);
  if (nearest === undefined) return { status: 'diverges', totalReturn: null };
  return { status: firstMove * shock > 0 ? 'dampened' : 'amplified', totalReturn: nearest };
}

/** What successive full hedge steps would do: x_(k+1) = -shock + h(x_k). */
function fullSteps(
  { spot: S, marketDepth: D, shock, maxRounds }: Input,
  hedgeFor: Hedge,
  totalReturn: number | null,
): Pick<Outputs, 'rounds' | 'roundsStatus' | 'path'> {
  let x = -shock;
  let hedge = hedgeFor(x);
  const path = [{ round: 0, totalReturn: x, hedgeFlow: hedge }];
  let previous = { x, hedge };
  for (let rounds = 1; rounds <= maxRounds; rounds += 1) {
    const next = -shock + (hedge * S) / D;
    if (!(next > LOWEST_RETURN && next < HIGHEST_RETURN)) return { rounds, roundsStatus: 'diverges', path };
    const isSettled = Math.abs(next - x) < SETTLED;
    // A book that overshoots soon alternates between two prices, bit for bit, and need not be repriced again.
    const nextHedge = next === previous.x ? previous.hedge : hedgeFor(next);
    previous = { x, hedge };
    x = next;
    hedge = nextHedge;
    if (path.length < LONGEST_PATH) path.push({ round: rounds, totalReturn: x, hedgeFlow: hedge });
    if (!isSettled) continue;
    const isFound = totalReturn !== null && Math.abs(x - totalReturn) <= FOUND;
    return { rounds, roundsStatus: isFound ? 'converged' : 'otherRoot', path };
  }
  return { rounds: maxRounds, roundsStatus: 'maxRounds', path };
}

interface GammaPoint {
  price: number;
  gamma: number;
  /** 0 if the options cancel or all of them underflow, far from the strikes. */
  sign: number;
  /** Whether any option still has gamma there. */
  hasGamma: boolean;
}

/** Gamma at evenly spaced prices. */
function gammaPoints(book: OptionBook, { spot, gridLower, gridUpper, gridPoints }: Input): GammaPoint[] {
  return Array.from({ length: gridPoints }, (_, i) => {
    const price = gridValue(spot * (gridLower + ((gridUpper - gridLower) * i) / (gridPoints - 1)));
    const { net: gamma, gross } = book.gamma(price);
    return { price, gamma, sign: Math.abs(gamma) <= CANCELLED * gross ? 0 : Math.sign(gamma), hasGamma: gross > 0 };
  });
}

/** Prices at which gamma changes sign between two points that have one, ascending. */
function gammaFlips(book: OptionBook, spot: number, points: readonly GammaPoint[]): number[] {
  const flips: number[] = [];
  let before = -1;
  for (const [i, point] of points.entries()) {
    if (point.sign === 0) continue;
    const last = points[before];
    if (last !== undefined && last.sign !== point.sign) {
      flips.push(flipBetween(book, spot, last, point, points.slice(before + 1, i)));
    }
    before = i;
  }
  return flips;
}

/** With points of no sign between, the first of them that has gamma is the flip, or else the midpoint. */
function flipBetween(
  book: OptionBook,
  spot: number,
  left: GammaPoint,
  right: GammaPoint,
  between: readonly GammaPoint[],
): number {
  if (between.length > 0) return between.find(({ hasGamma }) => hasGamma)?.price ?? (left.price + right.price) / 2;
  return brentRoot((price) => book.gamma(price).net, left.price, right.price, FLIP_TOLERANCE * spot);
}

/** The price nearest to the spot, the lower of two equally near; null if there is none. */
function nearestTo(spot: number, prices: readonly number[]): number | null {
  return prices.reduce<number | null>(
    (nearest, price) => (nearest !== null && Math.abs(nearest - spot) <= Math.abs(price - spot) ? nearest : price),
    null,
  );
}
