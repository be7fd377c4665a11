/** Parameters of DebtRank, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';

export const parameters = {
  exposures: input.matrix({
    unit: 'quote',
    maxLength: 200,
    square: true,
    zeroDiagonal: true,
    min: 0,
    max: 1e15,
    concept: 'counterparty-risk',
    description: 'Claims A: row i holds what lender i has lent to each other institution j.',
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
    description: 'Share h(0) of its equity that each institution loses initially; 1 is default.',
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
    description: 'Maximum number of rounds of the linear variant.',
  }),
  weights: input.numbers({
    unit: '1',
    nullable: true,
    maxLength: 200,
    length: 'exposures',
    min: 0,
    max: 1e15,
    note: 'By default, the total each institution has lent; equal weights if nobody has lent.',
    concept: 'systemic-risk',
    description: 'Economic weight v of each institution; only the proportions matter.',
  }),
};

export type Input = Values<typeof parameters>;

export const outputs = {
  stress: output.numbers({
    unit: 'fraction',
    axis: 'INSTITUTION',
    description: 'Share h(T) of its equity that each institution has lost at the end.',
  }),
  debtRank: output.number({
    unit: 'fraction',
    description: 'Share of the economic value lost through propagation, beyond the initial stress: R.',
  }),
  totalStress: output.number({
    unit: 'fraction',
    description: 'Share of the economic value lost in total: the weighted mean of the stress.',
  }),
  initialTotalStress: output.number({
    unit: 'fraction',
    description: 'Share of the economic value lost initially: the weighted mean of the initial stress.',
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Total stress over initial total stress; null if nobody is stressed initially.',
  }),
  stressByRound: output.numbers({
    unit: 'fraction',
    axis: 'ROUND',
    firstEntries: ['Start'],
    description: 'Weighted mean of the stress at the start, then after each round.',
  }),
  rounds: output.integer({ description: 'Number of rounds in which losses were passed on.' }),
  status: output.oneOf({
    values: {
      converged: 'No loss above the tolerance is left to pass on.',
      maxIterations: 'The limit on rounds was reached.',
    },
    description: 'How the propagation ended.',
  }),
  defaulted: output.booleans({
    axis: 'INSTITUTION',
    description: 'Whether each institution has lost all its equity.',
  }),
  additionalDefaults: output.integer({
    description: 'Number of institutions in default at the end that were not at the start.',
  }),
  equityLoss: output.numbers({
    unit: 'quote',
    axis: 'INSTITUTION',
    description: 'Equity that each institution has lost, including the initial loss.',
  }),
  totalEquityLoss: output.number({ unit: 'quote', description: 'Sum of the equity lost by all institutions.' }),
  weights: output.numbers({
    unit: 'fraction',
    axis: 'INSTITUTION',
    description: 'Economic weights as used, with sum 1.',
  }),
  spectralRadius: output.number({
    unit: '1',
    description: 'Spectral radius of the matrix of leverage: below 1 stress dies out by itself; 0 without a cycle.',
  }),
};

export type Outputs = Results<typeof outputs>;
