/** Parameters of the circuit breakers, in the order in which they are checked. */
import { input } from '../kit/input.ts';

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
      'Close of the day before, against which levels and declines are measured; with luld its size in dollars decides the kind of band.',
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
    description: 'Prices that would be traded without any halt, in strictly increasing minutes.',
    fields: {
      minute: input.number({ unit: 'minute', min: 0, max: 1440, description: 'Time after the open.' }),
      price: input.number({
        unit: 'quote/base',
        min: 0,
        max: 1e12,
        description: 'Price that would be traded then without any halt.',
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
      'Share of all later price moves that each halt absorbs; 0 only delays them. An assumption: evidence is mixed.',
  }),
  luldTier: input.integer({
    unit: '1',
    default: 1,
    min: 1,
    max: 2,
    note: 'Used with luld.',
    concept: 'limit-up-limit-down',
    description: 'Tier of the share: 1 for members of large indices and some funds, 2 for all others.',
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
    description: 'Length of the window over which the rolling high is taken.',
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
    description: 'Most halts in one session.',
  }),
  sessionMinutes: input.number({
    unit: 'minute',
    default: 390,
    above: 0,
    max: 1440,
    description: 'Length of the session; 390 is 9:30 to 16:00 in New York.',
  }),
};
