/** Properties of the spirals of Brunnermeier and Pedersen, and the same equilibria by bisection. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { liquiditySpiral } from '../../src/calculators/liquidity-spiral/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { DECIMAL_RUNS, evenly } from './numbers.ts';

const orZero = (values: fc.Arbitrary<number>) => fc.oneof(fc.constant(0), values);
const MARKET = fc.record({
  referencePrice: fc.constant<number>(100),
  shock: orZero(evenly(1e-6, 0.3)),
  capitalLoss: orZero(evenly(0, 500)),
  speculatorCapital: evenly(0, 4_000),
  speculatorPosition: orZero(evenly(0, 200)),
  customerSupply: orZero(evenly(0.01, 200)),
  riskAversion: evenly(0.005, 0.05),
  fundamentalStdDev: evenly(1, 3),
  baseMargin: evenly(0.5, 20),
  marginSensitivity: orZero(evenly(0, 5)),
});
type Market = typeof MARKET extends fc.Arbitrary<infer M> ? M : never;

interface Outputs {
  fundamentalValue: number;
  finalPrice: number;
  illiquidity: number;
  speculatorPositionEnd: number;
  marginUse: number | null;
  priceSensitivity: number | null;
  lossSpiralMultiplier: number | null;
  marginSpiralMultiplier: number | null;
  totalMultiplier: number | null;
  multipleEquilibria: boolean;
  equilibriumPrices: number[];
  status: string;
  pathConverged: boolean;
  priceSeries: number[];
  positionSeries: number[];
}

function run(market: Partial<Market> & { equilibriumSelection?: string; maxRounds?: number }) {
  const { outputs, warnings } = runCalculator(liquiditySpiral, market);
  return { ...(outputs as unknown as Outputs), warnings: warnings.map(({ code }) => code) };
}

/** f(d) = m x - W of the funding constraint, reimplemented. */
function excess(market: Market, d: number): number {
  const { shock, capitalLoss, speculatorCapital: W0, speculatorPosition: x0, customerSupply: Z1 } = market;
  const kappa = 2 / (market.riskAversion * market.fundamentalStdDev ** 2);
  const margin = market.baseMargin + market.marginSensitivity * (100 * shock + d);
  return margin * (Z1 - kappa * d) - (W0 - capitalLoss - x0 * (100 * shock + d));
}

function greatestIlliquidity({ customerSupply, riskAversion, fundamentalStdDev }: Market): number {
  return (customerSupply * riskAversion * fundamentalStdDev ** 2) / 2;
}

describe('the equilibrium', () => {
  it('is never priced above the value, the illiquid one never above the liquid one', () => {
    fc.assert(
      fc.property(MARKET, (market) => {
        const { finalPrice, fundamentalValue, equilibriumPrices, multipleEquilibria } = run(market);
        const illiquid = run({ ...market, equilibriumSelection: 'illiquid' });
        expect(finalPrice).toBeLessThanOrEqual(fundamentalValue);
        expect(illiquid.finalPrice).toBeLessThanOrEqual(finalPrice);
        expect(equilibriumPrices).toHaveLength(multipleEquilibria ? 2 : 1);
        expect(equilibriumPrices[0]).toBe(finalPrice);
        expect(equilibriumPrices.at(-1)).toBe(illiquid.finalPrice);
        expect(illiquid.warnings.includes('FRAGILE')).toBe(multipleEquilibria);
      }),
    );
  });

  it.each([
    ['speculatorCapital', 1],
    ['shock', -1],
    ['capitalLoss', -1],
    ['customerSupply', -1],
  ] as const)('moves its price with %s in one direction', (name, direction) => {
    fc.assert(
      fc.property(MARKET, evenly(1, 1.2), (market, factor) => {
        const change = run({ ...market, [name]: market[name] * factor }).finalPrice - run(market).finalPrice;
        expect(change * direction).toBeGreaterThanOrEqual(-1e-7);
      }),
    );
  });

  it('uses all capital as margin where it is constrained', () => {
    fc.assert(
      fc.property(MARKET, (market) => {
        for (const equilibriumSelection of ['liquid', 'illiquid']) {
          const { status, illiquidity, marginUse } = run({ ...market, equilibriumSelection });
          if (status === 'unconstrained') expect(marginUse ?? 0).toBeLessThanOrEqual(1 + 1e-12);
          if (status !== 'constrained') continue;
          expect(Math.abs(excess(market, illiquidity))).toBeLessThanOrEqual(1e-7);
        }
      }),
    );
  });

  it('is where bisection finds the constraint to bind', () => {
    fc.assert(
      fc.property(MARKET, (market) => {
        let [low, high] = [0, greatestIlliquidity(market)];
        fc.pre(excess(market, low) > 1e-6 && excess(market, high) < -1e-6);
        for (let step = 0; step < 100; step += 1) {
          const middle = (low + high) / 2;
          if (excess(market, middle) > 0) low = middle;
          else high = middle;
        }
        const { illiquidity, status } = run(market);
        expect(status).toBe('constrained');
        expect(Math.abs(illiquidity - low)).toBeLessThanOrEqual(1e-7);
      }),
    );
  });

  it('has a liquid and an illiquid one exactly where capital suffices at the value and fails further down', () => {
    const found = { both: 0, one: 0 };
    fc.assert(
      fc.property(MARKET, evenly(0.95, 1.1), (drawn, share) => {
        // About the capital needed at the fundamental value: with less none is liquid, with much more none is illiquid.
        const market = { ...drawn, speculatorCapital: share * excess({ ...drawn, speculatorCapital: 0 }, 0) };
        const dMax = greatestIlliquidity(market);
        const grid = Array.from({ length: 400 }, (_, k) => excess(market, (dMax * (k + 1)) / 401));
        const failsFurtherDown = Math.max(...grid) > 1e-6 || excess(market, dMax) > 1e-6;
        const { multipleEquilibria } = run(market);
        found[multipleEquilibria ? 'both' : 'one'] += 1;
        if (excess(market, 0) < -1e-6 && failsFurtherDown) expect(multipleEquilibria).toBe(true);
        // The grid may miss a narrow violation, so the converse is checked through the distance of the roots.
        if (multipleEquilibria) expect(excess(market, 0)).toBeLessThanOrEqual(1e-9);
      }),
      { numRuns: 500 },
    );
    expect(found.both).toBeGreaterThan(15);
    expect(found.one).toBeGreaterThan(20);
  });

  it('is found for a supply that customers could hold alone even where rounding moves the root out', () => {
    const market = { referencePrice: 100, shock: 0, capitalLoss: 0, riskAversion: 0.01, fundamentalStdDev: 2 };
    for (let k = 1; k <= 2_000; k += 1) {
      const customerSupply = k / 7;
      const smallest = { ...market, customerSupply, speculatorPosition: 1, baseMargin: 8, marginSensitivity: 0.5 };
      // Capital that ends just above zero when customers hold everything.
      const speculatorCapital = (customerSupply / 50) * (1 + 2 ** -52);
      const { equilibriumPrices, illiquidity } = run({ ...smallest, speculatorCapital });
      expect(equilibriumPrices).toHaveLength(1);
      expect(illiquidity).toBeCloseTo(customerSupply / 50, 10);
    }
  });

  it('is liquid for capital of exactly the margin, in decimals, and not for a ten-thousandth less of it', () => {
    fc.assert(
      fc.property(
        fc.record({
          cents: fc.integer({ min: 100, max: 10 ** 6 }),
          permille: fc.integer({ min: 0, max: 500 }),
          supply: fc.integer({ min: 1, max: 1_000 }),
          base: fc.integer({ min: 1, max: 200 }),
          theta: fc.integer({ min: 0, max: 40 }),
        }),
        ({ cents, permille, supply, base, theta }) => {
          // Margin times supply in whole millionths: (base/10 + theta/20 * price * permille/1000) supply/10.
          const needed = (BigInt(base) * 200_000n + BigInt(theta) * BigInt(cents) * BigInt(permille)) * BigInt(supply);
          const market = {
            referencePrice: cents / 100,
            shock: permille / 1_000,
            speculatorPosition: 0,
            customerSupply: supply / 10,
            // Customers would pay nearly the value for the whole supply, so their price stays above 0.
            riskAversion: 1e-6,
            fundamentalStdDev: 0.1,
            baseMargin: base / 10,
            marginSensitivity: theta / 20,
          };
          const exact = run({ ...market, speculatorCapital: Number(needed) / 2e7 });
          expect([exact.status, exact.illiquidity]).toEqual(['unconstrained', 0]);
          expect(run({ ...market, speculatorCapital: (Number(needed) / 2e7) * 0.9999 }).status).not.toBe(
            'unconstrained',
          );
        },
      ),
      { numRuns: DECIMAL_RUNS },
    );
  });
});

describe('the spirals', () => {
  it('multiply nothing without inventory and with constant margins', () => {
    fc.assert(
      fc.property(MARKET, (drawn) => {
        const { status, totalMultiplier } = run({ ...drawn, speculatorPosition: 0, marginSensitivity: 0 });
        if (status === 'constrained') expect(totalMultiplier).toBeCloseTo(1, 12);
      }),
    );
  });

  it('reinforce each other: 1/total = 1/loss + 1/margin - 1', () => {
    fc.assert(
      fc.property(MARKET, (market) => {
        const { lossSpiralMultiplier: loss, marginSpiralMultiplier: margin, totalMultiplier: both } = run(market);
        fc.pre(loss !== null && margin !== null && both !== null && both <= 1e4);
        expect(both).toBeGreaterThanOrEqual(loss * margin * (1 - 1e-9));
        expect(Math.abs(1 / both - (1 / loss + 1 / margin - 1))).toBeLessThanOrEqual(1e-9);
      }),
    );
  });

  it('move the price per unit of lost capital by the reported sensitivity', () => {
    fc.assert(
      fc.property(MARKET, (market) => {
        const { status, priceSensitivity } = run(market);
        fc.pre(status === 'constrained' && priceSensitivity !== null);
        const h = 1e-4;
        // Where the sensitivity itself varies much within h, no difference quotient matches it.
        const { marginSensitivity: theta, customerSupply: Z1 } = market;
        const kappa = Z1 / greatestIlliquidity(market);
        fc.pre(2 * theta * kappa * h * priceSensitivity ** 2 <= 0.01);
        const less = run({ ...market, capitalLoss: market.capitalLoss + h });
        const more = run({ ...market, speculatorCapital: market.speculatorCapital + h });
        fc.pre(less.status === 'constrained' && more.status === 'constrained');
        const slope = (more.finalPrice - less.finalPrice) / (2 * h);
        expect(Math.abs(slope / priceSensitivity - 1)).toBeLessThanOrEqual(1e-3);
      }),
    );
  });

  it('walk monotonically to the reported equilibrium', () => {
    fc.assert(
      fc.property(MARKET, fc.constantFrom('liquid', 'illiquid'), (market, equilibriumSelection) => {
        const outputs = run({ ...market, equilibriumSelection, maxRounds: 10_000 });
        const { priceSeries, pathConverged, totalMultiplier, finalPrice } = outputs;
        const sign = equilibriumSelection === 'liquid' ? -1 : 1;
        for (let k = 1; k < priceSeries.length; k += 1) {
          const step = (priceSeries[k] ?? 0) - (priceSeries[k - 1] ?? 0);
          expect(step * sign).toBeGreaterThanOrEqual(-1e-10);
        }
        // A path that starts on the edge of the constraint may stay there, however far the equilibrium is.
        fc.pre(Math.abs(excess(market, 0)) >= 1e-3 && pathConverged && (totalMultiplier ?? 1) <= 1e3);
        expect(Math.abs((priceSeries.at(-1) ?? 0) - finalPrice)).toBeLessThanOrEqual(1e-6);
      }),
    );
  });
});

describe('warnings', () => {
  it('tell of a wipe-out, of debt, and of a path cut short', () => {
    expect(run({}).warnings).toEqual([]);
    expect(run({ speculatorCapital: 0, speculatorPosition: 0 }).warnings).toEqual(['WIPED_OUT']);
    expect(run({ speculatorCapital: 0 }).warnings).toEqual(['WIPED_OUT', 'NEGATIVE_CAPITAL']);
    expect(run({ maxRounds: 3 }).warnings).toEqual(['ROUND_LIMIT']);
  });
});
