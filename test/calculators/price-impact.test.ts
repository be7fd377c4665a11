/** Properties of the three impact laws for any order, their closed forms, and numbers printed in their sources. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { priceImpact } from '../../src/calculators/price-impact/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { DECIMAL_RUNS, evenly } from './numbers.ts';

const ORDER = fc.record({
  model: fc.constantFrom('powerLaw' as const, 'kyle' as const, 'almgren' as const),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  orderQuantity: fc.oneof(fc.constant(0), evenly(1, 1e8)),
  dailyVolume: evenly(1e4, 1e7),
  dailyVolatility: evenly(0, 0.2),
  impactCoefficient: evenly(0, 3),
  impactExponent: fc.oneof(fc.constantFrom(0.5, 1), evenly(0.1, 1)),
  fundamentalStdDev: evenly(0, 20),
  noiseStdDev: evenly(1e3, 1e7),
  executionDays: evenly(0.01, 10),
});
type Order = typeof ORDER extends fc.Arbitrary<infer O> ? O : never;

function run(parameters: Partial<Order> & { sharesOutstanding?: number; referencePrice?: number }) {
  const { outputs, warnings } = runCalculator(priceImpact, parameters);
  const figures = outputs as {
    priceImpact: number;
    temporaryImpact: number | null;
    averageSlippage: number;
    averageSlippageBps: number;
    finalPrice: number;
    averagePrice: number;
    cost: number;
    effectiveLambda: number | null;
    priceFloorHit: boolean;
  };
  return { ...figures, warnings: warnings.map(({ code }) => code) };
}

/** At most the limit, apart from the last bits. */
function expectAtMost(actual: number, limit: number) {
  expect(actual).toBeLessThanOrEqual(limit + 1e-12 * (1 + Math.abs(limit)));
}

describe('the impact of an order', () => {
  it.each(['orderQuantity', 'dailyVolatility'] as const)('is no less with more %s', (name) => {
    fc.assert(
      fc.property(ORDER, evenly(1, 5), (order, factor) => {
        const more = run({ ...order, [name]: order[name] * factor });
        expectAtMost(run(order).priceImpact, more.priceImpact);
        expectAtMost(run(order).averageSlippage, more.averageSlippage);
      }),
    );
  });

  it('depends on the order and the volume by their ratio alone under the power law', () => {
    fc.assert(
      fc.property(ORDER, fc.constantFrom(0.125, 4, 64), (drawn, k) => {
        const order = { ...drawn, model: 'powerLaw' as const };
        const scaled = { ...order, orderQuantity: order.orderQuantity * k, dailyVolume: order.dailyVolume * k };
        expect(run(scaled).priceImpact).toBe(run(order).priceImpact);
      }),
    );
  });

  it('adds up over parts where it is linear, and is less than their sum where it is concave', () => {
    fc.assert(
      fc.property(ORDER, evenly(1, 1e6), (drawn, further) => {
        const order = { ...drawn, model: 'powerLaw' as const, side: 'buy' as const };
        const whole = run({ ...order, orderQuantity: order.orderQuantity + further }).priceImpact;
        const parts = run(order).priceImpact + run({ ...order, orderQuantity: further }).priceImpact;
        expectAtMost(whole, parts);
        if (order.impactExponent === 1) expectAtMost(parts, whole);
      }),
    );
  });

  it('is paid in part on average: the average price lies between the reference and the final price', () => {
    fc.assert(
      fc.property(ORDER, (order) => {
        const { averageSlippage, priceImpact: peak, averagePrice, finalPrice } = run(order);
        fc.pre(order.model !== 'almgren');
        expectAtMost(averageSlippage, peak);
        expectAtMost(averagePrice, Math.max(100, finalPrice));
        expectAtMost(Math.min(100, finalPrice), averagePrice);
      }),
    );
  });

  it('costs buyers and sellers alike until a sale meets a price of zero, and never takes it below', () => {
    fc.assert(
      fc.property(ORDER, (order) => {
        const [buy, sell] = [run({ ...order, side: 'buy' }), run({ ...order, side: 'sell' })];
        expect(sell.finalPrice).toBeGreaterThanOrEqual(0);
        expect(sell.averagePrice).toBeGreaterThanOrEqual(0);
        expect(sell.priceFloorHit).toBe(buy.priceImpact >= 1);
        expect(sell.warnings.includes('PRICE_FLOOR')).toBe(sell.priceFloorHit);
        if (!sell.priceFloorHit) expect(sell.averageSlippage).toBe(Math.min(1, buy.averageSlippage));
      }),
    );
  });

  it('averages the power law to its integral, found here by the midpoint rule', () => {
    fc.assert(
      fc.property(ORDER, (drawn) => {
        const order = { ...drawn, model: 'powerLaw' as const };
        fc.pre(order.orderQuantity > 0);
        const { dailyVolume: V, dailyVolatility: sigma, impactCoefficient: Y, impactExponent: delta } = order;
        const cap = order.side === 'sell' ? 1 : Number.POSITIVE_INFINITY;
        const steps = 4_000;
        let sum = 0;
        for (let k = 0; k < steps; k += 1) {
          const q = (order.orderQuantity * (k + 0.5)) / steps;
          sum += Math.min(cap, Y * sigma * (q / V) ** delta);
        }
        const { averageSlippage } = run(order);
        // The midpoint rule errs most in its first step, where the curve is steepest.
        expect(Math.abs(averageSlippage - sum / steps)).toBeLessThanOrEqual(1e-3 * averageSlippage + 1e-12);
      }),
    );
  });

  it('is one half of the peak on average for the linear law, two thirds for the square root', () => {
    const linear = run({ impactExponent: 1 });
    expect(linear.averageSlippage / linear.priceImpact).toBeCloseTo(1 / 2, 14);
    const root = run({ impactExponent: 0.5 });
    expect(root.averageSlippage / root.priceImpact).toBeCloseTo(2 / 3, 14);
  });
});

it("takes the price to zero where Kyle's impact is exactly 1 in decimals, and not for a billionth less", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 4 }), fc.integer({ min: 1, max: 10 ** 5 }), (cents, orderQuantity) => {
      const kyle = { model: 'kyle' as const, side: 'sell' as const, noiseStdDev: 50, fundamentalStdDev: cents / 100 };
      const referencePrice = (cents * orderQuantity) / 10_000;
      const at = (quantity: number) => run({ ...kyle, referencePrice, orderQuantity: quantity });
      expect(at(orderQuantity)).toMatchObject({ priceFloorHit: true, priceImpact: 1, finalPrice: 0 });
      expect(at(orderQuantity * (1 - 1e-9)).priceFloorHit).toBe(false);
    }),
    { numRuns: DECIMAL_RUNS },
  );
});

describe('the sources', () => {
  // Almgren, Thum, Hauptmann, Li (2005): a tenth of the volume of IBM, in basis points.
  const IBM = {
    orderQuantity: 656_100,
    dailyVolume: 6_561_000,
    dailyVolatility: 0.0157,
    sharesOutstanding: 1_728_000_000,
  };
  it.each([
    [0.1, 32],
    [0.5, 18],
  ])('cost a tenth of the volume of IBM over %s days some %s basis points', (executionDays, bps) => {
    const { averageSlippageBps } = run({ model: 'almgren', ...IBM, executionDays });
    expect(Math.abs(averageSlippageBps - bps)).toBeLessThanOrEqual(0.5);
  });

  it("let an order of one standard deviation of noise move Kyle's price by half a standard deviation of value", () => {
    const { finalPrice, effectiveLambda } = run({ model: 'kyle', orderQuantity: 1_000_000, side: 'buy' });
    expect(finalPrice).toBeCloseTo(102.5, 12);
    expect(effectiveLambda).toBeCloseTo(2.5e-6, 18);
  });
});

describe('warnings', () => {
  it('come where an order is more than the volume that the law knows', () => {
    expect(run({ orderQuantity: 1_000_000 }).warnings).toEqual([]);
    expect(run({ orderQuantity: 1_000_001 }).warnings).toEqual(['BEYOND_IMPACT_LAW']);
    expect(run({ model: 'almgren', orderQuantity: 600_000 }).warnings).toEqual(['BEYOND_VOLUME']);
    expect(run({ model: 'kyle', orderQuantity: 2_000_000 }).warnings).toEqual([]);
  });
});
