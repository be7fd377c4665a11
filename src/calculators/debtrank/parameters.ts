/** Parameters of DebtRank, in the order in which they are checked. */
import { input } from '../kit/input.ts';

export const parameters = {
  exposures: input.matrix({
    unit: 'quote',
    maxLength: 200,
    square: true,
    zeroDiagonal: true,
    min: 0,
    max: 1e15,
    concept: 'counterparty-risk',
    description: 'Claims A: row i has what lender i has lent to each other institution j.',
  }),
  equity: input.numbers({
    unit: 'quote',
    maxLength: 200,
    length: 'exposures',
    above: 0,
    max: 1e15,
    concept: 'debt-to-equity-ratio',
    description: 'Equity E of each institution before the stress.',
  }),
  initialStress: input.numbers({
    unit: 'fraction',
    maxLength: 200,
    length: 'exposures',
    min: 0,
    max: 1,
    concept: 'platform-solvency',
    description: 'Share of its equity that each institution loses at first, h(0); 1 is its default.',
  }),
  variant: input.oneOf({
    values: {
      linear: 'Every loss is passed on, round after round (Bardoscia et al. 2015).',
      singleHit: 'Each institution passes its loss on once (Battiston et al. 2012).',
    },
    default: 'linear',
    concept: 'contagion',
    description: 'How losses are passed on.',
  }),
  tolerance: input.number({
    unit: 'fraction',
    default: 1e-12,
    above: 0,
    smallest: 1e-15,
    max: 1e-3,
    note: 'The single-hit variant ends by itself.',
    description: 'Largest new loss, as a share of equity, at which the linear variant stops.',
  }),
  maxIterations: input.integer({
    default: 10_000,
    min: 1,
    max: 100_000,
    note: 'The single-hit variant ends by itself.',
    description: 'Largest number of rounds of the linear variant.',
  }),
  weights: input.numbers({
    unit: '1',
    nullable: true,
    maxLength: 200,
    length: 'exposures',
    min: 0,
    max: 1e15,
    note: 'Unless given, what each institution has lent in all; equal where nobody has lent.',
    concept: 'systemic-risk',
    description: 'Economic weight v of each institution, of which only the proportions count.',
  }),
};
