/** Parameters and outputs that several calculators share, in one wording. */
import { input } from '../kit/input.ts';
import { output } from '../kit/output.ts';

/** P0, as every calculator with a reference price has it. */
export const REFERENCE_PRICE = input.number({
  unit: 'quote/base',
  default: 100,
  above: 0,
  max: 1e12,
  description: 'Price before the shock, P0.',
});

/** Limit on rounds, as every calculator with a feedback loop has it. */
export const MAX_ROUNDS = input.integer({
  default: 1000,
  min: 1,
  max: 10_000,
  description: 'Maximum number of feedback rounds; a loop that reaches it stops with the status maxRounds.',
});

export const TOTAL_DECLINE = output.number({
  unit: 'fraction',
  description: 'Total decline D, including the shock, as a fraction of the reference price.',
});

export const AMPLIFICATION = output.number({
  unit: 'x',
  nullable: true,
  description: 'Total decline over the shock; null without a shock.',
});

export const PRICE_SERIES = output.numbers({
  unit: 'quote/base',
  axis: 'ROUND',
  firstEntries: ['Start', 'Shock'],
  description: 'Reference price, price after the shock, then the price after each round.',
});
