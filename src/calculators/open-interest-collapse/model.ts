/**
 * The collapse itself: the losing side's buckets, sorted once by liquidation price; a round closes those newly reached.
 *
 * All closing volume is one metaorder on one side: the price depends on the cumulative volume Q alone. A round's
 * buckets are filled at the price at its end, so that bad debt is estimated from above. The liquidated set only grows,
 * and a larger Q never brings the price back: the rounds end at the smallest fixed point.
 */
import type { Warn } from '../kit/definition.ts';
import { afterMove } from '../market/after-move.ts';
import { fundingRate } from '../market/funding.ts';
import { warnBeyondLaw } from '../market/impact.ts';
import { fallsTo, isSameLevel, risesTo } from '../market/levels.ts';
import { liquidationPrice } from '../market/liquidation-price.ts';
import { priceTriggers } from '../market/price-triggers.ts';
import type { Input, Outputs } from './interface.ts';

type Bucket = Input['buckets'][number];

/** Runs the shock through the buckets of the side that loses by it. */
export function compute(input: Input, warn: Warn): Outputs {
  const { markPrice: P0, shock, voluntaryExitFraction, counterpartyCloseShare } = input;
  const side = shock >= 0 ? 'long' : 'short';
  const buckets = input.buckets.map(withPrices);
  const losing = buckets.filter((bucket) => bucket.side === side);
  const P1 = afterMove(P0, -shock);
  const market = { markPrice: P0, priceAfterShock: P1, impactOf: impactLaw(input), voluntaryExitFraction };
  const end = collapse(losing, side, market);
  const { finalPrice, endogenousReturn, forcedVolume, voluntaryVolume, badDebt, rounds, liquidated } = end;
  warnOfEnd(end, losing, input, warn);

  const Q = rounds.at(-1)?.cumulativeVolume ?? 0;
  const before = openInterestOf(input, 'long');
  // Within the balance tolerance, shorts may outweigh longs.
  const openInterestAt = (cumulativeVolume: number) => Math.max(0, before - counterpartyCloseShare * cumulativeVolume);
  const after = openInterestAt(Q);
  // Compounded rather than from the prices, which without closings would not give exactly the shock.
  const totalReturn = -shock + (1 - shock) * endogenousReturn;
  const rate = fundingRate(input, endogenousReturn);
  return {
    priceAfterShock: P1,
    priceFinal: finalPrice,
    totalReturn,
    endogenousReturn,
    amplification: shock === 0 ? null : totalReturn / -shock,
    openInterestBefore: before,
    openInterestAfter: after,
    openInterestChange: after / before - 1,
    notionalBefore: before * P0,
    notionalAfter: after * finalPrice,
    forcedVolume,
    voluntaryVolume,
    netForcedFlow: side === 'long' ? -Q : Q,
    liquidationPrices: buckets.map(({ liquidationPrice }) => liquidationPrice),
    liquidationRound: roundsByBucket(liquidated, buckets.length),
    badDebt,
    rounds: rounds.length,
    fundingRate: rate,
    fundingPaymentByLongs: rate * after * finalPrice,
    path: [
      { round: 0, price: P1, closedVolume: 0, openInterest: before },
      ...rounds.map(({ price, closedVolume, cumulativeVolume }, i) => ({
        round: i + 1,
        price,
        closedVolume,
        openInterest: openInterestAt(cumulativeVolume),
      })),
    ],
    status: statusOf(end, side),
  };
}

/** Open interest of one side, base. */
export function openInterestOf({ buckets }: Input, side: 'long' | 'short'): number {
  return buckets.reduce((sum, bucket) => (bucket.side === side ? sum + bucket.openInterest : sum), 0);
}

/** I(Q), fraction of the price after the shock. */
function impactLaw(book: Input): (quantity: number) => number {
  const { impactModel, impactCoefficient: Y, dailyVolatility: sigma, dailyVolume, marketDepth } = book;
  if (impactModel === 'linear') return (Q) => Q / (marketDepth as number);
  return (Q) => Y * sigma * Math.sqrt(Q / (dailyVolume as number));
}

/** Round in which each bucket was liquidated; 0 for never. */
function roundsByBucket(liquidated: readonly (readonly number[])[], count: number): number[] {
  const roundOf = new Array<number>(count).fill(0);
  for (const [i, places] of liquidated.entries()) for (const place of places) roundOf[place] = i + 1;
  return roundOf;
}

function statusOf({ isAtLimit }: Collapse, side: 'long' | 'short') {
  if (!isAtLimit) return 'converged';
  return side === 'long' ? 'priceFloor' : 'priceCeiling';
}

function warnOfEnd(end: Collapse, losing: readonly PricedBucket[], book: Input, warn: Warn): void {
  const { markPrice, impactModel, dailyVolume } = book;
  const isPast = losing.some(({ side, liquidationPrice: LP }) =>
    side === 'long' ? fallsTo(markPrice, LP, markPrice) : risesTo(markPrice, LP, markPrice),
  );
  if (isPast) warn('PAST_LIQUIDATION', 'Some buckets are beyond their liquidation price before any shock.');
  if (end.isAtLimit) warn('PRICE_LIMIT', 'The impact was capped at the largest move that the model allows.');
  if (end.badDebt > 0) warn('BAD_DEBT', 'Some buckets closed beyond their margin; someone else bears that loss.');
  if (impactModel === 'linear') return;
  const law = { ...book, dailyVolume: dailyVolume as number, impactExponent: 0.5 };
  warnBeyondLaw(law, end.forcedVolume + end.voluntaryVolume, warn);
}

/** A bucket with its index in the caller's list, and its liquidation and bankruptcy prices, quote per base. */
interface PricedBucket extends Bucket {
  readonly index: number;
  /** 0 for an unlevered long, which is never liquidated. */
  readonly liquidationPrice: number;
  readonly bankruptcyPrice: number;
}

interface Market {
  /** P0, quote per base. */
  readonly markPrice: number;
  /** P1, quote per base. */
  readonly priceAfterShock: number;
  /** I(Q), fraction of P1. */
  readonly impactOf: (quantity: number) => number;
  readonly voluntaryExitFraction: number;
}

interface Round {
  readonly price: number;
  /** Base. */
  readonly closedVolume: number;
  /** Q after the round, base. */
  readonly cumulativeVolume: number;
}

interface Collapse {
  /** Whether the largest move that the model allows was reached. */
  isAtLimit: boolean;
  forcedVolume: number;
  voluntaryVolume: number;
  badDebt: number;
  /** Move of the price beyond the shock, fraction of the price after it. */
  endogenousReturn: number;
  finalPrice: number;
  /** Indices, in the caller's list, of the buckets that each round liquidated. */
  liquidated: number[][];
  rounds: Round[];
}

/** Largest impact that the model allows in a fall and in a rise, as fractions of the price after the shock. */
const LARGEST_MOVE = { long: 0.99, short: 10 } as const;
const TERMS = { contractType: 'linear', maintenanceBasis: 'mark' } as const;

function withPrices(bucket: Bucket, index: number): PricedBucket {
  const { side, entryPrice: E, leverage: L, maintenanceMarginRate: m } = bucket;
  return {
    ...bucket,
    index,
    liquidationPrice: liquidationPrice(TERMS, side, E, L, m) ?? 0,
    bankruptcyPrice: liquidationPrice(TERMS, side, E, L, 0) ?? 0,
  };
}

/** Closes the losing side's buckets that the price reaches after a shock; sums run in the order of `losing`. */
function collapse(losing: readonly PricedBucket[], side: Bucket['side'], market: Market): Collapse {
  const s = side === 'long' ? -1 : 1;
  const { priceAfterShock: P1, impactOf, voluntaryExitFraction } = market;
  const liquidationPrices = losing.map((bucket) => bucket.liquidationPrice);
  const waiting = priceTriggers(liquidationPrices, side === 'long' ? 'down' : 'up', market.markPrice);
  const remaining = losing.map(({ openInterest }) => openInterest);

  const state = atRest(P1);
  let Q = 0;
  for (;;) {
    const hits = waiting.takeReached(state.finalPrice);
    const isFirst = state.rounds.length === 0;
    const voluntary = isFirst ? exitVoluntarily(remaining, new Set(hits), voluntaryExitFraction) : 0;
    if (hits.length === 0 && voluntary === 0) return state;

    const forced = hits.reduce((sum, i) => sum + (remaining[i] as number), 0);
    const closedVolume = voluntary + forced;
    Q += closedVolume;
    const move = Math.min(LARGEST_MOVE[side], impactOf(Q));
    state.isAtLimit = move === LARGEST_MOVE[side];
    state.endogenousReturn = s * move;
    state.finalPrice = afterMove(P1, s * move);

    for (const i of hits) {
      const { bankruptcyPrice } = losing[i] as PricedBucket;
      if (isSameLevel(state.finalPrice, bankruptcyPrice, market.markPrice)) continue;
      state.badDebt += (remaining[i] as number) * Math.max(0, s * (state.finalPrice - bankruptcyPrice));
    }
    state.forcedVolume += forced;
    state.voluntaryVolume += voluntary;
    state.liquidated.push(hits.map((i) => (losing[i] as PricedBucket).index));
    state.rounds.push({ price: state.finalPrice, closedVolume, cumulativeVolume: Q });
  }
}

function atRest(price: number): Collapse {
  return {
    isAtLimit: false,
    forcedVolume: 0,
    voluntaryVolume: 0,
    badDebt: 0,
    endogenousReturn: 0,
    finalPrice: price,
    liquidated: [],
    rounds: [],
  };
}

/** Removes the share that exits voluntarily from each size not liquidated, and returns its volume. */
function exitVoluntarily(remaining: number[], liquidated: ReadonlySet<number>, share: number): number {
  let volume = 0;
  for (const [i, size] of remaining.entries()) {
    if (liquidated.has(i)) continue;
    const exit = share * size;
    volume += exit;
    remaining[i] = size - exit;
  }
  return volume;
}
