/** Properties of the stop-loss cascade for any book of stops, and the same run by another method. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { priceImpact } from '../../src/calculators/market/impact.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { stopLossCascade } from '../../src/calculators/stop-loss-cascade/calculator.ts';
import { acrossScales, DECIMAL_RUNS, evenly } from './numbers.ts';

const BOOK = fc.record({
  shock: fc.oneof(fc.constant(0), evenly(0.001, 0.9)),
  stopOrders: fc.array(
    fc.record({
      triggerPrice: evenly(10, 99.9),
      quantity: evenly(1, 1e5),
    }),
    { maxLength: 30 },
  ),
  gridSpacing: evenly(0.5, 60),
  clusterCount: fc.integer({ min: 0, max: 20 }),
  clusterQuantity: evenly(1, 1e5),
  dailyVolatility: evenly(0, 0.2),
  impactCoefficient: evenly(0, 3),
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

/** The stops of a book including its clusters, a tenth below the multiples of the spacing under 100. */
function stopsOf({ stopOrders, gridSpacing, clusterCount, clusterQuantity: quantity }: Book) {
  const below = Array.from({ length: Math.floor(100 / gridSpacing) + 1 }, (_, k) => k * gridSpacing).filter(
    (round) => round < 100 - 1e-9,
  );
  const triggers = below.reverse().map((round) => round - 0.1);
  const clusters = triggers.slice(0, clusterCount).filter((triggerPrice) => triggerPrice > 0);
  return [...stopOrders, ...clusters.map((triggerPrice) => ({ triggerPrice, quantity }))];
}

function lawOf({ dailyVolatility, impactCoefficient, impactExponent }: Book) {
  return { dailyVolume: 1_000_000, dailyVolatility, impactCoefficient, impactExponent };
}

describe('the stop run', () => {
  it('falls at least by the shock, and further with a larger one', () => {
    fc.assert(
      fc.property(BOOK, evenly(1, 1.1), (book, factor) => {
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

  it('sells for what the units fetch one by one, each wave at its average: the sum over small parts of each wave', () => {
    fc.assert(
      fc.property(BOOK, (book) => {
        const { triggeredQuantity, triggeredQuantitySeries, averageExecutionPrice } = outputsOf(book);
        fc.pre(averageExecutionPrice !== null);
        const law = lawOf(book);
        const parts = 500;
        let [Q, proceeds] = [0, 0];
        for (const dQ of triggeredQuantitySeries) {
          // Midpoints of parts that grow from zero, where the impact is steepest.
          for (let k = 0; k < parts; k += 1) {
            const [from, to] = [(k / parts) ** 2, ((k + 1) / parts) ** 2];
            const price = 100 * (1 - book.shock - priceImpact(law, Q + (dQ * (from + to)) / 2));
            proceeds += dQ * (to - from) * Math.max(0, price);
          }
          Q += dQ;
        }
        const expected = proceeds / triggeredQuantity;
        expect(Math.abs((averageExecutionPrice as number) - expected)).toBeLessThanOrEqual(1e-5 * (1 + expected));
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
        fc.pre(firstTriggerShock !== null && Math.abs(book.shock - firstTriggerShock) > 1e-9);
        expect(status === 'noTrigger').toBe(book.shock < (firstTriggerShock as number));
      }),
    );
  });

  it('starts from the first trigger shock fed back, for any prices in cents', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 10 ** 7 }), fc.nat(), (cents, part) => {
        const trigger = 1 + (part % (cents - 1));
        const book = {
          referencePrice: cents / 100,
          stopOrders: [{ triggerPrice: trigger / 100, quantity: 1 }],
          impactCoefficient: 0,
        };
        const { firstTriggerShock } = outputsOf({ ...book, shock: 0 });
        expect(outputsOf({ ...book, shock: firstTriggerShock ?? Number.NaN }).triggeredCount).toBe(1);
        // A price that equals the trigger in decimals: the reference minus a number of cents.
        expect(outputsOf({ ...book, shock: (cents - trigger) / cents }).triggeredCount).toBe(1);
        expect(outputsOf({ ...book, shock: Math.max(0, (cents - trigger - 1e-3) / cents) }).triggeredCount).toBe(0);
      }),
      { numRuns: DECIMAL_RUNS },
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
        fc.pre(averageExecutionPrice !== null);
        expect(averageExecutionPrice).toBeGreaterThanOrEqual(finalPrice * (1 - 1e-12));
        expect(averageExecutionPrice).toBeLessThanOrEqual((priceSeries[1] ?? 0) * (1 + 1e-12));
      }),
    );
  });
});

describe('clusters of stops', () => {
  const outputsWith = (referencePrice: number, gridSpacing: number, clusterCount: number, more = {}) =>
    outputsOf({ referencePrice, gridSpacing, clusterCount, clusterOffset: 0, ...more });

  it('rest at round numbers under the price, one per grid line and none at or below zero', () => {
    fc.assert(
      fc.property(acrossScales(1e-9, 1e12), acrossScales(1e-6, 10), (P0, share) => {
        const gridSpacing = Math.min(1e12, Math.max(1e-9, P0 * share));
        const { stopCount, nextTriggerPrice } = outputsWith(P0, gridSpacing, 5, { shock: 0 });
        if (P0 / gridSpacing < 1e6) expect(stopCount).toBe(Math.min(5, Math.ceil(P0 / gridSpacing) - 1));
        fc.pre(stopCount > 0);
        expect(nextTriggerPrice).toBeGreaterThan(0);
        expect(nextTriggerPrice).toBeLessThan(P0);
      }),
    );
  });

  it('start on the next line below a price that is itself on one, whatever its decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1_000 }), fc.integer({ min: 1, max: 10 ** 5 }), (lines, thousandths) => {
        const spacing = thousandths / 1_000;
        // The product of integers: the double nearest to the decimal price.
        const { nextTriggerPrice } = outputsWith((lines * thousandths) / 1_000, spacing, 1, { shock: 0 });
        expect(Math.abs((nextTriggerPrice as number) / spacing - (lines - 1))).toBeLessThanOrEqual(1e-9);
      }),
      { numRuns: DECIMAL_RUNS },
    );
  });

  it('are found though the grid is finer than the level of a price', () => {
    const { nextTriggerPrice } = outputsWith(1e12, 1e-9, 2, { shock: 0 });
    expect(nextTriggerPrice).toBeLessThan(1e12);
    expect(nextTriggerPrice).toBeGreaterThan(1e12 - 3); // near 1e12 a price level is 1 wide
  });

  it('stop at zero, and the run says how many are missing', () => {
    const { warnings } = runCalculator(stopLossCascade, { gridSpacing: 30, clusterCount: 5 });
    expect(warnings.map(({ code }) => code)).toContain('FEWER_CLUSTERS');
  });
});

it('counts the stops given and the clusters asked for, and nothing of the demo', () => {
  fc.assert(
    fc.property(BOOK, ({ stopOrders, clusterCount, ...book }) => {
      const clusters = stopsOf({ ...book, clusterCount, stopOrders: [] }).length;
      expect(outputsOf({ ...book, stopOrders }).stopCount).toBe(stopOrders.length);
      expect(outputsOf({ ...book, clusterCount }).stopCount).toBe(clusters);
      expect(outputsOf({ ...book, stopOrders, clusterCount }).stopCount).toBe(stopOrders.length + clusters);
    }),
  );
});

/** Sells only the nearest stop, moves the price, and repeats. */
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
