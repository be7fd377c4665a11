/** Parameters of the collapse of open interest, in the order in which they are checked. */
import { input } from '../kit/input.ts';

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
    note: 'Longs and shorts have the same open interest, to a relative 1e-9, and it is above 0.',
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
      'Share of the closing volume that meets closing positions of the other side, which reduces open interest; new positions take the rest.',
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
    description: 'Largest size of the difference of interest and premium that enters the funding rate, per 8 hours.',
  }),
  fundingCap: input.number({
    unit: 'fraction',
    default: 0.0075,
    min: 0,
    max: 1,
    concept: 'funding-rate',
    description: 'Largest size of the funding rate, per 8 hours.',
  }),
};
