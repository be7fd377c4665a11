/** Outputs of the stop-loss cascade. */
import { output } from '../kit/output.ts';

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
  finalPrice: output.number({ unit: 'quote/base', description: 'Price at which the stop run ends.' }),
  totalDecline: output.number({
    unit: 'fraction',
    description: 'Whole decline D, the shock included, as a fraction of the reference price.',
  }),
  stopRunDepth: output.number({
    unit: 'fraction',
    description: 'Part of the decline that the stops added, D - s, as a fraction of the reference price.',
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Whole decline over the shock; null without a shock.',
  }),
  averageExecutionPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Average price at which triggered stops sold; null where none was triggered.',
  }),
  averageStopSlippage: output.number({
    unit: 'fraction',
    nullable: true,
    description:
      'How far below their triggers the stops sold on average, the gap of the shock included; null where none was triggered.',
  }),
  firstTriggerShock: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Smallest shock that reaches a stop; null without stops.',
  }),
  nextTriggerPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Highest trigger that was not reached; null where none is left.',
  }),
  distanceToNextTrigger: output.number({
    unit: 'fraction',
    nullable: true,
    description:
      'Fall still needed to reach the next trigger, as a fraction of the reference price; null where none is left.',
  }),
  priceSeries: output.numbers({
    unit: 'quote/base',
    axis: 'ROUND',
    description: 'Reference price, price after the shock, then the price after each wave.',
  }),
  triggeredQuantitySeries: output.numbers({
    unit: 'base',
    axis: 'ROUND',
    description: 'Quantity triggered in each wave.',
  }),
};
