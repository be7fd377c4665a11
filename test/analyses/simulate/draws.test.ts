/** The draws of a simulation against the moments of their distributions, and against the copula's rank correlations. */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type Distribution, valueAt } from '../../../src/analyses/simulate/distribution.ts';
import { copulaFactor, drawnValues } from '../../../src/analyses/simulate/draws.ts';
import { normalCdf, normalQuantile } from '../../../src/numerics/normal.ts';
import { studentTTwoSided } from '../../../src/numerics/student-t.ts';

type Law = Distribution['law'];

const RUNS = 5_000;
const unbounded = (law: Law): Distribution => ({ law, minimum: null, maximum: null });
const at = (law: Law, u: number) => valueAt(unbounded(law), u, normalQuantile(u));

/** Draws of each distribution, by run. */
function drawn(distributions: readonly Distribution[], runs: number, factor: number[][] | null = null): number[][] {
  return Array.from({ length: runs }, (_, run) => drawnValues(distributions, 11, run, factor));
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

describe('the draws of a law', () => {
  // Law, mean and standard deviation, each in closed form.
  it.each<[string, Law, number, number]>([
    ['normal', { kind: 'NORMAL', mean: 3, standardDeviation: 2 }, 3, 2],
    [
      'lognormal',
      { kind: 'LOGNORMAL', median: 5, sigma: 0.4 },
      5 * Math.exp(0.08),
      5 * Math.exp(0.08) * Math.sqrt(Math.exp(0.16) - 1),
    ],
    ['uniform', { kind: 'UNIFORM', from: -1, to: 5 }, 2, Math.sqrt(3)],
    // (a + b + c)/3 and (a² + b² + c² - ab - ac - bc)/18 with a = 0, c = 1, b = 5.
    ['triangular', { kind: 'TRIANGULAR', from: 0, mode: 1, to: 5 }, 2, Math.sqrt((0 + 25 + 1 - 5) / 18)],
    ["Student's", { kind: 'STUDENT_T', location: 1, scale: 2, degreesOfFreedom: 10 }, 1, 2 * Math.sqrt(10 / 8)],
    ['empirical', { kind: 'EMPIRICAL', values: [1, 2, 6] }, 3, Math.sqrt(14 / 3)],
  ])('have its mean and deviation: %s', (_, law, expectedMean, deviation) => {
    const values = drawn([unbounded(law)], RUNS).map(([value]) => value as number);
    const standardError = deviation / Math.sqrt(RUNS);
    expect(Math.abs(mean(values) - expectedMean)).toBeLessThanOrEqual(4 * standardError);
    const variance = mean(values.map((value) => (value - expectedMean) ** 2));
    const fourth = mean(values.map((value) => (value - expectedMean) ** 4));
    expect(Math.abs(variance - deviation ** 2)).toBeLessThanOrEqual(4 * Math.sqrt((fourth - variance ** 2) / RUNS));
  });

  const probability = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });

  it('are where its distribution function is the probability', () => {
    const distributionFunctions: [Law, (value: number) => number][] = [
      [{ kind: 'NORMAL', mean: 3, standardDeviation: 2 }, (x) => normalCdf((x - 3) / 2)],
      [{ kind: 'LOGNORMAL', median: 5, sigma: 0.4 }, (x) => normalCdf(Math.log(x / 5) / 0.4)],
      [{ kind: 'UNIFORM', from: -1, to: 5 }, (x) => (x + 1) / 6],
      [{ kind: 'TRIANGULAR', from: 0, mode: 1, to: 5 }, (x) => (x < 1 ? (x * x) / 5 : 1 - (5 - x) ** 2 / 20)],
      [
        { kind: 'STUDENT_T', location: 1, scale: 2, degreesOfFreedom: 3.5 },
        (x) => (x < 1 ? studentTTwoSided((x - 1) / 2, 3.5) / 2 : 1 - studentTTwoSided((x - 1) / 2, 3.5) / 2),
      ],
    ];
    fc.assert(
      fc.property(probability, (u) => {
        for (const [law, distributionFunction] of distributionFunctions) {
          expect(Math.abs(distributionFunction(at(law, u)) - u)).toBeLessThanOrEqual(1e-12);
        }
      }),
    );
  });

  it('are certain where it has no width', () => {
    expect(at({ kind: 'NORMAL', mean: 3, standardDeviation: 0 }, 0.2)).toBe(3);
    expect(at({ kind: 'TRIANGULAR', from: 4, mode: 4, to: 4 }, 0.2)).toBe(4);
    expect(at({ kind: 'STUDENT_T', location: 4, scale: 0, degreesOfFreedom: 1 }, 0.2)).toBe(4);
    expect(at({ kind: 'STUDENT_T', location: 4, scale: 1, degreesOfFreedom: 1 }, 0.5)).toBe(4);
  });

  it('are each value of a sample as often', () => {
    const law: Law = { kind: 'EMPIRICAL', values: [10, 20, 30, 40] };
    expect([0.1, 0.25, 0.5, 0.74, 0.999].map((u) => at(law, u))).toEqual([10, 20, 30, 30, 40]);
  });

  it('are set to the bounds that they pass', () => {
    const distribution: Distribution = { law: { kind: 'UNIFORM', from: 0, to: 10 }, minimum: 2, maximum: 7 };
    expect([0.1, 0.5, 0.9].map((u) => valueAt(distribution, u, 0))).toEqual([2, 5, 7]);
  });
});

describe('rank correlation', () => {
  const laws: Distribution[] = [
    unbounded({ kind: 'LOGNORMAL', median: 1, sigma: 2 }),
    unbounded({ kind: 'STUDENT_T', location: 0, scale: 1, degreesOfFreedom: 1 }),
    unbounded({ kind: 'UNIFORM', from: 0, to: 1 }),
  ];

  it("is Spearman's, whatever the laws", () => {
    const wanted = [
      [1, 0.7, -0.4],
      [0.7, 1, 0.1],
      [-0.4, 0.1, 1],
    ];
    const runs = drawn(laws, 2_000, copulaFactor(wanted));
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const found = spearman(
        runs.map((values) => values[i] as number),
        runs.map((values) => values[j] as number),
      );
      // The standard error of a rank correlation is at most 1/sqrt n.
      expect(Math.abs(found - (wanted[i]?.[j] as number))).toBeLessThanOrEqual(4 / Math.sqrt(2_000));
    }
  });

  it('of 1 and -1 orders the draws alike and against each other', () => {
    const factor = copulaFactor([
      [1, 1, -1],
      [1, 1, -1],
      [-1, -1, 1],
    ]);
    const runs = drawn(laws, 300, factor);
    const columns = laws.map((_, i) => runs.map((values) => values[i] as number));
    expect(spearman(columns[0] as number[], columns[1] as number[])).toBeCloseTo(1, 12);
    expect(spearman(columns[0] as number[], columns[2] as number[])).toBeCloseTo(-1, 12);
  });

  it('of 0 leaves the draws where they were', () => {
    const identity = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    for (const run of [0, 1, 9_999]) {
      const independent = drawnValues(laws, 5, run, null);
      const uncorrelated = drawnValues(laws, 5, run, copulaFactor(identity));
      for (const [i, value] of independent.entries()) {
        expect(Math.abs((uncorrelated[i] as number) / value - 1)).toBeLessThanOrEqual(1e-12);
      }
    }
  });
});

describe('the same seed', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const all: Distribution[] = [
    unbounded({ kind: 'NORMAL', mean: 0, standardDeviation: 1 }),
    unbounded({ kind: 'LOGNORMAL', median: 1, sigma: 0.5 }),
    unbounded({ kind: 'UNIFORM', from: 0, to: 1 }),
    unbounded({ kind: 'TRIANGULAR', from: 0, mode: 1, to: 3 }),
    unbounded({ kind: 'STUDENT_T', location: 0, scale: 1, degreesOfFreedom: 3 }),
    unbounded({ kind: 'EMPIRICAL', values: [1, 2, 3] }),
  ];

  it('gives a run the same draws, whichever runs were made before', () => {
    const inOrder = drawn(all, 20);
    const backwards = Array.from({ length: 20 }, (_, k) => drawnValues(all, 11, 19 - k, null)).reverse();
    expect(backwards).toEqual(inOrder);
    expect(drawnValues(all, 12, 0, null)).not.toEqual(inOrder[0]);
  });

  it('asks the engine for no function whose last bits are left to it', () => {
    const fixed = new Set([
      'abs',
      'ceil',
      'floor',
      'fround',
      'imul',
      'max',
      'min',
      'round',
      'sign',
      'sqrt',
      'trunc',
      'clz32',
    ]);
    const functions = Object.getOwnPropertyNames(Math).filter((name) => typeof Math[name as 'exp'] === 'function');
    const free = functions.filter((name) => !fixed.has(name));
    expect(free).toEqual(expect.arrayContaining(['exp', 'log', 'log1p', 'pow', 'sin', 'tanh']));
    const half = all.map((_, i) => all.map((_, j) => (i === j ? 1 : 0.5)));
    const asked: string[] = [];
    for (const name of free) {
      jest.spyOn(Math, name as 'exp').mockImplementation(() => {
        asked.push(name);
        return Number.NaN;
      });
    }
    const factor = copulaFactor(half);
    drawn(all, 200);
    drawn(all, 200, factor);
    expect(asked).toEqual([]);
  });
});

/** Spearman's rank correlation of two columns without ties. */
function spearman(one: readonly number[], other: readonly number[]): number {
  const ranks = (numbers: readonly number[]) => {
    const order = [...numbers.keys()].sort((a, b) => (numbers[a] as number) - (numbers[b] as number));
    const rank = new Array<number>(numbers.length);
    for (const [place, index] of order.entries()) rank[index] = place;
    return rank;
  };
  const [a, b] = [ranks(one), ranks(other)];
  const squares = a.reduce((sum, rank, i) => sum + (rank - (b[i] as number)) ** 2, 0);
  const n = one.length;
  return 1 - (6 * squares) / (n * (n * n - 1));
}
