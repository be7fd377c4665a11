/**
 * What waits for a price, stop orders or liquidations: sorted once, so that each round takes those it newly reaches
 * instead of looking at all of them.
 */

export interface PriceTriggers {
  /** Takes those that a price reaches, equality included, and gives their indices in ascending order. */
  takeReached(price: number): number[];
  /** Index of the nearest one not yet taken; undefined where all were. */
  nearest(): number | undefined;
}

/**
 * Triggers at the given prices.
 *
 * @param prices - one per trigger, quote per base.
 * @param direction - way in which the price has to move to reach them: `down` takes those at or above a price.
 * @example priceTriggers([90, 95], 'down').takeReached(94); // => [1]
 */
export function priceTriggers(prices: ArrayLike<number>, direction: 'down' | 'up'): PriceTriggers {
  const priceOf = (index: number) => prices[index] as number;
  const sign = direction === 'down' ? 1 : -1;
  const queue = Array.from(prices, (_, index) => index).sort((a, b) => sign * (priceOf(b) - priceOf(a)));
  let taken = 0;
  return {
    takeReached(price) {
      const first = taken;
      while (taken < queue.length && sign * (priceOf(queue[taken] as number) - price) >= 0) taken += 1;
      return queue.slice(first, taken).sort((a, b) => a - b);
    },
    nearest: () => queue[taken],
  };
}
