/**
 * A constant-product pool (Uniswap v2): reserves x of base and y of quote, price y/x, and a fee on the incoming amount
 * that stays in the pool, so that x y never falls.
 */

/**
 * Reserves after fee-free arbitrage to a price.
 *
 * @param price - quote per base.
 * @param x - reserve before, base.
 * @param y - reserve before, quote.
 * @returns x and y, with their product unchanged.
 * @example poolAt(1, 100, 400); // => [200, 200]
 */
export function poolAt(price: number, x: number, y: number): [number, number] {
  return [Math.sqrt((x * y) / price), Math.sqrt(x * y * price)];
}

/**
 * Proceeds of selling into the pool.
 *
 * @param x - reserve, base.
 * @param y - reserve, quote.
 * @param sold - base.
 * @param fee - fraction of the amount sold.
 * @returns quote.
 * @example proceeds(1000, 1000, 1, 0.003); // => 0.996006981…, as getAmountOut with 997/1000
 */
export function proceeds(x: number, y: number, sold: number, fee: number): number {
  const effective = sold * (1 - fee);
  return (y * effective) / (x + effective);
}

/**
 * The most profitable sale at a constant cost per unit: profit is concave in the amount, and its slope is 0 there.
 *
 * @param x - reserve, base.
 * @param y - reserve, quote.
 * @param cost - of a unit sold, quote per base, above 0.
 * @param fee - fraction of the amount sold.
 * @returns base; at or below 0 if not even the first unit pays.
 * @example mostProfitableSale(1000, 1000, 0.25, 0); // => 1000
 */
export function mostProfitableSale(x: number, y: number, cost: number, fee: number): number {
  const kept = 1 - fee;
  return (Math.sqrt((x * y * kept) / cost) - x) / kept;
}
