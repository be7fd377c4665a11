/** Liquidation prices against their definition: equity has fallen to the maintenance margin. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { liquidationPrice } from '../../../src/calculators/market/liquidation-price.ts';
import { evenly } from '../numbers.ts';

const POSITION = fc.record({
  contractType: fc.constantFrom('linear' as const, 'inverse' as const),
  maintenanceBasis: fc.constantFrom('mark' as const, 'entry' as const),
  side: fc.constantFrom('long' as const, 'short' as const),
  entryPrice: evenly(1, 1_000),
  leverage: evenly(1, 100),
  share: evenly(0, 0.99),
});
type Position = typeof POSITION extends fc.Arbitrary<infer P> ? P : never;

/** Equity minus maintenance margin of a one-unit position at a price: in quote for linear contracts, else in coins. */
function excess({ contractType, maintenanceBasis, side, entryPrice: E, leverage: L }: Position, m: number, P: number) {
  const sign = side === 'long' ? 1 : -1;
  if (contractType === 'linear') return E / L + sign * (P - E) - m * (maintenanceBasis === 'mark' ? P : E);
  return 1 / (E * L) + sign * (1 / E - 1 / P) - m / (maintenanceBasis === 'mark' ? P : E);
}

describe('the liquidation price', () => {
  it('is where equity is the maintenance margin', () => {
    fc.assert(
      fc.property(POSITION, (position) => {
        const m = position.share / position.leverage;
        const { side, entryPrice: E, leverage: L } = position;
        const LP = liquidationPrice(position, side, E, L, m);
        fc.pre(LP !== null);
        const scale = position.contractType === 'linear' ? E + LP : 1 / E + 1 / LP;
        expect(Math.abs(excess(position, m, LP))).toBeLessThanOrEqual(1e-12 * scale);
        // Between the entry price and it the position has margin; just beyond it has none.
        const beyond = side === 'long' ? 1 - 1e-9 : 1 + 1e-9;
        expect(excess(position, m, LP * beyond)).toBeLessThan(0);
        expect(excess(position, m, LP / beyond)).toBeGreaterThan(0);
      }),
    );
  });

  it('is null where no price takes the margin', () => {
    fc.assert(
      fc.property(POSITION, (position) => {
        const m = position.share / position.leverage;
        fc.pre(liquidationPrice(position, position.side, position.entryPrice, position.leverage, m) === null);
        for (const P of [1e-9, 1e-3, 1, 1e3, 1e9]) expect(excess(position, m, P)).toBeGreaterThanOrEqual(-1e-12 * P);
      }),
      { maxSkipsPerRun: 10_000, numRuns: 1 },
    );
  });
});
