/** Properties of the liquidations for any market, and the same cascade step by step from the rules. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defiCollateralContagion } from '../../src/calculators/defi-collateral-contagion/calculator.ts';
import { poolAt, proceeds } from '../../src/calculators/market/pool.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { bisect } from '../../src/numerics/bisection.ts';
import { evenly } from './numbers.ts';

const MARKET = fc
  .record({
    poolReserveBase: evenly(1, 4).map((power) => 10 ** power),
    poolFee: fc.oneof(fc.constant(0), evenly(0, 0.1)),
    shock: evenly(0, 0.6),
    protocols: fc.array(
      fc.record({
        liquidationThreshold: evenly(0.5, 0.95),
        liquidationBonus: evenly(0, 0.15),
        closeFactor: evenly(0.05, 1),
        fullCloseHealthFactor: fc.constantFrom(0, 0.95),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    borrowers: fc.array(
      fc.record({
        protocol: fc.nat(),
        collateral: evenly(0, 100),
        share: fc.oneof(fc.constant(0), evenly(0.3, 1)),
      }),
      { minLength: 1, maxLength: 15 },
    ),
    sellFraction: fc.constantFrom<number>(0, 0.5, 1),
    requireProfitable: fc.boolean(),
    dustDebt: fc.constantFrom(0, 100, 10_000),
  })
  .map(({ borrowers, ...market }) => ({
    ...market,
    poolReserveQuote: market.poolReserveBase * 2000,
    positions: borrowers.map(({ protocol, collateral, share }) => ({
      protocol: protocol % market.protocols.length,
      collateral,
      debt: collateral * 2000 * share,
    })),
  }));
type Market = typeof MARKET extends fc.Arbitrary<infer M> ? M : never;

interface Outputs {
  initialPrice: number;
  shockedPrice: number;
  finalPrice: number;
  totalDrawdown: number;
  rounds: number;
  liquidations: number;
  status: string;
  liquidatedCollateral: number[];
  repaidDebt: number[];
  badDebt: number[];
  firstLiquidationRound: number[];
  liquidatorProfit: number;
  collateralSold: number;
  finalHealthFactor: (number | null)[];
  finalCollateral: number[];
  finalDebt: number[];
  finalReserveBase: number;
  finalReserveQuote: number;
  path: { price: number; liquidatedCollateral: number; repaidDebt: number; liquidations: number }[];
}

function outputsOf(market: Market & { maxRounds?: number }) {
  const outputs: unknown = runCalculator(defiCollateralContagion, { maxRounds: 2000, ...market }).outputs;
  return outputs as Outputs;
}

const total = (terms: readonly number[]) => terms.reduce((sum, term) => sum + term, 0);

function close(actual: number, expected: number, scale = 0) {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(expected) + scale));
}

describe('liquidations across lending protocols', () => {
  it('conserve the collateral, and the pool gains what is sold', () => {
    fc.assert(
      fc.property(MARKET, (market) => {
        const outputs = outputsOf(market);
        const before = total(market.positions.map(({ collateral }) => collateral));
        close(total(outputs.finalCollateral) + total(outputs.liquidatedCollateral), before);
        const [x] = poolAt(outputs.shockedPrice, market.poolReserveBase, market.poolReserveQuote);
        close(outputs.finalReserveBase, x + outputs.collateralSold);
        close(outputs.collateralSold, market.sellFraction * total(outputs.liquidatedCollateral));
        close(total(outputs.path.map(({ repaidDebt }) => repaidDebt)), total(outputs.repaidDebt));
      }),
    );
  });

  it('never raise the price, nor lower the product of the reserves', () => {
    fc.assert(
      fc.property(MARKET, (market) => {
        const { path, finalReserveBase, finalReserveQuote, finalPrice } = outputsOf(market);
        for (const [i, { price }] of path.entries()) {
          expect(price).toBeLessThanOrEqual((path[i - 1]?.price ?? price) * (1 + 1e-12));
        }
        const k = market.poolReserveBase * market.poolReserveQuote;
        expect(finalReserveBase * finalReserveQuote).toBeGreaterThanOrEqual(k * (1 - 1e-12));
        close(finalPrice, path.at(-1)?.price ?? Number.NaN);
      }),
    );
  });

  it('leave whoever stays healthy alone, and end with nobody left to liquidate', () => {
    fc.assert(
      fc.property(MARKET, (market) => {
        const { finalPrice, finalHealthFactor, finalDebt, finalCollateral, status } = outputsOf(market);
        for (const [i, { protocol, collateral, debt }] of market.positions.entries()) {
          const threshold = market.protocols[protocol]?.liquidationThreshold ?? Number.NaN;
          if (collateral * finalPrice * threshold >= debt) {
            expect([finalCollateral[i], finalDebt[i]]).toEqual([collateral, debt]);
          }
          if (status === 'converged' && (finalCollateral[i] ?? 0) > 0) {
            expect(finalHealthFactor[i] ?? 1).toBeGreaterThanOrEqual(1 - 1e-11);
          }
        }
      }),
    );
  });

  it('are what the rules say, position by position', () => {
    fc.assert(
      fc.property(MARKET, fc.constantFrom(1, 3, 2000), (market, maxRounds) => {
        const outputs = outputsOf({ ...market, maxRounds });
        const expected = byTheRules({ ...market, maxRounds });
        expect(outputs.status).toBe(expected.status);
        expect(outputs.liquidations).toBe(expected.liquidations);
        expect(outputs.rounds).toBe(expected.rounds);
        expect(outputs.firstLiquidationRound).toEqual(expected.firstRounds);
        close(outputs.finalPrice, expected.oracle);
        close(outputs.liquidatorProfit, expected.profit, total(outputs.repaidDebt));
        for (const [i, { collateral, debt }] of expected.book.entries()) {
          close(outputs.finalCollateral[i] ?? Number.NaN, collateral);
          close(outputs.finalDebt[i] ?? Number.NaN, debt);
        }
        for (const [protocol, bad] of outputs.badDebt.entries()) {
          const own = expected.book.filter((position) => position.protocol === protocol);
          close(bad, total(own.map(({ collateral, debt }) => Math.max(0, debt - collateral * expected.oracle))));
        }
      }),
    );
  });

  it('make a position less healthy where the health is below threshold times 1 + bonus', () => {
    const position = fc.record({ health: evenly(0.5, 0.999), threshold: evenly(0.6, 1), bonus: evenly(0, 0.5) });
    fc.assert(
      fc.property(position, ({ health, threshold, bonus }) => {
        const share = threshold * (1 + bonus);
        fc.pre(Math.abs(health - share) >= 1e-6);
        const { finalHealthFactor } = outputsOf({
          poolReserveBase: 1e15,
          poolReserveQuote: 1e15,
          poolFee: 0,
          shock: 0,
          protocols: [
            { liquidationThreshold: threshold, liquidationBonus: bonus, closeFactor: 0.1, fullCloseHealthFactor: 0 },
          ],
          positions: [{ protocol: 0, collateral: 100, debt: (100 * threshold) / health }],
          sellFraction: 0,
          requireProfitable: false,
          dustDebt: 0,
          maxRounds: 1,
        });
        expect((finalHealthFactor[0] ?? Number.NaN) < health).toBe(health < share);
      }),
    );
  });

  it('repay and take what the documentation of Aave works out: 2.5 repaid at a bonus of 5 % take 2.625', () => {
    // Aave documentation, liquidations, example 1: 10 ETH of collateral, close factor 50 %, debt worth 5 ETH.
    const { repaidDebt, liquidatedCollateral } = outputsOf({
      poolReserveBase: 1e9,
      poolReserveQuote: 1e9,
      poolFee: 0,
      shock: 0,
      protocols: [{ liquidationThreshold: 0.45, liquidationBonus: 0.05, closeFactor: 0.5, fullCloseHealthFactor: 0 }],
      positions: [{ protocol: 0, collateral: 10, debt: 5 }],
      sellFraction: 0,
      requireProfitable: false,
      dustDebt: 0,
      maxRounds: 1,
    });
    expect(repaidDebt[0]).toBeCloseTo(2.5, 12);
    expect(liquidatedCollateral[0]).toBeCloseTo(2.625, 12);
  });
});

describe('liquidators', () => {
  const codes = (market: Market) => runCalculator(defiCollateralContagion, market).warnings.map(({ code }) => code);

  it('never lose where they may choose, and are told where forced calls do', () => {
    let [losing, trades] = [0, 0];
    fc.assert(
      fc.property(MARKET, (market) => {
        const choosing = { ...market, requireProfitable: true };
        const { liquidatorProfit, repaidDebt, liquidations } = outputsOf(choosing);
        trades += Number(liquidations > 0);
        expect(liquidatorProfit).toBeGreaterThanOrEqual(-1e-12 * total(repaidDebt));
        expect(codes(choosing)).not.toContain('LIQUIDATORS_LOSE');
        const forced = { ...market, requireProfitable: false };
        if (outputsOf(forced).liquidatorProfit >= 0) return;
        losing += 1;
        expect(codes(forced)).toContain('LIQUIDATORS_LOSE');
      }),
      { numRuns: 300 },
    );
    expect(losing).toBeGreaterThanOrEqual(30);
    expect(trades).toBeGreaterThanOrEqual(100);
  });

  it('take the size that pays most: no other part of the collateral would earn more', () => {
    fc.assert(
      fc.property(MARKET, (drawn) => {
        const [position] = drawn.positions;
        const market = { ...drawn, positions: position === undefined ? [] : [position], requireProfitable: true };
        const { path, liquidatorProfit, shockedPrice, liquidatedCollateral } = outputsOf({ ...market, maxRounds: 1 });
        fc.pre(path.length === 2);
        const [x, y] = poolAt(shockedPrice, market.poolReserveBase, market.poolReserveQuote);
        const { liquidationBonus, closeFactor } = market.protocols[position?.protocol ?? 0] as Market['protocols'][0];
        const most = Math.min(
          position?.collateral ?? 0,
          (closeFactor * (position?.debt ?? 0) * (1 + liquidationBonus)) / shockedPrice,
        );
        for (let part = 0; part <= 200; part += 1) {
          const size = Math.max(most, total(liquidatedCollateral)) * (part / 200);
          if (size > most && size > total(liquidatedCollateral)) continue;
          const brings = proceeds(x, y, market.sellFraction * size, market.poolFee);
          const profit =
            brings + (1 - market.sellFraction) * size * shockedPrice - (size * shockedPrice) / (1 + liquidationBonus);
          expect(profit).toBeLessThanOrEqual(liquidatorProfit + 1e-9 * size * shockedPrice);
        }
      }),
    );
  });

  it('do nothing where the bonus does not pay the fee', () => {
    fc.assert(
      fc.property(MARKET, evenly(0, 0.15), (drawn, bonus) => {
        const protocols = drawn.protocols.map((rules) => ({ ...rules, liquidationBonus: bonus }));
        const market = { ...drawn, protocols, poolFee: bonus / (1 + bonus), sellFraction: 1, requireProfitable: true };
        const { liquidations, status, finalHealthFactor } = outputsOf(market);
        expect(liquidations).toBe(0);
        const isAnyUnhealthy = finalHealthFactor.some((health) => health !== null && health < 1 - 1e-11);
        if (isAnyUnhealthy) expect(status).toBe('unprofitable');
      }),
    );
  });

  it('leave alone whose collateral is the debt over the threshold in decimals, and not who lacks a billionth', () => {
    const whole = (max: number) => fc.integer({ min: 1, max });
    fc.assert(
      fc.property(whole(10 ** 5), whole(10 ** 5), whole(99), (quantity, price, threshold) => {
        // Quantities in hundredths, prices in tenths, thresholds in hundredths: debts in hundred-thousandths.
        const run = (debt: number) =>
          outputsOf({
            poolReserveBase: 1e6,
            poolReserveQuote: price * 1e5,
            poolFee: 0,
            shock: 0,
            protocols: [
              {
                liquidationThreshold: threshold / 100,
                liquidationBonus: 0.1,
                closeFactor: 1,
                fullCloseHealthFactor: 0,
              },
            ],
            positions: [{ protocol: 0, collateral: quantity / 100, debt }],
            sellFraction: 0,
            requireProfitable: true,
            dustDebt: 0,
          }).liquidations;
        const debt = (quantity * price * threshold) / 10 ** 5;
        expect([run(debt), run(debt * (1 + 1e-9))]).toEqual([0, 1]);
      }),
    );
  });
});

describe('the pool', () => {
  it('pays what getAmountOut of Uniswap v2 pays', () => {
    const amountOut = (x: number, y: number, sold: number) => (sold * 997 * y) / (x * 1000 + sold * 997);
    fc.assert(
      fc.property(evenly(1, 1e9), evenly(1, 1e9), evenly(0, 1e9), (x, y, sold) => {
        close(proceeds(x, y, sold, 0.003), amountOut(x, y, sold));
      }),
    );
  });

  it('moves to any price along its product', () => {
    fc.assert(
      fc.property(evenly(1e-3, 1e6), evenly(1, 1e6), evenly(1, 1e6), (price, x, y) => {
        const [base, quote] = poolAt(price, x, y);
        close(quote / base / price, 1);
        close((base * quote) / (x * y), 1);
      }),
    );
  });
});

/** The cascade as the catalogue describes it: objects, one sort per round. */
function byTheRules(market: Market & { maxRounds: number }) {
  const { protocols, poolFee, sellFraction, requireProfitable, dustDebt, maxRounds } = market;
  const book = market.positions.map((position) => ({ ...position }));
  const firstRounds = protocols.map(() => 0);
  let oracle = (market.poolReserveQuote / market.poolReserveBase) * (1 - market.shock);
  const k = market.poolReserveBase * market.poolReserveQuote;
  let [x, y] = [Math.sqrt(k / oracle), Math.sqrt(k * oracle)];
  let [profit, liquidations, rounds] = [0, 0, 0];
  while (rounds < maxRounds) {
    const queue = book
      .map((position, index) => {
        const rules = protocols[position.protocol] as Market['protocols'][number];
        const health = (position.collateral * oracle * rules.liquidationThreshold) / position.debt;
        return { position, rules, index, health, key: Math.floor(health * 1e9 + 0.5) };
      })
      .filter(({ position, health }) => position.debt > 0 && position.collateral > 0 && health < 1 - 1e-12)
      .sort((a, b) => a.key - b.key || a.index - b.index);
    let executed = 0;
    for (const { position, rules, health } of queue) {
      const share = health < rules.fullCloseHealthFactor || position.debt <= dustDebt ? 1 : rules.closeFactor;
      let repay = share * position.debt;
      let seize = (repay * (1 + rules.liquidationBonus)) / oracle;
      if (seize > position.collateral * (1 - 1e-12)) {
        if (seize > position.collateral * (1 + 1e-12)) {
          repay = (position.collateral * oracle) / (1 + rules.liquidationBonus);
        }
        seize = position.collateral;
      }
      if (requireProfitable) {
        // The most profitable size by bisection on the profit's slope, which decreases with size.
        const slope = (size: number) => {
          const effective = (1 - poolFee) * sellFraction;
          const marginal = (x * y * effective) / (x + effective * size) ** 2;
          return marginal + oracle * (1 - sellFraction - 1 / (1 + rules.liquidationBonus));
        };
        const isPaid = sellFraction <= rules.liquidationBonus / (1 + rules.liquidationBonus);
        if (!isPaid && slope(0) <= 1e-12 * oracle) continue;
        if (!isPaid && slope(seize) < 0) {
          const size = bisect(slope, 0, seize);
          repay *= size / seize;
          seize = size;
        }
      }
      const dx = sellFraction * seize;
      const out = (y * dx * (1 - poolFee)) / (x + dx * (1 - poolFee));
      const value = out + (seize - dx) * oracle;
      x += dx;
      y -= out;
      position.collateral = Math.max(0, position.collateral - seize);
      position.debt = Math.max(0, position.debt - repay);
      profit += value - repay;
      executed += 1;
      if (firstRounds[position.protocol] === 0) firstRounds[position.protocol] = rounds + 1;
    }
    if (executed === 0) {
      const status = queue.length === 0 ? 'converged' : 'unprofitable';
      return { status, book, oracle, profit, liquidations, rounds, firstRounds };
    }
    liquidations += executed;
    rounds += 1;
    oracle = y / x;
  }
  return { status: 'maxRounds', book, oracle, profit, liquidations, rounds, firstRounds };
}
