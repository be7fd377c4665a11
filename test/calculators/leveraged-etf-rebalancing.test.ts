/** What the rebalancing of leveraged funds promises for any list of funds, its closed form, and the same trades from exposures. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leveragedEtfRebalancing } from '../../src/calculators/leveraged-etf-rebalancing/calculator.ts';
import { demandPerUnitReturn, signedImpact } from '../../src/calculators/leveraged-etf-rebalancing/rebalancing.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';

const FUND = fc.record({
  leverage: fc.constantFrom(-3, -2, -1, 0, 1, 1.5, 2, 3),
  assets: fc.oneof(fc.constant(0), fc.double({ min: 1, max: 1e8, noNaN: true })),
});
const CLOSE = fc.record({
  shock: fc.double({ min: 0.001, max: 0.3, noNaN: true }).chain((size) => fc.constantFrom(size, -size)),
  funds: fc.array(FUND, { maxLength: 10 }),
  dailyVolatility: fc.double({ min: 0, max: 0.2, noNaN: true }),
  impactExponent: fc.constantFrom(0.5, 0.7, 1),
});

function outputsOf(parameters: Readonly<Record<string, unknown>>) {
  return runCalculator(leveragedEtfRebalancing, { maxRounds: 10_000, ...parameters }).outputs as {
    rebalancingDemand: number;
    finalRebalancingDemand: number;
    demandPerUnitReturn: number;
    gain: number | null;
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
      fc.property(CLOSE, fc.double({ min: 0.1, max: 10, noNaN: true }), (drawn, factor) => {
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

  // Cheng and Madhavan (2009): L^2 - L is 2 for 2 and -1, 6 for 3 and -2, 12 for -3, and nothing for 0 and 1.
  it.each([
    [2, 2],
    [-1, 2],
    [3, 6],
    [-2, 6],
    [-3, 12],
    [1, 0],
    [0, 0],
  ])('of a fund with L = %d is %d times its assets and the return', (leverage, factor) => {
    expect(demandPerUnitReturn([{ leverage, assets: 10 }])).toBe(10 * factor);
  });
});

describe('the loop of the close', () => {
  it('multiplies the return by 1/(1 - g) where impact is linear and no bound is reached', () => {
    fc.assert(
      fc.property(CLOSE, (drawn) => {
        const { finalReturn, closedFormReturn, gain, status } = outputsOf({ ...drawn, impactExponent: 1 });
        if (closedFormReturn === null || gain === null || gain > 0.99) return;
        expect(status).toBe('converged');
        expect(Math.abs(finalReturn - closedFormReturn)).toBeLessThanOrEqual(1e-12 / (1 - gain) + 1e-12);
        expect(closedFormReturn * (1 - gain)).toBeCloseTo(-drawn.shock, 12);
      }),
    );
  });

  it('reaches a bound where the gain is above 1', () => {
    fc.assert(
      fc.property(CLOSE, (drawn) => {
        const { diverges, gain, status } = outputsOf({ ...drawn, impactExponent: 1 });
        expect(diverges).toBe((gain ?? 0) >= 1);
        if ((gain ?? 0) > 1.01) expect(['fundWipedOut', 'priceFloor', 'returnCap']).toContain(status);
      }),
    );
  });

  it('ends where the impact of the demand makes up the rest of the return', () => {
    fc.assert(
      fc.property(CLOSE, (drawn) => {
        const { finalReturn: r, demandPerUnitReturn: K, status } = outputsOf(drawn);
        if (status !== 'converged') return;
        const law = { ...drawn, dailyVolume: 1e6, impactCoefficient: 1 };
        expect(Math.abs(-drawn.shock + signedImpact(law, K * r, 100) - r)).toBeLessThanOrEqual(1e-11);
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
  ['RETURN_CAP', { shock: -0.05, funds: [{ leverage: 2, assets: 1e10 }] }],
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
