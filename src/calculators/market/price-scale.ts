/** Detects a reference price left at its default beside prices of another scale, the commonest slip of callers. */
import type { Warn } from '../kit/definition.ts';

const OTHER_SCALE = 10;

/**
 * Warns if all prices given are above ten times a reference price, or all below a tenth of it.
 *
 * @param name - of the parameter that has the reference price.
 * @param prices - quote per base, as they were given.
 */
export function warnOfScale(name: string, reference: number, prices: readonly number[], warn: Warn): void {
  if (prices.length === 0) return;
  const areAbove = prices.every((price) => price > OTHER_SCALE * reference);
  const areBelow = prices.every((price) => price < reference / OTHER_SCALE);
  if (!areAbove && !areBelow) return;
  const side = areAbove ? 'above ten times' : 'below a tenth of';
  warn('PRICE_SCALE', `All prices given are ${side} ${name}, which is ${reference}. Is ${name} correct?`);
}
