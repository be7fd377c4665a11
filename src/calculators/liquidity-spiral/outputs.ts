/** Outputs of the liquidity spiral. */
import { output } from '../kit/output.ts';

export const outputs = {
  fundamentalValue: output.number({ unit: 'quote/base', description: 'Fundamental value after the shock, v1.' }),
  finalPrice: output.number({ unit: 'quote/base', description: 'Price in equilibrium, p1.' }),
  illiquidity: output.number({ unit: 'quote/base', description: 'Gap between value and price, v1 - p1.' }),
  totalDecline: output.number({
    unit: 'fraction',
    description: 'Whole decline of the price, as a fraction of the reference price.',
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Decline of the price over that of the value; null without a shock.',
  }),
  speculatorPositionEnd: output.number({
    unit: 'base',
    description: 'Position x1 that speculators hold in equilibrium.',
  }),
  speculatorSales: output.number({
    unit: 'base',
    description: 'What speculators sell in all, x0 - x1; negative where they buy.',
  }),
  marginEnd: output.number({ unit: 'quote/base', description: 'Margin per unit in equilibrium, m1.' }),
  speculatorCapitalEnd: output.number({
    unit: 'quote',
    description: 'Capital of the speculators in equilibrium, negative where they owe more than they own.',
  }),
  marginUse: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Margin of the position over capital, 1 where the constraint binds; null without capital.',
  }),
  shadowCostOfCapital: output.number({
    unit: '1',
    description: 'What one more unit of capital would earn, (v1 - p1)/m1, or phi1 - 1.',
  }),
  customerDemandSlope: output.number({
    unit: 'base^2/quote',
    description: 'Demand of customers per unit of illiquidity, kappa.',
  }),
  priceSensitivity: output.number({
    unit: '1/base',
    nullable: true,
    description: 'Change of the price per unit of speculator capital; null where the constraint does not bind.',
  }),
  baselineSensitivity: output.number({
    unit: '1/base',
    nullable: true,
    description:
      'Change of the price per unit of speculator capital without spirals, margins and the value of the inventory held fixed; null where the constraint does not bind.',
  }),
  lossSpiralMultiplier: output.number({
    unit: 'x',
    nullable: true,
    description:
      'Multiple of the baseline sensitivity with the loss spiral alone: losses on the inventory cost capital.',
  }),
  marginSpiralMultiplier: output.number({
    unit: 'x',
    nullable: true,
    description: 'Multiple of the baseline sensitivity with the margin spiral alone: falls raise margins.',
  }),
  totalMultiplier: output.number({
    unit: 'x',
    nullable: true,
    description: 'Multiple of the baseline sensitivity with both spirals, more than the product of the two.',
  }),
  multipleEquilibria: output.boolean({
    description: 'Whether there is a second stable equilibrium: the market is fragile.',
  }),
  equilibriumPrices: output.numbers({
    unit: 'quote/base',
    axis: 'OTHER',
    description: 'Prices of the stable equilibria, the most liquid first.',
  }),
  status: output.oneOf({
    values: {
      unconstrained: 'Speculators hold all they want; the price is the value.',
      constrained: 'Speculators hold what their capital allows.',
      wipedOut: 'Speculators have no capital left and hold nothing; customers hold all.',
    },
    description: 'State of the speculators in the reported equilibrium.',
  }),
  rounds: output.integer({ description: 'Number of rounds of the path.' }),
  pathConverged: output.boolean({ description: 'Whether the path settled within the limit on rounds.' }),
  priceSeries: output.numbers({
    unit: 'quote/base',
    axis: 'ROUND',
    description: 'Price along the path: at its start, then after each round.',
  }),
  positionSeries: output.numbers({
    unit: 'base',
    axis: 'ROUND',
    description: 'Position of the speculators along the path.',
  }),
};
