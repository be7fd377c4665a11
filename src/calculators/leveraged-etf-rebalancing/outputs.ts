/** Outputs of the rebalancing of leveraged funds. */
import { output } from '../kit/output.ts';

export const outputs = {
  rebalancingDemand: output.number({
    unit: 'quote',
    description: 'What all funds trade for the return before rebalancing, K r0; negative for a sale.',
  }),
  finalRebalancingDemand: output.number({
    unit: 'quote',
    description: 'What all funds trade for the final return, K r; negative for a sale.',
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
    description: 'Multiple 1/(1-g) of the return that a linear loop ends at; null where it has no end.',
  }),
  diverges: output.boolean({ description: 'Whether the linear loop has no end before a bound.' }),
  closedFormReturn: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Final return r0/(1-g) of the linear loop; null where a bound comes first or impact is not linear.',
  }),
  firstRoundImpact: output.number({
    unit: 'fraction',
    description: 'Impact of the demand for the return before rebalancing; negative for a fall.',
  }),
  finalReturn: output.number({ unit: 'fraction', description: "The day's return r, the funds' impact included." }),
  finalPrice: output.number({ unit: 'quote/base', description: 'Price at the close.' }),
  totalDecline: output.number({
    unit: 'fraction',
    description: "The day's decline, the funds' impact included; negative for a rise.",
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
    description: 'Return before rebalancing, then after each round.',
  }),
  funds: output.listOf({
    entry: 'FundRebalancing',
    axis: 'INSTITUTION',
    description: 'What each fund trades and is left with, in the order given.',
    fields: {
      leverage: output.number({ unit: 'x', description: 'Multiple L of the daily return.' }),
      rebalancingDemand: output.number({
        unit: 'quote',
        description: 'What the fund trades for the return before rebalancing; negative for a sale.',
      }),
      finalRebalancingDemand: output.number({
        unit: 'quote',
        description: 'What the fund trades for the final return; negative for a sale.',
      }),
      navEnd: output.number({ unit: 'quote', description: 'Assets of the fund at the close, A(1 + L r).' }),
    },
  }),
};
