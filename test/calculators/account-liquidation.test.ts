/** Properties of a margin account, against equity and requirement written out, and closed forms. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accountLiquidation } from '../../src/calculators/account-liquidation/calculator.ts';
import { liquidationPrice } from '../../src/calculators/market/liquidation-price.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { evenly } from './numbers.ts';

interface Position {
  symbol: number;
  side: 'long' | 'short';
  size: number;
  entryPrice: number;
}
interface Account {
  collateral: number;
  symbols: { markPrice: number; contractType: 'linear' | 'inverse'; beta: number; closingFeeRate: number }[];
  brackets: { symbol: number; notionalCap: number | null; maintenanceRate: number; maintenanceAmount?: number }[];
  positions: Position[];
  collateralAssets: { symbol: number; quantity: number; haircut: number }[];
}
interface Outputs {
  status: string;
  equity: number;
  maintenanceMargin: number;
  commonMoveDown: number | null;
  commonMoveUp: number | null;
  bankruptcyMoveDown: number | null;
  symbolResults: {
    liquidationPriceDown: number | null;
    liquidationPriceUp: number | null;
    bankruptcyPrice: number | null;
  }[];
  positionResults: { liquidationPrice: number | null; bankruptcyPrice: number | null }[];
  ladder: { closedShare: number; equity: number; maintenanceMargin: number; move: number }[];
}

const outputsOf = (account: Readonly<Record<string, unknown>>) =>
  runCalculator(accountLiquidation, account).outputs as unknown as Outputs;

/** Brackets with maintenance amounts by the rule, or without any. */
const brackets = (symbol: number, isJoined: boolean) =>
  fc.array(fc.tuple(evenly(100, 3000), evenly(0, 0.03)), { minLength: 1, maxLength: 4 }).map((steps) => {
    let [cap, rate] = [0, 0.002];
    return steps.map(([width, rise], k) => {
      cap += width;
      rate += rise;
      const notionalCap = k + 1 < steps.length ? cap : null;
      return { symbol, notionalCap, maintenanceRate: rate, ...(isJoined ? {} : { maintenanceAmount: 0 }) };
    });
  });
const ACCOUNT: fc.Arbitrary<Account> = fc.boolean().chain((isJoined) =>
  fc.record({
    collateral: evenly(100, 3000),
    symbols: fc.tuple(
      fc.record({
        markPrice: fc.constant(100),
        contractType: fc.constantFrom('linear' as const, 'inverse' as const),
        beta: evenly(-1, 2),
        closingFeeRate: fc.constantFrom(0, 0.0005),
      }),
      fc.record({
        markPrice: fc.constant(20),
        contractType: fc.constant('linear' as const),
        beta: evenly(0.2, 2),
        closingFeeRate: fc.constant(0),
      }),
    ),
    brackets: fc.tuple(brackets(0, isJoined), brackets(1, isJoined)).map((rows) => rows.flat()),
    positions: fc.array(
      fc.record({
        symbol: fc.constantFrom(0, 1),
        side: fc.constantFrom('long' as const, 'short' as const),
        size: evenly(1, 80),
        entryPrice: evenly(18, 110),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    collateralAssets: fc.constantFrom([], [{ symbol: 1, quantity: 20, haircut: 0.1 }]),
  }),
);

/** Equity minus requirement at prices, from the table row by row. */
function marginLeft(account: Account, prices: readonly number[]): number {
  const at = (symbol: number) => prices[symbol] ?? Number.NaN;
  let left = account.collateral;
  for (const { symbol, quantity, haircut } of account.collateralAssets) left += quantity * (1 - haircut) * at(symbol);
  for (const { symbol, side, size, entryPrice } of account.positions) {
    const P = at(symbol);
    const s = side === 'long' ? 1 : -1;
    const isInverse = account.symbols[symbol]?.contractType === 'inverse';
    const notional = isInverse ? size / P : size * P;
    const rows = account.brackets.filter((row) => row.symbol === symbol);
    let [amount, floor, before] = [0, 0, rows[0]?.maintenanceRate ?? 0];
    let rate = before;
    for (const { maintenanceRate, maintenanceAmount, notionalCap } of rows) {
      amount = maintenanceAmount ?? amount + floor * (maintenanceRate - before);
      [rate, before] = [maintenanceRate, maintenanceRate];
      if (notional <= (notionalCap ?? Number.POSITIVE_INFINITY)) break;
      floor = notionalCap ?? floor;
    }
    const fee = account.symbols[symbol]?.closingFeeRate ?? 0;
    const unit = isInverse ? P : 1;
    left += s * size * (isInverse ? P / entryPrice - 1 : P - entryPrice);
    left -= unit * (notional * (rate + fee) - amount);
  }
  return left;
}

/** Whether margin is positive up to a root and not just beyond it; without a root, whether up to the end. */
function isFirstRoot(left: (t: number) => number, from: number, root: number | null, end: number): boolean {
  if (left(from) <= 0) return root === from;
  const to = root ?? end;
  for (let part = 1; part < 300; part += 1) if (left(from + ((to - from) * part) / 300) < -1e-6) return false;
  return root === null || left(root + Math.sign(root - from) * 1e-7 * (1 + Math.abs(root))) <= 1e-4;
}

describe('the liquidation of a margin account', () => {
  it('is where equity first meets the requirement, along each price and along a common move', () => {
    let roots = 0;
    fc.assert(
      fc.property(ACCOUNT, (account) => {
        const { symbolResults, commonMoveDown, commonMoveUp } = outputsOf({ ...account });
        for (const [symbol, result] of symbolResults.entries()) {
          const isHeld = [...account.positions, ...account.collateralAssets].some((one) => one.symbol === symbol);
          if (!isHeld) continue;
          const mark = account.symbols[symbol]?.markPrice ?? 0;
          const along = (price: number) =>
            marginLeft(
              account,
              account.symbols.map(({ markPrice }, k) => (k === symbol ? price : markPrice)),
            );
          expect(isFirstRoot(along, mark, result.liquidationPriceDown, mark * 1e-6)).toBe(true);
          expect(isFirstRoot(along, mark, result.liquidationPriceUp, mark * 20)).toBe(true);
          roots += Number(result.liquidationPriceDown !== null) + Number(result.liquidationPriceUp !== null);
        }
        const common = (x: number) =>
          marginLeft(
            account,
            account.symbols.map(({ markPrice, beta }) => markPrice * Math.max(1e-12, 1 + beta * x)),
          );
        expect(isFirstRoot(common, 0, commonMoveDown, -1)).toBe(true);
        expect(isFirstRoot(common, 0, commonMoveUp, 5)).toBe(true);
      }),
      { numRuns: 200 },
    );
    expect(roots).toBeGreaterThan(150);
  });

  it('comes no nearer with more collateral, and before bankruptcy', () => {
    fc.assert(
      fc.property(ACCOUNT, evenly(1, 1000), (account, more) => {
        const poorer = outputsOf({ ...account });
        const richer = outputsOf({ ...account, collateral: account.collateral + more });
        expect(richer.commonMoveDown ?? -1).toBeLessThanOrEqual((poorer.commonMoveDown ?? -1) + 1e-12);
        expect(poorer.bankruptcyMoveDown ?? -1).toBeLessThanOrEqual((poorer.commonMoveDown ?? -1) + 1e-12);
      }),
    );
  });

  it('is that of the four formulas for isolated positions without brackets', () => {
    const side = fc.constantFrom('long' as const, 'short' as const);
    const contract = fc.constantFrom('linear' as const, 'inverse' as const);
    fc.assert(
      fc.property(side, contract, evenly(1.5, 50), evenly(0, 0.015), (which, contractType, leverage, rate) => {
        const { positionResults } = outputsOf({
          symbols: [{ markPrice: 100, contractType, maintenanceMarginRate: rate }],
          positions: [{ symbol: 0, side: which, size: 7, marginMode: 'isolated', leverage }],
        });
        const terms = { contractType, maintenanceBasis: 'mark' as const };
        const expected = [rate, 0].map((m) => liquidationPrice(terms, which, 100, leverage, m));
        const got = [positionResults[0]?.liquidationPrice, positionResults[0]?.bankruptcyPrice];
        for (const [i, price] of expected.entries()) {
          expect(Math.abs((got[i] ?? 0) - (price ?? 0))).toBeLessThanOrEqual(1e-9 * (1 + (price ?? 0)));
        }
      }),
    );
  });

  it('is the same for a cross position alone as for an isolated one with the wallet as its margin', () => {
    fc.assert(
      fc.property(evenly(1, 900), fc.constantFrom('long', 'short'), evenly(80, 120), (wallet, side, entryPrice) => {
        const position = { symbol: 0, side, size: 10, entryPrice };
        const cross = outputsOf({ collateral: wallet, positions: [position] });
        const isolated = outputsOf({ positions: [{ ...position, marginMode: 'isolated', margin: wallet }] });
        expect(isolated.positionResults[0]?.liquidationPrice).toBe(cross.positionResults[0]?.liquidationPrice);
      }),
    );
  });

  it('keeps the equity of the account in each step without a fee, and leaves no requirement in the end', () => {
    fc.assert(
      fc.property(ACCOUNT, fc.constantFrom(0.1, 0.25, 1), (account, liquidationStep) => {
        const { ladder } = outputsOf({ ...account, liquidationStep, maxSteps: 100 });
        fc.pre(ladder.length > 0);
        for (const [i, { closedShare, equity, maintenanceMargin, move }] of ladder.entries()) {
          if (closedShare === 1) expect(maintenanceMargin).toBe(0);
          const before = ladder[i - 1];
          if (before !== undefined && before.move === move) expect(equity).toBeCloseTo(before.equity, 6);
        }
      }),
    );
  });
});
