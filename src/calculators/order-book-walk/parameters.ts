/** Parameters of the walk through an order book, in the order in which they are checked. */
import { input } from '../kit/input.ts';

const LEVEL = {
  price: input.number({ unit: 'quote/base', above: 0, max: 1e12, description: 'Limit price of the level.' }),
  quantity: input.number({
    unit: 'base',
    above: 0,
    max: 1e18,
    concept: 'market-depth',
    description: 'Size displayed at the level.',
  }),
};

export const parameters = {
  side: input.oneOf({
    values: { buy: 'Buys from the asks.', sell: 'Sells to the bids.' },
    default: 'sell',
    description: 'Side of the order.',
  }),
  orderQuantity: input.number({
    unit: 'base',
    default: 10,
    min: 0,
    max: 1e18,
    concept: 'market-order',
    description: 'Size of the order.',
  }),
  limitPrice: input.number({
    unit: 'quote/base',
    nullable: true,
    above: 0,
    max: 1e12,
    description: 'Worst price that the order accepts; null for a pure market order.',
  }),
  bids: input.listOf({
    entry: 'Level',
    default: [
      { price: 99.9, quantity: 5 },
      { price: 99.8, quantity: 8 },
      { price: 99.5, quantity: 20 },
    ],
    minLength: 0,
    maxLength: 1000,
    concept: 'order-book',
    description: 'Levels of the bid side, in any order; the best bid has to be below the best ask.',
    fields: LEVEL,
  }),
  asks: input.listOf({
    entry: 'Level',
    default: [
      { price: 100.1, quantity: 4 },
      { price: 100.2, quantity: 9 },
      { price: 100.6, quantity: 25 },
    ],
    minLength: 0,
    maxLength: 1000,
    concept: 'order-book',
    description: 'Levels of the ask side, in any order.',
    fields: LEVEL,
  }),
  imbalanceLevels: input.integer({
    default: 5,
    min: 1,
    max: 1000,
    concept: 'order-book-pressure',
    description: 'Number of best prices on each side that the imbalance counts.',
  }),
  depthBand: input.number({
    unit: 'fraction',
    default: 0.01,
    min: 0,
    below: 1,
    concept: 'market-depth',
    description: 'Half-width of the band around the mid within which depth is counted: 0.01 is 1 % to each side.',
  }),
};
