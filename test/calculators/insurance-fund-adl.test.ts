/** Properties of the default waterfall for any venue, and the same settlement from cumulative quantities. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { insuranceFundAdl } from '../../src/calculators/insurance-fund-adl/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { evenly } from './numbers.ts';

/** Counterparties keep positive equity at any mark of the test: leverage 5 withstands a move of 20 %. */
const VENUE = fc.record({
  bankruptSide: fc.constantFrom('long' as const, 'short' as const),
  markPrice: evenly(92, 108),
  insuranceFund: fc.oneof(fc.constant(0), evenly(0, 5_000)),
  rankingMethod: fc.constantFrom('pnlLeverage' as const, 'marginRatio' as const, 'accountLeverage' as const),
  bankruptPositions: fc.array(fc.record({ quantity: evenly(0.1, 100), bankruptcyPrice: evenly(85, 115) }), {
    maxLength: 12,
  }),
  counterparties: fc.array(
    fc.record({ quantity: evenly(0.1, 100), entryPrice: evenly(95, 105), leverage: evenly(1, 5) }),
    { maxLength: 12 },
  ),
});
type Venue = typeof VENUE extends fc.Arbitrary<infer V> ? V : never;

interface Outputs {
  totalShortfall: number;
  fundEnd: number;
  fundUsed: number;
  fundSurplusAdded: number;
  adlTriggered: boolean;
  adlQuantity: number;
  adlHaircut: number;
  uncoveredLoss: number;
  uncoveredQuantity: number;
  deleveragedCount: number;
  queue: {
    index: number;
    rank: number;
    score: number;
    quintile: number;
    deleveragedQuantity: number;
    remainingQuantity: number;
    realizedPnl: number;
    forgoneProfit: number;
  }[];
  fundSeries: number[];
}

function run(venue: object): Outputs & { warnings: string[] } {
  const { outputs, warnings } = runCalculator(insuranceFundAdl, venue);
  return { ...(outputs as unknown as Outputs), warnings: warnings.map(({ code }) => code) };
}

function expectNear(actual: number, expected: number) {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
}

const total = (terms: readonly number[]) => terms.reduce((sum, term) => sum + term, 0);

describe('the waterfall', () => {
  it('pays every loss once: by the fund, by counterparties, or by nobody', () => {
    fc.assert(
      fc.property(VENUE, (venue) => {
        const outputs = run(venue);
        expectNear(outputs.totalShortfall, outputs.fundUsed + outputs.adlHaircut + outputs.uncoveredLoss);
        expectNear(outputs.fundEnd, venue.insuranceFund + outputs.fundSurplusAdded - outputs.fundUsed);
        expect(outputs.fundEnd).toBeGreaterThanOrEqual(0);
        expect(outputs.fundSeries).toHaveLength(venue.bankruptPositions.length + 1);
      }),
    );
  });

  it('books in the queue what it deleverages', () => {
    fc.assert(
      fc.property(VENUE, (venue) => {
        const { queue, adlQuantity, adlHaircut, adlTriggered, deleveragedCount } = run(venue);
        expectNear(total(queue.map(({ deleveragedQuantity }) => deleveragedQuantity)), adlQuantity);
        expectNear(total(queue.map(({ forgoneProfit }) => forgoneProfit)), adlHaircut);
        expect(adlTriggered).toBe(adlQuantity > 0);
        expect(deleveragedCount > 0).toBe(adlTriggered);
        for (const { index, deleveragedQuantity, remainingQuantity } of queue) {
          expectNear(deleveragedQuantity + remainingQuantity, venue.counterparties[index]?.quantity ?? Number.NaN);
        }
      }),
    );
  });

  it('deleverages no more with a larger fund', () => {
    fc.assert(
      fc.property(VENUE, evenly(0, 2_000), (venue, further) => {
        const larger = run({ ...venue, insuranceFund: venue.insuranceFund + further });
        expect(larger.adlQuantity).toBeLessThanOrEqual(run(venue).adlQuantity + 1e-9);
        expect(larger.uncoveredLoss).toBeLessThanOrEqual(run(venue).uncoveredLoss + 1e-9);
      }),
    );
  });

  it('leaves a loss uncovered only once every counterparty is closed', () => {
    fc.assert(
      fc.property(VENUE, (venue) => {
        const { uncoveredLoss, queue, warnings } = run(venue);
        expect(warnings.includes('UNCOVERED_LOSS')).toBe(uncoveredLoss > 0);
        if (uncoveredLoss > 0) expect(queue.every(({ remainingQuantity }) => remainingQuantity === 0)).toBe(true);
      }),
    );
  });

  it('closes what two rulers laid side by side say: bankrupt quantities along the queue', () => {
    fc.assert(
      fc.property(VENUE, (venue) => {
        const { queue, uncoveredQuantity } = run(venue);
        const laid = sideBySide(venue, queue);
        for (const [rank, { deleveragedQuantity, realizedPnl }] of queue.entries()) {
          expectNear(deleveragedQuantity, laid.closed[rank] ?? Number.NaN);
          expectNear(realizedPnl, laid.profit[rank] ?? Number.NaN);
        }
        expectNear(uncoveredQuantity, laid.uncovered);
      }),
    );
  });
});

describe('the queue', () => {
  it('is in the order of scores, equal ones as given, its fifths rising from 1 to 5', () => {
    fc.assert(
      fc.property(VENUE, (venue) => {
        const { queue } = run(venue);
        expect(queue.map(({ index }) => index).sort((a, b) => a - b)).toEqual(venue.counterparties.map((_, i) => i));
        for (const [i, { rank, score, quintile, index }] of queue.entries()) {
          expect(rank).toBe(i + 1);
          const next = queue[i + 1];
          if (next === undefined) {
            expect(quintile).toBe(5);
            continue;
          }
          expect(score > next.score || (score === next.score && index < next.index)).toBe(true);
          expect(quintile).toBeLessThanOrEqual(next.quintile);
          expect(quintile).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });

  it('keeps accounts of one entry price and leverage in the order given, whatever their sizes', () => {
    const sizes = fc.array(evenly(0.1, 100), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(VENUE, sizes, evenly(95, 105), (venue, quantities, entryPrice) => {
        const counterparties = quantities.map((quantity) => ({ quantity, entryPrice, leverage: 4 }));
        const order = run({ ...venue, counterparties }).queue.map(({ index }) => index);
        expect(order).toEqual(quantities.map((_, index) => index));
      }),
    );
  });

  it('puts losing counterparties behind winning ones', () => {
    fc.assert(
      fc.property(VENUE, (venue) => {
        const { queue } = run({ ...venue, rankingMethod: 'pnlLeverage' });
        const direction = venue.bankruptSide === 'long' ? -1 : 1;
        const wins = queue.map(({ index }) => {
          const { entryPrice = Number.NaN } = venue.counterparties[index] ?? {};
          return direction * (venue.markPrice - entryPrice) > 0;
        });
        const firstLoser = wins.indexOf(false);
        if (firstLoser >= 0) expect(wins.slice(firstLoser)).not.toContain(true);
      }),
    );
  });

  it('ranks by hand: profit of 10 % at six times comes before one of 20 % at two thirds', () => {
    const { queue } = run({
      counterparties: [
        { quantity: 10, entryPrice: 112.5, leverage: 1 }, // a short: profit 20 %, equity 1350, value at the mark 900
        { quantity: 10, entryPrice: 100, leverage: 20 }, // profit 10 %, equity 150, value at the mark 900
      ],
    });
    expect(queue.map(({ index }) => index)).toEqual([1, 0]);
    expect(queue[0]?.score).toBeCloseTo(0.1 * 6, 12);
    expect(queue[1]?.score).toBeCloseTo(0.2 / 1.5, 12);
  });

  it('counts even the smallest head of a queue to its first fifth, and decimal fifths to the lower one', () => {
    const quintiles = (...quantities: number[]) =>
      run({
        rankingMethod: 'given',
        bankruptPositions: [],
        counterparties: quantities.map((quantity, i) => ({ quantity, entryPrice: 100, score: -i })),
      }).queue.map(({ quintile }) => quintile);
    expect(quintiles(1e-9, 1e18)).toEqual([1, 5]);
    expect(quintiles(0.1, 0.1, 0.1, 0.1, 0.1)).toEqual([1, 2, 3, 4, 5]);
    expect(quintiles(0.6, 0.1, 0.1, 0.2)).toEqual([3, 4, 4, 5]);
    expect(quintiles(0.2 + 1e-9, 0.8 - 1e-9)).toEqual([2, 5]);
  });
});

describe('warnings', () => {
  it('tell how far down the waterfall a loss came', () => {
    expect(run({ insuranceFund: 500 }).warnings).toEqual([]);
    expect(run({}).warnings).toEqual(['FUND_EMPTY']);
    const bankruptPositions = [{ quantity: 100, bankruptcyPrice: 95 }];
    expect(run({ bankruptPositions }).warnings).toEqual(['FUND_EMPTY', 'ONE_SIDED', 'UNCOVERED_LOSS']);
    expect(run({ counterparties: [] }).warnings).toEqual(['EMPTY_BOOK']);
    const losing = [{ quantity: 100, entryPrice: 88, leverage: 5 }];
    expect(run({ counterparties: losing, bankruptPositions }).warnings).toEqual(['FUND_EMPTY', 'HAIRCUT_ABOVE_PROFIT']);
  });
});

/** Bankrupt quantities beyond the fund, laid end to end beside the counterparties in queue order. */
function sideBySide(
  { bankruptSide, markPrice, insuranceFund, bankruptPositions, counterparties }: Venue,
  queue: Outputs['queue'],
) {
  const sign = bankruptSide === 'long' ? 1 : -1;
  let fund = insuranceFund;
  let end = 0;
  const pieces = bankruptPositions.map(({ quantity, bankruptcyPrice }) => {
    const loss = sign * (bankruptcyPrice - markPrice);
    const paidQuantity = loss <= 0 ? quantity : Math.min(quantity, fund / loss);
    fund -= loss * paidQuantity;
    const from = end;
    end += quantity - paidQuantity;
    return { from, to: end, price: bankruptcyPrice };
  });

  let start = 0;
  const overlaps = queue.map(({ index }) => {
    const { quantity = 0, entryPrice = 0 } = counterparties[index] ?? {};
    const from = start;
    start += quantity;
    return pieces.map((piece) => {
      const length = Math.max(0, Math.min(start, piece.to) - Math.max(from, piece.from));
      return { length, profit: length * -sign * (piece.price - entryPrice) };
    });
  });
  return {
    closed: overlaps.map((row) => total(row.map(({ length }) => length))),
    profit: overlaps.map((row) => total(row.map(({ profit }) => profit))),
    uncovered: Math.max(0, end - start),
  };
}
