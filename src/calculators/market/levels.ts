/**
 * When two prices are the same level. A price at its level triggers, but decimal input is not exact in binary, where
 * 4000 (1 - 0.07) is 3719.9999999999995. Two numbers therefore count as the same level if they differ by at most 1e-12
 * of the largest of both and of what either was computed from.
 *
 * That scale is the reference price for prices, the length of the session for times of day, 1 for shares and sums of 1.
 * Numbers taken as the caller gave them, such as the price of an order against a limit, are compared exactly.
 */

const SAME_LEVEL = 1e-12;

/**
 * Whether a and b are the same level.
 *
 * @param scale - R, what either was computed from by multiplication or subtraction; 0 if only a and b count.
 * @example isSameLevel(4000 * (1 - 0.07), 3720, 4000); // => true
 */
export function isSameLevel(a: number, b: number, scale = 0): boolean {
  if (a === b) return true;
  const gap = Math.abs(a - b);
  // No finite number is at an infinite level.
  return gap <= SAME_LEVEL * Math.max(Math.abs(a), Math.abs(b), Math.abs(scale)) && gap < Number.POSITIVE_INFINITY;
}

/** Whether a is below b and not the same level; `scale` as in `isSameLevel`. */
export function isBelow(a: number, b: number, scale = 0): boolean {
  return a < b && !isSameLevel(a, b, scale);
}

/** Whether a is above b and not the same level; `scale` as in `isSameLevel`. */
export function isAbove(a: number, b: number, scale = 0): boolean {
  return isBelow(b, a, scale);
}

/** Whether a reaches b from above: is below it or the same level; `scale` as in `isSameLevel`. */
export function fallsTo(a: number, b: number, scale = 0): boolean {
  return a < b || isSameLevel(a, b, scale);
}

/** Whether a reaches b from below: is above it or the same level; `scale` as in `isSameLevel`. */
export function risesTo(a: number, b: number, scale = 0): boolean {
  return fallsTo(b, a, scale);
}

/** A decline as a fraction of the reference price, set to exactly 1 if it takes the price to zero up to rounding. */
export function flooredDecline(decline: number): number {
  return risesTo(decline, 1, 1) ? 1 : decline;
}
