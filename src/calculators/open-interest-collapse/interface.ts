/** Parameters of the collapse of open interest, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';

const SQUARE_ROOT = { impactModel: ['squareRoot'] } as const;
const LINEAR = { impactModel: ['linear'] } as const;

export const parameters = {
  markPrice: input.number({
    unit: 'quote/base',
    above: 0,
    max: 1e12,
    concept: 'mark-price',
    description: 'Mark price before the shock, P0.',
  }),
  shock: input.number({
    unit: 'fraction',
    default: 0.05,
    min: -0.9,
    max: 0.9,
    description: 'Fall of the index as a fraction; negative for a rise, which squeezes shorts.',
  }),
  buckets: input.listOf({
    entry: 'Bucket',
    maxLength: 200,
    note: 'Longs and shorts must have the same open interest, to a relative 1e-9, above 0.',
    concept: 'open-interest',
    description: 'Open interest of both sides by leverage; each bucket is liquidated as a whole.',
    fields: {
      side: input.oneOf({
        values: { long: 'Gains from a rise.', short: 'Gains from a fall.' },
        description: 'Side of the bucket.',
      }),
      openInterest: input.number({
        unit: 'base',
        min: 0,
        max: 1e15,
        concept: 'open-interest',
        description: 'Size of the positions in the bucket.',
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
        max: 200,
        concept: 'leverage',
        description: 'Initial leverage L, notional over posted margin.',
      }),
      maintenanceMarginRate: input.number({
        unit: 'fraction',
        min: 0,
        max: 0.5,
        note: 'Below 1/leverage.',
        concept: 'maintenance-margin',
        description: 'Maintenance margin rate m on the notional at the mark price.',
      }),
    },
  }),
  voluntaryExitFraction: input.number({
    unit: 'fraction',
    default: 0,
    min: 0,
    max: 1,
    concept: 'panic-driven-deleveraging',
    description: "Share of the losing side's positions not liquidated by the shock that closes at once, in round 1.",
  }),
  counterpartyCloseShare: input.number({
    unit: 'fraction',
    default: 1,
    min: 0,
    max: 1,
    concept: 'open-interest',
    description:
      'Share of the closing volume that meets closing positions of the other side, which reduces open interest; new positions absorb the rest.',
  }),
  impactModel: input.oneOf({
    values: {
      squareRoot: 'Coefficient times daily volatility times the root of volume over daily volume.',
      linear: 'Volume over market depth.',
    },
    default: 'squareRoot',
    concept: 'price-impact',
    description: 'How the cumulative closing volume moves the price.',
  }),
  impactCoefficient: input.number({
    unit: '1',
    default: 1,
    min: 0,
    max: 10,
    note: 'Used with squareRoot.',
    concept: 'price-impact',
    description: 'Coefficient Y of the square-root law; 0 switches impact off.',
  }),
  dailyVolatility: input.number({
    unit: 'fraction/sqrt(day)',
    default: 0.04,
    min: 0,
    max: 5,
    note: 'Used with squareRoot.',
    concept: 'realized-volatility',
    description: 'Standard deviation sigma of the one-day return, which scales the square-root law.',
  }),
  dailyVolume: input.number({
    unit: 'base/day',
    nullable: true,
    requiredWhen: SQUARE_ROOT,
    above: 0,
    max: 1e18,
    concept: 'trading-volume-metrics',
    description: 'Average volume V of the perpetual traded in one day.',
  }),
  marketDepth: input.number({
    unit: 'base',
    nullable: true,
    requiredWhen: LINEAR,
    above: 0,
    max: 1e18,
    concept: 'market-depth',
    description: 'Volume that moves the price by 100 % under linear impact.',
  }),
  interestRate: input.number({
    unit: 'fraction',
    default: 0.0001,
    min: -0.01,
    max: 0.01,
    concept: 'funding-rate',
    description: 'Interest component of the funding rate, per 8 hours.',
  }),
  fundingClamp: input.number({
    unit: 'fraction',
    default: 0.0005,
    min: 0,
    max: 0.01,
    concept: 'funding-rate',
    description: 'Cap on the difference between interest and premium in the funding rate, per 8 hours.',
  }),
  fundingCap: input.number({
    unit: 'fraction',
    default: 0.0075,
    min: 0,
    max: 1,
    concept: 'funding-rate',
    description: 'Cap on the absolute funding rate, per 8 hours.',
  }),
};

export type Input = Values<typeof parameters>;

export const outputs = {
  priceAfterShock: output.number({ unit: 'quote/base', description: 'Price after the shock, before anybody closes.' }),
  priceFinal: output.number({ unit: 'quote/base', description: 'Price of the perpetual at the end.' }),
  totalReturn: output.number({
    unit: 'fraction',
    description: 'Final price over the mark price before the shock, less 1; negative for a fall.',
  }),
  endogenousReturn: output.number({
    unit: 'fraction',
    description: 'Final price over the price after the shock, less 1: the part added by closing positions.',
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Total return over that of the shock alone; null without a shock.',
  }),
  openInterestBefore: output.number({
    unit: 'base',
    description: 'Open interest before the shock (equal to that of all longs).',
  }),
  openInterestAfter: output.number({ unit: 'base', description: 'Open interest at the end.' }),
  openInterestChange: output.number({
    unit: 'fraction',
    description: 'Relative change of open interest: -0.3 is a loss of 30 %.',
  }),
  notionalBefore: output.number({
    unit: 'quote',
    description: 'Value of the open interest before the shock, at the mark price.',
  }),
  notionalAfter: output.number({
    unit: 'quote',
    description: 'Value of the open interest at the end, at the final price.',
  }),
  forcedVolume: output.number({ unit: 'base', description: 'Volume of liquidations.' }),
  voluntaryVolume: output.number({ unit: 'base', description: 'Volume of voluntary exits.' }),
  netForcedFlow: output.number({
    unit: 'base',
    description: 'One-sided flow of liquidations and voluntary exits; negative for selling.',
  }),
  liquidationPrices: output.numbers({
    unit: 'quote/base',
    axis: 'POSITION',
    description: 'Liquidation price of each bucket, in the given order; 0 if never.',
    zeroLabel: 'never',
  }),
  liquidationRound: output.integers({
    axis: 'POSITION',
    description: 'Round in which each bucket was liquidated, in the given order; 0 if never.',
    zeroLabel: 'never',
  }),
  badDebt: output.number({
    unit: 'quote',
    description: 'Losses beyond the margin of liquidated buckets, filled at the end of their round: an upper estimate.',
  }),
  rounds: output.integer({ description: 'Number of rounds in which positions closed.' }),
  fundingRate: output.number({
    unit: 'fraction',
    description: 'Funding rate per 8 hours that the discount or premium at the end implies; negative if shorts pay.',
  }),
  fundingPaymentByLongs: output.number({
    unit: 'quote',
    description:
      'Payment from longs to shorts at the next funding, on the remaining open interest; negative if longs receive it.',
  }),
  path: output.listOf({
    entry: 'Step',
    axis: 'ROUND',
    firstEntries: ['Shock'],
    description: 'State after the shock, then after each round.',
    fields: {
      round: output.integer({ description: 'Number of the round; 0 is right after the shock.' }),
      price: output.number({ unit: 'quote/base', description: 'Price of the perpetual.' }),
      closedVolume: output.number({ unit: 'base', description: 'Volume closed in this round.' }),
      openInterest: output.number({ unit: 'base', description: 'Open interest left.' }),
    },
  }),
  status: output.oneOf({
    values: {
      converged: 'The cascade ended between the price limits of the model.',
      priceFloor: 'The closing volume pressed the price 99 % below its level after the shock, where the model cuts it.',
      priceCeiling:
        'The closing volume drove the price to 11 times its level after the shock, where the model cuts it.',
    },
    description: 'How the cascade ended.',
  }),
};

export type Outputs = Results<typeof outputs>;
