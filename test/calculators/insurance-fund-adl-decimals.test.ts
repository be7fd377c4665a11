/** Sizes and losses in decimals, inexact in binary: amounts that match exactly leave no remainder. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { insuranceFundAdl } from '../../src/calculators/insurance-fund-adl/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { DECIMAL_RUNS } from './numbers.ts';

function run(venue: object) {
  const { outputs, warnings } = runCalculator(insuranceFundAdl, venue);
  const figures = outputs as {
    fundEnd: number;
    adlTriggered: boolean;
    adlQuantity: number;
    uncoveredLoss: number;
    uncoveredQuantity: number;
    deleveragedCount: number;
  };
  return { ...figures, warnings: warnings.map(({ code }) => code) };
}

describe('decimal sizes, against exact arithmetic', () => {
  /** Sizes with up to eight decimals and prices with two, as integers. */
  const size = fc.oneof(
    fc.integer({ min: 1, max: 1_000 }).map((k) => k * 10 ** 7),
    fc.integer({ min: 1, max: 10 ** 10 }),
  );

  it('leave nothing uncovered of what the queue covers, and touch nobody further', () => {
    let exactEnds = 0;
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 1, maxLength: 20 }),
        fc.nat(),
        size,
        fc.boolean(),
        (sizes, upTo, other, isSum) => {
          const covering = 1 + (upTo % sizes.length);
          const wanted = isSum ? sizes.slice(0, covering).reduce((sum, one) => sum + one, 0) : other;
          const { uncoveredQuantity, deleveragedCount, warnings } = run({
            rankingMethod: 'given',
            insuranceFund: 0,
            bankruptPositions: [{ quantity: wanted / 1e8, bankruptcyPrice: 95 }],
            counterparties: sizes.map((one, i) => ({ quantity: one / 1e8, entryPrice: 100, score: -i })),
          });
          let left = BigInt(wanted);
          let touched = 0;
          for (const one of sizes) {
            if (left <= 0n) break;
            left -= BigInt(one);
            touched += 1;
          }
          exactEnds += Number(left === 0n);
          expect(deleveragedCount).toBe(touched);
          expect(uncoveredQuantity > 0).toBe(left > 0n);
          expect(warnings.includes('UNCOVERED_LOSS')).toBe(left > 0n);
        },
      ),
      { numRuns: DECIMAL_RUNS },
    );
    expect(exactEnds).toBeGreaterThan(DECIMAL_RUNS / 4);
  });

  it('deleverage nobody where the fund is the decimal sum of the losses, and somebody where it is a ten-thousandth less', () => {
    const position = fc.record({
      quantity: fc.integer({ min: 1, max: 10 ** 6 }),
      loss: fc.integer({ min: 1, max: 9_000 }),
    });
    fc.assert(
      fc.property(
        fc.array(position, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 9_001, max: 10 ** 7 }),
        (drawn, mark) => {
          // Quantities with three decimals at prices with two: losses have five.
          const losses = drawn.reduce((sum, { quantity, loss }) => sum + BigInt(quantity) * BigInt(loss), 0n);
          const venue = {
            markPrice: mark / 100,
            bankruptPositions: drawn.map(({ quantity, loss }) => ({
              quantity: quantity / 1_000,
              bankruptcyPrice: (mark + loss) / 100,
            })),
            counterparties: [{ quantity: 1e9, entryPrice: mark / 100, leverage: 1 }],
          };
          const enough = run({ ...venue, insuranceFund: Number(losses) / 1e5 });
          expect([enough.adlQuantity, enough.uncoveredLoss, enough.fundEnd]).toEqual([0, 0, 0]);
          expect(enough.warnings).not.toContain('FUND_EMPTY');
          const notional = drawn.reduce((sum, { quantity }) => sum + (quantity / 1_000) * (mark / 100), 0);
          const short = run({ ...venue, insuranceFund: Math.max(0, Number(losses) / 1e5 - 1e-4 * notional) });
          expect(short.adlTriggered).toBe(true);
        },
      ),
      { numRuns: DECIMAL_RUNS },
    );
  });
});
