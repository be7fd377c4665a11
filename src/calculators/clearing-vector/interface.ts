/** Parameters of interbank clearing, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';

export const parameters = {
  liabilities: input.matrix({
    unit: 'quote',
    maxLength: 200,
    square: true,
    zeroDiagonal: true,
    min: 0,
    max: 1e15,
    concept: 'clearing-payments',
    description: 'Nominal liabilities L: row i holds what institution i owes each other institution j.',
  }),
  externalAssets: input.numbers({
    unit: 'quote',
    maxLength: 200,
    length: 'liabilities',
    min: 0,
    max: 1e15,
    description: 'Assets of each institution outside the network, before the shock.',
  }),
  externalLiabilities: input.numbers({
    unit: 'quote',
    maxLength: 200,
    length: 'liabilities',
    min: 0,
    max: 1e15,
    derived: '0 for every institution',
    description: 'Debt of each institution to outsiders, of the same seniority as its debts within the network.',
  }),
  externalAssetShocks: input.numbers({
    unit: 'fraction',
    maxLength: 200,
    length: 'liabilities',
    min: 0,
    max: 1,
    derived: '0 for every institution',
    description: 'Share of its external assets that each institution loses in the shock.',
  }),
  alpha: input.number({
    label: 'Recovery of outside assets (α)',
    unit: 'fraction',
    default: 1,
    min: 0,
    max: 1,
    concept: 'recovery-rate',
    description: 'Share of its external assets that a defaulted institution realises.',
  }),
  beta: input.number({
    label: 'Recovery of claims on members (β)',
    unit: 'fraction',
    default: 1,
    min: 0,
    max: 1,
    concept: 'recovery-rate',
    description: 'Share of its receipts from the network that a defaulted institution realises.',
  }),
};

export type Input = Values<typeof parameters>;

export const outputs = {
  payments: output.numbers({
    unit: 'quote',
    axis: 'INSTITUTION',
    description: 'Total payment p of each institution: the greatest clearing payment vector.',
  }),
  totalLiabilities: output.numbers({
    unit: 'quote',
    axis: 'INSTITUTION',
    description: 'Total debt of each institution, inside and outside the network.',
  }),
  shortfall: output.numbers({
    unit: 'quote',
    axis: 'INSTITUTION',
    description: 'Loss of the creditors of each defaulted institution; 0 for the others.',
  }),
  equity: output.numbers({
    unit: 'quote',
    axis: 'INSTITUTION',
    description: 'Equity left to the owners of each institution; 0 if it has defaulted.',
  }),
  recoveryRate: output.numbers({
    unit: 'fraction',
    axis: 'INSTITUTION',
    description: 'Share of its debt that each institution pays; 1 for one without debt.',
  }),
  defaulted: output.booleans({ axis: 'INSTITUTION', description: 'Whether each institution defaults.' }),
  defaultRound: output.integers({
    axis: 'INSTITUTION',
    description: 'Round in which each institution defaults; 0 if it does not.',
    zeroLabel: 'does not default',
  }),
  newDefaultsByRound: output.integers({
    axis: 'ROUND',
    description: 'Number of institutions that default in each round.',
  }),
  rounds: output.integer({ description: 'Number of rounds of default.' }),
  fundamentalDefaults: output.integer({
    description: 'Number of institutions that default although all others pay in full: those of round 1.',
  }),
  contagionDefaults: output.integer({ description: 'Number of institutions that default because others did.' }),
  totalShortfall: output.number({ unit: 'quote', description: 'Sum of the losses of all creditors.' }),
  totalPayments: output.number({ unit: 'quote', description: 'Sum of all payments.' }),
  bankruptcyCosts: output.number({
    unit: 'quote',
    description: 'Value lost in the defaults themselves: the parts of assets and receipts that are not recovered.',
  }),
};

export type Outputs = Results<typeof outputs>;
