/** Margins, prices and sizes in decimals, inexact in binary: values equal in decimal count as equal. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accountLiquidation } from '../../src/calculators/account-liquidation/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { DECIMAL_RUNS, evenly } from './numbers.ts';

interface Outputs {
  status: string;
  equity: number;
  freeMargin: number;
  liquidatablePositions: number;
  commonMoveDown: number | null;
  commonMoveUp: number | null;
  bankruptcyMoveDown: number | null;
  bankruptcyMoveUp: number | null;
  symbolResults: { liquidationPriceDown: number | null; liquidationPriceUp: number | null }[];
  positionResults: {
    liquidationPrice: number | null;
    bankruptcyPrice: number | null;
    distance: number | null;
    equity: number | null;
  }[];
  ladder: { move: number; closedNotional: number; equity: number }[];
}

const outputsOf = (account: Readonly<Record<string, unknown>>) =>
  runCalculator(accountLiquidation, account).outputs as unknown as Outputs;

const side = fc.constantFrom('long' as const, 'short' as const);
/** Prices in cents. */
const cents = fc.integer({ min: 5000, max: 15_000 });
/** Sizes in tenths. */
const tenths = fc.integer({ min: 1, max: 50 });

describe('an account in decimals, against exact arithmetic', () => {
  it('is liquidated where its equity is exactly the requirement, in either margin mode', () => {
    let isolatedRuns = 0;
    fc.assert(
      fc.property(cents, cents, fc.integer({ min: 0, max: 100 }), tenths, side, fc.boolean(), (...terms) => {
        const [mark, entry, thousandths, size, which, isIsolated] = terms;
        // Margin m with m + s q (P - E) = r q P: an integer sum in units of 1e-6.
        const s = which === 'long' ? 1 : -1;
        const margin = (size * (thousandths * mark - s * 1000 * (mark - entry))) / 1e6;
        fc.pre(margin >= 0);
        const position = { symbol: 0, side: which, size: size / 10, entryPrice: entry / 100 };
        const symbols = [{ markPrice: mark / 100, maintenanceMarginRate: thousandths / 1000 }];
        const account = isIsolated
          ? { symbols, positions: [{ ...position, marginMode: 'isolated', margin }] }
          : { symbols, positions: [position], collateral: margin };
        const outputs = outputsOf(account);
        const [result] = outputs.positionResults;
        expect(result).toMatchObject({ liquidationPrice: mark / 100, distance: 0 });
        isolatedRuns += Number(isIsolated);
        if (isIsolated) {
          expect(outputs.liquidatablePositions).toBe(1);
          if (thousandths === 0) expect(result?.equity).toBe(0);
          return;
        }
        expect(outputs).toMatchObject({ freeMargin: 0, commonMoveDown: 0, commonMoveUp: 0 });
        expect(outputs.status).toBe(thousandths === 0 ? 'bankrupt' : 'liquidatable');
      }),
      { numRuns: DECIMAL_RUNS },
    );
    expect(isolatedRuns).toBeGreaterThan(DECIMAL_RUNS / 10);
  });

  it('is liquidated at the price that it gives as its liquidation price', () => {
    const contract = fc.constantFrom('linear' as const, 'inverse' as const);
    fc.assert(
      fc.property(evenly(50, 200), evenly(0.1, 5), side, contract, fc.constantFrom(2, 5, 10), (...terms) => {
        const [entryPrice, size, which, contractType, leverage] = terms;
        const positions = [{ symbol: 0, side: which, size, entryPrice, marginMode: 'isolated', leverage }];
        const at = (markPrice: number) => outputsOf({ symbols: [{ markPrice, contractType }], positions });
        const price = at(entryPrice).positionResults[0]?.liquidationPrice;
        expect(at(price ?? 0).liquidatablePositions).toBe(1);
      }),
    );
  });

  it('needs the loss of all value where longs are paid for in full, which no price above 0 is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), tenths, fc.constantFrom(0, 0.005), (price, size, rate) => {
        const outputs = outputsOf({
          collateral: (price * size) / 10, // an integer calculation: the exact decimal notional
          symbols: [{ markPrice: price, maintenanceMarginRate: rate }],
          positions: [{ symbol: 0, size: size / 10 }],
        });
        expect(outputs).toMatchObject({ commonMoveDown: -1, bankruptcyMoveDown: -1, commonMoveUp: null });
        expect(outputs.symbolResults[0]).toMatchObject({ liquidationPriceDown: null, bankruptcyPrice: null });
        expect(outputs.ladder).toMatchObject([{ move: -1, closedNotional: 0, equity: 0 }]);
      }),
      { numRuns: DECIMAL_RUNS },
    );
  });

  it('has no bankruptcy price where the sizes of longs and shorts cancel, and without a requirement no liquidation', () => {
    fc.assert(
      fc.property(fc.array(tenths, { minLength: 1, maxLength: 6 }), fc.constantFrom(0, 0.005), (sizes, rate) => {
        const shorts = sizes.map((size) => ({ symbol: 0, side: 'short', size: size / 10, entryPrice: 101 }));
        const held = sizes.reduce((sum, size) => sum + size, 0) / 10;
        const { positionResults, ...outputs } = outputsOf({
          collateral: 1e5,
          symbols: [{ markPrice: 100, maintenanceMarginRate: rate }],
          positions: [{ symbol: 0, size: held, entryPrice: 99 }, ...shorts],
        });
        expect(positionResults.map(({ bankruptcyPrice }) => bankruptcyPrice)).toEqual(positionResults.map(() => null));
        expect(outputs).toMatchObject({ bankruptcyMoveDown: null, bankruptcyMoveUp: null, commonMoveDown: null });
        // Equity 1e5 + 2 q against r 2 q P: without a rate there is no such price, with one there is exactly one.
        const price = rate === 0 ? null : (1e5 + 2 * held) / (2 * rate * held);
        const found = outputs.symbolResults[0]?.liquidationPriceUp;
        if (price === null) expect(found).toBeNull();
        else expect(Math.abs((found ?? 0) / price - 1)).toBeLessThanOrEqual(1e-9);
      }),
      { numRuns: DECIMAL_RUNS },
    );
  });
});
