/** Parameters of the dealers' hedging loop, in the order in which they are checked. */
import { input } from '../kit/input.ts';
import { OPTION_MARKET, OPTION_TERMS, SPOT, spotShock } from '../market/option-parameters.ts';

export const parameters = {
  spot: SPOT,
  options: input.listOf({
    entry: 'DealerOption',
    maxLength: 200,
    concept: 'dealer-gamma-exposure',
    description: 'Options of the dealers, each at its own implied volatility.',
    fields: {
      ...OPTION_TERMS,
      dealerPosition: input.number({
        unit: 'count',
        min: -1e15,
        max: 1e15,
        concept: 'dealer-gamma-exposure',
        description: 'Contracts that the dealers hold; negative where they have sold.',
      }),
    },
  }),
  ...OPTION_MARKET,
  marketDepth: input.number({
    unit: 'quote',
    above: 0,
    max: 1e18,
    concept: 'market-depth',
    description: 'Depth D: the notional traded that would move the price by 100 %, in proportion.',
  }),
  shock: spotShock(0.05),
  gridLower: input.number({
    unit: 'x',
    default: 0.5,
    min: 0.01,
    below: 1,
    description: 'Lower end of the prices scanned for the gamma profile and its flips, as a multiple of the spot.',
  }),
  gridUpper: input.number({
    unit: 'x',
    default: 1.5,
    above: 1,
    max: 10,
    description: 'Upper end of the prices scanned, as a multiple of the spot.',
  }),
  gridPoints: input.integer({
    default: 101,
    min: 11,
    max: 501,
    description: 'Number of prices scanned; flips closer together than two of them can be missed.',
  }),
  maxRounds: input.integer({
    default: 500,
    min: 1,
    max: 5000,
    description: 'Largest number of rounds of hedging; a loop that reaches it stops with the status maxRounds.',
  }),
};
