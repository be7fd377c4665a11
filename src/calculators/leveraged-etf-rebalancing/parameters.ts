/** Parameters of the rebalancing of leveraged funds, in the order in which they are checked. */
import { input } from '../kit/input.ts';
import { impactParameters } from '../market/impact.ts';
import { MAX_ROUNDS, REFERENCE_PRICE } from '../market/parameters.ts';

export const parameters = {
  referencePrice: REFERENCE_PRICE,
  shock: input.number({
    unit: 'fraction',
    default: 0.05,
    above: -1,
    below: 1,
    smallestSize: 1e-12,
    description: "The underlying's fall before the funds rebalance, the return r0 being -shock; negative for a rise.",
  }),
  funds: input.listOf({
    entry: 'Fund',
    default: [
      { leverage: 2, assets: 2e7 },
      { leverage: 3, assets: 1e7 },
      { leverage: -1, assets: 1e7 },
      { leverage: -2, assets: 5e6 },
    ],
    minLength: 0,
    maxLength: 1000,
    concept: 'leveraged-etf',
    description: 'Funds on the same underlying.',
    fields: {
      leverage: input.number({
        unit: 'x',
        min: -10,
        max: 10,
        note: 'It is 0, at least 1 or negative, and such that the shock alone leaves the fund something.',
        concept: 'leverage',
        description:
          "Multiple L of the underlying's daily return that the fund promises; negative for an inverse fund.",
      }),
      assets: input.number({
        unit: 'quote',
        min: 0,
        max: 1e18,
        concept: 'leveraged-etf',
        description: 'Assets A of the fund at the close of the day before.',
      }),
    },
  }),
  closeVolume: input.number({
    unit: 'quote',
    nullable: true,
    min: 0,
    max: 1e18,
    concept: 'trading-volume-metrics',
    description:
      'Volume that others trade at the close, by which shareOfCloseVolume is measured; null leaves that out.',
  }),
  ...impactParameters({ impactExponent: 1 }),
  maxRounds: MAX_ROUNDS,
};
