/** Properties of the Hawkes process for any branching ratio, its cluster sizes, and its equation integrated. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hawkesClustering } from '../../src/calculators/hawkes-clustering/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';

interface Outputs {
  stationaryIntensity: number | null;
  meanClusterSize: number;
  clusterSizeVariance: number;
  kernelHalfLife: number;
  responseHalfLife: number | null;
  intensityAfterShock: number;
  clusterSizePmf: number[];
  clusterSizeTail: number;
  clusterSizeQuantile: number | null;
  extinctionProbability: number;
  expectedEventsAtHorizon: number | null;
  shockAftershocksAtHorizon: number | null;
  intensityPath: { time: number; intensity: number | null }[];
  status: string;
}
const outputsOf = (parameters: Readonly<Record<string, number>>) =>
  runCalculator(hawkesClustering, parameters).outputs as unknown as Outputs;

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const FLOW = fc.record({
  baselineIntensity: number(0, 100),
  branchingRatio: fc.oneof(number(0, 0.99), fc.constant(1), number(1.001, 3)),
  decayRate: number(0.1, 5),
  shockEvents: fc.integer({ min: 0, max: 100 }),
  horizon: number(0.1, 3),
});

/** The difference of two numbers, relative to the second if that exceeds 1. */
const gap = (actual: number | null, expected: number) =>
  Math.abs((actual ?? Number.NaN) - expected) / Math.max(1, Math.abs(expected));

/** lambda' = beta mu - c lambda and N' = lambda, integrated by the classical Runge-Kutta method. */
function integrated({ baselineIntensity: mu, branchingRatio: n, decayRate: beta, horizon }: Flow, start: number) {
  const slope = (lambda: number) => beta * mu - beta * (1 - n) * lambda;
  const dt = horizon / 2000;
  let [lambda, events] = [start, 0];
  for (let k = 0; k < 2000; k += 1) {
    const k1 = slope(lambda);
    const k2 = slope(lambda + (dt / 2) * k1);
    const k3 = slope(lambda + (dt / 2) * k2);
    const k4 = slope(lambda + dt * k3);
    events += dt * (lambda + (dt / 6) * (k1 + k2 + k3));
    lambda += (dt / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
  }
  return { lambda, events };
}
type Flow = typeof FLOW extends fc.Arbitrary<infer F> ? F : never;

describe('the response to a burst', () => {
  it('solves the equation of the mean intensity below, at and above the critical point', () => {
    fc.assert(
      fc.property(FLOW, (flow) => {
        const { intensityPath, intensityAfterShock, expectedEventsAtHorizon } = outputsOf(flow);
        const { lambda, events } = integrated(flow, intensityAfterShock);
        expect(gap(intensityPath[0]?.intensity ?? null, intensityAfterShock)).toBe(0);
        expect(gap(intensityPath.at(-1)?.intensity ?? null, lambda)).toBeLessThanOrEqual(1e-8);
        expect(gap(expectedEventsAtHorizon, events)).toBeLessThanOrEqual(1e-8);
      }),
    );
  });

  it('is continuous at the critical point', () => {
    for (const horizon of [0.1, 5, 50]) {
      const at = (branchingRatio: number) => outputsOf({ branchingRatio, horizon, initialIntensity: 20 });
      const critical = at(1).expectedEventsAtHorizon ?? 0;
      expect(gap(at(1 - 1e-12).expectedEventsAtHorizon, critical)).toBeLessThanOrEqual(1e-9);
      expect(gap(at(1 + 1e-12).expectedEventsAtHorizon, critical)).toBeLessThanOrEqual(1e-9);
    }
  });

  it('is linear in the size of the burst', () => {
    fc.assert(
      fc.property(FLOW, (flow) => {
        const events = (shockEvents: number) => outputsOf({ ...flow, shockEvents }).expectedEventsAtHorizon ?? 0;
        const { shockAftershocksAtHorizon: aftershocks } = outputsOf({ ...flow, shockEvents: 7 });
        expect(gap(events(7) - events(0), aftershocks ?? 0)).toBeLessThanOrEqual(1e-8);
        expect(gap(events(14) - events(7), aftershocks ?? 0)).toBeLessThanOrEqual(1e-8);
      }),
    );
  });

  it('settles at the stationary intensity, half of the way in one half-life', () => {
    fc.assert(
      fc.property(number(0, 0.95), number(0.1, 5), (branchingRatio, decayRate) => {
        const at = (horizon: number) => outputsOf({ branchingRatio, decayRate, horizon });
        const { stationaryIntensity, responseHalfLife, kernelHalfLife, intensityAfterShock } = at(1);
        const [settled, half] = [stationaryIntensity ?? 0, responseHalfLife ?? 0];
        expect(half).toBeGreaterThanOrEqual(kernelHalfLife);
        expect(gap(at(half).intensityPath.at(-1)?.intensity ?? null, (settled + intensityAfterShock) / 2)).toBeLessThan(
          1e-12,
        );
        expect(gap(at(60 * half).intensityPath.at(-1)?.intensity ?? null, settled)).toBeLessThanOrEqual(1e-12);
      }),
    );
  });

  it('is nothing where nothing happens, however explosive', () => {
    const silent = { baselineIntensity: 0, shockEvents: 0, branchingRatio: 5, decayRate: 1e9, horizon: 1e6 };
    const { expectedEventsAtHorizon, intensityPath } = outputsOf(silent);
    expect(expectedEventsAtHorizon).toBe(0);
    expect(intensityPath.every(({ intensity }) => intensity === 0)).toBe(true);
    expect(outputsOf({ ...silent, shockEvents: 1 }).expectedEventsAtHorizon).toBeNull();
  });
});

describe('the size of clusters', () => {
  const total = (terms: readonly number[]) => terms.reduce((sum, term) => sum + term, 0);

  it('has the probabilities, mean and variance of the law of Borel', () => {
    fc.assert(
      fc.property(number(0, 0.6), (branchingRatio) => {
        const outputs = outputsOf({ branchingRatio, maxClusterSize: 500 });
        const { clusterSizePmf: pmf, meanClusterSize: mean } = outputs;
        expect(gap(total(pmf), 1)).toBeLessThanOrEqual(1e-12);
        expect(gap(total(pmf.map((p, i) => (i + 1) * p)), mean)).toBeLessThanOrEqual(1e-10);
        const variance = total(pmf.map((p, i) => (i + 1 - mean) ** 2 * p));
        expect(gap(variance, outputs.clusterSizeVariance)).toBeLessThanOrEqual(1e-9);
      }),
    );
  });

  it('is the less likely the larger, and agrees with the printed formula', () => {
    fc.assert(
      fc.property(number(0.01, 5), (n) => {
        const { clusterSizePmf: pmf } = outputsOf({ branchingRatio: n, maxClusterSize: 500 });
        let logFactorial = 0;
        const printed = pmf.map((_, i) => {
          const j = i + 1;
          logFactorial += Math.log(j);
          return Math.exp(-n * j + i * Math.log(n * j) - logFactorial);
        });
        // Numbers below 1e-290 have fewer digits.
        const gaps = pmf.flatMap((p, i) => (p > 1e-290 ? [Math.abs((printed[i] ?? 0) / p - 1)] : []));
        expect(Math.max(...gaps)).toBeLessThanOrEqual(1e-11);
        expect(pmf).toEqual([...pmf].sort((a, b) => b - a));
      }),
    );
  });

  it('ends with a probability that solves x = exp(n (x - 1)), and sums to it', () => {
    fc.assert(
      fc.property(number(1.2, 5), (branchingRatio) => {
        const { extinctionProbability: x, clusterSizePmf } = outputsOf({ branchingRatio, maxClusterSize: 500 });
        expect(Math.abs(x - Math.exp(branchingRatio * (x - 1)))).toBeLessThanOrEqual(1e-14);
        expect(x).toBeLessThan(1);
        // At n = 1.2, finite clusters beyond 500 events have at most a probability of one in ten thousand.
        expect(Math.abs(total(clusterSizePmf) - x)).toBeLessThanOrEqual(1e-4);
      }),
    );
  });

  it('stays within the quantile as often as it should', () => {
    fc.assert(
      fc.property(number(0, 0.7), number(0.01, 0.99), (branchingRatio, quantileLevel) => {
        const outputs = outputsOf({ branchingRatio, quantileLevel, maxClusterSize: 500 });
        const size = outputs.clusterSizeQuantile ?? 0;
        const within = (most: number) => total(outputs.clusterSizePmf.slice(0, most));
        expect(within(size)).toBeGreaterThanOrEqual(quantileLevel - 1e-11);
        expect(within(size - 1)).toBeLessThan(quantileLevel);
      }),
    );
  });
});
