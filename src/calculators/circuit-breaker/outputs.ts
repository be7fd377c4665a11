/** Outputs of the circuit breakers. */
import { output } from '../kit/output.ts';

export const outputs = {
  haltCount: output.integer({ description: 'Number of halts, one that closes the session included.' }),
  highestLevel: output.integer({
    description: 'Highest level of a halt, 1 to 3; 1 for every pause outside the market-wide rule, 0 without a halt.',
  }),
  sessionClosed: output.boolean({ description: 'Whether a halt ended the session.' }),
  level1Price: output.number({ unit: 'quote/base', description: 'Price 7 % below the previous close, for any rule.' }),
  level2Price: output.number({ unit: 'quote/base', description: 'Price 13 % below the previous close, for any rule.' }),
  level3Price: output.number({ unit: 'quote/base', description: 'Price 20 % below the previous close, for any rule.' }),
  totalHaltMinutes: output.number({
    unit: 'minute',
    description: 'Length of all halts together, counted in full where one lasts beyond the close.',
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
    description: 'Last price traded; null where nothing was traded.',
  }),
  unhaltedFinalPrice: output.number({ unit: 'quote/base', description: 'Last price of the unhalted path.' }),
  maxDecline: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Fall from the previous close to the lowest price traded; null where nothing was traded.',
  }),
  unhaltedMaxDecline: output.number({
    unit: 'fraction',
    description: 'Fall from the previous close to the low of the unhalted path.',
  }),
  declineAvoided: output.number({
    unit: 'fraction',
    nullable: true,
    description:
      'How far the last price traded lies above the last price of the unhalted path, as a fraction of the previous close; negative where a halt cut off a recovery, null where nothing was traded.',
  }),
  untradedPoints: output.integer({ description: 'Points of the path that halts kept from being traded.' }),
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
    description: 'Times after the open at which prices were traded, delays by halts included.',
  }),
  priceSeries: output.numbers({ unit: 'quote/base', axis: 'TIME', description: 'Prices traded at these times.' }),
};
