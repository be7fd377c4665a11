/**
 * Walking a limit order book: a market order, or a marketable limit order, against displayed levels.
 *
 * The order takes the best price first and goes on, level by level, until it is filled, its limit price is reached or
 * the side is empty; its average price against the mid is the slippage, s (p - mid)/mid with s = -1 for a sale. The book
 * before the order also tells its pressure: depth near the mid, the imbalance (Qb - Qa)/(Qb + Qa) of the best levels, and
 * the weighted mid, which leans towards the side with less behind it. That weighted mid is not Stoikov's micro-price.
 *
 * The book stands still meanwhile: nobody cancels, refills or hides, so that in stress it shows more than can be had.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import type { Values } from '../kit/input.ts';
import { depth, type Level, sideOfBook, type Walk, walk } from './book.ts';
import { outputs } from './outputs.ts';
import { parameters } from './parameters.ts';
import { presets, references } from './sources.ts';

type Input = Values<typeof parameters>;

export const orderBookWalk = defineCalculator({
  slug: 'order-book-walk',
  title: 'Walking an explicit limit order book',
  summary:
    'Executes a market order, or a marketable limit order, against the displayed levels of a limit order book. It reports fills, average price, slippage and cost, what is left of the book, and measures of its pressure: depth around the mid, imbalance and weighted mid.',
  version: '1.0.0',
  concepts: [
    'order-book-pressure',
    'buying-pressure',
    'liquidity-barriers',
    'cross-asset-liquidity-risk',
    'execution-lag',
    'matching-engine-optimization',
    'trading-volume-metrics',
  ],
  phrases: ['order book', 'market depth', 'market order', 'slippage', 'bid ask'],
  nulls: 'refused',
  parameters,
  outputs,

  equations: [
    String.raw`\bar p = \frac{\sum_k p_k q_k}{\sum_k q_k}, \quad \text{slippage} = s\, \frac{\bar p - \text{mid}}{\text{mid}}, \quad s = \begin{cases} -1 & \text{sell} \\ +1 & \text{buy} \end{cases}`,
    String.raw`\text{cost} = s\, (\bar p - \text{mid}) \sum_k q_k`,
    String.raw`\text{imbalance} = \frac{Q_b - Q_a}{Q_b + Q_a}, \quad \text{weighted mid} = \frac{a_1 q_{b,1} + b_1 q_{a,1}}{q_{b,1} + q_{a,1}}`,
  ],
  assumptions: [
    'The book is that of one venue and stands still while the order is executed: no cancellation, no refill.',
    'Displayed size is all there is: no hidden or iceberg orders.',
    'Fees and the time that execution takes are left out.',
    'Displayed depth overstates what can be executed in stress.',
  ],
  references,
  presets,

  *refuse({ bids, asks }) {
    // Of an empty side these are infinite, and no book is crossed.
    const bid = Math.max(...bids.map(({ price }) => price));
    const ask = Math.min(...asks.map(({ price }) => price));
    if (bid >= ask) yield crossed(bid, ask);
  },

  compute(input, warn) {
    const { side, orderQuantity, limitPrice, imbalanceLevels, depthBand } = input;
    const sells = side === 'sell';
    const bids = sideOfBook(input.bids, true);
    const asks = sideOfBook(input.asks, false);
    const [hit, untouched] = sells ? [bids, asks] : [asks, bids];
    const walked = walk(hit, orderQuantity, withinLimit(input));

    const [bid, ask] = [bids[0], asks[0]];
    const mid = midOf(bid, ask);
    const Qb = depth(bids.slice(0, imbalanceLevels));
    const Qa = depth(asks.slice(0, imbalanceLevels));
    const after = walked.left[0];

    if (walked.unfilledQuantity > 0) {
      const endedAt = walked.left.length > 0 ? `the limit price ${limitPrice}` : 'the end of the displayed book';
      warn('UNFILLED', `The order came to ${endedAt} with ${walked.unfilledQuantity} left over.`);
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
      bidDepth: mid === null ? null : depth(bids.filter(({ price }) => price >= mid * (1 - depthBand))),
      askDepth: mid === null ? null : depth(asks.filter(({ price }) => price <= mid * (1 + depthBand))),
      imbalance: Qb + Qa === 0 ? null : (Qb - Qa) / (Qb + Qa),
      weightedMidPrice: weightedMid(bid, ask),
      fills: walked.fills,
    };
  },
});

function crossed(bid: number, ask: number): Problem {
  return {
    parameter: 'bids',
    code: 'OUT_OF_RANGE',
    message: `must be below the best ask ${ask}, but the best is ${bid}`,
  };
}

function withinLimit({ side, limitPrice }: Input): (price: number) => boolean {
  if (limitPrice === null) return () => true;
  return side === 'sell' ? (price) => price >= limitPrice : (price) => price <= limitPrice;
}

/** Middle between two prices; null where one of them is missing. */
function midOf(one: Level | undefined, other: Level | undefined): number | null {
  return one && other ? (one.price + other.price) / 2 : null;
}

/** The more is bid, the nearer to the ask. */
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
  const averagePrice = filledNotional / filledQuantity;
  return {
    averagePrice,
    worstPrice: last.price,
    slippageVsMid: mid === null ? null : (s * (averagePrice - mid)) / mid,
    slippageVsTouch: (s * (averagePrice - touch.price)) / touch.price,
    cost: mid === null ? null : s * (averagePrice - mid) * filledQuantity,
  };
}
