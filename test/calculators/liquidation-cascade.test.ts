/** Properties of the liquidation cascade for any book, and the same cascade by another method. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { liquidationCascade } from '../../src/calculators/liquidation-cascade/calculator.ts';
import { priceImpact } from '../../src/calculators/market/impact.ts';
import { liquidationPrice } from '../../src/calculators/market/liquidation-price.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { DECIMAL_RUNS, evenly } from './numbers.ts';

const POSITION = fc.record({
  side: fc.constantFrom('long' as const, 'short' as const),
  quantity: evenly(1, 1e5),
  entryPrice: fc.constant(100),
  leverage: evenly(1, 60),
});
const BOOK = fc.record({
  positions: fc.array(POSITION, { maxLength: 30 }),
  direction: fc.constantFrom('down' as const, 'up' as const),
  maintenanceBasis: fc.constantFrom('mark' as const, 'entry' as const),
  shock: evenly(0.001, 0.5),
  openInterest: fc.oneof(fc.constant(0), evenly(1e4, 1e6)),
  leverageBuckets: fc.integer({ min: 1, max: 40 }),
  dailyVolatility: evenly(0, 0.1),
  impactExponent: fc.constantFrom(0.5, 0.7, 1),
});
type Book = typeof BOOK extends fc.Arbitrary<infer B> ? B : never;

function outputsOf(parameters: object) {
  return runCalculator(liquidationCascade, parameters).outputs as {
    totalMove: number;
    finalPrice: number;
    forcedQuantity: number;
    forcedQuantitySeries: number[];
    liquidatedCount: number;
    atRiskSize: number;
    liquidatedSize: number;
    badDebt: number;
    residualMargin: number;
    rounds: number;
    status: string;
    priceSeries: number[];
    liquidationPrices: (number | null)[];
    bankruptcyPrices: (number | null)[];
  };
}

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

describe('the cascade', () => {
  it('moves at least by the shock and books each forced unit once', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const { totalMove, forcedQuantity, forcedQuantitySeries, rounds, priceSeries } = outputsOf(book);
        expect(totalMove).toBeGreaterThanOrEqual(book.shock);
        expect(
          close(
            forcedQuantitySeries.reduce((sum, dQ) => sum + dQ, 0),
            forcedQuantity,
          ),
        ).toBe(true);
        expect(forcedQuantitySeries).toHaveLength(rounds);
        expect(priceSeries).toHaveLength(rounds + 2);
      }),
    );
  });

  it('ends at the same price whatever the order of the book', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const reversed = { ...book, positions: [...book.positions].reverse() };
        expect(close(outputsOf(reversed).finalPrice, outputsOf(book).finalPrice)).toBe(true);
      }),
    );
  });

  it('liquidates what closing positions one at a time, nearest first, liquidates', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const { finalPrice, liquidatedCount, status } = outputsOf({ ...book, openInterest: 0 });
        expect(status).not.toBe('maxRounds');
        const oneByOne = nearestFirst(book);
        expect(liquidatedCount).toBe(oneByOne.count);
        expect(close(finalPrice, oneByOne.price)).toBe(true);
      }),
    );
  });

  it('leaves of margins what units sold one by one leave of them: the sum over small parts of each round', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const { badDebt, residualMargin, priceSeries, forcedQuantitySeries } = outputsOf({ ...book, openInterest: 0 });
        fc.pre(forcedQuantitySeries.length > 0);
        const expected = unitByUnit(book, priceSeries, forcedQuantitySeries);
        const tolerance = 1e-5 * 100 * expected.notional;
        expect(Math.abs(badDebt - expected.badDebt)).toBeLessThanOrEqual(tolerance);
        expect(Math.abs(residualMargin - expected.residualMargin)).toBeLessThanOrEqual(tolerance);
      }),
    );
  });

  it('counts the positions given and the open interest asked for, and nothing of the demo', () => {
    fc.assert(
      fc.property(BOOK, ({ positions, openInterest, ...book }) => {
        const side = book.direction === 'down' ? 'long' : 'short';
        const given = positions.reduce((sum, one) => sum + (one.side === side ? one.quantity : 0), 0);
        expect(close(outputsOf({ ...book, positions }).atRiskSize, given)).toBe(true);
        expect(close(outputsOf({ ...book, openInterest }).atRiskSize, openInterest)).toBe(true);
        expect(close(outputsOf({ ...book, positions, openInterest }).atRiskSize, given + openInterest)).toBe(true);
      }),
    );
  });

  it('closes a position at exactly its liquidation price, at margin exactly gone without bad debt, for any decimals', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 8 }),
        fc.constantFrom(2, 2.5, 4, 5, 8, 10, 16, 20, 25, 40, 50),
        fc.constantFrom('long' as const, 'short' as const),
        fc.constantFrom(0, 0.005, 0.01),
        (cents, leverage, side, maintenanceMarginRate) => {
          // E (1 - 1/L + m), a fall of 1/L - m from the entry price, which equals the reference price.
          const shock = (1_000 / leverage - maintenanceMarginRate * 1_000) / 1_000;
          const book = {
            referencePrice: cents / 100,
            direction: side === 'long' ? 'down' : 'up',
            maintenanceBasis: 'entry',
            maintenanceMarginRate,
            impactCoefficient: 0,
            positions: [{ side, quantity: 3, entryPrice: cents / 100, leverage }],
          };
          const at = outputsOf({ ...book, shock });
          expect(at.liquidatedCount).toBe(1);
          if (maintenanceMarginRate === 0) expect([at.badDebt, at.residualMargin]).toEqual([0, 0]);
          expect(outputsOf({ ...book, shock: shock - 1e-9 }).liquidatedCount).toBe(0);
        },
      ),
      { numRuns: DECIMAL_RUNS },
    );
  });

  it('closes what was past its liquidation price before the shock in the first round, and says so', () => {
    fc.assert(
      fc.property(BOOK, evenly(0.001, 0.4), (book, past) => {
        const side = book.direction === 'down' ? 'long' : 'short';
        // At leverage twenty, a loss of 5 % on the entry price consumes the whole margin.
        const entryPrice = 100 * (side === 'long' ? 1.06 + past : 0.94 - past);
        const positions = [{ side, quantity: 10, entryPrice, leverage: 20 }];
        const { outputs, warnings } = runCalculator(liquidationCascade, {
          ...book,
          positions,
          openInterest: 0,
          shock: 0,
        });
        expect(warnings.map(({ code }) => code)).toContain('PAST_LIQUIDATION');
        expect([outputs.rounds, outputs.liquidatedCount]).toEqual([1, 1]);
      }),
    );
  });

  it.each([
    ['shock', 1.2],
    ['dailyVolatility', 1.5],
    ['impactCoefficient', 1.5],
  ] as const)('moves no less with more %s', (name, factor) => {
    fc.assert(
      fc.property(BOOK, (drawn) => {
        const book = { impactCoefficient: 1, ...drawn };
        const more = { ...book, [name]: Math.min(0.9, book[name]) * factor };
        expect(outputsOf(more).totalMove).toBeGreaterThanOrEqual(outputsOf(book).totalMove - 1e-12);
      }),
    );
  });

  it('leaves no bad debt without impact while the shock stops short of every bankruptcy price', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const { badDebt, bankruptcyPrices } = outputsOf({ ...book, openInterest: 0, impactCoefficient: 0 });
        const price = 100 * (book.direction === 'down' ? 1 - book.shock : 1 + book.shock);
        const spared = book.positions.every(({ side }, i) => {
          const bp = bankruptcyPrices[i] ?? (side === 'long' ? 0 : Number.POSITIVE_INFINITY);
          return side === 'long' ? price >= bp : price <= bp;
        });
        if (spared) expect(badDebt).toBe(0);
      }),
    );
  });

  it('mirrors a fall in a rise for linear contracts with maintenance on the entry value', () => {
    fc.assert(
      fc.property(BOOK, (drawn) => {
        const book = { ...drawn, maintenanceBasis: 'entry' as const, openInterest: 0 };
        const other = { long: 'short', short: 'long' } as const;
        const mirrored = {
          ...book,
          direction: book.direction === 'down' ? 'up' : 'down',
          positions: book.positions.map((position) => ({ ...position, side: other[position.side] })),
        };
        const [one, two] = [outputsOf(book), outputsOf(mirrored)];
        fc.pre(Math.max(one.totalMove, two.totalMove) < 1);
        expect(two.liquidatedCount).toBe(one.liquidatedCount);
        expect(close(two.totalMove, one.totalMove)).toBe(true);
      }),
    );
  });

  it('puts the bankruptcy price beyond the liquidation price, and both beyond entry', () => {
    fc.assert(
      fc.property(BOOK, ({ positions, ...book }) => {
        const { liquidationPrices, bankruptcyPrices } = outputsOf({ ...book, positions });
        for (const [i, { side, entryPrice }] of positions.entries()) {
          const [LP, bp] = [liquidationPrices[i], bankruptcyPrices[i]];
          if (LP == null || bp == null) continue;
          const inOrder = side === 'long' ? bp < LP && LP < entryPrice : entryPrice < LP && LP < bp;
          expect(inOrder).toBe(true);
        }
      }),
    );
  });
});

function atRisk({ positions, direction, maintenanceBasis }: Book) {
  const side = direction === 'down' ? 'long' : 'short';
  const terms = { contractType: 'linear', maintenanceBasis } as const;
  return positions
    .filter((position) => position.side === side)
    .map(({ quantity, entryPrice, leverage }) => ({
      quantity,
      LP: liquidationPrice(terms, side, entryPrice, leverage, 0.005),
      bp: liquidationPrice(terms, side, entryPrice, leverage, 0),
    }));
}

function lawOf({ dailyVolatility, impactExponent }: Book) {
  return { dailyVolume: 1_000_000, dailyVolatility, impactCoefficient: 1, impactExponent };
}

function pricing(book: Book) {
  const { direction, shock } = book;
  const cap = direction === 'down' ? 1 - shock : Number.POSITIVE_INFINITY;
  const priceAt = (move: number) => Math.max(0, 100 * (direction === 'down' ? 1 - move : 1 + move));
  const isReached = (price: number, LP: number | null) =>
    LP !== null && (direction === 'down' ? price <= LP : price >= LP);
  return { cap, priceAt, isReached, law: lawOf(book) };
}

/** Closes only the nearest position, moves the price, and repeats. */
function nearestFirst(book: Book): { price: number; count: number } {
  const { cap, priceAt, isReached, law } = pricing(book);
  const queue = atRisk(book)
    .filter(({ LP }) => LP !== null)
    .sort((a, b) => ((b.LP ?? 0) - (a.LP ?? 0)) * (book.direction === 'down' ? 1 : -1));
  let Q = 0;
  let count = 0;
  let price = priceAt(book.shock);
  for (const { LP, quantity } of queue) {
    if (!isReached(price, LP)) break;
    Q += quantity;
    count += 1;
    price = priceAt(book.shock + Math.min(priceImpact(law, Q), cap));
  }
  return { price, count };
}

/** The margin that positions have left, or lack, if each round's units are sold in small parts. */
function unitByUnit(book: Book, prices: readonly number[], quantities: readonly number[]) {
  const { priceAt, isReached, law } = pricing(book);
  const isDown = book.direction === 'down';
  const parts = 500;
  const open = new Set(atRisk(book));
  let [Q, badDebt, residualMargin] = [0, 0, 0];
  for (const [round, dQ] of quantities.entries()) {
    let proceeds = 0;
    for (let k = 0; k < parts; k += 1) {
      // Midpoints of parts that grow from zero, where the impact is steepest; no unit sells below a price of zero.
      const [from, to] = [(k / parts) ** 2, ((k + 1) / parts) ** 2];
      proceeds += (to - from) * priceAt(book.shock + priceImpact(law, Q + (dQ * (from + to)) / 2));
    }
    for (const position of open) {
      if (!isReached(prices[round + 1] as number, position.LP)) continue;
      const bp = position.bp ?? (isDown ? 0 : Number.POSITIVE_INFINITY);
      const equity = position.quantity * (isDown ? proceeds - bp : bp - proceeds);
      badDebt += Math.max(0, -equity);
      residualMargin += Math.max(0, equity);
      open.delete(position);
    }
    Q += dQ;
  }
  return { badDebt, residualMargin, notional: Q };
}
