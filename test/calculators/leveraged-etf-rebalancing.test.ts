/** Properties of leveraged-fund rebalancing for any funds, its closed form, and the same trades from exposures. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leveragedEtfRebalancing } from '../../src/calculators/leveraged-etf-rebalancing/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { evenly } from './numbers.ts';

const FUND = fc.record({
  leverage: fc.constantFrom(-3, -2, -1, 0, 1, 1.5, 2, 3),
  assets: fc.oneof(fc.constant(0), evenly(1, 1e8)),
});
const CLOSE = fc.record({
  shock: fc.oneof(evenly(0.001, 0.3), evenly(-0.3, -0.001)),
  funds: fc.array(FUND, { maxLength: 10 }),
  dailyVolatility: evenly(0, 0.2),
  impactExponent: fc.constantFrom(0.5, 0.7, 1),
});

type Close = typeof CLOSE extends fc.Arbitrary<infer C> ? C : never;

function outputsOf(parameters: Readonly<Record<string, unknown>>) {
  return runCalculator(leveragedEtfRebalancing, { maxRounds: 10_000, ...parameters }).outputs as {
    rebalancingDemand: number;
    finalRebalancingDemand: number;
    demandPerUnitReturn: number;
    gain: number | null;
    amplification: number | null;
    diverges: boolean;
    closedFormReturn: number | null;
    finalReturn: number;
    status: string;
    returnSeries: number[];
    funds: { leverage: number; rebalancingDemand: number; finalRebalancingDemand: number; navEnd: number }[];
  };
}

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

describe('the demand of funds', () => {
  it('is what brings drifted exposure back to the promised multiple, fund by fund', () => {
    fc.assert(
      fc.property(CLOSE, (drawn) => {
        const { funds, finalReturn: r } = outputsOf(drawn);
        for (const [i, { leverage: L, assets: A }] of drawn.funds.entries()) {
          for (const [name, at] of [
            ['rebalancingDemand', -drawn.shock] as const,
            ['finalRebalancingDemand', r] as const,
          ]) {
            const target = L * A * (1 + L * at);
            const drifted = L * A * (1 + at);
            expect(Math.abs((funds[i]?.[name] ?? Number.NaN) - (target - drifted))).toBeLessThanOrEqual(1e-9 * (A + 1));
          }
        }
      }),
    );
  });

  it('is odd in the return and linear in assets', () => {
    fc.assert(
      fc.property(CLOSE, evenly(0.1, 10), (drawn, factor) => {
        const { rebalancingDemand } = outputsOf(drawn);
        expect(outputsOf({ ...drawn, shock: -drawn.shock }).rebalancingDemand).toBe(-rebalancingDemand + 0);
        const scaled = drawn.funds.map(({ leverage, assets }) => ({ leverage, assets: assets * factor }));
        expect(close(outputsOf({ ...drawn, funds: scaled }).rebalancingDemand, rebalancingDemand * factor)).toBe(true);
      }),
    );
  });

  it('has the sign of the return, for leveraged and inverse funds alike', () => {
    fc.assert(
      fc.property(CLOSE, (drawn) => {
        for (const { leverage, rebalancingDemand } of outputsOf(drawn).funds) {
          const trades = leverage > 1 || leverage < 0;
          if (rebalancingDemand !== 0) expect(Math.sign(rebalancingDemand)).toBe(-Math.sign(drawn.shock));
          if (!trades) expect(rebalancingDemand).toBe(0);
        }
      }),
    );
  });

  // Cheng and Madhavan (2009): L^2 - L is 2 for 2 and -1, 6 for 3 and -2, 12 for -3, and zero for 0 and 1.
  it.each([
    [2, 2],
    [-1, 2],
    [3, 6],
    [-2, 6],
    [-3, 12],
    [1, 0],
    [0, 0],
  ])('of a fund with L = %d is %d times its assets and the return', (leverage, factor) => {
    const { demandPerUnitReturn } = outputsOf({ funds: [{ leverage, assets: 10 }] });
    expect(demandPerUnitReturn).toBe(10 * factor);
  });
});

describe('the loop of the close', () => {
  /** One step of the loop from a return, recomputed: the impact of the units traded at the close. */
  const image = (drawn: Close, K: number, r: number) => {
    const participation = (K * Math.abs(r)) / (100 * (1 + r)) / 1e6;
    return -drawn.shock + Math.sign(r) * drawn.dailyVolatility * participation ** drawn.impactExponent;
  };

  it('ends where the closed form says, as long as no bound is reached', () => {
    fc.assert(
      fc.property(CLOSE, (drawn) => {
        const { finalReturn, closedFormReturn, gain, status } = outputsOf({ ...drawn, impactExponent: 1 });
        fc.pre(closedFormReturn !== null && gain !== null);
        // Near the point where the fall has no fixed point any more, the loop converges very slowly.
        const slope = (gain as number) / (1 + (closedFormReturn as number)) ** 2;
        fc.pre(slope < 0.999);
        expect(status).toBe('converged');
        expect(Math.abs(finalReturn - (closedFormReturn as number))).toBeLessThanOrEqual(1e-12 / (1 - slope));
      }),
    );
  });

  it('has no end for exactly those falls for which the loop goes further wherever it stands', () => {
    fc.assert(
      fc.property(CLOSE, evenly(0.2, 3), (drawn, volatility) => {
        const linear = { ...drawn, impactExponent: 1 as const, dailyVolatility: volatility };
        const { diverges, status, demandPerUnitReturn: K } = outputsOf(linear);
        const r0 = -drawn.shock;
        // The map minus the return is concave, so ternary search finds its maximum.
        let [low, high] = [-1 + 1e-12, r0];
        while (high - low > 1e-12) {
          const [one, two] = [low + (high - low) / 3, high - (high - low) / 3];
          if (image(linear, K, one) - one < image(linear, K, two) - two) low = one;
          else high = two;
        }
        const greatest = image(linear, K, low) - low;
        fc.pre(Math.abs(greatest) > 1e-9);
        expect(diverges).toBe(r0 < 0 && greatest < 0);
        if (diverges) expect(['fundWipedOut', 'priceFloor']).toContain(status);
      }),
    );
  });

  it('ends at the fixed point next to the return before rebalancing, and passes none', () => {
    fc.assert(
      fc.property(CLOSE, (drawn) => {
        const { finalReturn: r, demandPerUnitReturn: K, status } = outputsOf(drawn);
        fc.pre(status !== 'maxRounds');
        const r0 = -drawn.shock;
        const onward = Math.sign(r0);
        if (status === 'converged') expect(Math.abs(image(drawn, K, r) - r)).toBeLessThanOrEqual(1e-11);
        for (let k = 0; k < 200; k += 1) {
          const between = r0 + ((r - r0) * k) / 200;
          expect((image(drawn, K, between) - between) * onward).toBeGreaterThanOrEqual(-1e-11);
        }
      }),
    );
  });

  it('amplifies a small move by 1/(1 - g), and a fall more than a rise of its size', () => {
    fc.assert(
      fc.property(CLOSE, (drawn) => {
        const linear = { ...drawn, impactExponent: 1 };
        const { gain } = outputsOf(linear);
        fc.pre((gain as number) < 0.9);
        const small = outputsOf({ ...linear, shock: 1e-7 });
        expect(Math.abs((small.amplification as number) * (1 - (gain as number)) - 1)).toBeLessThanOrEqual(1e-3);
        const size = Math.abs(drawn.shock);
        const [fall, rise] = [outputsOf({ ...linear, shock: size }), outputsOf({ ...linear, shock: -size })];
        fc.pre(fall.status === 'converged' && rise.status === 'converged');
        expect(fall.amplification).toBeGreaterThanOrEqual((rise.amplification as number) - 1e-9);
      }),
    );
  });

  it('moves away from the return before rebalancing, round by round, and leaves every fund something', () => {
    fc.assert(
      fc.property(CLOSE, (drawn) => {
        const { returnSeries, funds } = outputsOf(drawn);
        for (const [i, r] of returnSeries.entries()) {
          const before = returnSeries[i - 1] ?? 0;
          expect(Math.abs(r)).toBeGreaterThanOrEqual(Math.abs(before));
        }
        for (const [i, { navEnd }] of funds.entries()) {
          expect(navEnd).toBeGreaterThanOrEqual(-1e-12 * (drawn.funds[i]?.assets ?? 0));
        }
      }),
    );
  });

  it('adds nothing without impact', () => {
    fc.assert(
      fc.property(CLOSE, (drawn) => {
        expect(outputsOf({ ...drawn, impactCoefficient: 0 }).finalReturn).toBe(-drawn.shock);
      }),
    );
  });
});

it.each([
  ['FUND_WIPED_OUT', { funds: [{ leverage: 3, assets: 1e10 }] }],
  ['PRICE_FLOOR', { funds: [{ leverage: -1, assets: 1e10 }] }],
  ['RETURN_CAP', { shock: -0.05, funds: [{ leverage: 2, assets: 1e11 }] }],
  ['DIVERGES', { funds: [{ leverage: 3, assets: 1e10 }] }],
  ['BEYOND_IMPACT_LAW', { funds: [{ leverage: 3, assets: 1e10 }] }],
  ['ROUND_LIMIT', { maxRounds: 1 }],
])('warns where the result rests on a bound: %s', (code, parameters) => {
  const { warnings } = runCalculator(leveragedEtfRebalancing, parameters);
  expect(warnings.map((warning) => warning.code)).toContain(code);
});

it('trades the $1.04 billion per 1 % that Tuzun (2013) found', () => {
  const preset = leveragedEtfRebalancing.presets.find(({ name }) => name === 'us-equity-funds');
  const { outputs, warnings } = runCalculator(leveragedEtfRebalancing, preset?.parameters);
  expect(outputs.rebalancingDemand).toBeCloseTo(1.04e9, 0);
  expect(warnings).toEqual([]);
});
