/** Parameters of the liquidation cascade, in the order in which they are checked. */
import { input } from '../kit/input.ts';
import { impactParameters } from '../market/impact.ts';
import { MAX_ROUNDS, REFERENCE_PRICE } from '../market/parameters.ts';

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
      'Initial adverse move s as a fraction of the reference price: a fall where direction is down, else a rise.',
  }),
  maintenanceMarginRate: input.number({
    unit: 'fraction',
    default: 0.005,
    min: 0,
    below: 1,
    concept: 'maintenance-margin',
    description: 'Maintenance margin rate m of all positions that have none of their own.',
  }),
  positions: input.listOf({
    entry: 'Position',
    default: [],
    minLength: 0,
    maxLength: 1000,
    concept: 'liquidation-price',
    description: 'Explicit book of leveraged positions; those of the side that is not at risk never trade.',
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
        description: "The position's own maintenance margin rate; null takes the rate of all.",
      }),
    },
  }),
  openInterest: input.number({
    ...SIZE,
    default: 400_000,
    min: 0,
    max: 1e18,
    concept: 'open-interest',
    description: 'Further open interest of the side at risk, entered at the reference price and spread over leverages.',
  }),
  leverageMin: input.number({
    unit: 'x',
    default: 2,
    min: 1,
    max: 1000,
    note: 'At most leverageMax.',
    concept: 'leverage',
    description: 'Lowest leverage of the truncated Pareto law over which open interest is spread.',
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
    description: 'Number of equal buckets into which open interest is cut, each at a mid-quantile of leverage.',
  }),
  ...impactParameters({ impactExponent: 0.5 }),
  maxRounds: MAX_ROUNDS,
};
