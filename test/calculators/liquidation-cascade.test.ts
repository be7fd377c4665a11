/** What the liquidation cascade promises for any book, and the same cascade found another way. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { liquidationCascade } from '../../src/calculators/liquidation-cascade/calculator.ts';
import { impactArea, priceImpact } from '../../src/calculators/market/impact.ts';
import { liquidationPrice } from '../../src/calculators/market/liquidation-price.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';

const POSITION = fc.record({
  side: fc.constantFrom('long' as const, 'short' as const),
  quantity: fc.double({ min: 1, max: 1e5, noNaN: true }),
  entryPrice: fc.constant(100),
  leverage: fc.double({ min: 1, max: 60, noNaN: true }),
});
const BOOK = fc.record({
  positions: fc.array(POSITION, { maxLength: 30 }),
  direction: fc.constantFrom('down' as const, 'up' as const),
  maintenanceBasis: fc.constantFrom('mark' as const, 'entry' as const),
  shock: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
  openInterest: fc.oneof(fc.constant(0), fc.double({ min: 1e4, max: 1e6, noNaN: true })),
  leverageBuckets: fc.integer({ min: 1, max: 40 }),
  dailyVolatility: fc.double({ min: 0, max: 0.1, noNaN: true }),
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

  it('fills each round at its average price: a naive scan of all positions in every round agrees', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const { badDebt, residualMargin, forcedQuantity, priceSeries } = outputsOf({ ...book, openInterest: 0 });
        const scan = naiveScan(book);
        expect(priceSeries).toEqual(scan.prices);
        expect(forcedQuantity).toBe(scan.Q);
        expect(badDebt).toBe(scan.badDebt);
        expect(residualMargin).toBe(scan.residualMargin);
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
        if (Math.max(one.totalMove, two.totalMove) >= 1) return;
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

/** Closes the nearest position alone, moves the price, looks again. */
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

/** The catalogue's algorithm as it is written: every position is looked at in every round. */
function naiveScan(book: Book) {
  const { cap, priceAt, isReached, law } = pricing(book);
  const { shock: s, direction } = book;
  const open = new Set(atRisk(book));
  const prices = [100, priceAt(s)];
  let [Q, badDebt, residualMargin, move] = [0, 0, 0, s];
  for (;;) {
    const hits = [...open].filter(({ LP }) => isReached(priceAt(move), LP));
    if (hits.length === 0) return { prices, Q, badDebt, residualMargin };
    const dQ = hits.reduce((sum, { quantity }) => sum + quantity, 0);
    const vwap = priceAt(s + (impactArea(law, Q + dQ, cap) - impactArea(law, Q, cap)) / dQ);
    for (const hit of hits) {
      const bp = hit.bp ?? (direction === 'down' ? 0 : Number.POSITIVE_INFINITY);
      const equity = hit.quantity * (direction === 'down' ? vwap - bp : bp - vwap);
      badDebt += Math.max(0, -equity);
      residualMargin += Math.max(0, equity);
      open.delete(hit);
    }
    Q += dQ;
    move = s + Math.min(priceImpact(law, Q), cap);
    prices.push(priceAt(move));
  }
}
