/**
 * The collapse itself: buckets of the losing side sorted once by liquidation price, a round closes those newly reached.
 *
 * All closing volume is one metaorder on one side: the price depends on the cumulative volume Q alone. A round's buckets
 * are filled at the price at its end, so that bad debt is estimated from above.
 */
import { liquidationPrice } from '../market/liquidation-price.ts';
import { priceTriggers } from '../market/price-triggers.ts';

export interface Bucket {
  readonly side: 'long' | 'short';
  /** Base. */
  readonly openInterest: number;
  /** E, quote per base. */
  readonly entryPrice: number;
  /** L. */
  readonly leverage: number;
  /** m, fraction. */
  readonly maintenanceMarginRate: number;
}

/** A bucket with its place in the caller's list and the two prices that decide its fate, quote per base. */
export interface PricedBucket extends Bucket {
  readonly index: number;
  /** 0 for an unlevered long, which is never liquidated. */
  readonly liquidationPrice: number;
  readonly bankruptcyPrice: number;
}

export interface Market {
  /** P0, quote per base. */
  readonly markPrice: number;
  /** P1, quote per base. */
  readonly priceAfterShock: number;
  /** I(Q), fraction of P1. */
  readonly impactOf: (quantity: number) => number;
  readonly voluntaryExitFraction: number;
}

export interface Round {
  readonly price: number;
  /** Base. */
  readonly closedVolume: number;
  /** Q after the round, base. */
  readonly cumulativeVolume: number;
}

export interface Collapse {
  /** Largest move the model allows was reached. */
  isAtLimit: boolean;
  forcedVolume: number;
  voluntaryVolume: number;
  badDebt: number;
  finalPrice: number;
  /** Places in the caller's list of the buckets that each round liquidated. */
  liquidated: number[][];
  rounds: Round[];
}

/** Largest impact that the model allows a fall and a rise, as fractions of the price after the shock. */
const LARGEST_MOVE = { long: 0.99, short: 10 } as const;
const TERMS = { contractType: 'linear', maintenanceBasis: 'mark' } as const;

export function withPrices(bucket: Bucket, index: number): PricedBucket {
  const { side, entryPrice: E, leverage: L, maintenanceMarginRate: m } = bucket;
  return {
    ...bucket,
    index,
    liquidationPrice: liquidationPrice(TERMS, side, E, L, m) ?? 0,
    bankruptcyPrice: liquidationPrice(TERMS, side, E, L, 0) ?? 0,
  };
}

/** Lets the losing side's buckets, in the order in which sums run, be closed by the price after a shock. */
export function collapse(losing: readonly PricedBucket[], side: Bucket['side'], market: Market): Collapse {
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
    state.finalPrice = P1 * (1 + s * move);

    for (const i of hits) {
      const lossPerUnit = Math.max(0, s * (state.finalPrice - (losing[i] as PricedBucket).bankruptcyPrice));
      state.badDebt += (remaining[i] as number) * lossPerUnit;
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
    finalPrice: price,
    liquidated: [],
    rounds: [],
  };
}

/** Takes the share that leaves of its own accord from each size but those liquidated, and gives what it comes to. */
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
