/** Triggers that wait for a price: the first price that reaches one takes it, once. */
import { describe, expect, it } from '@jest/globals';
import { priceTriggers } from '../../../src/calculators/market/price-triggers.ts';

describe('price triggers', () => {
  it('are taken once each, by the first price that reaches them', () => {
    const prices = [90, 95, 92, 95];
    const falling = priceTriggers(prices, 'down', 100);
    expect(falling.takeReached(96)).toEqual([]);
    expect(falling.takeReached(92)).toEqual([1, 2, 3]);
    expect(falling.nearest()).toBe(0);
    expect(falling.takeReached(0)).toEqual([0]);
    expect(falling.nearest()).toBeUndefined();
    const rising = priceTriggers(prices, 'up', 100);
    expect(rising.takeReached(92)).toEqual([0, 2]);
    expect(rising.nearest()).toBe(1);
  });

  it('are reached by a price that is theirs but for rounding, and never where there is none', () => {
    const triggers = priceTriggers([3720, null, 3480], 'down', 4000);
    expect(triggers.takeReached(4000 * (1 - 0.07) * (1 + 1e-15))).toEqual([0]);
    expect(triggers.takeReached(3480 + 1e-6)).toEqual([]);
    expect(triggers.takeReached(0)).toEqual([2]);
  });
});
