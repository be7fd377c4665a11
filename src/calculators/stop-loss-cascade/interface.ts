/** Parameters of the stop-loss cascade, in the order in which they are checked, and its outputs. */

import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';
import { impactParameters } from '../market/impact.ts';
import { AMPLIFICATION, MAX_ROUNDS, REFERENCE_PRICE, TOTAL_DECLINE } from '../market/parameters.ts';

export const parameters = {
  referencePrice: REFERENCE_PRICE,
  shock: input.number({
    unit: 'fraction',
    default: 0.06,
    min: 0,
    below: 1,
    smallestSize: 1e-12,
    description: 'Initial exogenous fall s, as a fraction of the reference price: 0.06 is a fall of 6 %.',
  }),
  stopOrders: input.listOf({
    entry: 'StopOrder',
    default: [],
    minLength: 0,
    maxLength: 1000,
    note: 'If this is given, clusterCount defaults to 0.',
    concept: 'stop-loss-order',
    description: 'Explicit sell stops, in addition to the generated clusters.',
    fields: {
      triggerPrice: input.number({
        unit: 'quote/base',
        above: 0,
        max: 1e12,
        note: 'Below referencePrice.',
        concept: 'stop-loss-order',
        description: 'Price at or below which the stop becomes a market sell.',
      }),
      quantity: input.number({
        unit: 'base',
        above: 0,
        max: 1e18,
        concept: 'market-order',
        description: 'Quantity that the stop sells.',
      }),
    },
  }),
  gridSpacing: input.number({
    unit: 'quote/base',
    default: 5,
    above: 0,
    max: 1e12,
    concept: 'stop-loss-clustering',
    description: 'Distance G between round numbers, below each of which there is a cluster of stops.',
  }),
  clusterCount: input.integer({
    default: 5,
    min: 0,
    max: 1000,
    emptyOnce: ['stopOrders'],
    concept: 'stop-loss-clustering',
    description: 'Number of clusters generated below the reference price; 0 if none.',
  }),
  clusterQuantity: input.number({
    unit: 'base',
    default: 10_000,
    above: 0,
    max: 1e18,
    concept: 'stop-run-liquidity',
    description: 'Quantity that the stops of one generated cluster sell.',
  }),
  clusterOffset: input.number({
    unit: 'quote/base',
    default: 0.1,
    min: 0,
    max: 1e12,
    concept: 'stop-loss-clustering',
    description: 'Distance of each generated cluster below its round number.',
  }),
  ...impactParameters({ impactExponent: 0.5 }),
  maxRounds: MAX_ROUNDS,
};

export type Input = Values<typeof parameters>;

export const outputs = {
  triggeredCount: output.integer({ description: 'Number of stops triggered; a generated cluster counts as one.' }),
  triggeredQuantity: output.number({ unit: 'base', description: 'Quantity Q sold by triggered stops.' }),
  triggeredShare: output.number({
    unit: 'fraction',
    description: 'Share of the quantity of all stops that was triggered; 0 without stops.',
  }),
  stopCount: output.integer({ description: 'Number of all stops; a generated cluster counts as one.' }),
  rounds: output.integer({ description: 'Number of waves of triggered stops.' }),
  status: output.oneOf({
    values: {
      noTrigger: 'The shock reached no stop.',
      converged: 'The run ended with stops left below the price.',
      allTriggered: 'Every stop was triggered.',
      priceFloor: 'The price fell to zero.',
      maxRounds: 'The limit on rounds was reached.',
    },
    description: 'How the stop run ended.',
  }),
  finalPrice: output.number({ unit: 'quote/base', description: 'Price at the end of the stop run.' }),
  totalDecline: TOTAL_DECLINE,
  stopRunDepth: output.number({
    unit: 'fraction',
    description: 'Part of the decline that the stops added, D - s, as a fraction of the reference price.',
  }),
  amplification: AMPLIFICATION,
  averageExecutionPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Average price at which triggered stops sold; null if none was triggered.',
  }),
  averageStopSlippage: output.number({
    unit: 'fraction',
    nullable: true,
    description:
      'Average slippage of the stops below their trigger prices, including the gap caused by the shock; null if none was triggered.',
  }),
  firstTriggerShock: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Smallest shock that reaches a stop; null without stops.',
  }),
  nextTriggerPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Highest trigger that was not reached; null if none is left.',
  }),
  distanceToNextTrigger: output.number({
    unit: 'fraction',
    nullable: true,
    description:
      'Fall still needed to reach the next trigger, as a fraction of the reference price; null if none is left.',
  }),
  priceSeries: output.numbers({
    unit: 'quote/base',
    axis: 'ROUND',
    firstEntries: ['Start', 'Shock'],
    description: 'Reference price, price after the shock, then the price after each wave.',
  }),
  triggeredQuantitySeries: output.numbers({
    unit: 'base',
    axis: 'ROUND',
    description: 'Quantity triggered in each wave.',
  }),
};

export type Outputs = Results<typeof outputs>;
