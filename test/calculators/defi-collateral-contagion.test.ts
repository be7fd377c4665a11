/** What the liquidations promise for any market, and the same cascade step by step as the rules are written. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defiCollateralContagion } from '../../src/calculators/defi-collateral-contagion/calculator.ts';
import { poolAt, proceeds } from '../../src/calculators/defi-collateral-contagion/pool.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';

const fraction = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const MARKET = fc
  .record({
    poolReserveBase: fraction(1, 4).map((power) => 10 ** power),
    poolFee: fc.oneof(fc.constant(0), fraction(0, 0.1)),
    shock: fraction(0, 0.6),
    protocols: fc.array(
      fc.record({
        liquidationThreshold: fraction(0.5, 0.95),
        liquidationBonus: fraction(0, 0.15),
        closeFactor: fraction(0.05, 1),
        fullCloseHealthFactor: fc.constantFrom(0, 0.95),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    borrowers: fc.array(
      fc.record({
        protocol: fc.nat(),
        collateral: fraction(0, 100),
        share: fc.oneof(fc.constant(0), fraction(0.3, 1)),
      }),
      { minLength: 1, maxLength: 15 },
    ),
    sellFraction: fc.constantFrom(0, 0.5, 1),
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
    const position = fc.record({ health: fraction(0.5, 0.999), threshold: fraction(0.6, 1), bonus: fraction(0, 0.5) });
    fc.assert(
      fc.property(position, ({ health, threshold, bonus }) => {
        const share = threshold * (1 + bonus);
        if (Math.abs(health - share) < 1e-6) return;
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

describe('the pool', () => {
  it('pays what getAmountOut of Uniswap v2 pays', () => {
    const amountOut = (x: number, y: number, sold: number) => (sold * 997 * y) / (x * 1000 + sold * 997);
    fc.assert(
      fc.property(fraction(1, 1e9), fraction(1, 1e9), fraction(0, 1e9), (x, y, sold) => {
        close(proceeds(x, y, sold, 0.003), amountOut(x, y, sold));
      }),
    );
  });

  it('moves to any price along its product', () => {
    fc.assert(
      fc.property(fraction(1e-3, 1e6), fraction(1, 1e6), fraction(1, 1e6), (price, x, y) => {
        const [base, quote] = poolAt(price, x, y);
        close(quote / base / price, 1);
        close((base * quote) / (x * y), 1);
      }),
    );
  });
});

/** The cascade as the catalogue words it: objects, one sort per round. */
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
      if (seize > position.collateral) {
        seize = position.collateral;
        repay = (position.collateral * oracle) / (1 + rules.liquidationBonus);
      }
      const dx = sellFraction * seize;
      const out = (y * dx * (1 - poolFee)) / (x + dx * (1 - poolFee));
      const value = out + (seize - dx) * oracle;
      if (requireProfitable && value < repay) continue;
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
