/** Amounts split over levels, against exact arithmetic: decimal sizes are integers in units of their last digit. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { meet } from '../../../src/calculators/market/quantities.ts';

/** Sizes with eight decimals, as integers. */
const size = fc.integer({ min: 1, max: 10 ** 10 });

it('leaves no dust of 10,000 random decimal books, and fills nothing that is not there', () => {
  let exactEnds = 0;
  fc.assert(
    fc.property(
      fc.array(size, { minLength: 1, maxLength: 60 }),
      fc.nat(),
      fc.boolean(),
      size,
      (sizes, upTo, endsAtLevel, other) => {
        // Half of the orders end exactly at the end of a level.
        const order = endsAtLevel
          ? sizes.slice(0, 1 + (upTo % sizes.length)).reduce((sum, one) => sum + one, 0)
          : other;
        const total = order / 1e8;
        let exact = BigInt(order);
        let want = total;
        for (const level of sizes) {
          if (want === 0) break;
          const met = meet(want, level / 1e8, total);
          const taken = exact < BigInt(level) ? exact : BigInt(level);
          exact -= taken;
          if (exact === 0n) exactEnds += Number(endsAtLevel);
          const isExact = Math.abs(met.take - Number(taken) / 1e8) <= 1e-12 * total;
          const isUsedUp = (met.have === 0) === (taken === BigInt(level));
          if (met.take <= 0 || !isExact || !isUsedUp || (met.want === 0) !== (exact === 0n)) return false;
          want = met.want;
        }
        return (want === 0) === (exact === 0n);
      },
    ),
    { numRuns: 10_000 },
  );
  expect(exactEnds).toBeGreaterThan(3_000);
});

it('uses up both sides of what meets exactly', () => {
  expect(meet(0.3 - 0.1, 0.2, 0.3)).toEqual({ take: 0.3 - 0.1, want: 0, have: 0 });
  expect(meet(5, 3, 5)).toEqual({ take: 3, want: 2, have: 0 });
  expect(meet(2, 3, 5)).toEqual({ take: 2, want: 0, have: 1 });
});
