/** Parameters of the liquidity spiral, in the order in which they are checked, and its outputs. */

import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';
import { MAX_ROUNDS, REFERENCE_PRICE } from '../market/parameters.ts';

export const parameters = {
  referencePrice: REFERENCE_PRICE,
  shock: input.number({
    unit: 'fraction',
    default: 0.02,
    min: 0,
    below: 1,
    smallestSize: 1e-12,
    description: 'Fall of the fundamental value to v1 = P0 (1 - shock): 0.02 is a fall of 2 %.',
  }),
  capitalLoss: input.number({
    unit: 'quote',
    default: 0,
    min: 0,
    max: 1e18,
    concept: 'funding-liquidity',
    description: 'Loss of speculator capital from other sources, -eta1, such as another asset or redemptions.',
  }),
  speculatorCapital: input.number({
    unit: 'quote',
    default: 800,
    min: 0,
    max: 1e18,
    concept: 'funding-liquidity',
    description: 'Equity W0 of the speculators, with their position marked at the reference price.',
  }),
  speculatorPosition: input.number({
    unit: 'base',
    default: 50,
    min: 0,
    max: 1e18,
    description: 'Long position x0 that speculators hold before the shock.',
  }),
  customerSupply: input.number({
    unit: 'base',
    default: 100,
    min: 0,
    max: 1e18,
    concept: 'selling-pressure',
    note: 'Below v1 times the slope of customer demand; otherwise customers alone could not clear the market.',
    description: 'Net selling Z1 of customers, which speculators absorb in full unless they are constrained.',
  }),
  riskAversion: input.number({
    unit: '1/quote',
    default: 0.01,
    above: 0,
    max: 1e6,
    description: 'Absolute risk aversion gamma of each of the two customers.',
  }),
  fundamentalStdDev: input.number({
    unit: 'quote/base',
    default: 2,
    above: 0,
    max: 1e12,
    description: "Standard deviation sigma2 of the next period's value.",
  }),
  baseMargin: input.number({
    unit: 'quote/base',
    default: 8,
    above: 0,
    max: 1e12,
    concept: 'margin',
    description: 'Margin per unit if the price does not change, sigma-bar.',
  }),
  marginSensitivity: input.number({
    unit: '1',
    default: 0.5,
    min: 0,
    max: 1000,
    concept: 'margin',
    description: 'Additional margin per unit of price change, theta-bar; above 0, margins are destabilising.',
  }),
  equilibriumSelection: input.oneOf({
    values: {
      liquid: 'The one with the higher price.',
      illiquid: 'The one with the lower price.',
    },
    default: 'liquid',
    concept: 'market-liquidity',
    description: 'Stable equilibrium to report if there are two, and the end from which the path starts.',
  }),
  maxRounds: MAX_ROUNDS,
};

export type Input = Values<typeof parameters>;

export const outputs = {
  fundamentalValue: output.number({ unit: 'quote/base', description: 'Fundamental value after the shock, v1.' }),
  finalPrice: output.number({ unit: 'quote/base', description: 'Price in equilibrium, p1.' }),
  illiquidity: output.number({ unit: 'quote/base', description: 'Gap between value and price, v1 - p1.' }),
  totalDecline: output.number({
    unit: 'fraction',
    description: 'Total decline of the price, as a fraction of the reference price.',
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
    description: 'Total sales of speculators, x0 - x1; negative if they buy.',
  }),
  marginEnd: output.number({ unit: 'quote/base', description: 'Margin per unit in equilibrium, m1.' }),
  speculatorCapitalEnd: output.number({
    unit: 'quote',
    description: 'Capital of the speculators in equilibrium, negative if they owe more than they own.',
  }),
  marginUse: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Margin of the position over capital; 1 if the constraint binds; null without capital.',
  }),
  shadowCostOfCapital: output.number({
    unit: '1',
    description: 'Shadow cost of capital: what one more unit of capital would earn, (v1 - p1)/m1 = phi1 - 1.',
  }),
  customerDemandSlope: output.number({
    unit: 'base^2/quote',
    description: 'Demand of customers per unit of illiquidity, kappa.',
  }),
  priceSensitivity: output.number({
    unit: '1/base',
    nullable: true,
    description: 'Change of the price per unit of speculator capital; null if the constraint does not bind.',
  }),
  baselineSensitivity: output.number({
    unit: '1/base',
    nullable: true,
    description:
      'Change of the price per unit of speculator capital without spirals, margins and the value of the inventory held fixed; null if the constraint does not bind.',
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
    firstEntries: ['Start'],
    description: 'Price along the path: at its start, then after each round.',
  }),
  positionSeries: output.numbers({
    unit: 'base',
    axis: 'ROUND',
    firstEntries: ['Start'],
    description: 'Position of the speculators along the path.',
  }),
};

export type Outputs = Results<typeof outputs>;
