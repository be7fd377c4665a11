/** Parameters of volatility targeting, in the order in which they are checked. */
import { input } from '../kit/input.ts';
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
    description: 'Assets that are managed to the volatility target.',
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
    unit: 'fraction/sqrt(day)',
    default: 0.01,
    min: 0,
    max: 5,
    concept: 'realized-volatility',
    description: 'Estimate of daily volatility before the first return; 0 starts at the cap on exposure.',
  }),
  decayFactor: input.number({
    unit: '1',
    default: 0.94,
    above: 0,
    below: 1,
    concept: 'risk-management-forecasting',
    description: "Weight lambda of yesterday's variance in today's estimate; RiskMetrics takes 0.94 for daily returns.",
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
    description: 'Trading days in a year, by which volatility is annualised; 365 for markets that never close.',
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
