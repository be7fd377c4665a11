/** The gamma of the book over a range of prices, and the prices at which it changes sign. */
import { brentRoot } from '../../numerics/brent.ts';
import type { OptionBook } from '../market/option-book.ts';

/** Gamma relative to that of the options without their signs that counts as 0. */
const CANCELLED = 1e-12;
/** Distance within which a flip is found, relative to the spot. */
const FLIP_TOLERANCE = 1e-13;

export interface GammaPoint {
  price: number;
  gamma: number;
  /** 0 where the options cancel or all of them underflow, far from the strikes. */
  sign: number;
  /** Whether any option still has gamma there. */
  hasGamma: boolean;
}

/**
 * Gamma at evenly spaced prices.
 *
 * @param spot - S, quote per base.
 * @param grid - ends as multiples of the spot, and the number of prices.
 */
export function gammaPoints(
  book: OptionBook,
  spot: number,
  grid: { gridLower: number; gridUpper: number; gridPoints: number },
): GammaPoint[] {
  const { gridLower, gridUpper, gridPoints } = grid;
  return Array.from({ length: gridPoints }, (_, i) => {
    const price = spot * (gridLower + ((gridUpper - gridLower) * i) / (gridPoints - 1));
    const { net: gamma, gross } = book.gamma(price);
    return { price, gamma, sign: Math.abs(gamma) <= CANCELLED * gross ? 0 : Math.sign(gamma), hasGamma: gross > 0 };
  });
}

/** Prices at which gamma changes sign between two points that have one, ascending. */
export function gammaFlips(book: OptionBook, spot: number, points: readonly GammaPoint[]): number[] {
  const flips: number[] = [];
  let before = -1;
  for (const [i, point] of points.entries()) {
    if (point.sign === 0) continue;
    const last = points[before];
    if (last !== undefined && last.sign !== point.sign) {
      flips.push(flipBetween(book, spot, last, point, points.slice(before + 1, i)));
    }
    before = i;
  }
  return flips;
}

/** Where points without a sign lie between, the first of them that has gamma stands for the flip, else the middle. */
function flipBetween(
  book: OptionBook,
  spot: number,
  left: GammaPoint,
  right: GammaPoint,
  between: readonly GammaPoint[],
): number {
  if (between.length > 0) return between.find(({ hasGamma }) => hasGamma)?.price ?? (left.price + right.price) / 2;
  return brentRoot((price) => book.gamma(price).net, left.price, right.price, FLIP_TOLERANCE * spot);
}

/** The price nearest to the spot, the lower of two as near; null where there is none. */
export function nearestTo(spot: number, prices: readonly number[]): number | null {
  return prices.reduce<number | null>(
    (nearest, price) => (nearest !== null && Math.abs(nearest - spot) <= Math.abs(price - spot) ? nearest : price),
    null,
  );
}
