/** Whether feedback settles: judged by one number per round. */

/** Relative excess above which a change counts as larger than the one before. */
const ROUNDING = 1e-9;
/** Growing changes in a row after which feedback counts as diverging. */
const GROWING = 5;

/**
 * Whether and how feedback has ended after the rounds so far.
 *
 * @param series - the watched number per round; null if it is missing, which leaves its changes unknown.
 * @param tolerance - largest change that counts as none.
 * @returns null while it goes on.
 * @example settled([1, 1.5, 1.5], 1e-9); // => 'CONVERGED'
 */
export function settled(series: readonly (number | null)[], tolerance: number): 'CONVERGED' | 'DIVERGES' | null {
  const change = (round: number) => Math.abs((series[round] ?? Number.NaN) - (series[round - 1] ?? Number.NaN));
  const last = series.length - 1;
  if (change(last) <= tolerance) return 'CONVERGED';
  const isGrowing = (round: number) => change(round) > change(round - 1) * (1 + ROUNDING);
  return Array.from({ length: GROWING }, (_, k) => last - k).every(isGrowing) ? 'DIVERGES' : null;
}
