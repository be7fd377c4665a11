/** Parameters of the walk through an order book, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';

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
    emptyOnce: ['orderNotional'],
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
    maxLength: 5000,
    emptyOnce: ['asks'],
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
    maxLength: 5000,
    emptyOnce: ['bids'],
    concept: 'order-book',
    description: 'Levels of the ask side, in any order.',
    fields: LEVEL,
  }),
  imbalanceLevels: input.integer({
    default: 5,
    min: 1,
    max: 1000,
    concept: 'order-book-pressure',
    description: 'Number of best prices on each side included in the imbalance.',
  }),
  depthBand: input.number({
    unit: 'fraction',
    default: 0.01,
    min: 0,
    below: 1,
    concept: 'market-depth',
    description: 'Half-width of the band around the mid within which depth is counted: 0.01 is 1 % to each side.',
  }),
  orderNotional: input.number({
    unit: 'quote',
    nullable: true,
    above: 0,
    max: 1e18,
    note: 'Use instead of orderQuantity; the opposite side of the book must not be empty.',
    concept: 'market-order',
    description:
      'Size of the order in quote currency; null if it is given in base. An unfilled rest is valued at the limit price, or at the worst displayed price.',
  }),
};

export type Input = Values<typeof parameters>;

export const outputs = {
  filledQuantity: output.number({ unit: 'base', description: 'Quantity executed.' }),
  unfilledQuantity: output.number({
    unit: 'base',
    description: 'Quantity not filled because the book or the limit price was exhausted.',
  }),
  filledNotional: output.number({
    unit: 'quote',
    description: 'Value of the executed quantity at the fill prices.',
  }),
  averagePrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Average price of the fills; null if there are none.',
  }),
  worstPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Price of the last fill; null if there are none.',
  }),
  midPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Midpoint between best bid and best ask before the order; null if a side is empty.',
  }),
  spread: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Best ask less best bid before the order; null if a side is empty.',
  }),
  slippageVsMid: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Average price against the mid, positive if worse; null without fills or mid.',
  }),
  slippageVsTouch: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Average price against the best price of the side that is hit, positive if worse.',
  }),
  cost: output.number({
    unit: 'quote',
    nullable: true,
    description: 'Cost of the execution against the mid; null without fills or mid.',
  }),
  levelsConsumed: output.integer({ description: 'Number of price levels fully consumed by the order.' }),
  remainingDepth: output.number({
    unit: 'base',
    description: 'Quantity left on the side that was hit, including beyond the limit price.',
  }),
  remainingDepthNotional: output.number({
    unit: 'quote',
    description: 'Value left on the side that was hit, at its limit prices.',
  }),
  bestPriceAfter: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Best price of the side that was hit, after the order; null if nothing is left.',
  }),
  midPriceAfter: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Mid after the order and before any refill; null if a side has nothing.',
  }),
  bidDepth: output.number({
    unit: 'base',
    nullable: true,
    description: 'Quantity bid within the band below the mid, before the order; null without a mid.',
  }),
  askDepth: output.number({
    unit: 'base',
    nullable: true,
    description: 'Quantity offered within the band above the mid, before the order; null without a mid.',
  }),
  imbalance: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Bid less ask quantity of the best prices over their sum, from -1 to 1; null for an empty book.',
  }),
  weightedMidPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Best prices weighted by the size of the opposite side, the weighted mid; null if a side is empty.',
  }),
  fills: output.listOf({
    entry: 'Fill',
    axis: 'LEVEL',
    description: 'Executions in order, one per price.',
    fields: {
      price: output.number({ unit: 'quote/base', description: 'Price of the level.' }),
      quantity: output.number({ unit: 'base', description: 'Quantity taken from the level.' }),
      cumulativeQuantity: output.number({ unit: 'base', description: 'Quantity executed so far.' }),
      cumulativeNotional: output.number({ unit: 'quote', description: 'Value executed so far.' }),
    },
  }),
};

export type Outputs = Results<typeof outputs>;
