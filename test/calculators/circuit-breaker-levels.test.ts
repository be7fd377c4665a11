/** Halt rules exactly at their levels, bands and times, which binary floats cannot represent as decimals. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { circuitBreaker } from '../../src/calculators/circuit-breaker/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { DECIMAL_RUNS } from './numbers.ts';

function outputsOf(parameters: Readonly<Record<string, unknown>>) {
  return runCalculator(circuitBreaker, parameters).outputs as {
    haltCount: number;
    halts: { level: number }[];
    priceSeries: number[];
  };
}

describe('the market-wide rule', () => {
  it('halts at exactly 7, 13 and 20 per cent below any whole close, and not a billionth above', () => {
    const wrong: number[][] = [];
    for (let previousClose = 50; previousClose <= 6_000; previousClose += 1) {
      for (const [k, percent] of [7, 13, 20].entries()) {
        // One division of integers: the double nearest to the decimal that a caller would write.
        const price = (previousClose * (100 - percent)) / 100;
        const levelAt = (traded: number) =>
          outputsOf({ previousClose, pricePath: [{ minute: 0, price: traded }] }).halts[0]?.level ?? 0;
        if (levelAt(price) !== k + 1 || levelAt(price + 1e-9 * previousClose) !== k)
          wrong.push([previousClose, percent]);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('takes a halt exactly 35 minutes before the close for too late, in sessions of any decimal length', () => {
    for (let tenths = 400; tenths <= 3_900; tenths += 1) {
      const path = (minute: number) => ({ sessionMinutes: tenths / 10, pricePath: [{ minute, price: 90 }] });
      expect(outputsOf(path((tenths - 350) / 10)).haltCount).toBe(0);
      expect(outputsOf(path((tenths - 351) / 10)).haltCount).toBe(1);
    }
  });
});

describe('Limit Up-Limit Down', () => {
  it('pauses a share that stands at its band for 15 seconds, at any decimal reference and time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 301, max: 100_000 }),
        fc.constantFrom(1, 2),
        fc.nat(3_000),
        (cents, luldTier, tenths) => {
          const reference = cents / 100;
          const band = (cents * (luldTier === 1 ? 95 : 90)) / 10_000;
          const path = (seconds: number, price: number) => ({
            ruleSet: 'luld',
            luldTier,
            previousClose: reference,
            pricePath: [
              // Enough trades that those at the band hardly move the mean.
              ...Array.from({ length: 20 }, (_, k) => ({ minute: tenths / 10 + k / 100, price: reference })),
              { minute: tenths / 10 + 0.3, price },
              { minute: (tenths + 3) / 10 + seconds / 60, price },
            ],
          });
          const pauses = (seconds: number, price: number) => outputsOf(path(seconds, price)).haltCount;
          expect([pauses(15, band), pauses(14.99, band), pauses(15, band + 1e-9 * reference)]).toEqual([1, 0, 0]);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('moves its reference by exactly one per cent, and not by less', () => {
    for (let cents = 301; cents <= 3_000; cents += 1) {
      const path = (moved: number) => ({
        ruleSet: 'luld',
        previousClose: cents / 100,
        // The mean is the only trade of the last five minutes; then the price falls to the lower band.
        pricePath: [
          { minute: 0, price: cents / 100 },
          { minute: 3, price: moved },
          { minute: 7, price: moved },
          { minute: 7.1, price: 0 },
        ],
      });
      const reference = (moved: number) => (outputsOf(path(moved)).priceSeries[3] as number) / 0.95;
      expect(reference((cents * 99) / 10_000)).toBeCloseTo((cents * 99) / 10_000, 9);
      expect(reference((cents * 99.001) / 10_000)).toBeCloseTo(cents / 100, 9);
    }
  });
});

describe('the rolling band', () => {
  it('halts at exactly its width below any decimal high, and not a billionth above', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 6 }), fc.integer({ min: 1, max: 999 }), (cents, permille) => {
        const price = (cents * (1_000 - permille)) / 100_000;
        const halts = (traded: number) =>
          outputsOf({
            ruleSet: 'rollingBand',
            bandWidth: permille / 1_000,
            previousClose: cents / 100,
            pricePath: [
              { minute: 0, price: cents / 100 },
              { minute: 1, price: traded },
            ],
          }).haltCount;
        expect([halts(price), halts(price + (1e-9 * cents) / 100)]).toEqual([1, 0]);
      }),
      { numRuns: DECIMAL_RUNS },
    );
  });

  it('counts a high of exactly its look-back ago, at any decimal time, and none before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 1_000 }), (start, lookback) => {
        const halts = (tenths: number) =>
          outputsOf({
            ruleSet: 'rollingBand',
            lookbackMinutes: lookback / 10,
            pricePath: [
              { minute: start / 10, price: 100 },
              { minute: (start + tenths) / 10, price: 90 },
            ],
          }).haltCount;
        expect([halts(lookback), halts(lookback + 1)]).toEqual([1, 0]);
      }),
      { numRuns: DECIMAL_RUNS },
    );
  });
});
