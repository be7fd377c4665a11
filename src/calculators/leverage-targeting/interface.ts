/** Parameters of leverage targeting, in the order in which they are checked, and its outputs. */

import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';
import { impactParameters } from '../market/impact.ts';
import { AMPLIFICATION, MAX_ROUNDS, PRICE_SERIES, REFERENCE_PRICE, TOTAL_DECLINE } from '../market/parameters.ts';

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
    description: 'Target leverage L: assets over equity that the investor maintains, also before the shock.',
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

export type Input = Values<typeof parameters>;

export const outputs = {
  firstRoundSales: output.number({
    unit: 'quote',
    description: 'Sales of the first round, negative for purchases; 0 if nothing is traded.',
  }),
  gain: output.number({
    unit: '1',
    nullable: true,
    description: 'Gain g of the loop: further decline caused by a unit of decline; null unless impact is linear.',
  }),
  linearAmplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Multiplier 1/(1-g) of a small shock; null if the loop does not converge to it.',
  }),
  diverges: output.boolean({
    description: 'Whether the gain is 1 or more: small shocks grow, until holdings have shrunk enough.',
  }),
  totalSales: output.number({ unit: 'quote', description: 'Sales of all rounds, negative for purchases.' }),
  soldQuantity: output.number({ unit: 'base', description: 'Quantity sold; negative if bought.' }),
  finalPrice: output.number({ unit: 'quote/base', description: 'Price at the end of the loop.' }),
  totalDecline: TOTAL_DECLINE,
  amplification: AMPLIFICATION,
  finalAssets: output.number({ unit: 'quote', description: 'Assets left, at the final price.' }),
  finalDebt: output.number({ unit: 'quote', description: 'Debt left at the end.' }),
  finalEquity: output.number({
    unit: 'quote',
    description: 'Equity left at the end; negative if creditors lose.',
  }),
  finalLeverage: output.number({
    unit: 'x',
    nullable: true,
    description: 'Assets over equity at the end; null if no equity or no assets are left.',
  }),
  rounds: output.integer({ description: 'Number of rounds of trading after the shock.' }),
  status: output.oneOf({
    values: {
      converged: 'Leverage is back at its target.',
      insolvent: 'The equity was lost and everything sold.',
      returnCap: 'The price rose to eleven times the reference price, where the loop is stopped.',
      maxRounds: 'The limit on rounds was reached before the loop settled.',
    },
    description: 'How the loop ended.',
  }),
  priceSeries: PRICE_SERIES,
  salesSeries: output.numbers({
    unit: 'quote',
    axis: 'ROUND',
    description: 'Sales of each round, negative for purchases.',
  }),
  leverageSeries: output.numbers({
    unit: 'x',
    axis: 'ROUND',
    nullableEntries: true,
    description: 'Leverage before the trade of each round; null without equity.',
  }),
};

export type Outputs = Results<typeof outputs>;
