/** Properties of the correlation stress for any portfolio, closed forms, and its figures by other methods. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { diversificationFailure } from '../../src/calculators/diversification-failure/calculator.ts';
import { normalTail, studentTail } from '../../src/calculators/market/loss-tail.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { normalDensity } from '../../src/numerics/normal.ts';
import { studentTDensity } from '../../src/numerics/student-t.ts';

interface Portfolio {
  weights: number[];
  volatilities: number[];
  correlation: number[][];
  stressLevels: number[];
  stressDirections: number[];
}

interface Level {
  stressLevel: number;
  averageCorrelation: number | null;
  portfolioVolatility: number;
  undiversifiedVolatility: number;
  diversificationRatio: number | null;
  valueAtRisk: number;
  expectedShortfall: number;
  effectiveRank: number;
  absorptionRatio: number;
}

/** Correlations of n mixtures of n independent factors, with loadings in thousandths. */
function correlationOf(factors: readonly (readonly number[])[]): number[][] {
  const unit = factors.map((row, i) => {
    const tilted = row.map((loading, j) => loading / 1000 + (i === j ? 0.5 : 0));
    const length = Math.hypot(...tilted);
    return tilted.map((loading) => loading / length);
  });
  return unit.map((a, i) => unit.map((b, j) => (i === j ? 1 : a.reduce((sum, x, k) => sum + x * at(b, k), 0))));
}

const PORTFOLIO: fc.Arbitrary<Portfolio> = fc.integer({ min: 1, max: 7 }).chain((n) => {
  const vector = (min: number, max: number) =>
    fc.array(fc.double({ min, max, noNaN: true }), { minLength: n, maxLength: n });
  return fc.record({
    weights: vector(0.01, 1),
    volatilities: vector(0.01, 2),
    correlation: fc
      .array(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: n, maxLength: n }), {
        minLength: n,
        maxLength: n,
      })
      .map(correlationOf),
    stressLevels: fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
    stressDirections: fc.array(fc.constantFrom(1, -1), { minLength: n, maxLength: n }),
  });
});
const ascendingLongOnly = PORTFOLIO.map((portfolio) => ({
  ...portfolio,
  stressLevels: [0, ...portfolio.stressLevels.sort((a, b) => a - b), 1],
  stressDirections: portfolio.weights.map(() => 1),
}));

const seriesOf = (parameters: Partial<Portfolio> & { portfolioValue?: number; volatilityMultiplier?: number }) =>
  runCalculator(diversificationFailure, parameters).outputs.series as Level[];

function at(list: readonly number[], i: number): number {
  return list[i] ?? Number.NaN;
}

function close(actual: number, expected: number, relative = 1e-10) {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(expected)));
}

/** Integral of f from a to infinity, by the trapezium rule after x = a + exp(s - exp(-s)). */
function integralFrom(a: number, f: (x: number) => number): number {
  const step = 1 / 64;
  let sum = 0;
  for (let s = -4; s <= 80; s += step) {
    const shift = Math.exp(s - Math.exp(-s));
    sum += f(a + shift) * shift * (1 + Math.exp(-s)) * step;
  }
  return sum;
}

describe('the stress on correlations', () => {
  it('never lowers the volatility of long positions, and leaves them undiversified in the end', () => {
    fc.assert(
      fc.property(ascendingLongOnly, (portfolio) => {
        const series = seriesOf(portfolio);
        for (const [i, level] of series.entries()) {
          const before = series[i - 1]?.portfolioVolatility ?? 0;
          expect(level.portfolioVolatility).toBeGreaterThanOrEqual(before * (1 - 1e-12));
          expect(level.expectedShortfall).toBeGreaterThan(level.valueAtRisk);
        }
        const last = series.at(-1) as Level;
        close(last.portfolioVolatility, last.undiversifiedVolatility);
        close(last.diversificationRatio ?? Number.NaN, 1);
        close(last.effectiveRank, 1);
        close(last.absorptionRatio, 1);
      }),
    );
  });

  it('is at each level what the mixed matrix itself says', () => {
    fc.assert(
      fc.property(PORTFOLIO, fc.double({ min: 1, max: 5, noNaN: true }), (portfolio, volatilityMultiplier) => {
        const { weights, volatilities, correlation, stressDirections: d } = portfolio;
        const n = weights.length;
        for (const level of seriesOf({ ...portfolio, volatilityMultiplier })) {
          const theta = level.stressLevel;
          const C = correlation.map((row, i) => row.map((rho, j) => (1 - theta) * rho + theta * at(d, i) * at(d, j)));
          const w = weights.map((weight, i) => weight * at(volatilities, i) * (1 + theta * (volatilityMultiplier - 1)));
          const variance = C.flatMap((row, i) => row.map((rho, j) => rho * at(w, i) * at(w, j)));
          const total = variance.reduce((sum, term) => sum + term, 0);
          expect(Math.abs(level.portfolioVolatility ** 2 - total)).toBeLessThanOrEqual(1e-12 * (1 + total));
          const lambda = new EigenvalueDecomposition(new Matrix(C), { assumeSymmetric: true }).realEigenvalues;
          const pi = lambda.map((value) => Math.max(0, value) / n).filter((share) => share > 0);
          close(level.effectiveRank, Math.exp(-pi.reduce((sum, share) => sum + share * Math.log(share), 0)), 1e-9);
          close(level.absorptionRatio, Math.max(...lambda) / n);
          const pairs = C.flatMap((row, i) => row.filter((_, j) => i !== j));
          if (n === 1) expect(level.averageCorrelation).toBeNull();
          else close(level.averageCorrelation ?? Number.NaN, pairs.reduce((sum, rho) => sum + rho, 0) / pairs.length);
        }
      }),
    );
  });

  it('does not depend on the order of the assets', () => {
    fc.assert(
      fc.property(PORTFOLIO, (portfolio) => {
        const reversed = {
          ...portfolio,
          weights: [...portfolio.weights].reverse(),
          volatilities: [...portfolio.volatilities].reverse(),
          stressDirections: [...portfolio.stressDirections].reverse(),
          correlation: portfolio.correlation.map((row) => [...row].reverse()).reverse(),
        };
        const other = seriesOf(reversed);
        for (const [i, level] of seriesOf(portfolio).entries()) {
          close(other[i]?.portfolioVolatility ?? Number.NaN, level.portfolioVolatility);
          close(other[i]?.effectiveRank ?? Number.NaN, level.effectiveRank);
        }
      }),
    );
  });

  it('scales its losses with the value of the portfolio', () => {
    fc.assert(
      fc.property(PORTFOLIO, fc.double({ min: 0.01, max: 100, noNaN: true }), (portfolio, factor) => {
        const larger = seriesOf({ ...portfolio, portfolioValue: 1e6 * factor });
        for (const [i, { valueAtRisk }] of seriesOf(portfolio).entries()) {
          close(larger[i]?.valueAtRisk ?? Number.NaN, valueAtRisk * factor);
        }
      }),
    );
  });

  it('is for equal positions at one correlation sigma sqrt((1 + (n - 1) rho) / n)', () => {
    const n = 60;
    const correlation = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 1 : 0.2)));
    const series = seriesOf({
      weights: Array.from({ length: n }, () => 1 / n),
      volatilities: Array.from({ length: n }, () => 0.3),
      correlation,
    });
    for (const { stressLevel: theta, portfolioVolatility, absorptionRatio, effectiveRank } of series) {
      const rho = (1 - theta) * 0.2 + theta;
      const first = (1 + (n - 1) * rho) / n;
      const other = (1 - rho) / n;
      close(portfolioVolatility, 0.3 * Math.sqrt(first));
      close(absorptionRatio, first);
      const rest = other > 0 ? (n - 1) * other * Math.log(other) : 0;
      close(effectiveRank, Math.exp(-first * Math.log(first) - rest));
    }
  });

  it('warns of a book that the stress makes safer, and of a loss beyond what is invested', () => {
    const hedged = {
      weights: [1, -1],
      volatilities: [0.5, 0.5],
      correlation: [
        [1, 0.5],
        [0.5, 1],
      ],
    };
    const codes = (parameters: unknown) =>
      runCalculator(diversificationFailure, parameters).warnings.map(({ code }) => code);
    expect(codes(hedged)).toEqual(['STRESS_REDUCES_RISK']);
    expect(codes({ ...hedged, stressDirections: [1, -1], horizonDays: 3650 })).toEqual([
      'LOSS_BEYOND_VALUE',
      'LONG_HORIZON',
    ]);
    expect(codes({ ...hedged, volatilities: [0, 0] })).toEqual(['RISKLESS']);
  });
});

describe('a matrix that rounding has made indefinite', () => {
  it('is repaired with a warning, and the risk changes in the order of the rounding', () => {
    let repairs = 0;
    // Assets at these angles on two factors: a rank-2 matrix, so rounding can push eigenvalues to either side of zero.
    const angles = fc.array(fc.integer({ min: 0, max: 314 }), { minLength: 3, maxLength: 10 });
    fc.assert(
      fc.property(angles, fc.integer({ min: 3, max: 5 }), (drawn, decimals) => {
        const correlation = drawn.map((a) => drawn.map((b) => Math.cos((a - b) / 100)));
        const unit = 10 ** decimals;
        const rounded = correlation.map((row) => row.map((rho) => Math.round(rho * unit) / unit));
        const portfolio = {
          weights: drawn.map(() => 1),
          volatilities: drawn.map((_, i) => 0.1 + i / 20),
          stressLevels: [0, 1],
        };
        const run = (matrix: number[][]) =>
          runCalculator(diversificationFailure, { ...portfolio, correlation: matrix });
        const { outputs, warnings } = run(rounded);
        const isRepaired = (outputs.smallestEigenvalue as number) < -1e-9;
        repairs += Number(isRepaired);
        expect(warnings.some(({ code }) => code === 'REPAIRED')).toBe(isRepaired);
        expect((outputs.correlationDistance as number) > 0).toBe(isRepaired);
        const [exact] = run(correlation).outputs.series as Level[];
        const [near] = outputs.series as Level[];
        const gap = Math.abs((near?.portfolioVolatility ?? 0) ** 2 - (exact?.portfolioVolatility ?? 0) ** 2);
        const size = exact?.undiversifiedVolatility ?? 0;
        expect(gap).toBeLessThanOrEqual((10 / unit) * size * size);
      }),
    );
    expect(repairs).toBeGreaterThanOrEqual(50);
  });

  it('is refused where no rounding explains it', () => {
    const correlation = [
      [1, 0.9, -0.9],
      [0.9, 1, 0.9],
      [-0.9, 0.9, 1],
    ];
    expect(() => seriesOf({ weights: [1, 1, 1], volatilities: [1, 1, 1], correlation })).toThrow('correlation');
  });
});

describe('the tail', () => {
  it.each([0.6, 0.95, 0.99, 0.9999])('has at %d the probability and the mean of a numerical integration', (alpha) => {
    const normal = normalTail(alpha);
    close(integralFrom(normal.valueAtRisk, normalDensity) / (1 - alpha), 1);
    close(integralFrom(normal.valueAtRisk, (x) => x * normalDensity(x)) / (1 - alpha), normal.expectedShortfall);
    for (const nu of [3, 4.5, 30]) {
      const scale = Math.sqrt((nu - 2) / nu);
      const density = (x: number) => studentTDensity(x / scale, nu) / scale;
      const { valueAtRisk, expectedShortfall } = studentTail(alpha, nu);
      close(integralFrom(valueAtRisk, density) / (1 - alpha), 1, 1e-9);
      close(integralFrom(valueAtRisk, (x) => x * density(x)) / (1 - alpha), expectedShortfall, 1e-9);
    }
  });

  it('is that of the normal law for many degrees of freedom', () => {
    const [student, normal] = [studentTail(0.99, 1000), normalTail(0.99)];
    expect(student.valueAtRisk / normal.valueAtRisk).toBeCloseTo(1, 2);
    expect(student.expectedShortfall / normal.expectedShortfall).toBeCloseTo(1, 2);
  });
});
