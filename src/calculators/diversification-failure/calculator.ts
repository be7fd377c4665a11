/**
 * Diversification failure: in a crisis correlations go to one, and diversified risks become a single risk.
 *
 * The stress mixes the correlation matrix C with that of assets that all move as one,
 *
 *     C(theta) = (1 - theta) C + theta d d',   d_i = ±1,
 *
 * a convex mixture of two correlation matrices and so a correlation matrix. Volatilities may rise along with it,
 * sigma(theta) = sigma (1 + theta (m - 1)). For each theta: volatility, value at risk and expected shortfall of the
 * portfolio, its diversification ratio (Choueifaty and Coignard 2008) and, for the assets themselves, the effective
 * rank of C(theta) (Roy and Vetterli 2007) and the share of its first factor (Kritzman et al. 2011).
 *
 * Published matrices have two to five decimals, and rounding can make a valid matrix indefinite: it is then replaced by
 * the nearest correlation matrix (Higham 2002).
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import { outputs, parameters } from './interface.ts';
import { compute, leastEigenvalue } from './model.ts';

/** Smallest eigenvalue, per asset, that the rounding of a valid matrix can explain. */
const ROUNDED_EIGENVALUE = -1e-3;

export const diversificationFailure = defineCalculator({
  slug: 'diversification-failure',
  title: 'Diversification failure: correlations converge to one',
  summary:
    'Mixes a correlation matrix with that of assets that all move as one and shows, level by level, how volatility, value at risk and expected shortfall of a portfolio grow while the diversification ratio, the number of effective bets and the effective rank collapse. Volatilities may rise along with the correlations, and the tail may be normal or Student’s t.',
  version: '1.1.0',
  concepts: ['diversification-failure', 'copula-modeling', 'risk-management-forecasting', 'cross-asset-liquidity-risk'],
  phrases: ['diversification', 'correlation breakdown', 'asset correlation', 'copula model', 'value at risk'],
  nulls: 'absent',
  parameters,
  outputs,

  equations: [
    String.raw`C(\theta) = (1 - \theta)\, C + \theta\, d d^{\top}, \quad \sigma_i(\theta) = \sigma_i \bigl(1 + \theta (m - 1)\bigr)`,
    String.raw`\sigma_p = \sqrt{w_s^{\top} C(\theta)\, w_s}, \quad w_s = w \circ \sigma(\theta), \quad u = \sum_i |w_{s,i}|, \quad \mathrm{DR} = u / \sigma_p, \quad \text{effective bets} = \mathrm{DR}^2`,
    String.raw`\mathrm{VaR} = V c_V \sigma_p \sqrt{h / Y}, \quad \mathrm{ES} = V c_E \sigma_p \sqrt{h / Y}`,
    String.raw`c_V = z_\alpha, \quad c_E = \frac{\varphi(z_\alpha)}{1 - \alpha} \quad \text{(normal)}`,
    String.raw`c_V = s\, t_\alpha, \quad c_E = s\, \frac{f_\nu(t_\alpha)}{1 - \alpha}\, \frac{\nu + t_\alpha^2}{\nu - 1}, \quad s = \sqrt{(\nu - 2)/\nu} \quad \text{(Student's } t)`,
    String.raw`\text{effective rank} = \exp\Bigl(-\sum_i \pi_i \ln \pi_i\Bigr), \quad \pi_i = \lambda_i / \textstyle\sum_j \lambda_j, \quad \text{absorption ratio} = \lambda_{\max} / n`,
  ],
  assumptions: [
    'Returns are elliptical with mean zero, positions linear in them, and risk grows with the square root of time.',
    'One number theta moves every correlation; in a real crisis they rise unevenly.',
    'For a book of longs and shorts higher correlation can reduce risk, unless the directions of the stress say otherwise.',
    'The effective number of bets is the square of the diversification ratio; bets on principal components are not used, since their basis is not unique where eigenvalues repeat.',
    'A variance below 1e-14 of the squared undiversified volatility is rounding and counts as 0.',
    'A matrix that rounding has made indefinite, with a smallest eigenvalue down to -0.001 for each asset, is replaced by the nearest correlation matrix.',
  ],
  references: [
    {
      citation:
        "Choueifaty, Y., Coignard, Y. (2008), 'Toward Maximum Diversification', Journal of Portfolio Management 35(1), 40-51",
      doi: '10.3905/JPM.2008.35.1.40',
    },
    {
      citation:
        "Choueifaty, Y., Froidure, T., Reynier, J. (2013), 'Properties of the Most Diversified Portfolio', Journal of Investment Strategies 2(2), 49-70",
    },
    {
      citation:
        "Longin, F., Solnik, B. (2001), 'Extreme Correlation of International Equity Markets', Journal of Finance 56(2), 649-676",
      doi: '10.1111/0022-1082.00340',
    },
    {
      citation:
        "Kritzman, M., Li, Y., Page, S., Rigobon, R. (2011), 'Principal Components as a Measure of Systemic Risk', Journal of Portfolio Management 37(4), 112-126",
    },
    { citation: "Roy, O., Vetterli, M. (2007), 'The Effective Rank: A Measure of Effective Dimensionality', EUSIPCO" },
    {
      citation:
        "McNeil, A. J., Frey, R., Embrechts, P. (2015), 'Quantitative Risk Management: Concepts, Techniques and Tools', Princeton University Press",
    },
  ],
  presets: [
    {
      name: 'crypto-basket',
      title: 'Three volatile coins and one hedge, fat tails, volatilities 1.5 times as high at full stress',
      parameters: {
        weights: [0.4, 0.3, 0.15, 0.15],
        volatilities: [0.55, 0.7, 0.9, 0.16],
        correlation: [
          [1, 0.8, 0.65, 0.15],
          [0.8, 1, 0.7, 0.1],
          [0.65, 0.7, 1, 0.05],
          [0.15, 0.1, 0.05, 1],
        ],
        portfolioValue: 1_000_000,
        distribution: 'studentT',
        degreesOfFreedom: 4,
        volatilityMultiplier: 1.5,
        daysPerYear: 365,
      },
    },
    {
      name: 'quiet',
      title: 'Stocks, bonds and gold over ten trading days, correlations only slightly tighter',
      parameters: {
        weights: [0.5, 0.35, 0.15],
        volatilities: [0.15, 0.06, 0.14],
        correlation: [
          [1, 0.1, 0.05],
          [0.1, 1, 0.2],
          [0.05, 0.2, 1],
        ],
        stressLevels: [0, 0.1, 0.2],
        horizonDays: 10,
        daysPerYear: 252,
      },
    },
    {
      name: 'stressed',
      title: 'Five equal bets that look independent, all of them one bet at 2.5 times the volatility',
      parameters: {
        weights: [0.2, 0.2, 0.2, 0.2, 0.2],
        volatilities: [0.6, 0.7, 0.8, 0.65, 0.75],
        correlation: [
          [1, 0.1, 0.1, 0.1, 0.1],
          [0.1, 1, 0.1, 0.1, 0.1],
          [0.1, 0.1, 1, 0.1, 0.1],
          [0.1, 0.1, 0.1, 1, 0.1],
          [0.1, 0.1, 0.1, 0.1, 1],
        ],
        distribution: 'studentT',
        degreesOfFreedom: 3,
        volatilityMultiplier: 2.5,
      },
    },
    {
      name: 'long-short',
      title: 'Long one asset, short a similar one: the hedge fails where the stress moves them apart',
      parameters: {
        weights: [1, -0.9],
        volatilities: [0.5, 0.55],
        correlation: [
          [1, 0.85],
          [0.85, 1],
        ],
        stressDirections: [1, -1],
      },
    },
  ],
  defaults: { stressDirections: ({ weights }) => weights.map(() => 1) },

  refuseAt: {
    *weights({ weights }) {
      if (weights.every((weight) => weight === 0)) yield outOfRange('weights', 'must not all be 0');
    },
    *correlation({ correlation }) {
      const least = leastEigenvalue(correlation);
      if (least >= ROUNDED_EIGENVALUE * correlation.length) return;
      const message = `must be positive semidefinite up to rounding, but its smallest eigenvalue is ${least}`;
      yield { parameter: 'correlation', code: 'NOT_PSD', message };
    },
    *stressDirections({ stressDirections }) {
      const stranger = stressDirections.find((direction) => Math.abs(direction) !== 1);
      if (stranger !== undefined) yield outOfRange('stressDirections', `must be 1 or -1 each, but got ${stranger}`);
    },
  },

  compute,
});

function outOfRange(parameter: string, message: string): Problem {
  return { parameter, code: 'OUT_OF_RANGE', message };
}
