/**
 * Prices at which a leveraged position is liquidated and its margin is gone: isolated margin, no fees, no funding.
 *
 * A linear contract is margined in quote currency, an inverse one in the coin itself. The venue closes the position once
 * its equity falls to the maintenance margin, the rate m on the notional either at the mark price or at entry.
 */

export interface Terms {
  readonly contractType: 'linear' | 'inverse';
  readonly maintenanceBasis: 'mark' | 'entry';
}

/**
 * Liquidation price LP(m) of a position; LP(0) is its bankruptcy price.
 *
 * @param side - long or short.
 * @param E - entry price, quote per base, above 0.
 * @param L - leverage, at least 1; the initial margin is 1/L of the notional.
 * @param m - maintenance margin rate, fraction.
 * @returns quote per base; null if never.
 * @example liquidationPrice({ contractType: 'linear', maintenanceBasis: 'mark' }, 'long', 100, 10, 0); // => 90
 */
export function liquidationPrice(
  { contractType, maintenanceBasis }: Terms,
  side: 'long' | 'short',
  E: number,
  L: number,
  m: number,
): number | null {
  const isLong = side === 'long';
  const isEntry = maintenanceBasis === 'entry';
  if (contractType === 'linear') {
    if (isEntry) return isLong ? reachable(E * (1 - 1 / L + m), 1) : reachable(E * (1 + 1 / L - m), 1);
    return isLong ? reachable(E * (1 - 1 / L), 1 - m) : reachable(E * (1 + 1 / L), 1 + m);
  }
  if (isEntry) return isLong ? reachable(E, 1 + 1 / L - m) : reachable(E, 1 - 1 / L + m);
  return isLong ? reachable(E * (1 + m), 1 + 1 / L) : reachable(E * (1 - m), 1 - 1 / L);
}

/** The quotient; null if equity meets the margin at no price above 0. */
function reachable(numerator: number, denominator: number): number | null {
  const price = numerator / denominator;
  return denominator > 0 && price > 0 ? price : null;
}
