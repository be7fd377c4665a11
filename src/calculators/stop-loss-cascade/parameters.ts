/** Parameters of the stop-loss cascade, in the order in which they are checked. */
import { input } from '../kit/input.ts';
import { impactParameters } from '../market/impact.ts';
import { MAX_ROUNDS, REFERENCE_PRICE } from '../market/parameters.ts';

export const parameters = {
  referencePrice: REFERENCE_PRICE,
  shock: input.number({
    unit: 'fraction',
    default: 0.06,
    min: 0,
    below: 1,
    smallestSize: 1e-12,
    description: 'Initial fall from outside, s, as a fraction of the reference price: 0.06 is a fall of 6 %.',
  }),
  stopOrders: input.listOf({
    entry: 'StopOrder',
    default: [],
    minLength: 0,
    maxLength: 1000,
    concept: 'stop-loss-order',
    description: 'Sell stops given one by one, besides the generated clusters.',
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
    description: 'Distance G between round numbers, below each of which a cluster of stops rests.',
  }),
  clusterCount: input.integer({
    default: 5,
    min: 0,
    max: 1000,
    concept: 'stop-loss-clustering',
    description: 'Number of clusters generated below the reference price; 0 for none.',
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
