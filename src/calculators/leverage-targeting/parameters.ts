/** Parameters of leverage targeting, in the order in which they are checked. */
import { input } from '../kit/input.ts';
import { impactParameters } from '../market/impact.ts';
import { MAX_ROUNDS, REFERENCE_PRICE } from '../market/parameters.ts';

export const parameters = {
  referencePrice: REFERENCE_PRICE,
  shock: input.number({
    unit: 'fraction',
    default: 0.02,
    min: -0.5,
    below: 1,
    smallestSize: 1e-12,
    description: 'Initial fall s as a fraction of the reference price; negative for a rise, after which holders buy.',
  }),
  assets: input.number({
    unit: 'quote',
    default: 1e8,
    above: 0,
    max: 1e18,
    description: 'Assets A0 marked at the reference price.',
  }),
  targetLeverage: input.number({
    unit: 'x',
    default: 10,
    min: 1,
    max: 1000,
    concept: 'leverage',
    description: 'Assets over equity that the investor keeps to, L, also before the shock.',
  }),
  adjustmentSpeed: input.number({
    unit: 'fraction',
    default: 1,
    above: 0,
    max: 1,
    concept: 'deleveraging',
    description: 'Share of the gap to the target that is closed in each round.',
  }),
  ...impactParameters({ impactExponent: 1 }),
  maxRounds: MAX_ROUNDS,
};
