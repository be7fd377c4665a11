/**
 * A pool that trades by the rule of the constant product (Uniswap v2): reserves x of base and y of quote, price y/x, and
 * a fee on what comes in that stays in the pool, so that x y never falls.
 */

/**
 * Reserves after arbitrage without a fee to a price.
 *
 * @param price - quote per base.
 * @param x - reserve before, base.
 * @param y - reserve before, quote.
 * @returns x and y, their product as before.
 * @example poolAt(1, 100, 400); // => [200, 200]
 */
export function poolAt(price: number, x: number, y: number): [number, number] {
  return [Math.sqrt((x * y) / price), Math.sqrt(x * y * price)];
}

/**
 * What selling into the pool brings.
 *
 * @param x - reserve, base.
 * @param y - reserve, quote.
 * @param sold - base.
 * @param fee - fraction of it.
 * @returns quote.
 * @example proceeds(1000, 1000, 1, 0.003); // => 0.996006981…, as getAmountOut with 997/1000
 */
export function proceeds(x: number, y: number, sold: number, fee: number): number {
  const effective = sold * (1 - fee);
  return (y * effective) / (x + effective);
}

/**
 * The sale that earns most where each unit sold costs the same: the gain is concave, and its slope falls to 0 there.
 *
 * @param x - reserve, base.
 * @param y - reserve, quote.
 * @param cost - of a unit sold, quote per base, above 0.
 * @param fee - fraction of it.
 * @returns base; at or below 0 if not even the first unit pays.
 * @example mostProfitableSale(1000, 1000, 0.25, 0); // => 1000
 */
export function mostProfitableSale(x: number, y: number, cost: number, fee: number): number {
  const kept = 1 - fee;
  return (Math.sqrt((x * y * kept) / cost) - x) / kept;
}
