/** Parameters of the price impact of an order, in the order in which they are checked, and its outputs. */

import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';
import { impactParameters } from '../market/impact.ts';
import { REFERENCE_PRICE } from '../market/parameters.ts';

export const parameters = {
  model: input.oneOf({
    values: {
      powerLaw: 'A power of the share of daily volume: linear at 1, the square-root law at 0.5.',
      kyle: "Kyle's single auction, linear in the order with lambda from value and noise.",
      almgren: 'Permanent and temporary impact as Almgren et al. fitted them to US shares.',
    },
    default: 'powerLaw',
    concept: 'price-impact',
    description: 'Law of impact; the parameters of the other laws are checked but not used.',
  }),
  side: input.oneOf({
    values: { buy: 'Buys and lifts the price.', sell: 'Sells and presses the price.' },
    default: 'sell',
    description: 'Side of the order.',
  }),
  referencePrice: REFERENCE_PRICE,
  orderQuantity: input.number({
    unit: 'base',
    default: 100_000,
    min: 0,
    max: 1e18,
    concept: 'market-order',
    description: 'Size Q of the order, or of a metaorder executed in parts.',
  }),
  ...impactParameters({ impactExponent: 0.5 }),
  fundamentalStdDev: input.number({
    unit: 'quote/base',
    default: 5,
    min: 0,
    max: 1e12,
    concept: 'informed-trading-modeling',
    description:
      "Prior standard deviation of the asset's value, which the informed trader knows, sqrt(Sigma0); used if model is kyle.",
  }),
  noiseStdDev: input.number({
    unit: 'base',
    default: 1_000_000,
    above: 0,
    max: 1e18,
    concept: 'informed-trading-modeling',
    description: 'Standard deviation of the order flow of noise traders, sigma_u; used if model is kyle.',
  }),
  executionDays: input.number({
    unit: 'day',
    default: 0.5,
    above: 0,
    max: 1000,
    description: 'Horizon T over which the order is executed, in days of volume; used if model is almgren.',
  }),
  sharesOutstanding: input.number({
    unit: 'base',
    default: 1e8,
    above: 0,
    max: 1e18,
    description: 'Shares outstanding, Theta; used if model is almgren.',
  }),
  permanentCoefficient: input.number({
    unit: '1',
    default: 0.314,
    min: 0,
    max: 100,
    concept: 'price-impact',
    description:
      'Coefficient gamma of permanent impact, fitted as 0.314 with a standard error of 0.041; used if model is almgren.',
  }),
  temporaryCoefficient: input.number({
    unit: '1',
    default: 0.142,
    min: 0,
    max: 100,
    concept: 'price-impact',
    description:
      'Coefficient eta of temporary impact, fitted as 0.142 with a standard error of 0.0062; used if model is almgren.',
  }),
};

export type Input = Values<typeof parameters>;

export const outputs = {
  priceImpact: output.number({
    unit: 'fraction',
    description: 'Size of the price move: its peak (powerLaw, kyle) or its permanent part (almgren).',
  }),
  temporaryImpact: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Temporary part of the impact, gone once trading stops; null except for almgren.',
  }),
  averageSlippage: output.number({
    unit: 'fraction',
    description: 'Average execution price against the reference price, positive if worse.',
  }),
  averageSlippageBps: output.number({ unit: 'bps', description: 'Average slippage in basis points.' }),
  finalPrice: output.number({
    unit: 'quote/base',
    description: 'Price after the order, at the peak or with the permanent part alone.',
  }),
  averagePrice: output.number({ unit: 'quote/base', description: 'Average price at which the order is executed.' }),
  notional: output.number({ unit: 'quote', description: 'Value of the order at the reference price, Q P0.' }),
  cost: output.number({
    unit: 'quote',
    description: 'Expected cost against the reference price, the implementation shortfall.',
  }),
  effectiveLambda: output.number({
    unit: 'quote/base^2',
    nullable: true,
    description: 'Price move per unit traded; null without an order.',
  }),
  participationRate: output.number({
    unit: 'fraction',
    description: "Order size over one day's volume; for almgren, over the volume of its horizon.",
  }),
  priceFloorHit: output.boolean({ description: 'Whether a sale would take the price to zero or below.' }),
};

export type Outputs = Results<typeof outputs>;
