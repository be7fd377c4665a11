/** Properties of the Hawkes fit, against the likelihood as a plain sum over all pairs. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hawkesCalibration } from '../../src/calculators/hawkes-calibration/calculator.ts';
import { hawkesClustering } from '../../src/calculators/hawkes-clustering/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { kolmogorovTail } from '../../src/numerics/kolmogorov.ts';

interface Outputs {
  status: string;
  eventCount: number;
  windowLength: number;
  baselineIntensity: number;
  branchingRatio: number;
  decayRate: number | null;
  logLikelihood: number;
  poissonLogLikelihood: number;
  residualMean: number;
  ksPValue: number;
  decayProfile: { logLikelihood: number }[];
}
const outputsOf = (parameters: Readonly<Record<string, unknown>>) =>
  runCalculator(hawkesCalibration, parameters).outputs as unknown as Outputs;

/** Seconds within an hour, partly in bursts. */
const TIMES = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3_599_000 }), fc.integer({ min: 1, max: 6 })), {
    minLength: 12,
    maxLength: 40,
  })
  .map((bursts) => bursts.flatMap(([start, size]) => Array.from({ length: size }, (_, k) => start / 1000 + k * k * 3)))
  .map((times) => [...new Set(times)].filter((time) => time < 3600));
const window = { windowStart: 0, windowEnd: 3600 };

/** ln L of the process for times in seconds within one hour, each intensity a sum over all earlier events. */
function likelihood(times: readonly number[], mu: number, n: number, beta: number): number {
  const hours = times.map((time) => time / 3600);
  let sum = -mu;
  for (const t of hours) {
    let intensity = mu;
    for (const earlier of hours) if (earlier < t) intensity += n * beta * Math.exp(-beta * (t - earlier));
    sum += Math.log(intensity) - n * (1 - Math.exp(-beta * (1 - t)));
  }
  return sum;
}

describe('the calibration of a self-excited process', () => {
  it('gives the likelihood that it says, and none beside it that is larger', () => {
    let fitted = 0;
    fc.assert(
      fc.property(TIMES, (timestamps) => {
        const outputs = outputsOf({ timestamps, ...window });
        const { baselineIntensity: mu, branchingRatio: n, decayRate, logLikelihood, poissonLogLikelihood } = outputs;
        expect(logLikelihood).toBeGreaterThanOrEqual(poissonLogLikelihood - 1e-9);
        if (outputs.status !== 'fitted' || decayRate === null) return;
        fitted += 1;
        const own = likelihood(timestamps, mu, n, decayRate);
        expect(Math.abs(own - logLikelihood)).toBeLessThanOrEqual(1e-8 * (1 + Math.abs(own)));
        for (const shift of [-0.01, 0.01]) {
          expect(likelihood(timestamps, mu * (1 + shift), n, decayRate)).toBeLessThanOrEqual(own + 1e-9);
          expect(likelihood(timestamps, mu, n * (1 + shift), decayRate)).toBeLessThanOrEqual(own + 1e-9);
          expect(likelihood(timestamps, mu, n, decayRate * (1 + shift))).toBeLessThanOrEqual(own + 1e-9);
        }
        for (const point of outputs.decayProfile) expect(point.logLikelihood).toBeLessThanOrEqual(logLikelihood + 1e-9);
        // N = mu T + n C at the maximum.
        const seen = timestamps.reduce((sum, time) => sum + 1 - Math.exp(-decayRate * (1 - time / 3600)), 0);
        expect(Math.abs(mu + n * seen - outputs.eventCount)).toBeLessThanOrEqual(1e-6 * outputs.eventCount);
      }),
    );
    expect(fitted).toBeGreaterThanOrEqual(50);
  });

  it('does not depend on the order of the times, their start or their unit', () => {
    fc.assert(
      fc.property(TIMES, fc.integer({ min: -1000, max: 1000 }), (timestamps, hours) => {
        const { branchingRatio, baselineIntensity, ksPValue } = outputsOf({ timestamps, ...window });
        expect(ksPValue >= 0 && ksPValue <= 1).toBe(true);
        const others = [
          { timestamps: [...timestamps].reverse(), ...window },
          { timestamps: timestamps.map((time) => time / 60), timeUnit: 'minute', windowStart: 0, windowEnd: 60 },
          {
            timestamps: timestamps.map((time) => time + 3600 * hours),
            windowStart: 3600 * hours,
            windowEnd: 3600 * (hours + 1),
          },
          { timestamps, ...window, ties: 'spread' },
        ];
        for (const other of others.map(outputsOf)) {
          expect(Math.abs(other.branchingRatio - branchingRatio)).toBeLessThanOrEqual(1e-5);
          expect(Math.abs(other.baselineIntensity / baselineIntensity - 1)).toBeLessThanOrEqual(1e-5);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives what the model of clusters takes', () => {
    const { baselineIntensity, branchingRatio, decayRate } = outputsOf(hawkesCalibration.presets[0].parameters);
    const { outputs } = runCalculator(hawkesClustering, { baselineIntensity, branchingRatio, decayRate });
    expect(outputs.status).toBe('stationary');
  });
});

it.each([
  [1.3580986393225505, 0.05],
  [1.6276236115189504, 0.01],
  [1.2238478702170836, 0.1],
  // Where the two series for the tail meet.
  [0.8275735551899077, 0.5],
])('Kolmogorov: a distance of %d is exceeded with probability %d, as tables have it', (y, probability) => {
  expect(kolmogorovTail(y)).toBeCloseTo(probability, 8);
});
