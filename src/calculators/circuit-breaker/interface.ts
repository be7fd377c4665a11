/** Parameters of the circuit breakers, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';

export const parameters = {
  ruleSet: input.oneOf({
    values: {
      usMarketWide: 'US market-wide rule: halts at falls of 7 %, 13 % and 20 % below the previous close.',
      luld: 'Limit Up-Limit Down: a share trades within a band and pauses after 15 seconds at its edge.',
      rollingBand: 'A fall of bandWidth below the high of the last minutes halts, as on futures and crypto venues.',
    },
    default: 'usMarketWide',
    concept: 'circuit-breaker',
    description: 'Rule by which trading halts.',
  }),
  previousClose: input.number({
    unit: 'quote/base',
    default: 100,
    above: 0,
    max: 1e12,
    description:
      "Previous day's close, against which levels and declines are measured; with luld, its level in dollars determines the kind of band.",
  }),
  pricePath: input.listOf({
    entry: 'PathPoint',
    default: [
      { minute: 0, price: 99 },
      { minute: 10, price: 94 },
      { minute: 20, price: 90 },
      { minute: 30, price: 84 },
    ],
    maxLength: 1000,
    concept: 'market-panic-selling',
    description: 'Prices that would be traded without any halt, at strictly increasing times.',
    fields: {
      minute: input.number({ unit: 'minute', min: 0, max: 1440, description: 'Time after the open.' }),
      price: input.number({
        unit: 'quote/base',
        min: 0,
        max: 1e12,
        description: 'Price that would be traded at that time without any halt.',
      }),
    },
  }),
  haltAbsorption: input.number({
    unit: 'fraction',
    default: 0,
    min: 0,
    max: 1,
    concept: 'market-liquidity',
    description:
      'Share of all later price moves that each halt absorbs; 0 only delays them. This is an assumption: the evidence is mixed.',
  }),
  luldTier: input.integer({
    unit: '1',
    default: 1,
    min: 1,
    max: 2,
    note: 'Used with luld.',
    concept: 'limit-up-limit-down',
    description: 'Tier of the share: 1 for members of large indices and some funds, 2 for all other shares.',
  }),
  bandWidth: input.number({
    unit: 'fraction',
    default: 0.1,
    above: 0,
    below: 1,
    note: 'Used with rollingBand.',
    concept: 'volatility-triggered-pauses',
    description: 'Fall from the rolling high that halts trading.',
  }),
  lookbackMinutes: input.number({
    unit: 'minute',
    default: 60,
    above: 0,
    max: 1440,
    note: 'Used with rollingBand.',
    concept: 'volatility-triggered-pauses',
    description: 'Length of the window of the rolling high.',
  }),
  haltMinutes: input.number({
    unit: 'minute',
    default: 5,
    above: 0,
    max: 1440,
    note: 'Used with rollingBand.',
    concept: 'volatility-triggered-pauses',
    description: 'Length of a halt.',
  }),
  maxHalts: input.integer({
    default: 100,
    min: 0,
    max: 1000,
    note: 'Used with rollingBand.',
    concept: 'volatility-triggered-pauses',
    description: 'Maximum number of halts in one session.',
  }),
  sessionMinutes: input.number({
    unit: 'minute',
    default: 390,
    above: 0,
    max: 1440,
    description: 'Length of the session; 390 is 9:30 to 16:00 in New York.',
  }),
};

export type Input = Values<typeof parameters>;

export const outputs = {
  haltCount: output.integer({ description: 'Number of halts, including one that closes the session.' }),
  highestLevel: output.integer({
    description: 'Highest level of a halt, 1 to 3; 1 for every pause outside the market-wide rule, 0 without a halt.',
  }),
  sessionClosed: output.boolean({ description: 'Whether a halt ended the session.' }),
  level1Price: output.number({ unit: 'quote/base', description: 'Price 7 % below the previous close, for any rule.' }),
  level2Price: output.number({ unit: 'quote/base', description: 'Price 13 % below the previous close, for any rule.' }),
  level3Price: output.number({ unit: 'quote/base', description: 'Price 20 % below the previous close, for any rule.' }),
  totalHaltMinutes: output.number({
    unit: 'minute',
    description: 'Total length of all halts; a halt that lasts beyond the close counts in full.',
  }),
  firstHaltMinute: output.number({
    unit: 'minute',
    nullable: true,
    description: 'Time of the first halt after the open; null without a halt.',
  }),
  firstHaltPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Last price traded before the first halt; null without a halt.',
  }),
  remainingDeclineAtFirstHalt: output.number({
    unit: 'fraction',
    nullable: true,
    description:
      'Price of the first halt less the low of the unhalted path, as a fraction of the previous close; null without a halt.',
  }),
  finalPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Last price traded; null if nothing was traded.',
  }),
  unhaltedFinalPrice: output.number({ unit: 'quote/base', description: 'Last price of the unhalted path.' }),
  maxDecline: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Fall from the previous close to the lowest price traded; null if nothing was traded.',
  }),
  unhaltedMaxDecline: output.number({
    unit: 'fraction',
    description: 'Fall from the previous close to the low of the unhalted path.',
  }),
  declineAvoided: output.number({
    unit: 'fraction',
    nullable: true,
    description:
      'How far the last price traded lies above the last price of the unhalted path, as a fraction of the previous close; negative if a halt cut off a recovery, null if nothing was traded.',
  }),
  untradedPoints: output.integer({
    description: 'Number of points of the path that were not traded because of halts.',
  }),
  halts: output.listOf({
    entry: 'Halt',
    axis: 'TIME',
    description: 'The halts, in order of time.',
    fields: {
      level: output.integer({ description: 'Level of the halt.' }),
      minute: output.number({ unit: 'minute', description: 'Time after the open.' }),
      price: output.number({ unit: 'quote/base', description: 'Last price traded before the halt.' }),
      durationMinutes: output.number({ unit: 'minute', description: 'Length of the halt.' }),
    },
  }),
  minuteSeries: output.numbers({
    unit: 'minute',
    axis: 'TIME',
    description: 'Times after the open at which prices were traded, including delays by halts.',
  }),
  priceSeries: output.numbers({ unit: 'quote/base', axis: 'TIME', description: 'Prices traded at these times.' }),
};

export type Outputs = Results<typeof outputs>;
