/**
 * Diversification failure: in a crisis correlations go to one, and what was spread risk becomes one risk.
 *
 * The stress mixes the correlation matrix C with that of assets that all move as one,
 *
 *     C(theta) = (1 - theta) C + theta d d',   d_i = ±1,
 *
 * a convex mixture of two correlation matrices and so a correlation matrix. Volatilities may rise along with it,
 * sigma(theta) = sigma (1 + theta (m - 1)). For each theta: volatility, value at risk and expected shortfall of the
 * portfolio, its diversification ratio (Choueifaty and Coignard 2008) and, of the assets themselves, the effective rank
 * of C(theta) (Roy and Vetterli 2007) and the share of its first factor (Kritzman et al. 2011).
 *
 * With shares x_i = w_i sigma_i / u of the undiversified volatility u = sum |w_i sigma_i|, the variance relative to u² is
 * v(theta) = (1 - theta) x'Cx + theta (d'x)²: two numbers hold for all levels. Likewise C is reduced to tridiagonal form
 * once, with d along the first axis, which leaves every C(theta) tridiagonal.
 */
import type { Problem } from '../../errors.ts';
import { type Tridiagonal, tridiagonalEigenvalues, tridiagonalise } from '../../numerics/tridiagonal.ts';
import { defineCalculator, type Warn } from '../kit/definition.ts';
import type { Values } from '../kit/input.ts';
import { outputs } from './outputs.ts';
import { parameters } from './parameters.ts';
import { presets, references } from './sources.ts';
import { normalTail, studentTail } from './tail.ts';

/** Least eigenvalue of a matrix that counts as positive semidefinite. */
const LEAST_EIGENVALUE = -1e-9;
/** Variance relative to the square of the undiversified volatility that is rounding. */
const RISKLESS = 1e-14;
/** Benefit that is rounding. */
const NO_BENEFIT = 1e-14;
/** Share of an eigenvalue that adds nothing to the entropy. */
const NO_SHARE = 1e-15;

type Portfolio = Values<typeof parameters>;

export const diversificationFailure = defineCalculator({
  slug: 'diversification-failure',
  title: 'Diversification failure: correlations converge to one',
  summary:
    'Mixes a correlation matrix with that of assets that all move as one and shows, level by level, how volatility, value at risk and expected shortfall of a portfolio grow while the diversification ratio, the number of effective bets and the effective rank collapse. Volatilities may rise along with the correlations, and the tail may be normal or Student’s t.',
  version: '1.0.0',
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
  ],
  references,
  presets,
  defaults: { stressDirections: ({ weights }) => weights.map(() => 1) },

  refuseAt: {
    *weights({ weights }) {
      if (weights.every((weight) => weight === 0)) yield outOfRange('weights', 'must not all be 0');
    },
    *correlation({ correlation }) {
      const ones = correlation.map(() => 1);
      const least = Math.min(...tridiagonalEigenvalues(tridiagonalise(correlation, ones)));
      if (least >= LEAST_EIGENVALUE) return;
      const message = `must be positive semidefinite, but its least eigenvalue is ${least}`;
      yield { parameter: 'correlation', code: 'NOT_PSD', message };
    },
    *stressDirections({ stressDirections }) {
      const stranger = stressDirections.find((direction) => Math.abs(direction) !== 1);
      if (stranger !== undefined) yield outOfRange('stressDirections', `must be 1 or -1 each, but got ${stranger}`);
    },
  },

  compute(portfolio, warn) {
    const { stressLevels, portfolioValue, horizonDays, daysPerYear, volatilityMultiplier } = portfolio;
    const { confidence, distribution, degreesOfFreedom } = portfolio;
    const tail = distribution === 'normal' ? normalTail(confidence) : studentTail(confidence, degreesOfFreedom);
    const valuePerVolatility = portfolioValue * Math.sqrt(horizonDays / daysPerYear);
    const { undiversified, base, asOne } = variances(portfolio);
    const averageCorrelations = averageOffDiagonal(portfolio);
    const spectrumAt = spectrumByLevel(portfolio);

    const series = stressLevels.map((theta) => {
      const relative = (1 - theta) * base + theta * asOne;
      const v = relative <= RISKLESS ? 0 : relative;
      const u = undiversified * (1 + theta * (volatilityMultiplier - 1));
      const portfolioVolatility = u * Math.sqrt(v);
      const isRiskless = portfolioVolatility === 0;
      const benefit = 1 - Math.sqrt(v);
      const { base: average, asOne: averageAsOne } = averageCorrelations;
      return {
        stressLevel: theta,
        averageCorrelation: average === null ? null : (1 - theta) * average + theta * averageAsOne,
        portfolioVolatility,
        undiversifiedVolatility: u,
        diversificationRatio: isRiskless ? null : 1 / Math.sqrt(v),
        effectiveBets: isRiskless ? null : 1 / v,
        diversificationBenefit: u === 0 ? null : Math.abs(benefit) < NO_BENEFIT ? 0 : benefit,
        valueAtRisk: valuePerVolatility * tail.valueAtRisk * portfolioVolatility,
        expectedShortfall: valuePerVolatility * tail.expectedShortfall * portfolioVolatility,
        ...spectrumAt(theta),
      };
    });

    type Level = (typeof series)[number];
    const first = series[0] as Level;
    const last = series.at(-1) as Level;
    warnOf(portfolio, first, last, warn);
    const { valueAtRisk, expectedShortfall, diversificationRatio, portfolioVolatility } = last;
    return {
      series,
      valueAtRisk,
      expectedShortfall,
      diversificationRatio,
      portfolioVolatility,
      varMultiplier: first.valueAtRisk === 0 ? null : valueAtRisk / first.valueAtRisk,
    };
  },
});

function outOfRange(parameter: string, message: string): Problem {
  return { parameter, code: 'OUT_OF_RANGE', message };
}

/** u, and the variance relative to u² at theta = 0, x'Cx, and at theta = 1, (d'x)². */
function variances({ weights, volatilities, correlation, stressDirections }: Portfolio) {
  const positions = weights.map((weight, i) => weight * (volatilities[i] as number));
  const undiversified = positions.reduce((sum, position) => sum + Math.abs(position), 0);
  if (undiversified === 0) return { undiversified, base: 0, asOne: 0 };
  const x = positions.map((position) => position / undiversified);
  let base = 0;
  let along = 0;
  for (const [i, row] of correlation.entries()) {
    const xi = x[i] as number;
    for (const [j, rho] of row.entries()) base += xi * rho * (x[j] as number);
    along += xi * (stressDirections[i] as number);
  }
  return { undiversified, base, asOne: along * along };
}

/** Mean entry off the diagonal of C and of dd'; null for a single asset. */
function averageOffDiagonal({ correlation, stressDirections: d }: Portfolio) {
  const n = correlation.length;
  if (n === 1) return { base: null, asOne: 0 };
  let base = 0;
  let asOne = 0;
  for (const [i, row] of correlation.entries()) {
    for (const [j, rho] of row.entries()) {
      if (i === j) continue;
      base += rho;
      asOne += (d[i] as number) * (d[j] as number);
    }
  }
  return { base: base / (n * (n - 1)), asOne: asOne / (n * (n - 1)) };
}

/** Effective rank and absorption ratio of C(theta), whose tridiagonal form is (1 - theta) T + theta n e1 e1'. */
function spectrumByLevel({ correlation, stressDirections }: Portfolio) {
  const n = correlation.length;
  const T = tridiagonalise(correlation, stressDirections);
  return (theta: number) => {
    const mixed: Tridiagonal = {
      diagonal: T.diagonal.map((entry, i) => (1 - theta) * entry + (i === 0 ? theta * n : 0)),
      offDiagonal: T.offDiagonal.map((entry) => (1 - theta) * entry),
    };
    const eigenvalues = tridiagonalEigenvalues(mixed).map((value) => Math.max(0, value));
    const total = eigenvalues.reduce((sum, value) => sum + value, 0);
    const entropy = eigenvalues.reduce((sum, value) => {
      const share = value / total;
      return share > NO_SHARE ? sum - share * Math.log(share) : sum;
    }, 0);
    return { effectiveRank: Math.exp(entropy), absorptionRatio: Math.max(...eigenvalues) / n };
  };
}

function warnOf(
  { portfolioValue, weights, horizonDays, daysPerYear }: Portfolio,
  first: { valueAtRisk: number; portfolioVolatility: number },
  last: { valueAtRisk: number; expectedShortfall: number },
  warn: Warn,
): void {
  if (first.portfolioVolatility === 0) {
    warn('RISKLESS', 'The portfolio is riskless at the first stress level, so that there is no multiple of it.');
  } else if (last.valueAtRisk < first.valueAtRisk) {
    warn('STRESS_REDUCES_RISK', 'The stress reduces the risk of this book; stressDirections can turn it against it.');
  }
  const gross = portfolioValue * weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  if (last.expectedShortfall > gross) {
    warn('LOSS_BEYOND_VALUE', 'The expected shortfall exceeds everything invested: the linear model ends before that.');
  }
  if (horizonDays > daysPerYear) {
    warn(
      'LONG_HORIZON',
      'Beyond a year neither a mean of zero nor growth with the square root of time is a safe guess.',
    );
  }
}
