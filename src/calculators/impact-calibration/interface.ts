/** Parameters of the calibration of the impact law, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';

export const parameters = {
  observations: input.listOf({
    entry: 'ImpactObservation',
    maxLength: 5000,
    note: 'At least 5, and with more than one participation rate unless the exponent is fixed.',
    concept: 'model-calibration',
    description: 'Trades or metaorders, each with the market conditions at its time.',
    fields: {
      orderQuantity: input.number({ unit: 'base', above: 0, max: 1e18, description: 'Size Q of the order.' }),
      dailyVolatility: input.number({
        unit: 'fraction/sqrt(day)',
        above: 0,
        max: 5,
        concept: 'realized-volatility',
        description: 'Standard deviation sigma of the one-day return at that time.',
      }),
      dailyVolume: input.number({
        unit: 'base/day',
        above: 0,
        max: 1e18,
        concept: 'trading-volume-metrics',
        description: 'Average daily volume V at that time.',
      }),
      impact: input.number({
        unit: 'fraction',
        min: -10,
        max: 10,
        concept: 'price-impact',
        description:
          'Price move from start to end of the order, in its direction; negative if the price moved the other way.',
      }),
      weight: input.number({
        unit: '1',
        default: 1,
        above: 0,
        max: 1e9,
        description: 'Weight w, such as one over the variance of the impact.',
      }),
    },
  }),
  method: input.oneOf({
    values: {
      nonlinear: 'Least squares on the impact itself, negative impacts included.',
      logLinear: 'Regression of logarithms, on single orders with a positive impact or on bins.',
    },
    default: 'nonlinear',
    description: 'Method whose estimates are reported as coefficient and exponent.',
  }),
  fixedExponent: input.number({
    unit: '1',
    nullable: true,
    min: 0.1,
    max: 1,
    description: 'Fixes the exponent delta at this value and fits only the coefficient; null fits both.',
  }),
  bins: input.integer({
    default: 0,
    min: 0,
    max: 200,
    note: 'At most the number of orders.',
    description:
      'Number of bins of equal counts, by participation rate, for the regression of logarithms; 0 for single orders.',
  }),
  confidence: input.number({
    unit: 'fraction',
    default: 0.95,
    above: 0.5,
    below: 1,
    description: 'Confidence of the intervals.',
  }),
};

export type Input = Values<typeof parameters>;

const estimate = (description: string) => output.number({ unit: '1', description });
const perhaps = (description: string) => output.number({ unit: '1', nullable: true, description });
const probability = (description: string) => output.number({ unit: 'fraction', nullable: true, description });

export const outputs = {
  status: output.oneOf({
    values: {
      fitted: 'The law was fitted.',
      exponentAtBound: 'The best exponent lies at 0.05 or at 2, where the search ends.',
      noImpact: 'The best coefficient is not above 0: these orders show no impact.',
    },
    description: 'How the fit ended.',
  }),
  impactCoefficient: estimate('Coefficient Y of the law, by the chosen method.'),
  impactExponent: estimate('Exponent delta of the law, by the chosen method.'),
  coefficientStandardError: perhaps('Standard error of the coefficient; null if the orders do not determine it.'),
  exponentStandardError: perhaps('Standard error of the exponent; null if it is fixed or at its bound.'),
  coefficientLower: perhaps('Lower end of the confidence interval of the coefficient.'),
  coefficientUpper: perhaps('Upper end of the confidence interval of the coefficient.'),
  exponentLower: perhaps('Lower end of the confidence interval of the exponent; null if it has no standard error.'),
  exponentUpper: perhaps('Upper end of the confidence interval of the exponent; null if it has no standard error.'),
  squareRootPValue: probability('Two-sided p-value of the square-root law, delta = 0.5.'),
  linearPValue: probability('Two-sided p-value of the linear law, delta = 1.'),
  nonlinearCoefficient: estimate('Coefficient by least squares on the impact itself.'),
  nonlinearExponent: estimate('Exponent by least squares on the impact itself.'),
  nonlinearCoefficientStandardError: perhaps('Standard error of that coefficient.'),
  nonlinearExponentStandardError: perhaps('Standard error of that exponent.'),
  nonlinearRSquared: perhaps('R-squared for impact over volatility; may be negative.'),
  logCoefficient: perhaps('Coefficient by the regression of logarithms, a median; null without such a fit.'),
  logExponent: perhaps('Exponent by the regression of logarithms; null without such a fit.'),
  logCoefficientStandardError: perhaps('Standard error of that coefficient.'),
  logExponentStandardError: perhaps('Standard error of that exponent; null if it is fixed.'),
  logRSquared: perhaps('R-squared for the logarithms.'),
  logSmearedCoefficient: perhaps("Its coefficient as a mean: the median times Duan's factor."),
  squareRootCoefficient: estimate('Coefficient of the square-root law, by least squares.'),
  squareRootStandardError: estimate('Standard error of that coefficient.'),
  observationCount: output.integer({ description: 'Number of orders given.' }),
  usedCount: output.integer({ description: 'Number of points in the regression of logarithms.' }),
  negativeShare: output.number({
    unit: 'fraction',
    description: 'Total weight of the orders with an impact of at most 0.',
  }),
  participationMin: output.number({ unit: 'fraction', description: 'Smallest Q/V, with daily volume.' }),
  participationMax: output.number({ unit: 'fraction', description: 'Largest Q/V, with daily volume.' }),
  residualStandardDeviation: output.number({
    unit: 'fraction',
    description: 'Root of the weighted mean square of the residuals.',
  }),
  fitted: output.numbers({ unit: 'fraction', axis: 'OTHER', description: 'Fitted impact of each order.' }),
  residuals: output.numbers({ unit: 'fraction', axis: 'OTHER', description: 'Impact less fitted impact.' }),
  binned: output.listOf({
    entry: 'ImpactBin',
    axis: 'OTHER',
    description: 'The bins; empty if there are none.',
    fields: {
      participation: output.number({ unit: 'fraction', description: 'Geometric mean of Q/V.' }),
      scaledImpact: output.number({ unit: '1', description: 'Mean of impact over volatility.' }),
      count: output.integer({ description: 'Number of orders in the bin.' }),
    },
  }),
};

export type Outputs = Results<typeof outputs>;
