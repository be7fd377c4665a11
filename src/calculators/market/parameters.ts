/** Parameters that several calculators share, in one wording. */
import { input } from '../kit/input.ts';

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
  description: 'Largest number of feedback rounds; a loop that reaches it stops with the status maxRounds.',
});
