/** Parameters of the liquidation cascade, in the order in which they are checked, and its outputs. */

import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';
import { impactParameters } from '../market/impact.ts';
import { MAX_ROUNDS, PRICE_SERIES, REFERENCE_PRICE } from '../market/parameters.ts';

const SIZE = { unit: 'base', unitWhen: { contractType: { inverse: 'quote' } } } as const;

export const parameters = {
  direction: input.oneOf({
    values: { down: 'A fall liquidates longs.', up: 'A rise liquidates shorts: a short squeeze.' },
    default: 'down',
    concept: 'short-squeeze',
    description: 'Direction of the shock, which decides the side at risk.',
  }),
  contractType: input.oneOf({
    values: {
      linear: 'Margined and settled in quote currency.',
      inverse: 'Margined and settled in the coin, its size in contracts of one unit of quote currency.',
    },
    default: 'linear',
    concept: 'perpetual-futures',
    description: 'Kind of contract.',
  }),
  maintenanceBasis: input.oneOf({
    values: {
      mark: 'On the notional at the mark price.',
      entry: 'On the notional at entry.',
    },
    default: 'mark',
    concept: 'maintenance-margin',
    description: 'Notional on which the maintenance margin is taken.',
  }),
  referencePrice: REFERENCE_PRICE,
  shock: input.number({
    unit: 'fraction',
    default: 0.05,
    min: 0,
    below: 1,
    smallestSize: 1e-12,
    description:
      'Initial adverse move s as a fraction of the reference price: a fall where direction is down, otherwise a rise.',
  }),
  maintenanceMarginRate: input.number({
    unit: 'fraction',
    default: 0.005,
    min: 0,
    below: 1,
    concept: 'maintenance-margin',
    description: 'Maintenance margin rate m of all positions without their own rate.',
  }),
  positions: input.listOf({
    entry: 'Position',
    default: [],
    minLength: 0,
    maxLength: 1000,
    note: 'If this is given, openInterest defaults to 0.',
    concept: 'liquidation-price',
    description: 'Explicit book of leveraged positions; those on the side not at risk never trade.',
    fields: {
      side: input.oneOf({
        values: { long: 'Gains from a rise.', short: 'Gains from a fall.' },
        default: 'long',
        description: 'Side of the position.',
      }),
      quantity: input.number({
        ...SIZE,
        above: 0,
        max: 1e18,
        description: 'Size of the position.',
      }),
      entryPrice: input.number({
        unit: 'quote/base',
        above: 0,
        max: 1e12,
        description: 'Average entry price E.',
      }),
      leverage: input.number({
        unit: 'x',
        min: 1,
        max: 1000,
        concept: 'leverage',
        description: 'Initial leverage L, notional over posted margin; the initial margin rate is 1/L.',
      }),
      maintenanceMarginRate: input.number({
        unit: 'fraction',
        nullable: true,
        min: 0,
        below: 1,
        concept: 'maintenance-margin',
        description: "The position's own maintenance margin rate; null uses the common rate.",
      }),
    },
  }),
  openInterest: input.number({
    ...SIZE,
    default: 400_000,
    emptyOnce: ['positions'],
    min: 0,
    max: 1e18,
    concept: 'open-interest',
    description:
      'Further open interest on the side at risk, entered at the reference price and distributed over leverages.',
  }),
  leverageMin: input.number({
    unit: 'x',
    default: 2,
    min: 1,
    max: 1000,
    note: 'At most leverageMax.',
    concept: 'leverage',
    description: 'Lowest leverage of the truncated Pareto law over which open interest is distributed.',
  }),
  leverageMax: input.number({
    unit: 'x',
    default: 50,
    min: 1,
    max: 1000,
    note: 'With open interest, below 1/maintenanceMarginRate.',
    concept: 'leverage',
    description: 'Highest leverage of the truncated Pareto law.',
  }),
  leverageTailExponent: input.number({
    unit: '1',
    default: 1,
    min: 0.01,
    max: 20,
    description:
      'Tail exponent alpha of the truncated Pareto law: the smaller, the more open interest at high leverage.',
  }),
  leverageBuckets: input.integer({
    default: 100,
    min: 1,
    max: 1000,
    description: 'Number of equal buckets into which open interest is divided, each at a mid-quantile of leverage.',
  }),
  ...impactParameters({ impactExponent: 0.5 }),
  maxRounds: MAX_ROUNDS,
};

export type Input = Values<typeof parameters>;

export const outputs = {
  rounds: output.integer({ description: 'Number of rounds in which something was liquidated.' }),
  status: output.oneOf({
    values: {
      noLiquidation: 'The shock reached no liquidation price.',
      converged: 'The cascade ended with positions left.',
      allLiquidated: 'The whole side at risk was liquidated.',
      priceFloor: 'The price fell to zero.',
      maxRounds: 'The limit on rounds was reached.',
    },
    description: 'How the cascade ended.',
  }),
  liquidatedCount: output.integer({
    description: 'Number of positions liquidated; a bucket of open interest counts as one.',
  }),
  liquidatedSize: output.number({ ...SIZE, description: 'Size liquidated.' }),
  liquidatedShare: output.number({
    unit: 'fraction',
    description: 'Share of the size at risk that was liquidated; 0 if nothing is at risk.',
  }),
  forcedQuantity: output.number({ unit: 'base', description: 'Quantity forced through the market, Q.' }),
  liquidatedNotional: output.number({ unit: 'quote', description: 'Notional liquidated, at the prices of the fills.' }),
  finalPrice: output.number({ unit: 'quote/base', description: 'Price at the end of the cascade.' }),
  totalMove: output.number({
    unit: 'fraction',
    description: 'Total adverse move, including the shock, as a fraction of the reference price.',
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Total adverse move over the shock; null without a shock.',
  }),
  badDebt: output.number({ unit: 'quote', description: 'Losses in excess of the margin of the positions.' }),
  residualMargin: output.number({
    unit: 'quote',
    description: 'Margin left after the positions were closed, which usually goes to the insurance fund.',
  }),
  atRiskSize: output.number({ ...SIZE, description: 'Size of all positions on the side at risk.' }),
  priceSeries: PRICE_SERIES,
  forcedQuantitySeries: output.numbers({
    unit: 'base',
    axis: 'ROUND',
    description: 'Quantity forced through the market in each round.',
  }),
  liquidationPrices: output.numbers({
    unit: 'quote/base',
    axis: 'POSITION',
    nullableEntries: true,
    description: 'Liquidation price of each explicit position, in the given order; null if never.',
  }),
  bankruptcyPrices: output.numbers({
    unit: 'quote/base',
    axis: 'POSITION',
    nullableEntries: true,
    description: 'Price at which the margin of each explicit position is used up; null if never.',
  }),
};

export type Outputs = Results<typeof outputs>;
