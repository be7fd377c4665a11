/** Outputs of leverage targeting. */
import { output } from '../kit/output.ts';

export const outputs = {
  firstRoundSales: output.number({
    unit: 'quote',
    description: 'Sales of the first round, negative for purchases; 0 where nothing is traded.',
  }),
  gain: output.number({
    unit: '1',
    nullable: true,
    description: 'Gain g of the loop: further decline caused by a unit of decline; null unless impact is linear.',
  }),
  linearAmplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Multiple 1/(1-g) of a small shock that the loop ends at; null where it has no such end.',
  }),
  diverges: output.boolean({
    description: 'Whether the gain is 1 or more: small shocks grow, until holdings have shrunk enough.',
  }),
  totalSales: output.number({ unit: 'quote', description: 'Sales of all rounds, negative for purchases.' }),
  soldQuantity: output.number({ unit: 'base', description: 'Quantity sold, negative where it was bought.' }),
  finalPrice: output.number({ unit: 'quote/base', description: 'Price at which the loop ends.' }),
  totalDecline: output.number({
    unit: 'fraction',
    description: 'Whole decline D, the shock included, as a fraction of the reference price.',
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Whole decline over the shock; null without a shock.',
  }),
  finalAssets: output.number({ unit: 'quote', description: 'Assets left, at the final price.' }),
  finalDebt: output.number({ unit: 'quote', description: 'Debt left at the end.' }),
  finalEquity: output.number({
    unit: 'quote',
    description: 'Equity left at the end; negative where creditors lose.',
  }),
  finalLeverage: output.number({
    unit: 'x',
    nullable: true,
    description: 'Assets over equity at the end; null where equity or assets are gone.',
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
  priceSeries: output.numbers({
    unit: 'quote/base',
    axis: 'ROUND',
    description: 'Reference price, price after the shock, then the price after each round.',
  }),
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
