/**
 * Splits an amount over levels of given sizes without leaving rounding dust: 0.3 - 0.1 - 0.2 is -2.8e-17 in binary, and
 * would show as an unfilled order, or as a fill that nobody made.
 *
 * A want and a level that differ by at most 1e-12 of the whole are used up together. A thousand subtractions round by
 * less than 1.2e-13 of the whole, so that sizes of up to eight decimals meet exactly as they are written.
 */

const DUST = 1e-12;

/** What a level of a book, a fund or a counterparty supplies of a wanted amount. */
export interface Met {
  take: number;
  /** Still wanted: 0, or more than 1e-12 of the whole. */
  want: number;
  /** What is left of the level; 0 if it is used up. */
  have: number;
}

/**
 * Meets an amount from a level.
 *
 * @param want - amount that is wanted, at least 0.
 * @param have - size of the level, at least 0, in the unit of the amount.
 * @param total - the whole order, of which dust is a fraction.
 * @example meet(0.3 - 0.1, 0.2, 0.3); // => { take: 0.19999999999999998, want: 0, have: 0 }
 */
export function meet(want: number, have: number, total: number): Met {
  if (Math.abs(want - have) <= DUST * total) return { take: Math.min(want, have), want: 0, have: 0 };
  if (want > have) return { take: have, want: want - have, have: 0 };
  return { take: want, want: 0, have: have - want };
}
