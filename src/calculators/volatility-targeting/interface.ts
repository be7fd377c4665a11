/** Parameters of volatility targeting, in the order in which they are checked, and its outputs. */

import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';
import { impactParameters } from '../market/impact.ts';
import { REFERENCE_PRICE } from '../market/parameters.ts';

export const parameters = {
  referencePrice: REFERENCE_PRICE,
  assets: input.number({
    unit: 'quote',
    default: 1e8,
    above: 0,
    max: 1e18,
    concept: 'volatility-targeting',
    description: 'Assets managed to the volatility target.',
  }),
  targetVolatility: input.number({
    unit: 'fraction/sqrt(year)',
    default: 0.1,
    above: 0,
    max: 5,
    concept: 'volatility-targeting',
    description: 'Target tau of annual volatility: 0.1 is 10 % a year.',
  }),
  initialVolatility: input.number({
    unit: 'fraction/sqrt(year)',
    default: 0.16,
    min: 0,
    max: 5,
    concept: 'realized-volatility',
    description: 'Annual volatility estimate before the first return; 0 starts at the cap on exposure.',
  }),
  decayFactor: input.number({
    unit: '1',
    default: 0.94,
    above: 0,
    below: 1,
    concept: 'risk-management-forecasting',
    description: "Weight lambda of yesterday's variance in today's estimate; RiskMetrics uses 0.94 for daily returns.",
  }),
  maxLeverage: input.number({
    unit: 'x',
    default: 1.5,
    above: 0,
    max: 100,
    concept: 'leverage',
    description: 'Cap on exposure, as a multiple of assets.',
  }),
  tradingDaysPerYear: input.number({
    unit: 'day/year',
    default: 252,
    min: 1,
    max: 366,
    description: 'Trading days in a year, used to annualise volatility; 365 for markets that never close.',
  }),
  exogenousReturns: input.numbers({
    unit: 'fraction',
    default: [-0.04, -0.02, 0, 0, 0],
    above: -1,
    max: 5,
    maxLength: 1000,
    namesEntries: true,
    description: "The market's own simple returns u, one per day, before the impact of the fund's trades.",
  }),
  ...impactParameters({ impactExponent: 0.5 }),
};

export type Input = Values<typeof parameters>;

const PER_DAY = { axis: 'TIME', nullableEntries: true } as const;
const FROM_START = { ...PER_DAY, firstEntries: ['Start'] } as const;

export const outputs = {
  initialExposure: output.number({ unit: 'x', description: 'Exposure before the first return.' }),
  finalExposure: output.number({
    unit: 'x',
    nullable: true,
    description: 'Exposure after the last trade; 0 if the run ended early.',
  }),
  finalVolatility: output.number({
    unit: 'fraction/sqrt(year)',
    nullable: true,
    description: 'Estimate of annual volatility at the end.',
  }),
  peakVolatility: output.number({
    unit: 'fraction/sqrt(year)',
    nullable: true,
    description: 'Largest estimate of annual volatility, including the initial one.',
  }),
  firstTrade: output.number({
    unit: 'quote',
    nullable: true,
    description: 'Trade after the first return; negative for a sale.',
  }),
  totalSales: output.number({ unit: 'quote', nullable: true, description: 'Sum of all sales, excluding purchases.' }),
  peakDailySales: output.number({
    unit: 'quote',
    nullable: true,
    description: 'Largest sale of one day; 0 without sales.',
  }),
  finalPrice: output.number({ unit: 'quote/base', nullable: true, description: 'Price on the last day.' }),
  totalDecline: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Total decline of the price, as a fraction of the reference price; negative for a rise.',
  }),
  exogenousDecline: output.number({
    unit: 'fraction',
    nullable: true,
    description: "Decline caused by the market's own returns alone over the simulated days; negative for a rise.",
  }),
  feedbackDecline: output.number({
    unit: 'fraction',
    nullable: true,
    description: "Decline that the fund's trades added.",
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: "Total decline over the market's own; null if the latter is at most 1e-9.",
  }),
  minimumPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Lowest price, including the reference price.',
  }),
  finalAssets: output.number({ unit: 'quote', nullable: true, description: 'Assets on the last day.' }),
  pendingImpact: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Return that the last trade will still cause, not yet in the price; negative for a fall.',
  }),
  daysRun: output.integer({
    unit: 'day',
    description: 'Number of days simulated; fewer than the returns given if the run ended early.',
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
    ...FROM_START,
    unit: 'fraction/sqrt(year)',
    description: 'Estimate of annual volatility, initially and after each day.',
  }),
  exposureSeries: output.numbers({ ...FROM_START, unit: 'x', description: 'Exposure, initially and after each day.' }),
  tradeSeries: output.numbers({ ...PER_DAY, unit: 'quote', description: 'Trade of each day; negative for a sale.' }),
  priceSeries: output.numbers({ ...FROM_START, unit: 'quote/base', description: 'Reference price, then each day.' }),
  assetsSeries: output.numbers({ ...FROM_START, unit: 'quote', description: 'Assets, initially and after each day.' }),
  returnSeries: output.numbers({
    ...PER_DAY,
    unit: 'fraction',
    description: "Return of each day, including the impact of yesterday's trade.",
  }),
};

export type Outputs = Results<typeof outputs>;
