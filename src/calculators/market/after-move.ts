/**
 * An amount after a relative move, such as a price after a fall.
 *
 * 1 + m rounds, and P (1 + m) passes that on: a fall of 7 % would leave 92.99999999999999 of 100. P + P m avoids this.
 * Falls of half or more take P (1 + m): there 1 + m is exact, and the sum would have no correct digit left near 0.
 *
 * @param amount - at least 0.
 * @param move - fraction, at least -1: -0.07 for a fall of 7 %.
 * @returns in the unit of the amount; exactly 0 for a move of -1.
 * @example afterMove(100, -0.07); // => 93
 */
export function afterMove(amount: number, move: number): number {
  return move > -0.5 ? amount + amount * move : amount * (1 + move);
}
