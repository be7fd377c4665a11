/**
 * The cascade itself: positions sorted once by liquidation price, a round takes those that the price has reached.
 *
 * All of a round's positions are filled at its volume-weighted price, which follows from the area under the impact curve
 * between the forced quantity before and after the round. Sums within a round run in the order of the book.
 */
import { type ImpactLaw, impactArea, priceImpact } from '../market/impact.ts';

/** A position that can be closed; `size` in base units (linear) or in quote contracts (inverse). */
export interface AtRisk {
  readonly size: number;
  /** null for never. */
  readonly liquidationPrice: number | null;
  readonly bankruptcyPrice: number | null;
}

export interface Market {
  readonly isDown: boolean;
  readonly isInverse: boolean;
  /** P0, quote per base. */
  readonly referencePrice: number;
  /** s, adverse move as a fraction of P0. */
  readonly shock: number;
  readonly law: ImpactLaw;
  readonly maxRounds: number;
}

export interface Cascade {
  rounds: number;
  reachedLimit: boolean;
  liquidatedCount: number;
  liquidatedSize: number;
  /** Q, base. */
  forcedQuantity: number;
  liquidatedNotional: number;
  /** Adverse move, the shock included, fraction of P0. */
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
export function runCascade(book: readonly AtRisk[], market: Market): Cascade {
  const { isDown, referencePrice: P0, shock: s, law, maxRounds } = market;
  const cap = isDown ? 1 - s : Number.POSITIVE_INFINITY;
  const priceAt = (move: number) => Math.max(0, P0 * (isDown ? 1 - move : 1 + move));
  const queue = nearestFirst(book, isDown);

  const cascade = atRest(priceAt(s), market);
  let closed = 0;
  while (!cascade.reachedLimit) {
    const price = cascade.finalPrice;
    const first = closed;
    while (closed < queue.length && isReached(queue[closed] as Queued, price, isDown)) closed += 1;
    if (closed === first) break;
    const hits = queue.slice(first, closed).sort((a, b) => a.index - b.index);

    const Q = cascade.forcedQuantity;
    const dQ = hits.reduce((sum, { size }) => sum + baseQuantity(size, price, market), 0);
    const averageImpact = (impactArea(law, Q + dQ, cap) - impactArea(law, Q, cap)) / dQ;
    closeAt(priceAt(s + averageImpact), hits, market, cascade);

    cascade.forcedQuantity = Q + dQ;
    cascade.totalMove = s + Math.min(priceImpact(law, Q + dQ), cap);
    cascade.finalPrice = priceAt(cascade.totalMove);
    cascade.priceSeries.push(cascade.finalPrice);
    cascade.forcedQuantitySeries.push(dQ);
    cascade.rounds += 1;
    cascade.reachedLimit = cascade.rounds === maxRounds;
  }
  return cascade;
}

interface Queued extends AtRisk {
  readonly liquidationPrice: number;
  readonly index: number;
}

/** Positions that can be liquidated, the one whose price is reached first in front. */
function nearestFirst(book: readonly AtRisk[], isDown: boolean): Queued[] {
  const queue = book.flatMap(({ liquidationPrice, ...position }, index) =>
    liquidationPrice === null ? [] : [{ ...position, liquidationPrice, index }],
  );
  return queue.sort((a, b) =>
    isDown ? b.liquidationPrice - a.liquidationPrice : a.liquidationPrice - b.liquidationPrice,
  );
}

function isReached({ liquidationPrice }: Queued, price: number, isDown: boolean): boolean {
  return isDown ? price <= liquidationPrice : price >= liquidationPrice;
}

/** Base units that closing a size forces through the market. */
function baseQuantity(size: number, price: number, { isInverse, referencePrice }: Market): number {
  return isInverse ? size / Math.max(price, 1e-12 * referencePrice) : size;
}

function atRest(price: number, { shock, referencePrice }: Market): Cascade {
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

/** Books a round's positions at its volume-weighted price: what their margin leaves, or lacks. */
function closeAt(vwap: number, hits: readonly Queued[], market: Market, cascade: Cascade): void {
  for (const position of hits) {
    const equity = equityAt(vwap, position, market);
    cascade.liquidatedCount += 1;
    cascade.liquidatedSize += position.size;
    cascade.liquidatedNotional += market.isInverse ? position.size : position.size * vwap;
    cascade.badDebt += Math.max(0, -equity);
    cascade.residualMargin += Math.max(0, equity);
  }
}

/** Equity at a price, in quote; without a bankruptcy price a long's is 0 and a short's infinite. */
function equityAt(price: number, { size, bankruptcyPrice }: Queued, { isDown, isInverse }: Market): number {
  if (isInverse) {
    const change = bankruptcyPrice === null ? -1 : price / bankruptcyPrice - 1;
    return size * (isDown ? change : -change);
  }
  return isDown
    ? size * (price - (bankruptcyPrice ?? 0))
    : size * ((bankruptcyPrice ?? Number.POSITIVE_INFINITY) - price);
}
