/** Properties of an epidemic of panic for any rates, and convergence of the path to its closed forms. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { epidemicContagion } from '../../src/calculators/epidemic-contagion/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';

interface Outputs {
  effectiveReproductionNumber: number;
  finalSusceptible: number;
  finalSize: number;
  peakInfected: number;
  peakTime: number | null;
  epidemic: boolean;
  growthRate: number;
  doublingTime: number | null;
  infectedAtHorizon: number;
  susceptibleAtHorizon: number;
  trajectory: { time: number; susceptible: number; infected: number; recovered: number }[];
}
const outputsOf = (parameters: Readonly<Record<string, number>>) =>
  runCalculator(epidemicContagion, parameters).outputs as unknown as Outputs;

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const CROWD = fc
  .record({
    transmissionRate: number(0, 4),
    recoveryRate: number(0.1, 2),
    initialInfected: number(1e-6, 0.4),
    initialRecovered: number(0, 0.5),
  })
  .map((crowd) => ({ ...crowd, horizon: 30, steps: 3000 }));

describe('panic', () => {
  it('keeps everybody in one of three states, and calms nobody who has not panicked', () => {
    fc.assert(
      fc.property(CROWD, (crowd) => {
        const { trajectory } = outputsOf(crowd);
        const states = trajectory.map(({ susceptible, infected, recovered }) => [susceptible, infected, recovered]);
        const sums = states.map((shares) => Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1));
        expect(Math.max(...sums)).toBeLessThanOrEqual(1e-15);
        expect(Math.min(...states.flat())).toBeGreaterThanOrEqual(-1e-15);
        const calm = trajectory.map(({ susceptible }) => susceptible);
        expect(calm).toEqual([...calm].sort((a, b) => b - a));
      }),
    );
  });

  it('takes as many in the end whatever its pace', () => {
    fc.assert(
      fc.property(CROWD, number(0.5, 2), (crowd, pace) => {
        const faster = {
          ...crowd,
          transmissionRate: crowd.transmissionRate * pace,
          recoveryRate: crowd.recoveryRate * pace,
        };
        expect(Math.abs(outputsOf(faster).finalSize - outputsOf(crowd).finalSize)).toBeLessThanOrEqual(1e-12);
      }),
    );
  });

  it('solves the final-size equation with the smaller root', () => {
    fc.assert(
      fc.property(CROWD, (crowd) => {
        const { finalSusceptible, finalSize } = outputsOf(crowd);
        const s0 = 1 - crowd.initialInfected - crowd.initialRecovered;
        const R0 = crowd.transmissionRate / crowd.recoveryRate;
        expect(Math.abs(finalSusceptible - s0 * Math.exp(-R0 * finalSize))).toBeLessThanOrEqual(1e-14);
        expect(finalSusceptible + finalSize + crowd.initialRecovered).toBeCloseTo(1, 12);
        // At the smaller root, each infected person infects fewer than one of those still calm.
        expect(R0 * finalSusceptible).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never rises where each infects at most one', () => {
    fc.assert(
      fc.property(CROWD, number(0, 1), (drawn, reach) => {
        const s0 = 1 - drawn.initialInfected - drawn.initialRecovered;
        const crowd = { ...drawn, transmissionRate: (reach * drawn.recoveryRate) / s0 };
        const { trajectory, peakTime, peakInfected } = outputsOf(crowd);
        fc.pre((crowd.transmissionRate / crowd.recoveryRate) * s0 <= 1);
        expect([peakTime, peakInfected]).toEqual([0, crowd.initialInfected]);
        expect(Math.max(...trajectory.map(({ infected }) => infected))).toBeLessThanOrEqual(crowd.initialInfected);
      }),
    );
  });

  it('follows a path that tends to the final size and touches the height in closed form', () => {
    fc.assert(
      fc.property(number(1.5, 6), number(0.5, 1), number(1e-4, 0.01), (R0, recoveryRate, initialInfected) => {
        const rates = { transmissionRate: R0 * recoveryRate, recoveryRate, initialInfected };
        const outputs = outputsOf({ ...rates, horizon: 150, steps: 15_000 });
        expect(Math.abs(outputs.susceptibleAtHorizon - outputs.finalSusceptible)).toBeLessThanOrEqual(1e-7);
        const height = outputsOf({ ...rates, horizon: outputs.peakTime ?? 0, steps: 1000 }).infectedAtHorizon;
        expect(Math.abs(height / outputs.peakInfected - 1)).toBeLessThanOrEqual(1e-3);
      }),
    );
  });

  it('conserves i + s - ln(s) / R0 along the path', () => {
    fc.assert(
      fc.property(CROWD, (crowd) => {
        fc.pre(crowd.transmissionRate > 0.1);
        const R0 = crowd.transmissionRate / crowd.recoveryRate;
        const [start, ...rest] = outputsOf(crowd).trajectory.map(
          ({ susceptible, infected }) => infected + susceptible - Math.log(susceptible) / R0,
        );
        const drift = rest.map((value) => Math.abs(value - (start ?? 0)));
        expect(Math.max(...drift)).toBeLessThanOrEqual(1e-8);
      }),
    );
  });

  it('takes 0.796812 of a crowd in which each infects two others', () => {
    expect(outputsOf({ transmissionRate: 2, recoveryRate: 1, initialInfected: 0 }).finalSize).toBeCloseTo(0.796812, 6);
  });

  it('is critical where the rates balance in decimals, and grows where panic lasts a billionth longer', () => {
    const thousandth = fc.integer({ min: 1, max: 499 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), thousandth, thousandth, (rate, infected, recovered) => {
        const start = {
          transmissionRate: rate / 100,
          initialInfected: infected / 1000,
          initialRecovered: recovered / 1000,
        };
        // Quotients of integers: the doubles nearest to the decimals that a caller would write.
        const recoveryRate = (rate * (1000 - infected - recovered)) / 10 ** 5;
        const atBalance = outputsOf({ ...start, recoveryRate, horizon: 1 });
        expect(atBalance).toMatchObject({ epidemic: false, growthRate: 0, doublingTime: null });
        expect(outputsOf({ ...start, recoveryRate: recoveryRate * (1 - 1e-9), horizon: 1 }).epidemic).toBe(true);
      }),
    );
  });

  it('needs no number of steps up to 40,000 time constants, and has a shorter horizon asked for beyond', () => {
    const rate = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(rate, rate, (transmission, recovery) => {
        const rates = { transmissionRate: transmission / 100, recoveryRate: recovery / 100 };
        const longest = 4_000_000 / (transmission + recovery);
        fc.pre(longest < 3650);
        expect(outputsOf({ ...rates, horizon: longest }).trajectory).toHaveLength(201);
        expect(() => outputsOf({ ...rates, horizon: longest * (1 + 1e-9) })).toThrow('horizon');
        expect(() => outputsOf({ ...rates, horizon: longest, steps: 19_999 })).toThrow('steps');
      }),
      { numRuns: 40 },
    );
  });

  it('refuses a path too coarse for its rates', () => {
    const parameters = { transmissionRate: 0.8, recoveryRate: 0.2, horizon: 20, steps: 10 };
    expect(outputsOf(parameters).trajectory).toHaveLength(11);
    expect(() => outputsOf({ ...parameters, steps: 9 })).toThrow('steps');
  });
});
