/** Properties of an investor with a target leverage, balance-sheet identities, and the loop's linear limit. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leverageTargeting } from '../../src/calculators/leverage-targeting/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { DECIMAL_RUNS, evenly } from './numbers.ts';

const INVESTOR = fc.record({
  shock: fc.oneof(evenly(0.001, 0.6), evenly(-0.4, -0.001)),
  assets: evenly(1e5, 1e9),
  targetLeverage: fc.oneof(evenly(1.01, 5), evenly(1.01, 50)),
  adjustmentSpeed: fc.oneof(fc.constant(1), evenly(0.05, 1)),
  dailyVolatility: evenly(0, 0.2),
  impactCoefficient: evenly(0, 3),
  impactExponent: fc.oneof(fc.constantFrom(0.5, 1), evenly(0.1, 1)),
});
type Investor = typeof INVESTOR extends fc.Arbitrary<infer I> ? I : never;

interface Outputs {
  firstRoundSales: number;
  gain: number | null;
  linearAmplification: number | null;
  totalSales: number;
  soldQuantity: number;
  finalPrice: number;
  totalDecline: number;
  amplification: number | null;
  finalAssets: number;
  finalDebt: number;
  finalEquity: number;
  finalLeverage: number | null;
  rounds: number;
  status: string;
  priceSeries: number[];
  salesSeries: number[];
  leverageSeries: (number | null)[];
}

function run(investor: Partial<Investor> & { maxRounds?: number }) {
  const { outputs, warnings } = runCalculator(leverageTargeting, investor);
  return { ...(outputs as unknown as Outputs), warnings: warnings.map(({ code }) => code) };
}

function expectNear(actual: number, expected: number, tolerance: number) {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance);
}

describe('the balance sheet', () => {
  it('pays off debt with all that is sold', () => {
    fc.assert(
      fc.property(INVESTOR, (investor) => {
        const { finalDebt, totalSales } = run(investor);
        const debt = investor.assets * (1 - 1 / investor.targetLeverage);
        expectNear(finalDebt, debt - totalSales, 1e-9 * (Math.abs(totalSales) + debt));
      }),
    );
  });

  it('gains and loses equity by the moves of the price on what is held meanwhile, and by nothing else', () => {
    fc.assert(
      fc.property(INVESTOR, (investor) => {
        const { priceSeries, salesSeries, finalEquity } = run(investor);
        let units = investor.assets / 100;
        let equity = investor.assets / investor.targetLeverage;
        let largest = investor.assets;
        for (const [round, price] of priceSeries.slice(1).entries()) {
          const before = priceSeries[round] ?? Number.NaN;
          if (round > 0 && before > 0) units -= (salesSeries[round - 1] ?? Number.NaN) / before;
          equity += units * (price - before);
          largest = Math.max(largest, Math.abs(units) * price);
        }
        expectNear(finalEquity, equity, 1e-8 * largest);
      }),
    );
  });

  it('is back at its target where the loop settles', () => {
    fc.assert(
      fc.property(INVESTOR, (drawn) => {
        const investor = { ...drawn, adjustmentSpeed: 1 };
        const { status, finalLeverage, finalEquity } = run(investor);
        fc.pre(status === 'converged' && finalEquity >= 1e-3 * investor.assets);
        expectNear((finalLeverage ?? Number.NaN) / investor.targetLeverage, 1, 1e-8);
      }),
    );
  });

  it('shows a leverage of L (1 - s) / (1 - L s) after the shock', () => {
    fc.assert(
      fc.property(INVESTOR, (investor) => {
        const { leverageSeries } = run(investor);
        const { shock: s, targetLeverage: L } = investor;
        fc.pre(Math.abs(1 - L * s) >= 1e-3 && leverageSeries.length > 0);
        if (L * s > 1) expect(leverageSeries[0]).toBeNull();
        else expectNear((leverageSeries[0] ?? Number.NaN) / ((L * (1 - s)) / (1 - L * s)), 1, 1e-9);
      }),
    );
  });
});

describe('the loop', () => {
  it('trades once and adds nothing to the shock without impact', () => {
    fc.assert(
      fc.property(INVESTOR, (drawn) => {
        const { rounds, totalDecline } = run({ ...drawn, adjustmentSpeed: 1, impactCoefficient: 0 });
        expect(rounds).toBe(1);
        expect(totalDecline).toBe(drawn.shock);
      }),
    );
  });

  it('sells out at once after a fall of exactly its equity, at any decimal leverage and speed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 10_000 }), evenly(0.01, 1), (tenths, adjustmentSpeed) => {
        const investor = { targetLeverage: tenths / 10, impactCoefficient: 0, assets: 1e6 };
        const shock = 10 / tenths;
        const { status, rounds, finalAssets, finalEquity, warnings } = run({ ...investor, shock, adjustmentSpeed });
        expect([status, rounds, finalAssets, finalEquity]).toEqual(['insolvent', 1, 0, 0]);
        expect(warnings).not.toContain('BAD_DEBT');
        expect(run({ ...investor, shock: shock - 1e-9 }).status).not.toBe('insolvent');
      }),
      { numRuns: DECIMAL_RUNS },
    );
  });

  it('takes no trade back, and is never past its target before the next', () => {
    fc.assert(
      fc.property(INVESTOR, (investor) => {
        const { salesSeries, leverageSeries } = run(investor);
        const direction = Math.sign(investor.shock);
        for (const sales of salesSeries) expect(sales * direction).toBeGreaterThanOrEqual(0);
        for (const leverage of leverageSeries) {
          if (leverage === null) continue;
          expect((leverage / investor.targetLeverage - 1) * direction).toBeGreaterThanOrEqual(-1e-9);
        }
      }),
    );
  });

  it('trades nothing without leverage', () => {
    fc.assert(
      fc.property(INVESTOR, (drawn) => {
        const { rounds, totalSales, status } = run({ ...drawn, targetLeverage: 1 });
        expect({ rounds, totalSales, status }).toEqual({ rounds: 0, totalSales: 0, status: 'converged' });
      }),
    );
  });

  it('sells (L - 1) times the loss first, and buys as much after a rise', () => {
    fc.assert(
      fc.property(INVESTOR, evenly(1e-4, 1), (drawn, share) => {
        const { assets, targetLeverage: L } = drawn;
        // Small enough to leave positive equity.
        const shock = Math.min(0.4, (0.9 * share) / L);
        const investor = { ...drawn, adjustmentSpeed: 1 };
        const [fall, rise] = [run({ ...investor, shock }), run({ ...investor, shock: -shock })];
        expectNear(fall.firstRoundSales, (L - 1) * assets * shock, 1e-11 * assets * L);
        expectNear(rise.firstRoundSales, -fall.firstRoundSales, 1e-11 * assets * L);
      }),
    );
  });

  it('amplifies a small shock 1/(1 - g) times under linear impact', () => {
    fc.assert(
      fc.property(INVESTOR, evenly(0, 0.8), fc.constantFrom(1, -1), (drawn, gain, sign) => {
        const { targetLeverage: L, assets } = drawn;
        const dailyVolatility = Math.min(5, (gain * 1e8) / ((L - 1) * assets));
        const market = { impactExponent: 1, impactCoefficient: 1, dailyVolatility, adjustmentSpeed: 1 };
        const { amplification, linearAmplification } = run({ ...drawn, ...market, shock: sign * 1e-7 });
        // The neglected terms are of order L s, plus the settling tolerance of 1e-12 of assets.
        expectNear((amplification ?? Number.NaN) / (linearAmplification ?? Number.NaN), 1, 1e-2);
      }),
    );
  });

  it('never sells more than is held', () => {
    fc.assert(
      fc.property(INVESTOR, ({ assets, ...investor }) => {
        const { soldQuantity, finalAssets } = run({ ...investor, assets });
        expect(soldQuantity).toBeLessThanOrEqual((assets / 100) * (1 + 1e-12));
        expect(finalAssets).toBeGreaterThanOrEqual(-1e-9 * assets);
      }),
    );
  });
});

describe('warnings', () => {
  it('tell how the loop ended', () => {
    expect(run({}).warnings).toEqual([]);
    expect(run({ shock: 0.2, impactCoefficient: 0 }).warnings).toEqual(['INSOLVENT', 'BAD_DEBT']);
    expect(run({ maxRounds: 3 }).warnings).toEqual(['ROUND_LIMIT']);
    // A gain of 9.5: the boom is self-reinforcing.
    const boom = run({ shock: -0.3, targetLeverage: 20, dailyVolatility: 0.5 });
    expect(boom.warnings).toEqual(['DIVERGES', 'RETURN_CAP', 'BEYOND_IMPACT_LAW']);
    expect(boom.finalPrice).toBe(1100);
  });
});
