/** What the stop-loss cascade promises for any book of stops, and the same run found another way. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { impactArea, priceImpact } from '../../src/calculators/market/impact.ts';
import { priceTriggers } from '../../src/calculators/market/price-triggers.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { stopLossCascade } from '../../src/calculators/stop-loss-cascade/calculator.ts';
import { clustersBelow } from '../../src/calculators/stop-loss-cascade/stops.ts';

const BOOK = fc.record({
  shock: fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 0.9, noNaN: true })),
  stopOrders: fc.array(
    fc.record({
      triggerPrice: fc.double({ min: 10, max: 99.9, noNaN: true }),
      quantity: fc.double({ min: 1, max: 1e5, noNaN: true }),
    }),
    { maxLength: 30 },
  ),
  gridSpacing: fc.double({ min: 0.5, max: 60, noNaN: true }),
  clusterCount: fc.integer({ min: 0, max: 20 }),
  clusterQuantity: fc.double({ min: 1, max: 1e5, noNaN: true }),
  dailyVolatility: fc.double({ min: 0, max: 0.2, noNaN: true }),
  impactCoefficient: fc.double({ min: 0, max: 3, noNaN: true }),
  impactExponent: fc.constantFrom(0.5, 0.7, 1),
});
type Book = typeof BOOK extends fc.Arbitrary<infer B> ? B : never;

function outputsOf(parameters: Partial<Book> & Readonly<Record<string, unknown>>) {
  return runCalculator(stopLossCascade, parameters).outputs as {
    triggeredCount: number;
    triggeredQuantity: number;
    triggeredShare: number;
    stopCount: number;
    rounds: number;
    status: string;
    finalPrice: number;
    totalDecline: number;
    stopRunDepth: number;
    averageExecutionPrice: number | null;
    firstTriggerShock: number | null;
    nextTriggerPrice: number | null;
    priceSeries: number[];
    triggeredQuantitySeries: number[];
  };
}

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

function stopsOf(book: Book) {
  return [...book.stopOrders, ...clustersBelow(100, { clusterOffset: 0.1, ...book })];
}

function lawOf({ dailyVolatility, impactCoefficient, impactExponent }: Book) {
  return { dailyVolume: 1_000_000, dailyVolatility, impactCoefficient, impactExponent };
}

describe('the stop run', () => {
  it('falls at least by the shock, and further with a larger one', () => {
    fc.assert(
      fc.property(BOOK, fc.double({ min: 1, max: 1.1, noNaN: true }), (book, factor) => {
        const { totalDecline } = outputsOf(book);
        expect(totalDecline).toBeGreaterThanOrEqual(book.shock);
        expect(outputsOf({ ...book, shock: book.shock * factor }).totalDecline).toBeGreaterThanOrEqual(
          totalDecline - 1e-12,
        );
      }),
    );
  });

  it('ends at the same price whatever the order of the stops', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const reversed = { ...book, stopOrders: [...book.stopOrders].reverse() };
        expect(close(outputsOf(reversed).finalPrice, outputsOf(book).finalPrice)).toBe(true);
      }),
    );
  });

  it('triggers what selling stops one at a time, nearest first, triggers', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const { finalPrice, triggeredCount } = outputsOf(book);
        const oneByOne = nearestFirst(book);
        expect(triggeredCount).toBe(oneByOne.count);
        expect(close(finalPrice, oneByOne.price)).toBe(true);
      }),
    );
  });

  it('fills each wave at its average price: a naive scan of all stops in every wave agrees', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const { priceSeries, triggeredQuantity, averageExecutionPrice } = outputsOf(book);
        const scan = naiveScan(book);
        expect(priceSeries).toEqual(scan.prices);
        expect(triggeredQuantity).toBe(scan.Q);
        expect(close(averageExecutionPrice ?? 0, scan.Q === 0 ? 0 : scan.proceeds / scan.Q)).toBe(true);
      }),
    );
  });

  it('triggers every stop at or above the final price and none below it', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const { finalPrice, triggeredCount, triggeredQuantity, triggeredShare, stopCount, ...rest } = outputsOf(book);
        const stops = stopsOf(book);
        const reached = stops.filter(({ triggerPrice }) => triggerPrice >= finalPrice);
        const left = stops.filter(({ triggerPrice }) => triggerPrice < finalPrice);
        expect([triggeredCount, stopCount]).toEqual([reached.length, stops.length]);
        expect(rest.nextTriggerPrice).toBe(
          left.length === 0 ? null : Math.max(...left.map(({ triggerPrice }) => triggerPrice)),
        );
        const untriggered = left.reduce((sum, { quantity }) => sum + quantity, 0);
        const total = stops.reduce((sum, { quantity }) => sum + quantity, 0);
        expect(close(triggeredQuantity + untriggered, total)).toBe(true);
        expect(close(triggeredShare * total, triggeredQuantity)).toBe(true);
        const waves = rest.triggeredQuantitySeries;
        expect(
          close(
            waves.reduce((sum, dQ) => sum + dQ, 0),
            triggeredQuantity,
          ),
        ).toBe(true);
        expect([waves.length, rest.priceSeries.length]).toEqual([rest.rounds, rest.rounds + 2]);
      }),
    );
  });

  it('starts from the first trigger shock on, and not before', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const { firstTriggerShock, status } = outputsOf(book);
        if (firstTriggerShock === null) return;
        // The price 100 (1 - s) may round to either side of the trigger.
        if (Math.abs(book.shock - firstTriggerShock) < 1e-12) return;
        expect(status === 'noTrigger').toBe(book.shock < firstTriggerShock);
      }),
    );
  });

  it('adds nothing to the shock without impact', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        expect(outputsOf({ ...book, impactCoefficient: 0 }).stopRunDepth).toBe(0);
      }),
    );
  });

  it('sells between the price after the shock and the final price', () => {
    fc.assert(
      fc.property(BOOK, fc.constantFrom(1e-9, 1, 1e18), (book, clusterQuantity) => {
        const { averageExecutionPrice, finalPrice, priceSeries } = outputsOf({ ...book, clusterQuantity });
        if (averageExecutionPrice === null) return;
        expect(averageExecutionPrice).toBeGreaterThanOrEqual(finalPrice * (1 - 1e-12));
        expect(averageExecutionPrice).toBeLessThanOrEqual((priceSeries[1] ?? 0) * (1 + 1e-12));
      }),
    );
  });
});

describe('clusters of stops', () => {
  it('rest below round numbers under the price, one per grid line and none at or below zero', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1e12, noNaN: true }),
        fc.double({ min: 1e-9, max: 1e12, noNaN: true }),
        (P0, gridSpacing) => {
          const grid = { gridSpacing, clusterCount: 5, clusterQuantity: 1, clusterOffset: 0 };
          const clusters = clustersBelow(P0, grid);
          for (const { triggerPrice } of clusters) {
            expect(triggerPrice).toBeGreaterThan(0);
            expect(triggerPrice).toBeLessThan(P0);
          }
          if (P0 / gridSpacing < 1e6) expect(clusters).toHaveLength(Math.min(5, Math.ceil(P0 / gridSpacing) - 1));
        },
      ),
    );
  });

  it('are found though the grid is finer than a double resolves', () => {
    const grid = { gridSpacing: 1e-9, clusterCount: 2, clusterQuantity: 1, clusterOffset: 0 };
    const [first] = clustersBelow(1e12, grid);
    expect(first?.triggerPrice).toBeLessThan(1e12);
    expect(first?.triggerPrice).toBeGreaterThan(1e12 - 1e-3); // neighbouring doubles at 1e12 are 1.2e-4 apart
  });

  it('stop at zero, and the run says how many are missing', () => {
    const { warnings } = runCalculator(stopLossCascade, { gridSpacing: 30, clusterCount: 5 });
    expect(warnings.map(({ code }) => code)).toContain('FEWER_CLUSTERS');
  });
});

describe('price triggers', () => {
  it('are taken once each, by the first price that reaches them', () => {
    const prices = [90, 95, 92, 95];
    const falling = priceTriggers(prices, 'down');
    expect(falling.takeReached(96)).toEqual([]);
    expect(falling.takeReached(92)).toEqual([1, 2, 3]);
    expect(falling.nearest()).toBe(0);
    expect(falling.takeReached(0)).toEqual([0]);
    expect(falling.nearest()).toBeUndefined();
    const rising = priceTriggers(prices, 'up');
    expect(rising.takeReached(92)).toEqual([0, 2]);
    expect(rising.nearest()).toBe(1);
  });
});

/** Sells the nearest stop alone, moves the price, looks again. */
function nearestFirst(book: Book): { price: number; count: number } {
  const queue = stopsOf(book).sort((a, b) => b.triggerPrice - a.triggerPrice);
  let [Q, count, price] = [0, 0, 100 * (1 - book.shock)];
  for (const { triggerPrice, quantity } of queue) {
    if (price > triggerPrice) break;
    Q += quantity;
    count += 1;
    price = 100 * (1 - (book.shock + Math.min(priceImpact(lawOf(book), Q), 1 - book.shock)));
  }
  return { price, count };
}

/** The catalogue's algorithm as it is written: every stop is looked at in every wave. */
function naiveScan(book: Book) {
  const { shock: s } = book;
  const law = lawOf(book);
  const cap = 1 - s;
  const waiting = new Set(stopsOf(book));
  const prices = [100, 100 * (1 - s)];
  let [Q, D, proceeds] = [0, s, 0];
  for (;;) {
    const hits = [...waiting].filter(({ triggerPrice }) => 100 * (1 - D) <= triggerPrice);
    if (hits.length === 0) return { prices, Q, proceeds };
    const dQ = hits.reduce((sum, { quantity }) => sum + quantity, 0);
    proceeds += dQ * Math.max(0, 100 * (1 - s - (impactArea(law, Q + dQ, cap) - impactArea(law, Q, cap)) / dQ));
    for (const hit of hits) waiting.delete(hit);
    Q += dQ;
    D = s + Math.min(priceImpact(law, Q), cap);
    prices.push(100 * (1 - D));
  }
}
