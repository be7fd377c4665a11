/** Properties of volatility targeting for any returns, its closed forms, and its books by another method. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { volatilityTargeting } from '../../src/calculators/volatility-targeting/calculator.ts';
import { evenly } from './numbers.ts';

const FUND = fc.record({
  assets: evenly(1e5, 1e9),
  targetVolatility: evenly(0.01, 1),
  initialVolatility: fc.oneof(fc.constant(0), evenly(0.01, 1.5)),
  decayFactor: evenly(0.5, 0.99),
  maxLeverage: evenly(0.1, 5),
  exogenousReturns: fc.array(evenly(-0.3, 0.3), { minLength: 1, maxLength: 20 }),
  impactCoefficient: evenly(0, 3),
  impactExponent: fc.constantFrom(0.5, 0.7, 1),
});

function outputsOf(parameters: Readonly<Record<string, unknown>>) {
  return runCalculator(volatilityTargeting, parameters).outputs as {
    totalDecline: number;
    exogenousDecline: number;
    feedbackDecline: number;
    totalSales: number;
    peakDailySales: number;
    finalAssets: number | null;
    daysRun: number;
    status: string;
    volatilitySeries: number[];
    exposureSeries: number[];
    tradeSeries: number[];
    priceSeries: number[];
    assetsSeries: number[];
    returnSeries: number[];
  };
}

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

describe('the fund', () => {
  it("leaves the market's own decline as it is without impact", () => {
    fc.assert(
      fc.property(FUND, (fund) => {
        const { totalDecline, exogenousDecline } = outputsOf({ ...fund, impactCoefficient: 0 });
        expect(close(totalDecline, exogenousDecline)).toBe(true);
      }),
    );
  });

  it('is exposed between nothing and its cap, at its target volatility where the cap does not bind', () => {
    fc.assert(
      fc.property(FUND, (fund) => {
        const { exposureSeries, volatilitySeries, status, daysRun } = outputsOf(fund);
        for (const [day, exposure] of exposureSeries.entries()) {
          expect(exposure).toBeGreaterThanOrEqual(0);
          expect(exposure).toBeLessThanOrEqual(fund.maxLeverage);
          const isOver = day === daysRun && status !== 'completed';
          if (isOver || exposure === fund.maxLeverage) continue;
          expect(close(exposure * (volatilitySeries[day] as number), fund.targetVolatility)).toBe(true);
        }
      }),
    );
  });

  it('starts fully invested where the estimate is the target, whatever the days of a year', () => {
    fc.assert(
      fc.property(FUND, fc.integer({ min: 1, max: 366 }), (fund, tradingDaysPerYear) => {
        const { targetVolatility: initialVolatility, maxLeverage } = fund;
        const { exposureSeries } = outputsOf({ ...fund, initialVolatility, tradingDaysPerYear });
        expect(close(exposureSeries[0] as number, Math.min(1, maxLeverage))).toBe(true);
      }),
    );
  });

  it('is wiped out by a fall of exactly its equity, for any decimal leverage', () => {
    for (let tenths = 11; tenths <= 1_000; tenths += 1) {
      const at = (exogenousReturn: number) =>
        outputsOf({ maxLeverage: tenths / 10, initialVolatility: 0, exogenousReturns: [exogenousReturn, 0] }).status;
      expect(at(-10 / tenths)).toBe('wipedOut');
      expect(at(-10 / tenths + 1e-9)).toBe('completed');
    }
  });

  it('never sees a negative price', () => {
    fc.assert(
      fc.property(FUND, (fund) => {
        expect(Math.min(...outputsOf(fund).priceSeries)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('deepens the first feedback move the larger it is', () => {
    fc.assert(
      fc.property(FUND, evenly(1.1, 10), (drawn, factor) => {
        const fund = { ...drawn, exogenousReturns: [-0.05, 0] };
        const [small, large] = [outputsOf(fund), outputsOf({ ...fund, assets: fund.assets * factor })];
        fc.pre((small.tradeSeries[0] ?? 0) < 0);
        expect(large.returnSeries[1]).toBeLessThanOrEqual(small.returnSeries[1] ?? Number.NaN);
      }),
    );
  });

  it('books what a count of its units and cash books', () => {
    fc.assert(
      fc.property(FUND, (fund) => {
        const { assetsSeries, exposureSeries, priceSeries, tradeSeries, returnSeries, status } = outputsOf(fund);
        let cash = fund.assets * (1 - (exposureSeries[0] as number));
        let units = (fund.assets - cash) / 100;
        const days = status === 'completed' ? returnSeries.length : returnSeries.length - 1;
        for (let day = 0; day < days; day += 1) {
          const price = priceSeries[day + 1] as number;
          const assets = cash + units * price;
          const wanted = (assets * (exposureSeries[day + 1] as number)) / price;
          const scale = fund.assets + Math.abs(cash) + assets;
          expect(Math.abs(assets - (assetsSeries[day + 1] as number))).toBeLessThanOrEqual(1e-9 * scale);
          expect(Math.abs((wanted - units) * price - (tradeSeries[day] as number))).toBeLessThanOrEqual(1e-9 * scale);
          cash = assets - wanted * price;
          units = wanted;
        }
      }),
    );
  });

  it("adds the impact of yesterday's trade, alone, to the market's return", () => {
    fc.assert(
      fc.property(FUND, (fund) => {
        const { returnSeries, tradeSeries, priceSeries, status } = outputsOf(fund);
        const days = status === 'completed' ? returnSeries.length : returnSeries.length - 1;
        for (let day = 1; day < days; day += 1) {
          const trade = tradeSeries[day - 1] as number;
          const participation = Math.abs(trade) / (priceSeries[day] as number) / 1e6;
          const impact = Math.sign(trade) * fund.impactCoefficient * 0.02 * participation ** fund.impactExponent;
          expect(close(returnSeries[day] as number, (fund.exogenousReturns[day] as number) + impact)).toBe(true);
        }
      }),
    );
  });

  it('sums sales and leaves purchases out', () => {
    fc.assert(
      fc.property(FUND, (fund) => {
        const { totalSales, peakDailySales, tradeSeries } = outputsOf(fund);
        const sales = tradeSeries.filter((trade) => trade < 0).map((trade) => -trade);
        expect(totalSales).toBe(sales.reduce((sum, sale) => sum + sale, 0));
        expect(peakDailySales).toBe(Math.max(0, ...sales));
      }),
    );
  });
});

describe('the estimate of volatility', () => {
  it('decays by the root of lambda a day while nothing happens', () => {
    fc.assert(
      fc.property(FUND, ({ exogenousReturns, ...fund }) => {
        const still = { ...fund, impactCoefficient: 0, exogenousReturns: exogenousReturns.map(() => 0) };
        const { volatilitySeries } = outputsOf(still);
        for (const [day, volatility] of volatilitySeries.entries()) {
          expect(close(volatility, fund.initialVolatility * Math.sqrt(fund.decayFactor ** day))).toBe(true);
        }
      }),
    );
  });

  it('is the exponentially weighted sum of squared returns', () => {
    fc.assert(
      fc.property(FUND, (fund) => {
        const { volatilitySeries, returnSeries } = outputsOf(fund);
        const { decayFactor: lambda, initialVolatility } = fund;
        const n = returnSeries.length;
        const weighted = returnSeries.reduce((sum, r, i) => sum + (1 - lambda) * lambda ** (n - 1 - i) * r ** 2, 0);
        const annualVariance = lambda ** n * initialVolatility ** 2 + 252 * weighted;
        expect(close(volatilitySeries[n] as number, Math.sqrt(annualVariance))).toBe(true);
      }),
    );
  });
});

describe('a run that ends early', () => {
  it.each([
    ['WIPED_OUT', 'wipedOut', { maxLeverage: 5, initialVolatility: 0, exogenousReturns: [-0.3, 0.1] }],
    ['PRICE_FLOOR', 'priceFloor', { assets: 1e18, exogenousReturns: [-0.1, -0.1, 0.1], impactExponent: 1 }],
  ])('says so: %s', (code, status, parameters) => {
    const { outputs, warnings } = runCalculator(volatilityTargeting, parameters);
    expect(outputs.status).toBe(status);
    expect(outputs.finalExposure).toBe(0);
    expect(outputs.daysRun).toBeLessThan(parameters.exogenousReturns.length);
    expect(warnings.map((warning) => warning.code)).toContain(code);
  });
});

it('suspects a daily figure where an annual one belongs, and the other way round', () => {
  const suspects = (initialVolatility: number, dailyVolatility: number) =>
    runCalculator(volatilityTargeting, { initialVolatility, dailyVolatility }).warnings.some(
      ({ code }) => code === 'UNIT_SUSPECT',
    );
  expect([suspects(0.01, 0.02), suspects(0.16, 0.32), suspects(0.04, 0.02), suspects(0, 0.02)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it('leaves out what is too large for a number instead of calling it well', () => {
  const rally = { exogenousReturns: Array.from({ length: 1000 }, () => 5), impactCoefficient: 0 };
  const { outputs, warnings } = runCalculator(volatilityTargeting, rally);
  expect(outputs.finalPrice).toBeNull(); // 6^1000 has 778 digits
  expect(outputs.totalDecline).toBeNull();
  expect(warnings.map(({ code }) => code)).toContain('OVERFLOW');
});
