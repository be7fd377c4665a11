/** Parameters that the calculators with a book of options share, in one wording. */
import { input } from '../kit/input.ts';

/** S, as every calculator with options has it. */
export const SPOT = input.number({
  unit: 'quote/base',
  above: 0,
  max: 1e12,
  description: 'Price of the underlying before the shock, S.',
});

/** Fall of the spot, as every calculator with options has it. */
export function spotShock(fallback: number) {
  return input.number({
    unit: 'fraction',
    default: fallback,
    min: -0.9,
    max: 0.9,
    description: 'Exogenous fall of the spot, as a fraction: 0.05 is a fall of 5 %, a negative value is a rise.',
  });
}

/** The terms of an option, the first fields of an entry. */
export const OPTION_TERMS = {
  type: input.oneOf({
    values: { call: 'The right to buy at the strike.', put: 'The right to sell at the strike.' },
    description: 'Kind of option.',
  }),
  strike: input.number({ unit: 'quote/base', above: 0, max: 1e12, description: 'Strike price K.' }),
  expiryYears: input.number({
    unit: 'year',
    above: 0,
    smallest: 1e-5,
    max: 50,
    description: 'Time T to expiry.',
  }),
  impliedVolatility: input.number({
    unit: 'fraction/sqrt(year)',
    above: 0,
    smallest: 0.01,
    max: 10,
    concept: 'implied-volatility',
    description: 'Implied volatility sigma, annual.',
  }),
};

/** r, q and the size of a contract. */
export const OPTION_MARKET = {
  riskFreeRate: input.number({
    unit: '1/year',
    default: 0,
    min: -0.5,
    max: 1,
    description: 'Riskless rate r, continuously compounded.',
  }),
  dividendYield: input.number({
    unit: '1/year',
    default: 0,
    min: -0.5,
    max: 1,
    concept: 'funding-rate',
    description: 'Yield q of the underlying, continuously compounded: dividends, or the funding of a coin.',
  }),
  contractSize: input.number({
    unit: 'base',
    default: 1,
    above: 0,
    max: 1e9,
    description: 'Base units that one contract stands for.',
  }),
};
