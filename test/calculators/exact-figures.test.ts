/** Exactly known figures come out exactly, and small ones with all their digits, against closed forms. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findCalculator } from '../../src/calculators/registry.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { DECIMAL_RUNS } from './numbers.ts';

type Figures = Readonly<Record<string, number>>;
const run = (slug: string, parameters: object) => runCalculator(findCalculator(slug), parameters).outputs;
const figures = (slug: string, parameters: object) => run(slug, parameters) as unknown as Figures;
const relativeError = (got: number, expected: number) => Math.abs(got / expected - 1);

/** Shocks in thousandths. */
const shocks = fc.integer({ min: 1, max: 400 }).map((thousandths) => thousandths / 1000);
/** Integers that stand for tenths. */
const tenths = fc.integer({ min: 1, max: 200 });

describe('without feedback', () => {
  it('a shock is not amplified: open interest of unlevered longs', () => {
    const bucket = (side: string) => ({
      side,
      openInterest: 10,
      entryPrice: 100,
      leverage: 1,
      maintenanceMarginRate: 0,
    });
    fc.assert(
      fc.property(shocks, tenths, (shock, price) => {
        const buckets = [bucket('long'), bucket('short')];
        const outputs = figures('open-interest-collapse', { markPrice: price / 10, shock, buckets, dailyVolume: 1e6 });
        expect(outputs).toMatchObject({ amplification: 1, totalReturn: -shock, endogenousReturn: 0 });
      }),
    );
  });

  it('a shock is not amplified: loans far from their thresholds', () => {
    const market = {
      protocols: [{ liquidationThreshold: 0.8, liquidationBonus: 0.05, closeFactor: 0.5 }],
      positions: [{ protocol: 0, collateral: 10, debt: 0.1 }],
    };
    fc.assert(
      fc.property(shocks, tenths, (shock, price) => {
        const reserves = { poolReserveBase: 1000, poolReserveQuote: 100 * price };
        const outputs = figures('defi-collateral-contagion', { ...market, ...reserves, shock });
        expect(outputs).toMatchObject({ amplification: 1, totalDrawdown: shock });
      }),
    );
  });

  it('a fund without impact leaves the decline of the market as it is', () => {
    const returns = fc.array(fc.integer({ min: -50, max: 40 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(returns, tenths, (thousandths, price) => {
        const exogenousReturns = thousandths.map((k) => k / 1000);
        const referencePrice = price / 10;
        const outputs = run('volatility-targeting', { exogenousReturns, referencePrice, impactCoefficient: 0 });
        expect(outputs.feedbackDecline).toBe(0);
        expect(outputs.amplification ?? 1).toBe(1);
      }),
    );
  });

  it('those who have recovered stay as many as they were where nobody panics', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (percent) => {
        const initialRecovered = percent / 100;
        const { trajectory } = run('epidemic-contagion', { initialInfected: 0, initialRecovered });
        const recovered = (trajectory as { recovered: number }[]).map((state) => state.recovered);
        expect(new Set(recovered)).toEqual(new Set([initialRecovered]));
      }),
    );
  });
});

describe('what is exact in decimals', () => {
  it('an order filled at one price pays that price, without slippage', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (cents, hundredths) => {
        const price = cents / 100;
        const quantity = hundredths / 100;
        const order = { side: 'buy', orderQuantity: quantity, asks: [{ price, quantity: 1e6 }] };
        expect(figures('order-book-walk', order)).toMatchObject({ averagePrice: price, slippageVsTouch: 0 });
      }),
      { numRuns: DECIMAL_RUNS },
    );
  });

  it('an institution that owns what it owes has no equity, and not less than none', () => {
    fc.assert(
      fc.property(fc.array(tenths, { minLength: 1, maxLength: 6 }), (debts) => {
        const owed = debts.map((debt) => debt / 10);
        const n = owed.length + 1;
        const liabilities = Array.from({ length: n }, (_, i) => (i === 0 ? [0, ...owed] : new Array(n).fill(0)));
        const owned = debts.reduce((sum, debt) => sum + debt, 0) / 10;
        const externalAssets = [owned, ...owed.map(() => 0)];
        const { equity, defaulted } = run('clearing-vector', { liabilities, externalAssets });
        expect([equity, defaulted].map((list) => Array.from(list as number[])[0])).toEqual([0, false]);
      }),
      { numRuns: DECIMAL_RUNS },
    );
  });

  it('an institution without debt is no fault of the input, and restores no leverage by sales', () => {
    fc.assert(
      fc.property(fc.array(tenths, { minLength: 1, maxLength: 5 }), (holdings) => {
        const { assetSales, finalLeverage } = run('fire-sale-contagion', {
          holdings: [holdings.map((tenth) => tenth / 10)],
          equity: [holdings.reduce((sum, tenth) => sum + tenth, 0) / 10],
          assetShocks: holdings.map(() => 0.1),
          marketDepth: holdings.map(() => 1000),
        });
        expect(Array.from(assetSales as Float64Array)).toEqual(holdings.map(() => 0));
        expect((finalLeverage as number[])[0]).toBeCloseTo(1, 12);
      }),
      { numRuns: DECIMAL_RUNS },
    );
  });

  it('the levels of the US market-wide rule and the declines of a day', () => {
    const pricePath = [100, 84].map((price, minute) => ({ minute, price }));
    expect(figures('circuit-breaker', { previousClose: 100, pricePath })).toMatchObject({
      level1Price: 93,
      level2Price: 87,
      level3Price: 80,
      unhaltedMaxDecline: 0.16,
    });
  });

  it('the distance of a short at ten times leverage without a requirement', () => {
    const { positionResults } = run('account-liquidation', {
      symbols: [{ markPrice: 100, maintenanceMarginRate: 0 }],
      positions: [{ symbol: 0, side: 'short', size: 1, marginMode: 'isolated', leverage: 10 }],
    });
    expect(positionResults).toMatchObject([{ liquidationPrice: 110, distance: 0.1 }]);
  });

  it('places of a grid', () => {
    const { gammaProfile } = run('dealer-gamma-feedback', {
      spot: 49,
      options: [{ type: 'call', strike: 49, expiryYears: 1, impliedVolatility: 0.5, dealerPosition: -1 }],
      marketDepth: 1e4,
    });
    const cents = Array.from({ length: 101 }, (_, i) => 2450 + 49 * i);
    expect((gammaProfile as { price: number }[]).map(({ price }) => price)).toEqual(cents.map((cent) => cent / 100));
    const { intensityPath } = run('hawkes-clustering', { horizon: 0.3, gridPoints: 4 });
    expect((intensityPath as { time: number }[]).map(({ time }) => time)).toEqual([0, 0.1, 0.2, 0.3]);
  });

  it('the ends of a search over decays', () => {
    const timestamps = Array.from({ length: 20 }, (_, k) => k + (k % 3) / 7);
    fc.assert(
      fc.property(tenths, tenths, (least, further) => {
        const [decayMin, decayMax] = [least / 10, (least + further) / 10];
        const { decayProfile } = run('hawkes-calibration', { timestamps, timeUnit: 'hour', decayMin, decayMax });
        const decays = (decayProfile as { decayRate: number }[]).map(({ decayRate }) => decayRate);
        expect([decays[0], decays.at(-1)]).toEqual([decayMin, decayMax]);
      }),
    );
  });

  it('no diversification where all assets move as one', () => {
    const assets = fc.array(fc.tuple(tenths, tenths), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(assets, (pairs) => {
        const [weights, volatilities] = [0, 1].map((i) => pairs.map((pair) => (pair[i] as number) / 100));
        const correlation = pairs.map(() => pairs.map(() => 1));
        const { series } = run('diversification-failure', { weights, volatilities, correlation });
        for (const level of series as object[]) {
          expect(level).toMatchObject({ diversificationRatio: 1, effectiveBets: 1, diversificationBenefit: 0 });
        }
      }),
    );
  });
});

describe('what is small beside what it is a part of', () => {
  it('has its digits: impact of few panic sellers after a large shock, Y sigma H / V', () => {
    const outputs = figures('sell-off-feedback', { shock: 0.5, holdings: 1e-4, sellSensitivity: 2 });
    expect(relativeError(outputs.feedbackDecline as number, 2e-12)).toBeLessThan(1e-14);
  });

  it('has its digits: impact of a small stop, Y sigma (Q / V)^(1/2)', () => {
    const stopOrders = [{ triggerPrice: 60, quantity: 1e-8 }];
    const { stopRunDepth } = figures('stop-loss-cascade', { shock: 0.5, stopOrders });
    expect(relativeError(stopRunDepth as number, 2e-9)).toBeLessThan(1e-14);
  });

  it('has its digits: fall of a price in a deep market, 1 - exp(-q / D) of the sales', () => {
    const { assetSales, priceFall } = run('fire-sale-contagion', {
      holdings: [[1000]],
      equity: [40],
      assetShocks: [0.01],
      marketDepth: [1e15],
      model: 'leverageConstraint',
      maxLeverage: 25,
    });
    const [sales] = assetSales as Float64Array;
    const [fall] = priceFall as Float64Array;
    expect(sales).toBeGreaterThan(0);
    expect(relativeError(fall as number, -Math.expm1(-(sales as number) / 1e15))).toBeLessThan(1e-12);
  });

  it('has its digits: the tail of the cluster sizes, summed from its logarithms in 200,000 terms by scipy 1.17', () => {
    const tail = (branchingRatio: number, maxClusterSize: number) =>
      figures('hawkes-clustering', { branchingRatio, maxClusterSize }).clusterSizeTail as number;
    expect(relativeError(tail(0.5, 500), 3.769108284017644e-46)).toBeLessThan(1e-11);
    expect(relativeError(tail(0.30174965616060856, 50), 7.474424289296346e-14)).toBeLessThan(1e-11);
    expect(tail(0, 50)).toBe(0);
  });
});
