/** Outputs of the stress on correlations. */
import { output } from '../kit/output.ts';

const portfolioVolatility = output.number({
  unit: 'fraction/sqrt(year)',
  description: 'Volatility of the portfolio, annual.',
});
const diversificationRatio = output.number({
  unit: 'x',
  nullable: true,
  description:
    'Undiversified over portfolio volatility, 1 where nothing is diversified; null for a riskless portfolio.',
});
const valueAtRisk = output.number({
  unit: 'quote',
  description: 'Loss over the horizon that is exceeded with probability 1 - alpha.',
});
const expectedShortfall = output.number({
  unit: 'quote',
  description: 'Mean loss over the horizon where it exceeds the value at risk.',
});

export const outputs = {
  series: output.listOf({
    axis: 'LEVEL',
    entry: 'Stress',
    description: 'The portfolio at each stress level, in the order given.',
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
          'Square of the diversification ratio: the number of equal independent bets that diversify as much.',
      }),
      diversificationBenefit: output.number({
        unit: 'fraction',
        nullable: true,
        description: 'Share of the undiversified volatility that diversification takes away; null where there is none.',
      }),
      valueAtRisk,
      expectedShortfall,
      effectiveRank: output.number({
        unit: 'x',
        description: 'Effective rank of the correlation matrix: how many factors move the assets.',
      }),
      absorptionRatio: output.number({
        unit: 'fraction',
        description: 'Share of the correlation matrix that its first factor absorbs.',
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
    description: 'Value at risk at the last level over that at the first; null where the first is 0.',
  }),
};
