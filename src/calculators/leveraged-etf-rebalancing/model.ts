/**
 * The loop at the close: funds trade K r, their impact becomes part of the day's return r, and so they must trade more.
 *
 * They trade at the closing price, at which K r of money is K r / (P0 (1 + r)) units: more of them after a fall, fewer
 * after a rise. The loop ends where r = r0 + imp(r), or at the first bound: a fund without assets left, a price of
 * zero, or a return of 1000 %. Since imp does not fall with r and r0 lies at or before its image, no round overshoots
 * the nearest end.
 */
import type { Warn } from '../kit/definition.ts';
import { afterMove } from '../market/after-move.ts';
import { priceImpact, warnBeyondLaw } from '../market/impact.ts';
import { fallsTo, risesTo } from '../market/levels.ts';
import type { Input, Outputs } from './interface.ts';

type Fund = Input['funds'][number];

/** Largest return of the day. */
const RETURN_CAP = 10;
/** Change of the return below which the loop has settled. */
const SETTLED = 1e-12;

/** What the funds trade at the close, and the return that the day ends with. */
export function compute(input: Input, warn: Warn): Outputs {
  const { referencePrice: P0, shock, funds, closeVolume, impactExponent } = input;
  const r0 = -shock;
  const K = demandPerUnitReturn(funds);
  const bounds = boundsOf(funds);
  const close = closeAfter(r0, K, bounds, input);
  const { finalReturn: r } = close;

  const isLinear = impactExponent === 1;
  const g = priceImpact(input, K / P0);
  const root = isLinear ? linearReturn(r0, g) : null;
  const diverges = isLinear && r0 < 0 && root === null;
  if (funds.length === 0) warn('EMPTY_BOOK', 'There are no funds that would have to rebalance.');
  if (diverges)
    warn('DIVERGES', `The gain is ${g}: apart from the bounds of the model, this fall has no end above zero.`);
  warnOfBound(close, warn);
  warnBeyondLaw(input, unitsTraded(K, r, P0), warn);

  const demand = Math.abs(K * r0);
  return {
    ...close,
    rebalancingDemand: K * r0,
    finalRebalancingDemand: K * r,
    demandPerUnitReturn: K,
    gain: isLinear ? g : null,
    linearAmplification: isLinear && g < 1 ? 1 / (1 - g) : null,
    diverges,
    closedFormReturn: root !== null && root > bounds.lower && root < bounds.upper ? root : null,
    firstRoundImpact: closingImpact(input, K, r0),
    finalPrice: afterMove(P0, r),
    totalDecline: -r,
    amplification: r0 === 0 ? null : r / r0,
    shareOfCloseVolume: closeVolume === null || demand + closeVolume === 0 ? null : demand / (demand + closeVolume),
    funds: funds.map((fund) => rebalanced(fund, r0, r)),
  };
}

/** K, what all funds together trade per unit of return, quote; at least 0 if no leverage is between 0 and 1. */
function demandPerUnitReturn(funds: readonly Fund[]): number {
  return funds.reduce((sum, { leverage: L, assets: A }) => sum + A * (L * L - L), 0);
}

/** What a fund trades for the return before rebalancing and for the final one, and what it has left. */
function rebalanced(fund: Fund, r0: number, r: number) {
  const demandPerReturn = demandPerUnitReturn([fund]);
  return {
    leverage: fund.leverage,
    rebalancingDemand: demandPerReturn * r0,
    finalRebalancingDemand: demandPerReturn * r,
    navEnd: afterMove(fund.assets, fund.leverage * r),
  };
}

/** Returns at which a fund has nothing left or the model ends, fractions. */
interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** The returns at which the first fund on each side has lost all, if that comes before a price of zero or the cap. */
function boundsOf(funds: readonly Fund[]): Bounds {
  const wipeOuts = funds
    .filter(({ leverage, assets }) => leverage !== 0 && assets > 0)
    .map(({ leverage }) => -1 / leverage);
  return {
    lower: Math.max(-1, ...wipeOuts.filter((r) => r < 0)),
    upper: Math.min(RETURN_CAP, ...wipeOuts.filter((r) => r > 0)),
  };
}

/** Number of units that a demand of K r buys or sells at the closing price, base. */
function unitsTraded(K: number, r: number, P0: number): number {
  return K === 0 ? 0 : (K * Math.abs(r)) / (P0 * (1 + r));
}

/** Move that the demand for a return r causes, with the sign of r. */
function closingImpact(input: Input, K: number, r: number): number {
  return Math.sign(r) * priceImpact(input, unitsTraded(K, r, input.referencePrice));
}

/**
 * Where the linear loop ends: the root next to r0 of r = r0 + g r / (1 + r), that is of r² + b r - r0 = 0.
 *
 * A rise always has one, since fewer units are bought the higher the price is. Null if a fall has none above -1.
 */
function linearReturn(r0: number, g: number): number | null {
  const b = 1 - r0 - g;
  const discriminant = b * b + 4 * r0;
  if (r0 === 0) return 0;
  if (r0 < 0 && !(b > 0 && discriminant >= 0)) return null;
  const root = Math.sqrt(discriminant);
  // The form of the root without cancellation.
  return b > 0 ? (2 * r0) / (b + root) : (root - b) / 2;
}

type Close = Pick<Outputs, 'status' | 'rounds' | 'finalReturn'> & {
  /** r0, then one per round. */
  returnSeries: number[];
};

/** Runs the loop from r0, the market's return before the close. */
function closeAfter(r0: number, K: number, { lower, upper }: Bounds, input: Input): Close {
  const returnSeries = [r0];
  let r = r0;
  for (let rounds = 0; ; ) {
    const next = r0 + closingImpact(input, K, r);
    if (Math.abs(next - r) <= SETTLED) return { status: 'converged', rounds, finalReturn: next, returnSeries };
    rounds += 1;
    const isOver = fallsTo(next, lower, 1) || risesTo(next, upper, 1);
    const bound = r0 < 0 ? lower : upper;
    r = isOver ? bound : next;
    returnSeries.push(r);
    if (isOver) return { status: statusAt(bound), rounds, finalReturn: r, returnSeries };
    if (rounds === input.maxRounds) return { status: 'maxRounds', rounds, finalReturn: r, returnSeries };
  }
}

/** Status of a close whose return was cut to a bound. */
function statusAt(bound: number): Close['status'] {
  if (bound === -1) return 'priceFloor';
  return bound === RETURN_CAP ? 'returnCap' : 'fundWipedOut';
}

function warnOfBound({ status, rounds, finalReturn }: Close, warn: Warn): void {
  if (status === 'fundWipedOut') {
    warn('FUND_WIPED_OUT', `At a return of ${finalReturn} a fund has lost all its assets, where the model stops.`);
  }
  if (status === 'priceFloor') warn('PRICE_FLOOR', 'The price fell to zero, where the model stops.');
  if (status === 'returnCap') warn('RETURN_CAP', 'The return reached 1000 %, where the model stops.');
  if (status === 'maxRounds') warn('ROUND_LIMIT', `The loop was stopped after ${rounds} rounds, before it settled.`);
}
