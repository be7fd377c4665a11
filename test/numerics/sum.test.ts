import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { carefulSum } from '../../src/numerics/sum.ts';

describe('a careful sum', () => {
  it('keeps what plain additions lose', () => {
    expect(carefulSum([1e16, 1, -1e16])).toBe(1);
    expect(carefulSum(new Array<number>(10_000).fill(0.1))).toBe(1000);
  });

  it('of nothing is 0', () => {
    expect(carefulSum([])).toBe(0);
  });

  it('is the exact sum of whole numbers over a common divisor, rounded', () => {
    const whole = fc.integer({ min: -(2 ** 50), max: 2 ** 50 });
    fc.assert(
      fc.property(fc.array(whole, { maxLength: 100 }), (numbers) => {
        const exact = Number(numbers.reduce((sum, number) => sum + BigInt(number), 0n)) / 2 ** 20;
        expect(carefulSum(numbers.map((number) => number / 2 ** 20))).toBe(exact);
      }),
    );
  });
});
