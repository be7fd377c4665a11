/**
 * Risk of the portfolio at every level of the stress.
 *
 * With shares x_i = w_i sigma_i / u of the undiversified volatility u = sum |w_i sigma_i|, the variance relative to u² is
 * v(theta) = (1 - theta) x'Cx + theta (d'x)²: two numbers serve all levels. Likewise C is reduced to tridiagonal form
 * once, with d along the first axis, which makes every C(theta) tridiagonal.
 */
import { nearestCorrelation } from '../../numerics/nearest-correlation.ts';
import { type Tridiagonal, tridiagonalEigenvalues, tridiagonalise } from '../../numerics/tridiagonal.ts';
import type { Warn } from '../kit/definition.ts';
import { normalTail, studentTail } from '../market/loss-tail.ts';
import type { Input, Outputs } from './interface.ts';

/** Smallest eigenvalue with which a matrix still counts as positive semidefinite. */
const LEAST_EIGENVALUE = -1e-9;
/** Variance, relative to the square of the undiversified volatility, up to which it is rounding. */
const RISKLESS = 1e-14;
/** Distance from the variance without diversification, relative to it, up to which it is rounding. */
const UNDIVERSIFIED = 2e-14;
/** Share of an eigenvalue that adds nothing to the entropy. */
const NO_SHARE = 1e-15;

/** Measures the portfolio's risk level by level. */
export function compute(given: Input, warn: Warn): Outputs {
  const { stressLevels, portfolioValue, horizonDays, daysPerYear, volatilityMultiplier } = given;
  const { confidence, distribution, degreesOfFreedom } = given;
  const smallestEigenvalue = leastEigenvalue(given.correlation);
  const isRounded = smallestEigenvalue < LEAST_EIGENVALUE;
  const correlation = isRounded ? nearestCorrelation(given.correlation) : given.correlation;
  const portfolio = { ...given, correlation };
  const tail = distribution === 'normal' ? normalTail(confidence) : studentTail(confidence, degreesOfFreedom);
  const valuePerVolatility = portfolioValue * Math.sqrt(horizonDays / daysPerYear);
  const { undiversified, base, asOne } = variances(portfolio);
  const averageCorrelations = averageOffDiagonal(portfolio);
  const spectrumAt = spectrumByLevel(portfolio);

  const series = stressLevels.map((theta) => {
    const relative = (1 - theta) * base + theta * asOne;
    const v = relative <= RISKLESS ? 0 : Math.abs(relative - 1) <= UNDIVERSIFIED ? 1 : relative;
    const u = undiversified * (1 + theta * (volatilityMultiplier - 1));
    const portfolioVolatility = u * Math.sqrt(v);
    const isRiskless = portfolioVolatility === 0;
    const { base: average, asOne: averageAsOne } = averageCorrelations;
    return {
      stressLevel: theta,
      averageCorrelation: average === null ? null : (1 - theta) * average + theta * averageAsOne,
      portfolioVolatility,
      undiversifiedVolatility: u,
      diversificationRatio: isRiskless ? null : 1 / Math.sqrt(v),
      effectiveBets: isRiskless ? null : 1 / v,
      diversificationBenefit: u === 0 ? null : 1 - Math.sqrt(v),
      valueAtRisk: valuePerVolatility * tail.valueAtRisk * portfolioVolatility,
      expectedShortfall: valuePerVolatility * tail.expectedShortfall * portfolioVolatility,
      ...spectrumAt(theta),
    };
  });

  type Level = (typeof series)[number];
  const first = series[0] as Level;
  const last = series.at(-1) as Level;
  if (isRounded) {
    const message = `The correlation matrix has a negative eigenvalue, ${smallestEigenvalue}; the nearest correlation matrix was used instead.`;
    warn('REPAIRED', message);
  }
  warnOf(portfolio, first, last, warn);
  const { valueAtRisk, expectedShortfall, diversificationRatio, portfolioVolatility } = last;
  return {
    series,
    valueAtRisk,
    expectedShortfall,
    diversificationRatio,
    portfolioVolatility,
    varMultiplier: first.valueAtRisk === 0 ? null : valueAtRisk / first.valueAtRisk,
    smallestEigenvalue,
    correlationDistance: isRounded ? distance(correlation, given.correlation) : 0,
  };
}

export function leastEigenvalue(correlation: Input['correlation']): number {
  const ones = correlation.map(() => 1);
  return Math.min(...tridiagonalEigenvalues(tridiagonalise(correlation, ones)));
}

/** Distance of two matrices in the Frobenius norm. */
function distance(one: Input['correlation'], other: Input['correlation']): number {
  return Math.hypot(...one.flatMap((row, i) => row.map((entry, j) => entry - (other[i]?.[j] as number))));
}

/** u, and the variance relative to u² at theta = 0, x'Cx, and at theta = 1, (d'x)². */
function variances({ weights, volatilities, correlation, stressDirections }: Input) {
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
function averageOffDiagonal({ correlation, stressDirections: d }: Input) {
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
function spectrumByLevel({ correlation, stressDirections }: Input) {
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
    return { effectiveRank: Math.exp(entropy), absorptionRatio: Math.min(1, Math.max(...eigenvalues) / n) };
  };
}

function warnOf(
  { portfolioValue, weights, horizonDays, daysPerYear }: Input,
  first: { valueAtRisk: number; portfolioVolatility: number },
  last: { valueAtRisk: number; expectedShortfall: number },
  warn: Warn,
): void {
  if (first.portfolioVolatility === 0) {
    warn('RISKLESS', 'The portfolio is riskless at the first stress level, so multiples of that risk are undefined.');
  } else if (last.valueAtRisk < first.valueAtRisk) {
    warn(
      'STRESS_REDUCES_RISK',
      'The stress reduces the risk of this portfolio; use stressDirections to turn it against the portfolio.',
    );
  }
  const gross = portfolioValue * weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  if (last.expectedShortfall > gross) {
    warn(
      'LOSS_BEYOND_VALUE',
      'The expected shortfall exceeds the whole investment, which is beyond the range of the linear model.',
    );
  }
  if (horizonDays > daysPerYear) {
    warn(
      'LONG_HORIZON',
      'Beyond a year neither a mean of zero nor growth with the square root of time is a safe guess.',
    );
  }
}
