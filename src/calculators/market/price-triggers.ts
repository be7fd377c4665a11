/**
 * Stop orders or liquidations that wait for a price. They are sorted once, so that each round takes those it newly
 * reaches instead of scanning all. A price at its trigger reaches it (`levels.ts`).
 */
import { fallsTo, risesTo } from './levels.ts';

export interface PriceTriggers {
  /** Removes the triggers that a price reaches, and returns their indices in ascending order. */
  takeReached(price: number): number[];
  /** Index of the nearest trigger not yet taken; undefined if none is left. */
  nearest(): number | undefined;
}

/**
 * Triggers at the given prices.
 *
 * @param prices - one per trigger, quote per base; null is never reached.
 * @param direction - in which the price has to move to reach them: `down` takes those at or above a price.
 * @param reference - P0, from which the prices passed to `takeReached` are computed.
 * @example priceTriggers([90, 95], 'down', 100).takeReached(94); // => [1]
 */
export function priceTriggers(
  prices: ArrayLike<number | null>,
  direction: 'down' | 'up',
  reference: number,
): PriceTriggers {
  const priceOf = (index: number) => prices[index] as number;
  const reaches = direction === 'down' ? fallsTo : risesTo;
  const sign = direction === 'down' ? 1 : -1;
  const queue = Array.from(prices, (_, index) => index)
    .filter((index) => prices[index] !== null)
    .sort((a, b) => sign * (priceOf(b) - priceOf(a)));
  let taken = 0;
  return {
    takeReached(price) {
      const first = taken;
      while (taken < queue.length && reaches(price, priceOf(queue[taken] as number), reference)) taken += 1;
      return queue.slice(first, taken).sort((a, b) => a - b);
    },
    nearest: () => queue[taken],
  };
}
