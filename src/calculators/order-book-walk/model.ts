/** What a market order takes from one side of a limit order book, best price first, and the pressure of the book. */
import type { Warn } from '../kit/definition.ts';
import { fallsTo, risesTo } from '../market/levels.ts';
import { meet } from '../market/quantities.ts';
import type { Input, Outputs } from './interface.ts';

/** The order against the book, and the pressure of the book before it. */
export function compute(input: Input, warn: Warn): Outputs {
  const { side, orderNotional, limitPrice, imbalanceLevels, depthBand } = input;
  const sells = side === 'sell';
  const bids = sideOfBook(input.bids, true);
  const asks = sideOfBook(input.asks, false);
  const [hit, untouched] = sells ? [bids, asks] : [asks, bids];
  const isWithinLimit = withinLimit(input);
  const orderQuantity =
    orderNotional === null ? input.orderQuantity : quantityFor(hit, orderNotional, isWithinLimit, limitPrice);
  const walked = walk(hit, orderQuantity, isWithinLimit);

  const [bid, ask] = [bids[0], asks[0]];
  const mid = midOf(bid, ask);
  const Qb = depth(bids.slice(0, imbalanceLevels));
  const Qa = depth(asks.slice(0, imbalanceLevels));
  const after = walked.left[0];

  if (walked.unfilledQuantity > 0) {
    const endedAt = walked.left.length > 0 ? `the limit price ${limitPrice}` : 'the end of the displayed book';
    warn('UNFILLED', `The order reached ${endedAt} with ${walked.unfilledQuantity} unfilled.`);
  }
  if (mid === null) warn('ONE_SIDED', 'A side of the book is empty: there is no mid to measure slippage against.');

  return {
    filledQuantity: walked.filledQuantity,
    unfilledQuantity: walked.unfilledQuantity,
    filledNotional: walked.filledNotional,
    ...execution(walked, sells ? -1 : 1, mid, hit[0]),
    midPrice: mid,
    spread: bid && ask ? ask.price - bid.price : null,
    levelsConsumed: walked.levelsConsumed,
    remainingDepth: depth(walked.left),
    remainingDepthNotional: walked.left.reduce((sum, { price, quantity }) => sum + price * quantity, 0),
    bestPriceAfter: after?.price ?? null,
    midPriceAfter: midOf(after, untouched[0]),
    bidDepth: mid === null ? null : depth(bids.filter(({ price }) => risesTo(price, mid * (1 - depthBand), mid))),
    askDepth: mid === null ? null : depth(asks.filter(({ price }) => fallsTo(price, mid * (1 + depthBand), mid))),
    imbalance: Qb + Qa === 0 ? null : (Qb - Qa) / (Qb + Qa),
    weightedMidPrice: weightedMid(bid, ask),
    fills: walked.fills,
  };
}

/** Price in quote per base, displayed quantity in base. */
interface Level {
  readonly price: number;
  readonly quantity: number;
}

/**
 * A side with equal prices merged, best first: the highest bid, the lowest ask.
 *
 * @param levels - in any order; quantities of equal prices are summed in that order.
 */
function sideOfBook(levels: readonly Level[], isBid: boolean): readonly Level[] {
  const quantityByPrice = new Map<number, number>();
  for (const { price, quantity } of levels) quantityByPrice.set(price, (quantityByPrice.get(price) ?? 0) + quantity);
  const side = Array.from(quantityByPrice, ([price, quantity]) => ({ price, quantity }));
  return side.sort((a, b) => (isBid ? b.price - a.price : a.price - b.price));
}

/**
 * Quantity that an amount of quote currency buys or sells in a book: at the price of each level, and what the book
 * cannot fill at the limit price, or without one at the price of the last level.
 *
 * @param side - best first, not empty.
 * @param notional - quote, above 0.
 */
function quantityFor(
  side: readonly Level[],
  notional: number,
  isWithinLimit: (price: number) => boolean,
  limitPrice: number | null,
): number {
  let rest = notional;
  let quantity = 0;
  for (const level of side) {
    if (!isWithinLimit(level.price)) break;
    const met = meet(rest, level.price * level.quantity, notional);
    quantity += met.have === 0 ? level.quantity : met.take / level.price;
    rest = met.want;
    if (rest === 0) return quantity;
  }
  return quantity + rest / (limitPrice ?? (side.at(-1) as Level).price);
}

interface Fill extends Level {
  /** Base, this fill included. */
  readonly cumulativeQuantity: number;
  /** Quote, this fill included. */
  readonly cumulativeNotional: number;
}

interface Walk {
  /** In the order of execution. */
  readonly fills: readonly Fill[];
  readonly filledQuantity: number;
  readonly filledNotional: number;
  readonly unfilledQuantity: number;
  /** Levels taken whole. */
  readonly levelsConsumed: number;
  /** The side afterwards, best first. */
  readonly left: readonly Level[];
}

/**
 * Fills an order from a side, level by level, as far as its limit price allows.
 *
 * @param side - best first.
 * @param orderQuantity - base, at least 0.
 * @param isWithinLimit - whether the order accepts a price.
 */
function walk(side: readonly Level[], orderQuantity: number, isWithinLimit: (price: number) => boolean): Walk {
  const fills: Fill[] = [];
  const left: Level[] = [];
  let remaining = orderQuantity;
  let cumulativeQuantity = 0;
  let cumulativeNotional = 0;
  let levelsConsumed = 0;
  for (const level of side) {
    if (remaining === 0 || !isWithinLimit(level.price)) {
      left.push(level);
      continue;
    }
    const { price } = level;
    const { take, want, have } = meet(remaining, level.quantity, orderQuantity);
    remaining = want;
    cumulativeQuantity += take;
    cumulativeNotional += price * take;
    fills.push({ price, quantity: take, cumulativeQuantity, cumulativeNotional });
    if (have === 0) levelsConsumed += 1;
    else left.push({ price, quantity: have });
  }
  return {
    fills,
    filledQuantity: cumulativeQuantity,
    filledNotional: cumulativeNotional,
    unfilledQuantity: remaining,
    levelsConsumed,
    left,
  };
}

/** Total quantity of some levels, base. */
function depth(levels: readonly Level[]): number {
  return levels.reduce((sum, { quantity }) => sum + quantity, 0);
}

function withinLimit({ side, limitPrice }: Input): (price: number) => boolean {
  if (limitPrice === null) return () => true;
  return side === 'sell' ? (price) => price >= limitPrice : (price) => price <= limitPrice;
}

/** Midpoint of two prices; null if one of them is missing. */
function midOf(one: Level | undefined, other: Level | undefined): number | null {
  return one && other ? (one.price + other.price) / 2 : null;
}

/** Mid weighted by quantity: the more is bid, the nearer it is to the ask. */
function weightedMid(bid: Level | undefined, ask: Level | undefined): number | null {
  if (!(bid && ask)) return null;
  return (ask.price * bid.quantity + bid.price * ask.quantity) / (bid.quantity + ask.quantity);
}

/** What the fills cost; `s` is +1 for a purchase, -1 for a sale. */
function execution({ fills, filledQuantity, filledNotional }: Walk, s: 1 | -1, mid: number | null, touch?: Level) {
  const last = fills.at(-1);
  if (last === undefined || touch === undefined) {
    return { averagePrice: null, worstPrice: null, slippageVsMid: null, slippageVsTouch: null, cost: null };
  }
  // The quotient rounds: it could lie beyond the only price that was paid.
  const [least, most] = s > 0 ? [touch.price, last.price] : [last.price, touch.price];
  const averagePrice = Math.min(most, Math.max(least, filledNotional / filledQuantity));
  return {
    averagePrice,
    worstPrice: last.price,
    slippageVsMid: mid === null ? null : (s * (averagePrice - mid)) / mid,
    slippageVsTouch: (s * (averagePrice - touch.price)) / touch.price,
    cost: mid === null ? null : s * (averagePrice - mid) * filledQuantity,
  };
}
