/**
 * Walking a limit order book: a market order, or a marketable limit order, against displayed levels.
 *
 * The order takes the best price first and goes on, level by level, until it is filled, its limit price is reached or
 * the side is empty; its average price against the mid is the slippage, s (p - mid)/mid with s = -1 for a sale. The
 * book before the order also shows its pressure: depth near the mid, the imbalance (Qb - Qa)/(Qb + Qa) of the best
 * levels, and the weighted mid, which leans towards the side with less quantity. That weighted mid is not Stoikov's
 * micro-price.
 *
 * The book is static: nobody cancels, refills or hides orders, so in stress it shows more than can be traded.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import { outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

const MS_PER_LEVEL = 2e-3;

const THINNED_BOOK = {
  bids: [
    { price: 99.2, quantity: 2 },
    { price: 98.5, quantity: 3 },
    { price: 96, quantity: 5 },
    { price: 90, quantity: 8 },
    { price: 0.01, quantity: 100 },
  ],
  asks: [
    { price: 100.8, quantity: 30 },
    { price: 101, quantity: 60 },
  ],
};

export const orderBookWalk = defineCalculator({
  slug: 'order-book-walk',
  title: 'Walking an explicit limit order book',
  summary:
    'Executes a market order, or a marketable limit order, against the displayed levels of a limit order book. It reports fills, average price, slippage and cost, the remaining book, and measures of its pressure: depth around the mid, imbalance and weighted mid.',
  version: '1.2.0',
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
    'Only displayed size exists: no hidden or iceberg orders.',
    'Fees and the time that execution takes are left out.',
    'Displayed depth overstates what can be executed in stress.',
  ],
  references: [
    {
      citation:
        "Cont, R., Kukanov, A., Stoikov, S. (2014), 'The Price Impact of Order Book Events', Journal of Financial Econometrics 12(1), 47-88",
      doi: '10.1093/jjfinec/nbt003',
    },
    {
      citation:
        "Cao, C., Hansch, O., Wang, X. (2009), 'The information content of an open limit-order book', Journal of Futures Markets 29(1), 16-41",
      doi: '10.1002/fut.20334',
    },
    {
      citation: "Gould, M. D. et al. (2013), 'Limit order books', Quantitative Finance 13(11), 1709-1742",
      doi: '10.1080/14697688.2013.803148',
    },
  ],
  presets: [
    {
      name: 'through-two-levels',
      title: 'A sale that takes the whole best bid and part of the next',
      parameters: {},
    },
    {
      name: 'quiet',
      title: 'A purchase within the size of the best ask: it pays half the spread',
      parameters: { side: 'buy', orderQuantity: 2 },
    },
    {
      name: 'thinned-book',
      title: 'Bids have been withdrawn: a sale sweeps what is left and falls through to a stub quote',
      parameters: {
        orderQuantity: 30,
        ...THINNED_BOOK,
      },
    },
    {
      name: 'limit-price',
      title: 'The same sale into the thinned book with a limit price: most of it stays unsold',
      parameters: {
        orderQuantity: 30,
        limitPrice: 96,
        ...THINNED_BOOK,
      },
    },
  ],

  *refuse({ side, bids, asks, orderQuantity, orderNotional }) {
    // For an empty side these are infinite, and the book does not count as crossed.
    const bid = Math.max(...bids.map(({ price }) => price));
    const ask = Math.min(...asks.map(({ price }) => price));
    if (bid >= ask) yield crossed(bid, ask);
    if (orderNotional === null) return;
    const refused = (message: string) => ({ parameter: 'orderNotional', code: 'OUT_OF_RANGE', message });
    if (orderQuantity > 0) yield refused(`must not be given with an orderQuantity, ${orderQuantity}`);
    const isEmpty = (side === 'sell' ? bids : asks).length === 0;
    if (isEmpty) yield refused('must have a level to trade against, which determines the quantity');
  },

  cost: ({ bids, asks }) => MS_PER_LEVEL * (bids.length + asks.length),
  compute,
});

function crossed(bid: number, ask: number): Problem {
  return {
    parameter: 'bids',
    code: 'OUT_OF_RANGE',
    message: `must be below the best ask ${ask}, but the best bid is ${bid}`,
  };
}
