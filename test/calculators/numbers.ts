/** Numbers for property tests, spread evenly: those of `fc.double` lie evenly among doubles, most of which are next to 0. */
import fc from 'fast-check';

/** Numbers from `min` to `max`, both included, a millionth of the range apart. */
export function evenly(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 1_000_000 }).map((part) => min + ((max - min) * part) / 1_000_000);
}

/** Numbers from `min` to `max`, both above 0, evenly by their order of magnitude. */
export function acrossScales(min: number, max: number): fc.Arbitrary<number> {
  return evenly(Math.log(min), Math.log(max)).map((log) => Math.min(max, Math.max(min, Math.exp(log))));
}

/** Runs of a property that is exact in decimals, which rounding breaks for some inputs in a hundred; .ci/run asks for more. */
export const DECIMAL_RUNS = Number(process.env.DECIMAL_RUNS ?? 1_000);
