/**
 * The cascade itself: a round closes the positions that the price has reached, their volume moves the price.
 *
 * All of a round's positions are filled at its volume-weighted price, which follows from the area under the impact
 * curve between the forced quantity before and after the round. Sums within a round run in the order of the book. Only
 * positions that the price has reached are closed and impact does not fall with quantity, so no round overshoots the
 * least fixed point.
 */
import type { Warn } from '../kit/definition.ts';
import { afterMove } from '../market/after-move.ts';
import { averageImpact, priceImpact } from '../market/impact.ts';
import { fallsTo, isSameLevel, risesTo } from '../market/levels.ts';
import { liquidationPrice } from '../market/liquidation-price.ts';
import { warnOfScale } from '../market/price-scale.ts';
import { priceTriggers } from '../market/price-triggers.ts';
import type { Input, Outputs } from './interface.ts';

type Side = 'long' | 'short';

/** A position with its liquidation and bankruptcy prices; `size` in base (linear) or in quote contracts (inverse). */
interface Priced {
  readonly side: Side;
  readonly size: number;
  /** Quote per base; null if never. */
  readonly liquidationPrice: number | null;
  readonly bankruptcyPrice: number | null;
}

/** Runs the shock through the positions given and the buckets of open interest. */
export function compute(input: Input, warn: Warn): Outputs {
  const { direction, referencePrice: P0, shock, positions } = input;
  const priced = positions.map(({ side, quantity, entryPrice, leverage, maintenanceMarginRate: m }) =>
    pricedAt(input, side, quantity, entryPrice, leverage, m ?? input.maintenanceMarginRate),
  );
  const side = direction === 'down' ? 'long' : 'short';
  const book = [...priced.filter((position) => position.side === side), ...leverageBuckets(input, side)];
  const { reachedLimit, ...cascade } = runCascade(book, input);
  const { totalMove, badDebt, liquidatedCount } = cascade;
  const atRiskSize = book.reduce((sum, { size }) => sum + size, 0);
  const hitsFloor = direction === 'down' && totalMove >= 1;

  if (atRiskSize === 0) warn('EMPTY_BOOK', `There are no ${side}s that the move could liquidate.`);
  const past = priced.findIndex((position) => isPast(position, P0));
  if (past >= 0) {
    const message = `positions[${past}] is at or beyond its liquidation price before the shock; such positions on the side at risk are closed in the first round.`;
    warn('PAST_LIQUIDATION', message);
  }
  const entryPrices = positions.map(({ entryPrice }) => entryPrice);
  warnOfScale('referencePrice', P0, entryPrices, warn);
  if (reachedLimit) warn('ROUND_LIMIT', `The cascade was stopped after ${cascade.rounds} rounds; more may follow.`);
  if (hitsFloor) warn('PRICE_FLOOR', 'The price fell to zero, where the model stops.');
  if (badDebt > 0) warn('BAD_DEBT', 'Some positions closed beyond their margin; someone else bears that loss.');

  return {
    ...cascade,
    status: ending(cascade.rounds, reachedLimit, hitsFloor, liquidatedCount === book.length),
    liquidatedShare: atRiskSize === 0 ? 0 : Math.min(1, cascade.liquidatedSize / atRiskSize),
    amplification: shock === 0 ? null : totalMove / shock,
    atRiskSize,
    liquidationPrices: priced.map((position) => position.liquidationPrice),
    bankruptcyPrices: priced.map((position) => position.bankruptcyPrice),
  };
}

function pricedAt(terms: Input, side: Side, size: number, E: number, L: number, m: number): Priced {
  return {
    side,
    size,
    liquidationPrice: liquidationPrice(terms, side, E, L, m),
    bankruptcyPrice: liquidationPrice(terms, side, E, L, 0),
  };
}

/** Open interest entered at the reference price, in equal buckets at mid-quantiles of a truncated Pareto leverage. */
function leverageBuckets(input: Input, side: Side): Priced[] {
  const { openInterest, leverageMin, leverageMax, leverageTailExponent: alpha, leverageBuckets: n } = input;
  if (openInterest === 0) return [];
  const c = 1 - (leverageMin / leverageMax) ** alpha;
  return Array.from({ length: n }, (_, index) => {
    const leverage = leverageMin * (1 - ((index + 0.5) / n) * c) ** (-1 / alpha);
    return pricedAt(input, side, openInterest / n, input.referencePrice, leverage, input.maintenanceMarginRate);
  });
}

/** Whether a position should already have been liquidated at the reference price. */
function isPast({ side, liquidationPrice: LP }: Priced, P0: number): boolean {
  if (LP === null) return false;
  return side === 'long' ? fallsTo(P0, LP, P0) : risesTo(P0, LP, P0);
}

function ending(rounds: number, isCut: boolean, hitsFloor: boolean, tookAll: boolean) {
  if (isCut) return 'maxRounds';
  if (rounds === 0) return 'noLiquidation';
  if (hitsFloor) return 'priceFloor';
  return tookAll ? 'allLiquidated' : 'converged';
}

interface Cascade {
  rounds: number;
  reachedLimit: boolean;
  liquidatedCount: number;
  liquidatedSize: number;
  /** Q, base. */
  forcedQuantity: number;
  liquidatedNotional: number;
  /** Adverse move, including the shock, fraction of P0. */
  totalMove: number;
  finalPrice: number;
  badDebt: number;
  residualMargin: number;
  /** P0, after the shock, then one per round. */
  priceSeries: number[];
  /** One per round, base. */
  forcedQuantitySeries: number[];
}

/** Runs the cascade over the at-risk side of a book, given in the order in which sums run. */
function runCascade(book: readonly Priced[], input: Input): Cascade {
  const { direction, referencePrice: P0, shock: s, maxRounds } = input;
  const isDown = direction === 'down';
  const cap = isDown ? 1 - s : Number.POSITIVE_INFINITY;
  const priceAt = (move: number) => Math.max(0, afterMove(P0, isDown ? -move : move));
  const liquidationPrices = book.map((position) => position.liquidationPrice);
  const waiting = priceTriggers(liquidationPrices, direction, P0);

  const cascade = atRest(priceAt(s), input);
  while (!cascade.reachedLimit) {
    const price = cascade.finalPrice;
    const hits = waiting.takeReached(price).map((index) => book[index] as Priced);
    if (hits.length === 0) break;

    const Q = cascade.forcedQuantity;
    const dQ = hits.reduce((sum, { size }) => sum + baseQuantity(size, price, input), 0);
    closeAt(priceAt(s + averageImpact(input, Q, dQ, cap)), hits, input, cascade);

    cascade.forcedQuantity = Q + dQ;
    const impact = priceImpact(input, Q + dQ);
    cascade.totalMove = impact >= cap ? 1 : s + impact;
    cascade.finalPrice = priceAt(cascade.totalMove);
    cascade.priceSeries.push(cascade.finalPrice);
    cascade.forcedQuantitySeries.push(dQ);
    cascade.rounds += 1;
    cascade.reachedLimit = cascade.rounds === maxRounds;
  }
  return cascade;
}

function atRest(price: number, { shock, referencePrice }: Input): Cascade {
  return {
    rounds: 0,
    reachedLimit: false,
    liquidatedCount: 0,
    liquidatedSize: 0,
    forcedQuantity: 0,
    liquidatedNotional: 0,
    totalMove: shock,
    finalPrice: price,
    badDebt: 0,
    residualMargin: 0,
    priceSeries: [referencePrice, price],
    forcedQuantitySeries: [],
  };
}

/** Base units that closing a size forces through the market. */
function baseQuantity(size: number, price: number, { contractType, referencePrice }: Input): number {
  return contractType === 'inverse' ? size / Math.max(price, 1e-12 * referencePrice) : size;
}

/** Books a round's positions at its volume-weighted price: the margin left over, or the bad debt. */
function closeAt(vwap: number, hits: readonly Priced[], input: Input, cascade: Cascade): void {
  for (const position of hits) {
    const equity = equityAt(vwap, position, input);
    cascade.liquidatedCount += 1;
    cascade.liquidatedSize += position.size;
    cascade.liquidatedNotional += input.contractType === 'inverse' ? position.size : position.size * vwap;
    cascade.badDebt += Math.max(0, -equity);
    cascade.residualMargin += Math.max(0, equity);
  }
}

/** Equity at a price, quote: 0 at the bankruptcy price; without one, it is taken as 0 or, for a short, infinite. */
function equityAt(price: number, { side, size, bankruptcyPrice: bp }: Priced, input: Input): number {
  const isLong = side === 'long';
  if (bp !== null && isSameLevel(price, bp, input.referencePrice)) return 0;
  if (input.contractType === 'inverse') {
    const change = bp === null ? -1 : price / bp - 1;
    return size * (isLong ? change : -change);
  }
  return size * (isLong ? price - (bp ?? 0) : (bp ?? Number.POSITIVE_INFINITY) - price);
}
