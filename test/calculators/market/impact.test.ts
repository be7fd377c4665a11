/** The impact law against its own numerical integral. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { averageImpact, impactArea, priceImpact } from '../../../src/calculators/market/impact.ts';
import { acrossScales, evenly } from '../numbers.ts';

const LAW = fc.record({
  dailyVolume: acrossScales(1, 1e12),
  dailyVolatility: evenly(0.001, 0.5),
  impactCoefficient: evenly(0.1, 3),
  impactExponent: fc.constantFrom(0.1, 0.5, 0.7, 1),
});
const CAP = fc.constantFrom(0.01, 0.3, 1, Number.POSITIVE_INFINITY);
type Law = typeof LAW extends fc.Arbitrary<infer L> ? L : never;

/** Mean of the capped impact between two quantities, by the midpoint rule on parts that grow from `from`. */
function meanImpact(law: Law, from: number, step: number, cap: number): number {
  const parts = 20_000;
  let sum = 0;
  for (let k = 0; k < parts; k += 1) {
    const [low, high] = [(k / parts) ** 3, ((k + 1) / parts) ** 3];
    sum += (high - low) * Math.min(cap, priceImpact(law, from + (step * (low + high)) / 2));
  }
  return sum;
}

describe('the average impact of a further quantity', () => {
  it('is the mean of the law over that quantity', () => {
    fc.assert(
      fc.property(LAW, CAP, evenly(0, 3), evenly(0.001, 3), (law, cap, before, further) => {
        const [Q, dQ] = [before * law.dailyVolume, further * law.dailyVolume];
        const expected = meanImpact(law, Q, dQ, cap);
        expect(Math.abs(averageImpact(law, Q, dQ, cap) / expected - 1)).toBeLessThanOrEqual(1e-4);
      }),
    );
  });

  it('lies between the impacts at both ends however tiny the quantity is beside what came before', () => {
    fc.assert(
      fc.property(LAW, CAP, acrossScales(1e-9, 1e18), acrossScales(1e-18, 1), (law, cap, Q, share) => {
        const average = averageImpact(law, Q, Math.max(1e-9, Q * share), cap);
        expect(average).toBeGreaterThanOrEqual(Math.min(cap, priceImpact(law, Q)));
        expect(average).toBeLessThanOrEqual(Math.min(cap, priceImpact(law, Q + Math.max(1e-9, Q * share))));
      }),
    );
  });

  it('adds up to the area under the law', () => {
    fc.assert(
      fc.property(LAW, CAP, evenly(0.001, 3), (law, cap, volumes) => {
        const Q = volumes * law.dailyVolume;
        expect(Math.abs(impactArea(law, Q, cap) / (Q * meanImpact(law, 0, Q, cap)) - 1)).toBeLessThanOrEqual(1e-4);
      }),
    );
  });
});
