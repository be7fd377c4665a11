/** The number, or null if it is infinite or NaN: callers see an overflow as a missing number. */
export function finiteOrNull(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}
