/** The option book against published examples, put-call parity and finite differences of its own value. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type OptionTerms, optionBook } from '../../../src/calculators/market/option-book.ts';

const OPTION: fc.Arbitrary<OptionTerms> = fc.record({
  type: fc.constantFrom('call', 'put'),
  strike: fc.double({ min: 60, max: 150, noNaN: true }),
  expiryYears: fc.double({ min: 0.02, max: 3, noNaN: true }),
  impliedVolatility: fc.double({ min: 0.1, max: 1.5, noNaN: true }),
});
const RATES = fc.record({
  riskFreeRate: fc.double({ min: -0.05, max: 0.15, noNaN: true }),
  dividendYield: fc.double({ min: -0.05, max: 0.15, noNaN: true }),
});
const BOOK = fc
  .array(fc.tuple(OPTION, fc.double({ min: -10, max: 10, noNaN: true })), { minLength: 1, maxLength: 5 })
  .chain((entries) => RATES.map((rates) => ({ entries, rates })));

function bookOf({ entries, rates }: typeof BOOK extends fc.Arbitrary<infer B> ? B : never) {
  return optionBook(
    entries.map(([option]) => option),
    entries.map(([, amount]) => amount),
    rates,
    100,
  );
}

function close(actual: number, expected: number, tolerance: number) {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}

describe('a book of options', () => {
  it('prices the call and the put of Hull, chapter on Black-Scholes-Merton', () => {
    const terms = { strike: 40, expiryYears: 0.5, impliedVolatility: 0.2 };
    const value = (type: 'call' | 'put') =>
      optionBook([{ type, ...terms }], [1], { riskFreeRate: 0.1, dividendYield: 0 }, 42).value(42);
    expect(value('call')).toBeCloseTo(4.76, 2);
    expect(value('put')).toBeCloseTo(0.81, 2);
  });

  it('keeps put-call parity, so that a long call and a short put have no gamma and no vega', () => {
    fc.assert(
      fc.property(OPTION, RATES, fc.double({ min: 50, max: 200, noNaN: true }), (option, rates, spot) => {
        const { strike, expiryYears } = option;
        const pair = [
          { ...option, type: 'call' as const },
          { ...option, type: 'put' as const },
        ];
        const book = optionBook(pair, [1, -1], rates, 100);
        const forward =
          spot * Math.exp(-rates.dividendYield * expiryYears) - strike * Math.exp(-rates.riskFreeRate * expiryYears);
        close(book.value(spot), forward, 1e-11);
        close(book.delta(spot), Math.exp(-rates.dividendYield * expiryYears), 1e-11);
        close(book.gamma(spot).net, 0, 1e-12);
        close(book.valueAndVega(spot).vega, 0, 1e-9);
      }),
    );
  });

  it('has greeks that are the slopes of its value', () => {
    fc.assert(
      fc.property(BOOK, fc.double({ min: 70, max: 140, noNaN: true }), (entries, spot) => {
        const book = bookOf(entries);
        const step = 1e-3;
        close(book.delta(spot), (book.value(spot + step) - book.value(spot - step)) / (2 * step), 1e-5);
        close(book.gamma(spot).net, (book.delta(spot + step) - book.delta(spot - step)) / (2 * step), 1e-5);
        close(book.valueAndVega(spot).vega, (book.value(spot, 1e-4) - book.value(spot, -1e-4)) / 2e-4, 1e-4);
        const later = (years: number) =>
          bookOf({
            ...entries,
            entries: entries.entries.map(([option, amount]) => [
              { ...option, expiryYears: option.expiryYears - years },
              amount,
            ]),
          }).value(spot);
        close(book.theta(spot), (later(1e-5) - later(-1e-5)) / 2e-5, 1e-3);
      }),
    );
  });

  it('gives value and vega in one pass as it gives the value alone, and the vega is no more than its bound', () => {
    fc.assert(
      fc.property(BOOK, fc.double({ min: -0.1, max: 1, noNaN: true }), ({ entries, rates }, shift) => {
        const sold = entries.map(([option, amount]): [OptionTerms, number] => [option, Math.abs(amount)]);
        const book = bookOf({ entries: sold, rates });
        const { value, vega } = book.valueAndVega(90, shift / 2);
        expect(value).toBe(book.value(90, shift / 2));
        expect(vega).toBeGreaterThanOrEqual(0);
        expect(vega).toBeLessThanOrEqual(book.largestVega(90) * (1 + 1e-12));
      }),
    );
  });

  it('does not depend on the reference spot', () => {
    fc.assert(
      fc.property(BOOK, fc.double({ min: 10, max: 1000, noNaN: true }), ({ entries, rates }, reference) => {
        const options = entries.map(([option]) => option);
        const amounts = entries.map(([, amount]) => amount);
        close(optionBook(options, amounts, rates, reference).value(100), bookOf({ entries, rates }).value(100), 1e-11);
      }),
    );
  });

  it('keeps volatility at its floor after a shift', () => {
    const option = { type: 'put', strike: 100, expiryYears: 0.5, impliedVolatility: 0.3 } as const;
    const rates = { riskFreeRate: 0, dividendYield: 0 };
    const floored = optionBook([option], [1], rates, 100, 0.01).value(100, -0.5);
    expect(floored).toBe(optionBook([{ ...option, impliedVolatility: 0.01 }], [1], rates, 100).value(100));
  });
});
