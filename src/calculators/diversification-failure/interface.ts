/** Parameters of the stress on correlations, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';

const MOST_ASSETS = 60;
const MOST_LEVELS = 101;

export const parameters = {
  weights: input.numbers({
    unit: 'fraction',
    maxLength: MOST_ASSETS,
    min: -1e15,
    max: 1e15,
    note: 'Not all 0.',
    description: 'Share w of the portfolio value in each asset; negative for a short position.',
  }),
  volatilities: input.numbers({
    unit: 'fraction/sqrt(year)',
    maxLength: MOST_ASSETS,
    length: 'weights',
    min: 0,
    max: 10,
    concept: 'realized-volatility',
    description: 'Volatility sigma of each asset before the stress, annual.',
  }),
  correlation: input.matrix({
    unit: '1',
    maxLength: MOST_ASSETS,
    length: 'weights',
    square: true,
    correlation: true,
    concept: 'correlation',
    note: 'Positive semidefinite up to rounding: its smallest eigenvalue is at least -0.001 times the number of assets.',
    description: 'Correlation matrix C of the assets before the stress.',
  }),
  stressLevels: input.numbers({
    unit: '1',
    default: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
    maxLength: MOST_LEVELS,
    min: 0,
    max: 1,
    concept: 'diversification-failure',
    description:
      'Stress levels theta, in the order of the results: 0 leaves the correlations unchanged, 1 moves all assets as one; the first level is the base, the last gives the headline figures.',
  }),
  stressDirections: input.numbers({
    unit: '1',
    maxLength: MOST_ASSETS,
    length: 'weights',
    min: -1,
    max: 1,
    derived: '1 for every asset',
    note: 'Each is 1 or -1.',
    description: 'Direction d in which the stress moves each asset: -1 for one that falls when the others rise.',
  }),
  volatilityMultiplier: input.number({
    unit: 'x',
    default: 1,
    min: 1,
    max: 20,
    description: 'Multiple m of every volatility at stress level 1; below it the multiple is 1 + theta (m - 1).',
  }),
  portfolioValue: input.number({
    unit: 'quote',
    default: 1_000_000,
    above: 0,
    max: 1e15,
    description: 'Value V of the portfolio, to which the weights refer.',
  }),
  horizonDays: input.number({
    unit: 'day',
    default: 1,
    above: 0,
    max: 3650,
    concept: 'value-at-risk',
    description: 'Horizon h of value at risk and expected shortfall.',
  }),
  daysPerYear: input.number({
    unit: 'day/year',
    default: 252,
    min: 1,
    max: 366,
    description: 'Trading days Y in a year: 252 for shares, 365 for markets that never close.',
  }),
  confidence: input.number({
    unit: 'fraction',
    default: 0.99,
    above: 0.5,
    below: 1,
    concept: 'value-at-risk',
    description: 'Confidence alpha: the probability that the loss stays within the value at risk.',
  }),
  distribution: input.oneOf({
    values: {
      normal: 'Normal returns.',
      studentT: "Student's t returns, fatter in the tail at the same volatility.",
    },
    default: 'normal',
    description: 'Distribution of the portfolio return.',
  }),
  degreesOfFreedom: input.number({
    unit: '1',
    default: 4,
    above: 2,
    max: 1000,
    only: { distribution: ['studentT'] },
    description: "Degrees of freedom nu of Student's t: the fewer, the fatter the tail.",
  }),
};

export type Input = Values<typeof parameters>;

const portfolioVolatility = output.number({
  unit: 'fraction/sqrt(year)',
  description: 'Volatility of the portfolio, annual.',
});
const diversificationRatio = output.number({
  unit: 'x',
  nullable: true,
  description: 'Undiversified over portfolio volatility, 1 if nothing is diversified; null for a riskless portfolio.',
});
const valueAtRisk = output.number({
  unit: 'quote',
  description: 'Loss over the horizon that is exceeded with probability 1 - alpha.',
});
const expectedShortfall = output.number({
  unit: 'quote',
  description: 'Mean loss over the horizon, given that it exceeds the value at risk.',
});

export const outputs = {
  series: output.listOf({
    axis: 'LEVEL',
    entry: 'Stress',
    description: 'The portfolio at each stress level, in the given order.',
    fields: {
      stressLevel: output.number({ unit: '1', description: 'Level theta of the stress.' }),
      averageCorrelation: output.number({
        unit: '1',
        nullable: true,
        description: 'Mean correlation between two different assets; null for a single asset.',
      }),
      portfolioVolatility,
      undiversifiedVolatility: output.number({
        unit: 'fraction/sqrt(year)',
        description: 'Sum of the volatilities of the positions, as if nothing were diversified.',
      }),
      diversificationRatio,
      effectiveBets: output.number({
        unit: 'x',
        nullable: true,
        description:
          'Square of the diversification ratio: the number of equal independent bets with the same diversification.',
      }),
      diversificationBenefit: output.number({
        unit: 'fraction',
        nullable: true,
        description: 'Share of the undiversified volatility removed by diversification; null if there is none.',
      }),
      valueAtRisk,
      expectedShortfall,
      effectiveRank: output.number({
        unit: 'x',
        description: 'Effective rank of the correlation matrix: the number of factors that move the assets.',
      }),
      absorptionRatio: output.number({
        unit: 'fraction',
        description: 'Share of the total variance of the correlation matrix explained by its first factor.',
      }),
    },
  }),
  valueAtRisk,
  expectedShortfall,
  diversificationRatio,
  portfolioVolatility,
  varMultiplier: output.number({
    unit: 'x',
    nullable: true,
    description: 'Value at risk at the last level over that at the first; null if the first is 0.',
  }),
  smallestEigenvalue: output.number({
    unit: '1',
    description: 'Smallest eigenvalue of the correlation matrix as given; below 0 if rounding has made it indefinite.',
  }),
  correlationDistance: output.number({
    unit: '1',
    description: 'Distance of the matrix used from the one given, in the Frobenius norm; 0 if it needed no repair.',
  }),
};

export type Outputs = Results<typeof outputs>;
