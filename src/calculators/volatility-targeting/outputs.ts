/** Outputs of volatility targeting; a thousand large returns overflow, so most can be null. */
import { output } from '../kit/output.ts';

const PER_DAY = { axis: 'TIME', nullableEntries: true } as const;

export const outputs = {
  initialExposure: output.number({ unit: 'x', description: 'Exposure before the first return.' }),
  finalExposure: output.number({
    unit: 'x',
    nullable: true,
    description: 'Exposure after the last trade; 0 where the run ended early.',
  }),
  finalVolatility: output.number({
    unit: 'fraction/sqrt(year)',
    nullable: true,
    description: 'Estimate of annual volatility at the end.',
  }),
  peakVolatility: output.number({
    unit: 'fraction/sqrt(year)',
    nullable: true,
    description: 'Largest estimate of annual volatility, the initial one included.',
  }),
  firstTrade: output.number({
    unit: 'quote',
    nullable: true,
    description: 'Trade after the first return; negative for a sale.',
  }),
  totalSales: output.number({ unit: 'quote', nullable: true, description: 'Sum of all sales, purchases left out.' }),
  peakDailySales: output.number({
    unit: 'quote',
    nullable: true,
    description: 'Largest sale of one day; 0 without sales.',
  }),
  finalPrice: output.number({ unit: 'quote/base', nullable: true, description: 'Price on the last day.' }),
  totalDecline: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Whole decline of the price, as a fraction of the reference price; negative for a rise.',
  }),
  exogenousDecline: output.number({
    unit: 'fraction',
    nullable: true,
    description: "Decline that the market's own returns alone make over the days run; negative for a rise.",
  }),
  feedbackDecline: output.number({
    unit: 'fraction',
    nullable: true,
    description: "Decline that the fund's trades added.",
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: "Whole decline over the market's own; null where that is at most 1e-9.",
  }),
  minimumPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Lowest price, the reference price included.',
  }),
  finalAssets: output.number({ unit: 'quote', nullable: true, description: 'Assets on the last day.' }),
  pendingImpact: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Return that the last trade will still cause, not yet in the price; negative for a fall.',
  }),
  daysRun: output.integer({
    unit: 'day',
    description: 'Number of days run, fewer than returns given where the run ended early.',
  }),
  status: output.oneOf({
    values: {
      completed: 'All returns were run.',
      priceFloor: 'The price fell to zero.',
      returnCap: 'A daily return reached the cap of 1000 %.',
      wipedOut: 'The fund lost all its assets.',
    },
    description: 'How the run ended.',
  }),
  volatilitySeries: output.numbers({
    ...PER_DAY,
    unit: 'fraction/sqrt(year)',
    description: 'Estimate of annual volatility, initially and after each day.',
  }),
  exposureSeries: output.numbers({ ...PER_DAY, unit: 'x', description: 'Exposure, initially and after each day.' }),
  tradeSeries: output.numbers({ ...PER_DAY, unit: 'quote', description: 'Trade of each day; negative for a sale.' }),
  priceSeries: output.numbers({ ...PER_DAY, unit: 'quote/base', description: 'Reference price, then each day.' }),
  assetsSeries: output.numbers({ ...PER_DAY, unit: 'quote', description: 'Assets, initially and after each day.' }),
  returnSeries: output.numbers({
    ...PER_DAY,
    unit: 'fraction',
    description: "Return of each day, the impact of yesterday's trade included.",
  }),
};
