/** Evenly spread numbers for property tests: most of the doubles that `fc.double` draws are near 0. */
import fc from 'fast-check';

/** Numbers from `min` to `max` inclusive, a millionth of the range apart. */
export function evenly(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 1_000_000 }).map((part) => min + ((max - min) * part) / 1_000_000);
}

/** Numbers from `min` to `max`, both above 0, evenly distributed on a log scale. */
export function acrossScales(min: number, max: number): fc.Arbitrary<number> {
  return evenly(Math.log(min), Math.log(max)).map((log) => Math.min(max, Math.max(min, Math.exp(log))));
}

/** Runs of a property exact in decimals, which rounding breaks for some per cent of inputs; .ci/run sets more. */
export const DECIMAL_RUNS = Number(process.env.DECIMAL_RUNS ?? 1_000);
