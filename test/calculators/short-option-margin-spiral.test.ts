/** Properties of the short-option spiral for any account, and the same spiral as a cash account. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { optionBook } from '../../src/calculators/market/option-book.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { shortOptionMarginSpiral } from '../../src/calculators/short-option-margin-spiral/calculator.ts';

const ACCOUNT = fc.record({
  spot: fc.constant(100),
  options: fc.array(
    fc.record({
      type: fc.constantFrom('call' as const, 'put' as const),
      strike: fc.double({ min: 60, max: 150, noNaN: true }),
      expiryYears: fc.double({ min: 0.02, max: 1, noNaN: true }),
      impliedVolatility: fc.double({ min: 0.1, max: 1.2, noNaN: true }),
      shortContracts: fc.double({ min: 0, max: 100, noNaN: true }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  riskFreeRate: fc.double({ min: -0.05, max: 0.1, noNaN: true }),
  dividendYield: fc.double({ min: -0.05, max: 0.1, noNaN: true }),
  accountEquity: fc.double({ min: 1, max: 6000, noNaN: true }),
  shock: fc.double({ min: -0.4, max: 0.4, noNaN: true }),
  volatilityShock: fc.double({ min: -0.3, max: 1.5, noNaN: true }),
  vegaDepth: fc.double({ min: 1, max: 6, noNaN: true }).map((power) => 10 ** power),
  restoreBuffer: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
  marginModel: fc.constantFrom('strategyBased', 'scenarioScan'),
  priceScanRange: fc.double({ min: 0, max: 0.9, noNaN: true }),
  volatilityScanRange: fc.double({ min: 0, max: 1, noNaN: true }),
  extremeMoveMultiple: fc.double({ min: 1, max: 10, noNaN: true }),
  extremeCoverFraction: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
  shortOptionMinimumRate: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.2, noNaN: true })),
});
type Account = typeof ACCOUNT extends fc.Arbitrary<infer A> ? A : never;

interface Outputs {
  markValueAfterShock: number;
  requirementAfterShock: number;
  netLiquidationAfterShock: number;
  boughtBackFraction: number;
  finalNetLiquidation: number;
  finalRequirement: number;
  executionCost: number;
  insolvent: boolean;
  rounds: number;
  status: string;
  path: { remainingFraction: number; impliedVolatilityShift: number; requirement: number; netLiquidation: number }[];
}

function outputsOf(account: Account & { maxRounds?: number }) {
  const outputs: unknown = runCalculator(shortOptionMarginSpiral, { maxRounds: 2000, ...account }).outputs;
  return outputs as Outputs;
}

function bookOf(account: Account) {
  const amounts = account.options.map(({ shortContracts }) => shortContracts);
  return optionBook(account.options, amounts, account, account.spot, 0.01);
}

function close(actual: number, expected: number, scale: number) {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-10 * (1 + scale));
}

describe('the short-option spiral', () => {
  it('buys back between nothing and everything while volatility only rises', () => {
    fc.assert(
      fc.property(ACCOUNT, (account) => {
        const { boughtBackFraction, executionCost, path } = outputsOf(account);
        expect(boughtBackFraction).toBeGreaterThanOrEqual(0);
        expect(boughtBackFraction).toBeLessThanOrEqual(1);
        expect(executionCost).toBeGreaterThanOrEqual(-1e-9);
        for (const [i, call] of path.entries()) {
          const before = path[i - 1] ?? call;
          expect(call.impliedVolatilityShift).toBeGreaterThanOrEqual(before.impliedVolatilityShift);
          expect(call.remainingFraction).toBeLessThanOrEqual(before.remainingFraction);
        }
      }),
    );
  });

  it('ends with the margin restored or everything closed, and closes an insolvent account', () => {
    fc.assert(
      fc.property(ACCOUNT, (account) => {
        const { status, insolvent, finalNetLiquidation, finalRequirement, path } = outputsOf(account);
        fc.pre(status !== 'maxRounds');
        if (status !== 'fullyClosed') {
          expect(finalNetLiquidation).toBeGreaterThanOrEqual(finalRequirement * (1 - 1e-12));
          expect(insolvent).toBe(false);
        }
        if (insolvent) expect(path.at(-1)?.remainingFraction).toBe(0);
      }),
    );
  });

  it('closes no more than it needs: what is left has no more margin than was asked for', () => {
    fc.assert(
      fc.property(ACCOUNT, (account) => {
        const { status, finalNetLiquidation, finalRequirement } = outputsOf({
          ...account,
          marginModel: 'strategyBased',
        });
        fc.pre(status === 'converged');
        const wanted = (1 + account.restoreBuffer) * finalRequirement;
        expect(finalNetLiquidation).toBeLessThanOrEqual(wanted + 1e-9 * Math.abs(wanted));
      }),
    );
  });

  it('takes one round of 1 - equity / requirement in a market without limit', () => {
    fc.assert(
      fc.property(ACCOUNT, (account) => {
        const outputs = outputsOf({ ...account, vegaDepth: 1e18, restoreBuffer: 0 });
        const { netLiquidationAfterShock: nlv, requirementAfterShock: requirement } = outputs;
        fc.pre(nlv < requirement * (1 - 1e-9));
        // With hardly any equity left, the rounding of 1 - f exceeds the tolerance of the margin check.
        expect(outputs.rounds).toBeLessThanOrEqual(nlv > 0 && nlv < requirement / 100 ? 2 : 1);
        close(outputs.boughtBackFraction, nlv <= 0 ? 1 : 1 - nlv / requirement, 1);
      }),
    );
  });

  it('buys back no more with more equity, where the requirement does not change with volatility', () => {
    fc.assert(
      fc.property(ACCOUNT, fc.double({ min: 1, max: 2, noNaN: true }), (drawn, factor) => {
        const account: Account = { ...drawn, marginModel: 'strategyBased' };
        const richer = outputsOf({ ...account, accountEquity: account.accountEquity * factor });
        expect(richer.boughtBackFraction).toBeLessThanOrEqual(outputsOf(account).boughtBackFraction + 1e-9);
      }),
    );
  });

  it('is the same as a cash account that pays for what it buys', () => {
    fc.assert(
      fc.property(ACCOUNT, (account) => {
        const { path, markValueAfterShock, executionCost } = outputsOf(account);
        const book = bookOf(account);
        const S1 = account.spot * (1 - account.shock);
        let cash = (path[0]?.netLiquidation ?? Number.NaN) + markValueAfterShock;
        let dearer = 0;
        for (const [i, call] of path.entries()) {
          const before = path[i - 1] ?? call;
          const bought = before.remainingFraction - call.remainingFraction;
          const [markBefore, mark] = [before, call].map(({ impliedVolatilityShift }) =>
            book.value(S1, impliedVolatilityShift),
          ) as [number, number];
          cash -= (bought * (markBefore + mark)) / 2;
          dearer += (bought * (mark - markBefore)) / 2;
          close(call.netLiquidation, cash - call.remainingFraction * mark, markValueAfterShock + mark);
        }
        close(executionCost, dearer, markValueAfterShock);
      }),
    );
  });

  it('scans for the worst of all sixteen scenarios', () => {
    fc.assert(
      fc.property(ACCOUNT, (drawn) => {
        const account: Account = { ...drawn, marginModel: 'scenarioScan' };
        const { path } = outputsOf(account);
        const book = bookOf(account);
        const S1 = account.spot * (1 - account.shock);
        const units = account.options.reduce((sum, { shortContracts }) => sum + shortContracts, 0);
        for (const { impliedVolatilityShift: u, remainingFraction, requirement } of path.slice(0, 5)) {
          const value = book.value(S1, u);
          const valueAt = (move: number, shift: number) => book.value(Math.max(1e-6 * S1, S1 * (1 + move)), u + shift);
          const ordinary = [0, 1, -1, 2, -2, 3, -3].flatMap((thirds) =>
            [1, -1].map(
              (side) => valueAt((thirds / 3) * account.priceScanRange, side * account.volatilityScanRange) - value,
            ),
          );
          const extreme = [1, -1].map(
            (side) =>
              account.extremeCoverFraction *
              (valueAt(side * account.extremeMoveMultiple * account.priceScanRange, 0) - value),
          );
          const worst = Math.max(0, ...ordinary, ...extreme, account.shortOptionMinimumRate * S1 * units);
          close(requirement, remainingFraction * worst, value + worst);
        }
      }),
    );
  });

  it('asks by the rules of US exchanges for 20 % less the amount out of the money, at least 10 %', () => {
    const { outputs } = runCalculator(shortOptionMarginSpiral, {
      spot: 100,
      shock: 0,
      volatilityShock: 0,
      accountEquity: 1e6,
      vegaDepth: 1e6,
      marginRate: 0.2,
      minimumRate: 0.1,
      putMinimumBase: 'strike',
      contractSize: 100,
      options: [
        { type: 'put', strike: 95, expiryYears: 0.1, impliedVolatility: 0.3, shortContracts: 1 },
        { type: 'put', strike: 80, expiryYears: 0.1, impliedVolatility: 0.3, shortContracts: 1 },
        { type: 'call', strike: 115, expiryYears: 0.1, impliedVolatility: 0.3, shortContracts: 1 },
      ],
    });
    expect(outputs.requirementBefore).toBeCloseTo(100 * (20 - 5 + 8 + 10), 10); // by hand
  });
});
