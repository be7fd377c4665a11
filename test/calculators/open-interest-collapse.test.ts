/** Properties of the open interest collapse for any book, and the same end by searching sorted thresholds. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fundingRate } from '../../src/calculators/market/funding.ts';
import { openInterestCollapse } from '../../src/calculators/open-interest-collapse/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { faults } from './examples.ts';

const LEG = fc.record({
  openInterest: fc.double({ min: 0.1, max: 1000, noNaN: true }),
  entryPrice: fc.double({ min: 90, max: 110, noNaN: true }),
  leverage: fc.double({ min: 1, max: 60, noNaN: true }),
  maintenanceMarginRate: fc.constantFrom(0, 0.005, 0.01),
});
const BOOK = fc
  .record({
    legs: fc.array(LEG, { minLength: 1, maxLength: 15 }),
    losing: fc.constantFrom('long' as const, 'short' as const),
    size: fc.double({ min: 0, max: 0.5, noNaN: true }),
    voluntaryExitFraction: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
    counterpartyCloseShare: fc.double({ min: 0, max: 1, noNaN: true }),
    impactModel: fc.constantFrom('squareRoot' as const, 'linear' as const),
    impactCoefficient: fc.double({ min: 0, max: 3, noNaN: true }),
    dailyVolatility: fc.double({ min: 0, max: 0.3, noNaN: true }),
    dailyVolume: fc.double({ min: 1e3, max: 1e5, noNaN: true }),
    marketDepth: fc.double({ min: 1e3, max: 1e6, noNaN: true }),
  })
  .map(({ legs, losing, size, ...book }) => {
    const other = losing === 'long' ? 'short' : 'long';
    const total = legs.reduce((sum, { openInterest }) => sum + openInterest, 0);
    const counterparty = {
      side: other,
      openInterest: total,
      entryPrice: 100,
      leverage: 2,
      maintenanceMarginRate: 0.005,
    };
    return {
      ...book,
      markPrice: 100,
      shock: losing === 'long' ? size : -size,
      buckets: [...legs.map((leg) => ({ side: losing as string, ...leg })), counterparty],
    };
  })
  // Without a shock, longs are the losing side.
  .filter(({ shock, buckets }) => shock !== 0 || buckets[0]?.side === 'long');
type Book = typeof BOOK extends fc.Arbitrary<infer B> ? B : never;

function outputsOf(parameters: Readonly<Record<string, unknown>>) {
  return runCalculator(openInterestCollapse, parameters).outputs as {
    priceAfterShock: number;
    priceFinal: number;
    totalReturn: number;
    openInterestBefore: number;
    openInterestAfter: number;
    forcedVolume: number;
    voluntaryVolume: number;
    netForcedFlow: number;
    liquidationPrices: number[];
    liquidationRound: number[];
    rounds: number;
    fundingRate: number;
    path: { round: number; price: number; closedVolume: number; openInterest: number }[];
    status: string;
  };
}

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

describe('the collapse', () => {
  it('liquidates the smallest set that its own price liquidates', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const { priceFinal, liquidationRound } = outputsOf(book);
        const smallest = smallestFixedPoint(book);
        expect(liquidationRound.filter((round) => round > 0)).toHaveLength(smallest.count);
        expect(close(priceFinal, smallest.price)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['shock', 1.2],
    ['impactCoefficient', 1.5],
    ['dailyVolatility', 1.5],
    ['dailyVolume', 0.5],
    ['marketDepth', 0.5],
  ] as const)('moves no less when %s is multiplied by %d', (name, factor) => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const [less, more] = [outputsOf(book), outputsOf({ ...book, [name]: book[name] * factor })];
        expect(more.forcedVolume).toBeGreaterThanOrEqual(less.forcedVolume * (1 - 1e-12));
        expect(Math.abs(more.netForcedFlow)).toBeGreaterThanOrEqual(Math.abs(less.netForcedFlow) * (1 - 1e-12));
        expect(Math.abs(more.totalReturn)).toBeGreaterThanOrEqual(Math.abs(less.totalReturn) - 1e-12);
      }),
    );
  });

  it('closes what is forced and what leaves, and open interest falls by the share that the other side closes', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const { forcedVolume, voluntaryVolume, netForcedFlow, path, rounds, ...outputs } = outputsOf(book);
        expect(close(forcedVolume + voluntaryVolume, Math.abs(netForcedFlow))).toBe(true);
        expect(Math.sign(netForcedFlow)).not.toBe(book.buckets[0]?.side === 'long' ? 1 : -1);
        expect(outputs.openInterestAfter).toBeLessThanOrEqual(outputs.openInterestBefore);
        const closed = outputs.openInterestBefore - outputs.openInterestAfter;
        expect(close(closed, book.counterpartyCloseShare * Math.abs(netForcedFlow))).toBe(true);
        expect(path.map(({ round }) => round)).toEqual(Array.from({ length: rounds + 1 }, (_, round) => round));
        expect(path.at(-1)).toMatchObject({ price: outputs.priceFinal, openInterest: outputs.openInterestAfter });
        expect(
          close(
            path.reduce((sum, { closedVolume }) => sum + closedVolume, 0),
            Math.abs(netForcedFlow),
          ),
        ).toBe(true);
      }),
    );
  });

  it('leaves open interest as it is where new positions take everything', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const { openInterestBefore, openInterestAfter } = outputsOf({ ...book, counterpartyCloseShare: 0 });
        expect(openInterestAfter).toBe(openInterestBefore);
      }),
    );
  });

  it('takes one round at most without impact, and one per bucket and one more at most with it', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const still = { ...book, impactModel: 'squareRoot', impactCoefficient: 0 };
        expect(outputsOf(still).rounds).toBeLessThanOrEqual(1);
        expect(outputsOf(book).rounds).toBeLessThanOrEqual(book.buckets.length + 1);
      }),
    );
  });

  it('keeps the price within the limits of the model and names the limit', () => {
    fc.assert(
      fc.property(BOOK, (drawn) => {
        const book = { ...drawn, impactModel: 'linear', marketDepth: 1 };
        const { priceFinal, priceAfterShock, status } = outputsOf(book);
        expect(priceFinal / priceAfterShock).toBeGreaterThanOrEqual(0.01 - 1e-12);
        expect(priceFinal / priceAfterShock).toBeLessThanOrEqual(11 + 1e-12);
        const codes = runCalculator(openInterestCollapse, book).warnings.map(({ code }) => code);
        expect(codes.includes('PRICE_LIMIT')).toBe(status !== 'converged');
      }),
    );
  });
});

it('says that a bucket was beyond its liquidation price before any shock', () => {
  const buckets = [
    { side: 'long', openInterest: 1, entryPrice: 110, leverage: 20, maintenanceMarginRate: 0.01 },
    { side: 'short', openInterest: 1, entryPrice: 100, leverage: 2, maintenanceMarginRate: 0.01 },
  ];
  const { outputs, warnings } = runCalculator(openInterestCollapse, {
    markPrice: 100,
    shock: 0,
    dailyVolume: 1000,
    buckets,
  });
  expect(outputs.liquidationRound).toEqual([1, 0]);
  expect(warnings.map(({ code }) => code)).toContain('PAST_LIQUIDATION');
});

it('liquidates at exactly the bankruptcy price in decimals without bad debt, and spares what is a billionth off', () => {
  const tenth = fc.integer({ min: 11, max: 1_999 });
  const thousandth = fc.integer({ min: 1, max: 899 });
  fc.assert(
    fc.property(tenth, thousandth, fc.integer({ min: 1, max: 10 ** 6 }), fc.boolean(), (L, shock, unit, isLong) => {
      // E (1 -+ 1/L) = P0 (1 -+ shock) in integers of the last digit: L in tenths, the shock in thousandths.
      const s = isLong ? -1 : 1;
      const entryPrice = (L * (1000 + s * shock) * unit) / 10 ** 8;
      const bucket = { openInterest: 1, leverage: L / 10, maintenanceMarginRate: 0 };
      const run = (markPrice: number) =>
        runCalculator(openInterestCollapse, {
          markPrice,
          shock: (-s * shock) / 1000,
          dailyVolume: 1,
          impactCoefficient: 0,
          buckets: [
            { ...bucket, entryPrice, side: isLong ? 'long' : 'short' },
            { ...bucket, entryPrice, leverage: 1, side: isLong ? 'short' : 'long' },
          ],
        }).outputs;
      const markPrice = (1000 * (L + s * 10) * unit) / 10 ** 8;
      fc.pre(entryPrice >= 1e-6 && markPrice >= 1e-6);
      expect(run(markPrice)).toMatchObject({ forcedVolume: 1, badDebt: 0 });
      expect(run(markPrice * (1 - s * 1e-9)).forcedVolume).toBe(0);
    }),
    { numRuns: 1_000 },
  );
});

it('never liquidates a long without leverage', () => {
  fc.assert(
    fc.property(BOOK, (drawn) => {
      const buckets = drawn.buckets.map((bucket) => ({ ...bucket, leverage: 1 }));
      const { liquidationPrices, liquidationRound } = outputsOf({ ...drawn, buckets });
      for (const [i, { side }] of buckets.entries()) {
        if (side === 'long') expect([liquidationPrices[i], liquidationRound[i]]).toEqual([0, 0]);
      }
    }),
  );
});

it('checks that longs and shorts are in balance right after the buckets', () => {
  const long = { side: 'long', openInterest: 1, entryPrice: 100, leverage: 2, maintenanceMarginRate: 0.01 };
  const found = faults(openInterestCollapse, { markPrice: 100, buckets: [long], dailyVolume: -1 });
  expect(found).toEqual(['buckets UNBALANCED', 'dailyVolume OUT_OF_RANGE']);
});

describe('the funding rate', () => {
  const terms = { interestRate: 0.0001, fundingClamp: 0.0005, fundingCap: 0.0075 };

  // By hand, from F = p + clamp(i - p, -0.05 %, 0.05 %).
  it.each([
    [0, 0.0001],
    [0.0006, 0.0001],
    [0.001, 0.0005],
    [-0.001, -0.0005],
    [-0.02, -0.0075],
    [0.5, 0.0075],
  ])('at a premium of %d is %d', (premium, rate) => {
    expect(fundingRate(terms, premium)).toBeCloseTo(rate, 15);
  });
});

/** Adds buckets in the order of their liquidation prices, one at a time, until the price spares the next. */
function smallestFixedPoint(book: Book): { count: number; price: number } {
  const [first] = book.buckets;
  const s = first?.side === 'long' ? -1 : 1;
  const sorted = book.buckets
    .slice(0, -1)
    .map(({ openInterest, entryPrice: E, leverage: L, maintenanceMarginRate: m }) => ({
      openInterest,
      LP: (E * (1 + s / L)) / (1 + s * m),
    }))
    .sort((a, b) => s * (a.LP - b.LP));
  const impactOf = (Q: number) =>
    book.impactModel === 'linear'
      ? Q / book.marketDepth
      : book.impactCoefficient * book.dailyVolatility * Math.sqrt(Q / book.dailyVolume);
  for (let count = 0; ; count += 1) {
    const Q = sorted.reduce(
      (sum, { openInterest }, i) => sum + openInterest * (i < count ? 1 : book.voluntaryExitFraction),
      0,
    );
    const move = Math.min(s < 0 ? 0.99 : 10, impactOf(Q));
    const price = 100 * (1 - book.shock) * (1 + s * move);
    const next = sorted[count];
    if (next === undefined || s * (price - next.LP) < 0) return { count, price };
  }
}
