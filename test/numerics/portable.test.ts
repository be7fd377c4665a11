/** Bit-reproducible functions against values computed with mpmath 1.3.0 to 40 digits, and against their identities. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { portableExp, portableLog, portableLog1p, portableSine } from '../../src/numerics/portable.ts';

/** Distance in units of the result's rounding (machine epsilon). */
const roundings = (actual: number, exact: number) => Math.abs(actual / exact - 1) / Number.EPSILON;

describe('the exponential', () => {
  it.each([
    [-700.3, 7.304228033645715e-305],
    [-37.5, 5.175555005801869e-17],
    [-1, 0.36787944117144233],
    [-0.3466, 0.7070881069410189],
    [1e-9, 1.000000001],
    [0.34, 1.4049475905635938],
    [1, Math.E],
    [10.1, 24343.00942440838],
    [709.7, 1.6549840276802644e308],
  ])('has two units of rounding at most at %d', (x, exact) => {
    expect(roundings(portableExp(x), exact)).toBeLessThanOrEqual(2);
  });

  it('ends in the smallest number, 0 and infinity', () => {
    const { MIN_VALUE, NaN: none, NEGATIVE_INFINITY, POSITIVE_INFINITY } = Number;
    expect([-745, -746, NEGATIVE_INFINITY].map(portableExp)).toEqual([MIN_VALUE, 0, 0]);
    expect([710, POSITIVE_INFINITY, none].map(portableExp)).toEqual([POSITIVE_INFINITY, POSITIVE_INFINITY, none]);
  });

  it("is the engine's to within three units of rounding", () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(roundings(portableExp(x), Math.exp(x))).toBeLessThanOrEqual(3);
      }),
    );
  });
});

describe('the logarithm', () => {
  it.each([
    [5e-324, -744.4400719213812],
    [1e-300, -690.7755278982137],
    [2 ** -53, -36.7368005696771],
    [0.3, -1.2039728043259361],
    [0.706, -0.34814004148889505],
    [0.708, -0.34531118528841737],
    [0.999, -0.0010005003335835344],
    [1.0001, 9.999500033329732e-5],
    [2.5, 0.9162907318741551],
    [1e300, 690.7755278982137],
  ])('has two units of rounding at most at %d', (x, exact) => {
    expect(roundings(portableLog(x), exact)).toBeLessThanOrEqual(2);
  });

  it('has the ends and the gap of a logarithm', () => {
    const { NaN: none, NEGATIVE_INFINITY, POSITIVE_INFINITY } = Number;
    expect([0, 1, POSITIVE_INFINITY, -1, none].map(portableLog)).toEqual([
      NEGATIVE_INFINITY,
      0,
      POSITIVE_INFINITY,
      none,
      none,
    ]);
  });

  it('undoes the exponential', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(Math.abs(portableLog(portableExp(x)) - x)).toBeLessThanOrEqual(
          4 * Number.EPSILON * Math.max(1, Math.abs(x)),
        );
      }),
    );
  });

  it('of 1 + x keeps the digits of a small x', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.9, max: 1e9, noNaN: true }), (x) => {
        if (x === 0) return;
        expect(roundings(portableLog1p(x), Math.log1p(x))).toBeLessThanOrEqual(4);
      }),
    );
    expect([1e-20, -1e-300, Number.POSITIVE_INFINITY].map(portableLog1p)).toEqual([
      1e-20,
      -1e-300,
      Number.POSITIVE_INFINITY,
    ]);
  });
});

describe('the sine', () => {
  it.each([
    [1e-10, 1e-10],
    [0.1, 0.09983341664682815],
    [-0.3, -0.29552020666133955],
    [Math.PI / 6, 0.49999999999999994],
  ])('has two units of rounding at most at %d', (x, exact) => {
    expect(roundings(portableSine(x), exact)).toBeLessThanOrEqual(2);
  });
});
