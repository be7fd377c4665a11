/** Properties of threshold contagion for any crowd, limits known in closed form, and the sums as published. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { thresholdContagion } from '../../src/calculators/threshold-contagion/calculator.ts';
import { normalCdf } from '../../src/numerics/normal.ts';
import { outbreakSize } from '../../src/numerics/outbreak-size.ts';

interface Outputs {
  cascadeSize: number;
  edgeActivationProbability: number;
  cascadeConditionValue: number | null;
  cascadeConditionHolds: boolean | null;
  cascadeWindowLower: number | null;
  cascadeWindowUpper: number | null;
  activationByRound: number[];
  rounds: number;
  status: string;
}
const outputsOf = (parameters: Readonly<Record<string, unknown>>) =>
  runCalculator(thresholdContagion, parameters).outputs as unknown as Outputs;

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const network = fc.oneof(
  fc.record({ topology: fc.constant('wellMixed') }),
  fc.record({ topology: fc.constant('poisson'), meanDegree: number(0.01, 30) }),
  fc.record({ topology: fc.constant('regular'), meanDegree: fc.integer({ min: 1, max: 50 }) }),
  fc
    .array(number(0.01, 1), { minLength: 2, maxLength: 12 })
    .map((weights) => weights.map((weight) => weight / weights.reduce((sum, other) => sum + other, 0)))
    .map((degreeDistribution) => ({ topology: 'custom', degreeDistribution })),
);
const CROWD = fc
  .tuple(
    network,
    fc.record({
      thresholdMean: number(0.01, 1),
      thresholdStd: fc.oneof(fc.constant(0), number(0.01, 0.5)),
      seedFraction: number(0.0001, 1),
    }),
  )
  .map(([links, thresholds]) => ({ ...links, ...thresholds }));

describe('a crowd with thresholds', () => {
  it('ends between its seeds and everybody', () => {
    fc.assert(
      fc.property(CROWD, (crowd) => {
        const { cascadeSize, edgeActivationProbability, activationByRound, rounds } = outputsOf(crowd);
        for (const share of [cascadeSize, edgeActivationProbability, ...activationByRound]) {
          expect(share).toBeGreaterThanOrEqual(crowd.seedFraction);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(activationByRound).toHaveLength(Math.min(201, rounds + 1));
      }),
    );
  });

  it('sells no less with more seeds, and no more with higher thresholds', () => {
    fc.assert(
      fc.property(CROWD, number(0, 1), (crowd, part) => {
        const { cascadeSize } = outputsOf(crowd);
        const fewer = outputsOf({ ...crowd, seedFraction: crowd.seedFraction * part });
        const firmer = outputsOf({ ...crowd, thresholdMean: crowd.thresholdMean + (1 - crowd.thresholdMean) * part });
        expect(fewer.cascadeSize).toBeLessThanOrEqual(cascadeSize + 1e-9);
        expect(firmer.cascadeSize).toBeLessThanOrEqual(cascadeSize + 1e-9);
      }),
    );
  });

  it('spreads to the giant component where one neighbour is enough for all', () => {
    fc.assert(
      fc.property(number(1.2, 10), (meanDegree) => {
        const { cascadeSize } = outputsOf({ thresholdMean: 0.01, meanDegree, seedFraction: 1e-12 });
        expect(Math.abs(cascadeSize - outbreakSize(meanDegree, 1, 0))).toBeLessThanOrEqual(1e-9);
      }),
    );
  });

  it('sells where m of k sell and the threshold is m/k, however that was computed, and not a billionth higher', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100 }), fc.integer({ min: 1, max: 100 }), (m, more) => {
        const k = m + more;
        const sizeAt = (thresholdMean: number) =>
          outputsOf({ topology: 'wellMixed', seedFraction: m / k, thresholdMean }).cascadeSize;
        expect([sizeAt(m / k), sizeAt(m * (1 / k)), sizeAt((m / k) * (1 + 1e-9))]).toEqual([1, 1, m / k]);
      }),
    );
  });

  it('jumps at a spread of thresholds of about 12.2 around a mean of 25, as Granovetter found', () => {
    const crowd = { topology: 'wellMixed', thresholdMean: 0.25, seedFraction: 0 };
    // American Journal of Sociology 83, figure 2: a jump from 6 of 100 to nearly all.
    expect(outputsOf({ ...crowd, thresholdStd: 0.122 }).cascadeSize).toBeCloseTo(0.06, 1.5);
    expect(outputsOf({ ...crowd, thresholdStd: 0.123 }).cascadeSize).toBeGreaterThan(0.99);
  });

  it('comes out as the double sums over degrees and selling neighbours', () => {
    fc.assert(
      fc.property(CROWD, (crowd) => {
        fc.pre(crowd.topology === 'custom');
        const { degreeDistribution: p, seedFraction: rho0 } = crowd as typeof crowd & { degreeDistribution: number[] };
        const { cascadeSize, edgeActivationProbability: q, status } = outputsOf(crowd);
        fc.pre(status === 'converged');
        const reached = (u: number) =>
          crowd.thresholdStd > 0
            ? normalCdf((u - crowd.thresholdMean) / crowd.thresholdStd)
            : Number(u >= crowd.thresholdMean - 1e-12);
        const expected = (n: number, k: number) =>
          Array.from(
            { length: n + 1 },
            (_, m) => binomial(n, m) * q ** m * (1 - q) ** (n - m) * reached(k ? m / k : 0),
          );
        const z = total(p.map((share, k) => k * share));
        const size = rho0 + (1 - rho0) * total(p.map((share, k) => share * total(expected(k, k))));
        const next =
          rho0 + (1 - rho0) * total(p.map((share, k) => (k ? ((k * share) / z) * total(expected(k - 1, k)) : 0)));
        expect(Math.abs(cascadeSize - size)).toBeLessThanOrEqual(1e-12);
        expect(Math.abs(q - next)).toBeLessThanOrEqual(2e-13);
      }),
      { numRuns: 300 },
    );
  });
});

describe("Watts' window", () => {
  it('is where the cascade condition holds, also where the threshold is one of so many neighbours', () => {
    const oneOf = fc.integer({ min: 4, max: 50 }).map((k) => 1 / k);
    const threshold = fc.oneof(
      number(0.02, 0.25),
      oneOf,
      oneOf.map((phi) => phi * (1 + 1e-9)),
      oneOf.map((phi) => phi * (1 - 1e-9)),
      oneOf.map((phi) => 7 * (phi / 7)),
    );
    fc.assert(
      fc.property(threshold, number(0.01, 30), (thresholdMean, meanDegree) => {
        const { cascadeWindowLower, cascadeWindowUpper, cascadeConditionValue } = outputsOf({
          thresholdMean,
          meanDegree,
        });
        const isInside = meanDegree > (cascadeWindowLower ?? Number.NaN) && meanDegree < (cascadeWindowUpper ?? 0);
        // At the ends of the window the value is 1 up to rounding.
        fc.pre(Math.abs((cascadeConditionValue ?? 1) - 1) >= 1e-9);
        expect({ meanDegree, isInside }).toEqual({ meanDegree, isInside: (cascadeConditionValue ?? 0) > 1 });
      }),
    );
  });

  it('is closed for thresholds above a quarter', () => {
    fc.assert(
      fc.property(number(0.2501, 1), (thresholdMean) => {
        const { cascadeWindowLower, cascadeWindowUpper } = outputsOf({ thresholdMean });
        expect([cascadeWindowLower, cascadeWindowUpper]).toEqual([null, null]);
      }),
    );
  });
});

describe('the inputs of a network', () => {
  it.each([
    ['a Poisson network of 31 links', { topology: 'poisson', meanDegree: 31 }, 'meanDegree OUT_OF_RANGE'],
    ['a regular one of 31.5 links', { topology: 'regular', meanDegree: 31.5 }, 'meanDegree NOT_INTEGER'],
    [
      'shares that do not sum to 1, used or not',
      { degreeDistribution: [0.5, 0.4] },
      'degreeDistribution NOT_NORMALISED',
    ],
    [
      'a crowd of hermits up to rounding',
      { topology: 'custom', degreeDistribution: [1 - 5e-10, 0] },
      'degreeDistribution OUT_OF_RANGE',
    ],
  ])('are refused for %s', (_, parameters, expected) => {
    let problem = '';
    try {
      runCalculator(thresholdContagion, parameters);
    } catch (error) {
      const [first] = (error as { problems: { parameter: string; code: string }[] }).problems;
      problem = `${first?.parameter} ${first?.code}`;
    }
    expect(problem).toBe(expected);
  });

  it('may have up to 50 links in a regular network', () => {
    expect(outputsOf({ topology: 'regular', meanDegree: 50 }).status).toBe('converged');
  });
});

const total = (terms: readonly number[]) => terms.reduce((sum, term) => sum + term, 0);

function binomial(n: number, m: number): number {
  let ways = 1;
  for (let i = 1; i <= m; i += 1) ways *= (n - m + i) / i;
  return ways;
}
