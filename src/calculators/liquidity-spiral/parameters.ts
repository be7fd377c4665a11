/** Parameters of the liquidity spiral, in the order in which they are checked. */
import { input } from '../kit/input.ts';
import { MAX_ROUNDS, REFERENCE_PRICE } from '../market/parameters.ts';

export const parameters = {
  referencePrice: REFERENCE_PRICE,
  shock: input.number({
    unit: 'fraction',
    default: 0.02,
    min: 0,
    below: 1,
    smallestSize: 1e-12,
    description: 'Fall of the fundamental value, which becomes v1 = P0 (1 - shock): 0.02 is a fall of 2 %.',
  }),
  capitalLoss: input.number({
    unit: 'quote',
    default: 0,
    min: 0,
    max: 1e18,
    concept: 'funding-liquidity',
    description: 'Loss of speculator capital from elsewhere, -eta1, such as on another asset or by redemptions.',
  }),
  speculatorCapital: input.number({
    unit: 'quote',
    default: 800,
    min: 0,
    max: 1e18,
    concept: 'funding-liquidity',
    description: 'Equity W0 of the speculators, their position marked at the reference price.',
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
    note: 'Below v1 times the slope of customer demand, or customers alone could not clear the market.',
    description: 'Net selling of customers, Z1, which speculators hold in full where nothing constrains them.',
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
    description: 'Margin per unit without a change of the price, sigma-bar.',
  }),
  marginSensitivity: input.number({
    unit: '1',
    default: 0.5,
    min: 0,
    max: 1000,
    concept: 'margin',
    description: 'Further margin per unit of change of the price, theta-bar; above 0 margins destabilise.',
  }),
  equilibriumSelection: input.oneOf({
    values: {
      liquid: 'The one with the higher price.',
      illiquid: 'The one with the lower price.',
    },
    default: 'liquid',
    concept: 'market-liquidity',
    description: 'Stable equilibrium to report where there are two, and the end from which the path starts.',
  }),
  maxRounds: MAX_ROUNDS,
};
