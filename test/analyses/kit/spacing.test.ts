/** Ranges, and sort orders that ignore rounding noise. */
import { describe, expect, it } from '@jest/globals';
import { descending, to8Digits } from '../../../src/analyses/kit/sorting.ts';
import { halfWay, spaced } from '../../../src/analyses/kit/spacing.ts';

describe('a range', () => {
  it('has its ends exactly, wherever they are', () => {
    expect(spaced(0.1, 0.7, 7, 'LINEAR').at(-1)).toBe(0.7);
    expect(spaced(1000, 1e6, 13, 'LOG').at(-1)).toBe(1e6);
    expect(spaced(5, 1, 3, 'LINEAR')).toEqual([5, 3, 1]);
    expect(spaced(5, 9, 1, 'LOG')).toEqual([5]);
  });

  it('is even, or even in the logarithm', () => {
    expect(spaced(0, 1, 5, 'LINEAR')).toEqual([0, 0.25, 0.5, 0.75, 1]);
    spaced(1, 10_000, 5, 'LOG').forEach((value, k) => {
      expect(value).toBeCloseTo(10 ** k, 9);
    });
  });

  it('has the decimals that it is meant to have', () => {
    const tenths = Array.from({ length: 31 }, (_, k) => Number(`${Math.floor(k / 10)}.${k % 10}`));
    expect(spaced(0, 3, 31, 'LINEAR')).toEqual(tenths);
    expect(spaced(0.001, 1000, 7, 'LOG')).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000]);
  });

  it('is halved in the middle, arithmetic or geometric, without overflow of the product', () => {
    expect(halfWay(1, 9, 'LINEAR')).toBe(5);
    expect(halfWay(1, 9, 'LOG')).toBe(3);
    expect(halfWay(1e300, 1e302, 'LOG')).toBeCloseTo(1e301, -290);
  });
});

describe('8 digits', () => {
  it('make noise equal and keep what differs', () => {
    expect(to8Digits(0.1 + 0.2)).toBe(0.3);
    expect(to8Digits(1.000_000_01)).toBe(1);
    expect(to8Digits(1.000_000_1)).toBe(1.000_000_1);
  });

  it('sort from the greatest, equal ones by position, nulls last', () => {
    expect(descending([0.3, null, 2, 0.1 + 0.2, null])).toEqual([2, 0, 3, 1, 4]);
    expect(descending([])).toEqual([]);
  });
});
