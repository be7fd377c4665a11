/** Numbers as readers type them into a calculator. */
import { expect, it } from '@jest/globals';
import { inPercent, numberIn } from '../../src/widget/views/number.ts';

it.each([
  ['0.2', 0.2],
  ['20 %', 0.2],
  ['20%', 0.2],
  [' 20\u00a0% ', 0.2],
  ['14.1%', 0.141], // 14.1 / 100 is a different double
  ['-5 %', -0.05],
  ['−5%', -0.05],
  ['.5%', 0.005],
  ['2e1 %', 0.2],
  ['1e-3', 0.001],
])('reads the fraction %j', (text, value) => {
  expect(numberIn(text, 'fraction')).toBe(value);
});

it('takes percent for fractions and rates a year alone', () => {
  expect(numberIn('30 %', 'fraction/sqrt(year)')).toBe(0.3);
  expect(numberIn('5 %', '1/year')).toBe(0.05);
  for (const unit of ['x', 'quote', 'base', 'count', '1', 'day']) expect(numberIn('5 %', unit)).toBeNull();
  expect(numberIn('5', 'x')).toBe(5);
});

it.each(['', '%', '5 percent', '1,5', '1 000', '5%%', 'x', '0x10', 'Infinity'])('reads no number in %j', (text) => {
  expect(numberIn(text, 'fraction')).toBeNull();
});

it('writes percent without the noise of binary fractions', () => {
  expect([0.07, 0.141, 0.0015].map(inPercent)).toEqual([7, 14.1, 0.15]);
});
