/** The number, or null where it is infinite or none: what overflows is no number to a caller. */
export function finiteOrNull(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}
