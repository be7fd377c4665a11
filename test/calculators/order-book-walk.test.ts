/** Properties of a walk through any order book, and the same walk as the inverse of the cumulative book. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderBookWalk } from '../../src/calculators/order-book-walk/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { DECIMAL_RUNS, evenly } from './numbers.ts';

interface Level {
  price: number;
  quantity: number;
}
interface Order {
  depthBand?: number;
  side: 'buy' | 'sell';
  orderQuantity: number;
  limitPrice: number | null;
  bids: Level[];
  asks: Level[];
  imbalanceLevels: number;
}

/** Levels on a grid around 100, so that equal prices occur. */
function levels(sign: 1 | -1): fc.Arbitrary<Level[]> {
  const level = fc.record({
    price: fc.integer({ min: 1, max: 40 }).map((ticks) => 100 + (sign * ticks) / 4),
    quantity: evenly(0.1, 50),
  });
  return fc.array(level, { maxLength: 20 });
}
const ORDER: fc.Arbitrary<Order> = fc.record({
  side: fc.constantFrom('buy' as const, 'sell' as const),
  orderQuantity: fc.oneof(fc.constant(0), evenly(0.01, 400)),
  limitPrice: fc.option(fc.integer({ min: 360, max: 440 }).map((ticks) => ticks / 4)),
  bids: levels(-1),
  asks: levels(1),
  imbalanceLevels: fc.integer({ min: 1, max: 8 }),
});

interface Outputs {
  filledQuantity: number;
  unfilledQuantity: number;
  filledNotional: number;
  averagePrice: number | null;
  worstPrice: number | null;
  midPrice: number | null;
  slippageVsMid: number | null;
  slippageVsTouch: number | null;
  cost: number | null;
  levelsConsumed: number;
  remainingDepth: number;
  remainingDepthNotional: number;
  bestPriceAfter: number | null;
  imbalance: number | null;
  weightedMidPrice: number | null;
  bidDepth: number | null;
  askDepth: number | null;
  fills: (Level & { cumulativeQuantity: number; cumulativeNotional: number })[];
}

function run(order: Partial<Order>): Outputs & { warnings: string[] } {
  const { outputs, warnings } = runCalculator(orderBookWalk, order);
  return { ...(outputs as unknown as Outputs), warnings: warnings.map(({ code }) => code) };
}

function expectNear(actual: number | null, expected: number | null) {
  if (actual === null || expected === null) return expect(actual).toBe(expected);
  return expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(expected)));
}

const hitSide = ({ side, bids, asks }: Order) => (side === 'sell' ? bids : asks);
const total = (terms: readonly number[]) => terms.reduce((sum, term) => sum + term, 0);
const quantityOf = (side: readonly Level[]) => total(side.map(({ quantity }) => quantity));

describe('a walk through the book', () => {
  it('fills or leaves every unit, and every unit of the side is filled or left', () => {
    fc.assert(
      fc.property(ORDER, (order) => {
        const { filledQuantity, unfilledQuantity, remainingDepth, fills, warnings } = run(order);
        expectNear(filledQuantity + unfilledQuantity, order.orderQuantity);
        expectNear(filledQuantity + remainingDepth, quantityOf(hitSide(order)));
        expectNear(filledQuantity, quantityOf(fills));
        expect(warnings.includes('UNFILLED')).toBe(unfilledQuantity > 0);
      }),
    );
  });

  it('pays what the cumulative book says: the value of its best units, counted from the best price', () => {
    fc.assert(
      fc.property(ORDER, (order) => {
        const { filledQuantity, filledNotional, remainingDepthNotional } = run(order);
        const value = total(hitSide(order).map(({ price, quantity }) => price * quantity));
        expectNear(filledNotional, valueOfBest(order, filledQuantity));
        expectNear(filledNotional + remainingDepthNotional, value);
      }),
    );
  });

  it('slips no less the larger the order is, and never to its advantage', () => {
    fc.assert(
      fc.property(ORDER, evenly(1, 4), (order, factor) => {
        const more = run({ ...order, orderQuantity: order.orderQuantity * factor });
        for (const name of ['slippageVsMid', 'slippageVsTouch', 'cost'] as const) {
          const [less, slip] = [run(order)[name], more[name]];
          if (less === null || slip === null) continue;
          expect(less).toBeGreaterThanOrEqual(-1e-12);
          expect(slip).toBeGreaterThanOrEqual(less - 1e-10);
        }
      }),
    );
  });

  it('does not depend on the order of levels or on how a level is split', () => {
    fc.assert(
      fc.property(ORDER, (order) => {
        const halves = (side: Level[]) =>
          [...side, ...side].reverse().map(({ price, quantity }) => ({ price, quantity: quantity / 2 }));
        const other = run({ ...order, bids: halves(order.bids), asks: halves(order.asks) });
        const one = run(order);
        expectNear(other.averagePrice, one.averagePrice);
        expectNear(other.imbalance, one.imbalance);
        expectNear(other.weightedMidPrice, one.weightedMidPrice);
        expectNear(other.remainingDepth, one.remainingDepth);
        expectNear(other.bidDepth, one.bidDepth);
      }),
    );
  });

  it('never trades beyond its limit price, and leaves the best price beyond it or the order filled', () => {
    fc.assert(
      fc.property(ORDER, (order) => {
        const { worstPrice, bestPriceAfter, unfilledQuantity } = run(order);
        const { limitPrice, side } = order;
        fc.pre(limitPrice !== null);
        const isWithin = (price: number) => (side === 'sell' ? price >= limitPrice : price <= limitPrice);
        if (worstPrice !== null) expect(isWithin(worstPrice)).toBe(true);
        if (unfilledQuantity > 0 && bestPriceAfter !== null) expect(isWithin(bestPriceAfter)).toBe(false);
      }),
    );
  });

  it('mirrors in a mirrored book', () => {
    fc.assert(
      fc.property(ORDER, (order) => {
        const mirrored = (side: Level[]) => side.map(({ price, quantity }) => ({ price: 200 - price, quantity }));
        const one = run(order);
        const other = run({
          ...order,
          side: order.side === 'buy' ? 'sell' : 'buy',
          limitPrice: order.limitPrice === null ? null : 200 - order.limitPrice,
          bids: mirrored(order.asks),
          asks: mirrored(order.bids),
        });
        expectNear(other.imbalance, one.imbalance === null ? null : -one.imbalance);
        expectNear(other.averagePrice, one.averagePrice === null ? null : 200 - one.averagePrice);
        expectNear(other.cost, one.cost);
        expect(other.levelsConsumed).toBe(one.levelsConsumed);
      }),
    );
  });

  it('keeps imbalance and weighted mid within their bounds', () => {
    fc.assert(
      fc.property(ORDER, (order) => {
        const { imbalance, weightedMidPrice } = run(order);
        if (imbalance === null) expect([...order.bids, ...order.asks]).toEqual([]);
        else expect(Math.abs(imbalance)).toBeLessThanOrEqual(1);
        fc.pre(weightedMidPrice !== null);
        expect(weightedMidPrice).toBeGreaterThan(Math.max(...order.bids.map(({ price }) => price)));
        expect(weightedMidPrice).toBeLessThan(Math.min(...order.asks.map(({ price }) => price)));
      }),
    );
  });

  it('adds up its fills', () => {
    fc.assert(
      fc.property(ORDER, (order) => {
        const { fills, filledQuantity, filledNotional } = run(order);
        const last = fills.at(-1) ?? { cumulativeQuantity: 0, cumulativeNotional: 0 };
        expect(last.cumulativeQuantity).toBe(filledQuantity);
        expect(last.cumulativeNotional).toBe(filledNotional);
      }),
    );
  });
});

describe('books in decimals, against exact arithmetic', () => {
  /** Sizes with one to eight decimals, as integer multiples of 1e-8. */
  const size = fc
    .record({ digits: fc.integer({ min: 0, max: 7 }), mantissa: fc.integer({ min: 1, max: 99_999 }) })
    .map(({ digits, mantissa }) => mantissa * 10 ** digits);

  it('show no ghost fill, no false UNFILLED and no level that was not there', () => {
    let exactEnds = 0;
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 1, maxLength: 60 }),
        fc.nat(),
        size,
        fc.boolean(),
        fc.constantFrom('buy' as const, 'sell' as const),
        (sizes, upTo, other, isSum, side) => {
          const levelsMet = 1 + (upTo % sizes.length);
          const order = isSum ? sizes.slice(0, levelsMet).reduce((sum, one) => sum + one, 0) : other;
          const sign = side === 'sell' ? -1 : 1;
          const levels = sizes.map((one, k) => ({ price: (10_000 + sign * (k + 1)) / 100, quantity: one / 1e8 }));
          const walked = run({ side, orderQuantity: order / 1e8, [side === 'sell' ? 'bids' : 'asks']: levels });

          let left = BigInt(order);
          const fills: bigint[] = [];
          for (const one of sizes) {
            if (left === 0n) break;
            fills.push(left < BigInt(one) ? left : BigInt(one));
            left -= fills.at(-1) as bigint;
          }
          const consumed = fills.filter((fill, k) => fill === BigInt(sizes[k] as number)).length;
          exactEnds += Number(left === 0n && consumed === fills.length);
          const exact = {
            fills: fills.length,
            levelsConsumed: consumed,
            isUnfilled: left > 0n,
            warns: left > 0n,
            best: consumed < sizes.length ? (levels[consumed] as Level).price : null,
          };
          return (
            walked.fills.length === exact.fills &&
            walked.levelsConsumed === exact.levelsConsumed &&
            walked.unfilledQuantity > 0 === exact.isUnfilled &&
            walked.warnings.includes('UNFILLED') === exact.warns &&
            walked.bestPriceAfter === exact.best &&
            Math.abs(walked.unfilledQuantity - Number(left) / 1e8) <= (1e-12 * order) / 1e8
          );
        },
      ),
      { numRuns: DECIMAL_RUNS },
    );
    expect(exactEnds).toBeGreaterThan(0.3 * DECIMAL_RUNS);
  });

  it('count a level exactly at the edge of the band, and none a billionth beyond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10 ** 3, max: 10 ** 7 }), fc.integer({ min: 1, max: 999 }), (mid, permille) => {
        // The mid in cents; the band's edge is a decimal price with five digits after the point.
        const edge = (mid * (1_000 - permille)) / 100_000;
        const depth = (price: number) =>
          run({
            bids: [
              { price: (mid - 1) / 100, quantity: 1 },
              { price, quantity: 7 },
            ],
            asks: [{ price: (mid + 1) / 100, quantity: 1 }],
            depthBand: permille / 1_000,
          }).bidDepth;
        fc.pre(edge < (mid - 1) / 100);
        expect([depth(edge), depth(edge - (1e-9 * mid) / 100)]).toEqual([8, 1]);
      }),
      { numRuns: DECIMAL_RUNS },
    );
  });
});

describe('warnings', () => {
  it('tell where the order was left unfilled and where there is no mid', () => {
    expect(run({}).warnings).toEqual([]);
    expect(run({ orderQuantity: 34 }).warnings).toEqual(['UNFILLED']);
    expect(run({ asks: [] }).warnings).toEqual(['UNFILLED', 'ONE_SIDED']); // the demo's bids are not added
    expect(run({ bids: [{ price: 99, quantity: 10 }] }).warnings).toEqual(['ONE_SIDED']);
  });
});

/** Value of the best units of a side, counted unit by unit along the sorted book. */
function valueOfBest(order: Order, quantity: number): number {
  const sign = order.side === 'sell' ? -1 : 1;
  const sorted = [...hitSide(order)].sort((a, b) => sign * (a.price - b.price));
  let before = 0;
  let value = 0;
  for (const level of sorted) {
    const after = before + level.quantity;
    value += level.price * Math.max(0, Math.min(quantity, after) - before);
    before = after;
  }
  return value;
}

describe('an order with its size in quote currency', () => {
  const run = (parameters: object) => runCalculator(orderBookWalk, parameters).outputs as unknown as Outputs;

  it('spends it, and trades as the quantity that it comes to', () => {
    let filled = 0;
    fc.assert(
      fc.property(ORDER, evenly(1, 20_000), ({ orderQuantity: _, ...order }, orderNotional) => {
        fc.pre((order.side === 'sell' ? order.bids : order.asks).length > 0);
        const { filledNotional, filledQuantity, unfilledQuantity, ...rest } = run({ ...order, orderNotional });
        const inBase = run({ ...order, orderQuantity: filledQuantity + unfilledQuantity });
        expect(inBase.levelsConsumed).toBe(rest.levelsConsumed);
        expect(Math.abs(inBase.filledNotional - filledNotional)).toBeLessThanOrEqual(1e-9 * orderNotional);
        if (unfilledQuantity > 0) return;
        filled += 1;
        expect(Math.abs(filledNotional - orderNotional)).toBeLessThanOrEqual(1e-9 * orderNotional);
      }),
    );
    expect(filled).toBeGreaterThan(20);
  });

  it('takes levels whole where it is their worth in decimals, and leaves no dust', () => {
    const cents = fc.integer({ min: 1, max: 10 ** 6 });
    const book = fc.uniqueArray(fc.tuple(cents, cents), { minLength: 2, maxLength: 12, selector: ([price]) => price });
    fc.assert(
      fc.property(book, fc.nat(), (drawn, upTo) => {
        const side = drawn.toSorted(([a], [b]) => a - b);
        const count = 1 + (upTo % side.length);
        const worth = side
          .slice(0, count)
          .reduce((sum, [price, quantity]) => sum + BigInt(price) * BigInt(quantity), 0n);
        const asks = side.map(([price, quantity]) => ({ price: price / 100, quantity: quantity / 1000 }));
        const { levelsConsumed, unfilledQuantity } = run({ side: 'buy', asks, orderNotional: Number(worth) / 10 ** 5 });
        expect([levelsConsumed, unfilledQuantity]).toEqual([count, 0]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is refused beside a size in base, and where nothing tells what it comes to', () => {
    expect(() => run({ orderQuantity: 1, orderNotional: 100 })).toThrow('orderNotional must not be given with');
    expect(() => run({ side: 'buy', bids: [{ price: 99, quantity: 1 }], orderNotional: 100 })).toThrow(
      'must have a level',
    );
    expect(run({ orderQuantity: 1, orderNotional: null }).filledQuantity).toBe(1);
    expect(run({ orderNotional: null }).filledQuantity).toBe(10);
  });
});
