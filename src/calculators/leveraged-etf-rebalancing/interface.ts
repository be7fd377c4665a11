/** Parameters of the rebalancing of leveraged funds, in the order in which they are checked, and its outputs. */

import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';
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
    description: 'Fall of the underlying before the funds rebalance (return r0 = -shock); negative for a rise.',
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
        note: 'It is 0, at least 1 or negative, and such that the shock alone does not wipe out the fund.',
        concept: 'leverage',
        description:
          "Multiple L of the underlying's daily return that the fund promises; negative for an inverse fund.",
      }),
      assets: input.number({
        unit: 'quote',
        min: 0,
        max: 1e18,
        concept: 'leveraged-etf',
        description: "Assets A of the fund at the previous day's close.",
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
      'Volume that others trade at the close, relative to which shareOfCloseVolume is measured; null omits that output.',
  }),
  ...impactParameters({ impactExponent: 1 }),
  maxRounds: MAX_ROUNDS,
};

export type Input = Values<typeof parameters>;

export const outputs = {
  rebalancingDemand: output.number({
    unit: 'quote',
    description: 'Total trade of all funds for the return before rebalancing, K r0; negative for a sale.',
  }),
  finalRebalancingDemand: output.number({
    unit: 'quote',
    description: 'Total trade of all funds for the final return, K r; negative for a sale.',
  }),
  demandPerUnitReturn: output.number({
    unit: 'quote',
    description: 'Demand K of all funds per unit of return: a hundredth of it is traded per move of 1 %.',
  }),
  gain: output.number({
    unit: '1',
    nullable: true,
    description: 'Gain g of the linear loop: further return caused by a unit of return; null unless impact is linear.',
  }),
  linearAmplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Multiplier 1/(1-g) of a small return in a linear loop; null for a gain of 1 or more.',
  }),
  diverges: output.boolean({
    description: 'Whether, under linear impact and ignoring bounds, a fall has no end above a price of zero.',
  }),
  closedFormReturn: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Final return of the linear loop in closed form; null if a bound comes first or impact is not linear.',
  }),
  firstRoundImpact: output.number({
    unit: 'fraction',
    description:
      'Impact of the demand for the return before rebalancing, in units at the price after it; negative for a fall.',
  }),
  finalReturn: output.number({ unit: 'fraction', description: "The day's return r, including the funds' impact." }),
  finalPrice: output.number({ unit: 'quote/base', description: 'Price at the close.' }),
  totalDecline: output.number({
    unit: 'fraction',
    description: "The day's decline, including the funds' impact; negative for a rise.",
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Final return over the return before rebalancing; null without a shock.',
  }),
  shareOfCloseVolume: output.number({
    unit: 'fraction',
    nullable: true,
    description:
      "The funds' demand for the return before rebalancing as a share of all volume at the close; null without that volume.",
  }),
  rounds: output.integer({ description: 'Number of rounds of the loop.' }),
  status: output.oneOf({
    values: {
      converged: 'The loop settled.',
      fundWipedOut: 'The return reached the point where a fund has lost all its assets.',
      priceFloor: 'The price fell to zero.',
      returnCap: 'The return reached the cap of 1000 %.',
      maxRounds: 'The limit on rounds was reached before the loop settled.',
    },
    description: 'How the loop ended.',
  }),
  returnSeries: output.numbers({
    unit: 'fraction',
    axis: 'ROUND',
    firstEntries: ['Start'],
    description: 'Return before rebalancing, then after each round.',
  }),
  funds: output.listOf({
    entry: 'FundRebalancing',
    axis: 'INSTITUTION',
    description: 'Trades and remaining assets of each fund, in the given order.',
    fields: {
      leverage: output.number({ unit: 'x', description: 'Multiple L of the daily return.' }),
      rebalancingDemand: output.number({
        unit: 'quote',
        description: 'Trade of the fund for the return before rebalancing; negative for a sale.',
      }),
      finalRebalancingDemand: output.number({
        unit: 'quote',
        description: 'Trade of the fund for the final return; negative for a sale.',
      }),
      navEnd: output.number({ unit: 'quote', description: 'Assets of the fund at the close, A(1 + L r).' }),
    },
  }),
};

export type Outputs = Results<typeof outputs>;
