import { describe, expect, it } from '@jest/globals';
import { gridValue } from '../../src/numerics/grid-value.ts';

describe('a value of a grid', () => {
  it('is the decimal that it is meant to be, whatever the operations behind it left', () => {
    const steps = Array.from({ length: 100 }, (_, k) => k + 1);
    expect(steps.map((k) => gridValue(k * 0.1))).toEqual(steps.map((k) => Number(`${Math.floor(k / 10)}.${k % 10}`)));
    expect(gridValue(49 * 0.51)).toBe(24.99);
  });

  it('is what was computed where that is no decimal of a few digits', () => {
    for (const value of [1 / 3, Math.PI, 0.1 + 1e-13, 0, -2 / 7]) expect(gridValue(value)).toBe(value);
  });
});
