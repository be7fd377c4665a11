/** What volatility targeting promises for any returns, its closed forms, and its books kept another way. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { volatilityTargeting } from '../../src/calculators/volatility-targeting/calculator.ts';

const FUND = fc.record({
  assets: fc.double({ min: 1e5, max: 1e9, noNaN: true }),
  targetVolatility: fc.double({ min: 0.01, max: 1, noNaN: true }),
  initialVolatility: fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 0.1, noNaN: true })),
  decayFactor: fc.double({ min: 0.5, max: 0.99, noNaN: true }),
  maxLeverage: fc.double({ min: 0.1, max: 5, noNaN: true }),
  exogenousReturns: fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 1, maxLength: 20 }),
  impactCoefficient: fc.double({ min: 0, max: 3, noNaN: true }),
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

  it('never sees a negative price', () => {
    fc.assert(
      fc.property(FUND, (fund) => {
        expect(Math.min(...outputsOf(fund).priceSeries)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('deepens the first feedback move the larger it is', () => {
    fc.assert(
      fc.property(FUND, fc.double({ min: 1.1, max: 10, noNaN: true }), (drawn, factor) => {
        const fund = { ...drawn, exogenousReturns: [-0.05, 0] };
        const [small, large] = [outputsOf(fund), outputsOf({ ...fund, assets: fund.assets * factor })];
        if ((small.tradeSeries[0] ?? 0) >= 0) return;
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
          expect(close(volatility, fund.initialVolatility * Math.sqrt(252 * fund.decayFactor ** day))).toBe(true);
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
        const variance = lambda ** n * initialVolatility ** 2 + weighted;
        expect(close(volatilitySeries[n] as number, Math.sqrt(252 * variance))).toBe(true);
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

it('leaves out what is too large for a number instead of calling it well', () => {
  const rally = { exogenousReturns: Array.from({ length: 1000 }, () => 5), impactCoefficient: 0 };
  const { outputs, warnings } = runCalculator(volatilityTargeting, rally);
  expect(outputs.finalPrice).toBeNull(); // 6^1000 has 778 digits
  expect(outputs.totalDecline).toBeNull();
  expect(warnings.map(({ code }) => code)).toContain('OVERFLOW');
});
