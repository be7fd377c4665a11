/**
 * Interbank clearing: who pays what when everybody's assets are partly claims on the others.
 *
 * Given who owes whom and what each institution owns outside the network, the greatest clearing payment vector has every
 * member pay in full if it can and otherwise hand its assets to its creditors in proportion. With alpha = beta = 1 nothing
 * is lost in a default (Eisenberg and Noe 2001); below 1 assets and receipts are impaired (Rogers and Veraart 2013).
 * Round 1 finds the institutions that fail although all others pay, later rounds those that fail because others did.
 */
import { defineCalculator } from '../kit/definition.ts';
import { input } from '../kit/input.ts';
import { output } from '../kit/output.ts';
import { greatestClearing } from './clearing.ts';

/** Time for each step of solving the equations, of which there are the number of institutions cubed. */
const MS_PER_STEP = 5e-6;

export const clearingVector = defineCalculator({
  slug: 'clearing-vector',
  title: 'Interbank clearing payments with default costs',
  summary:
    'Finds the greatest clearing payment vector of a network of debts: every member pays in full if it can, otherwise hands its possibly impaired assets to its creditors in proportion. Rounds of default separate those who fail on their own (round 1) from those who fail because others did. With alpha = beta = 1 it is the model of Eisenberg and Noe, below 1 that of Rogers and Veraart.',
  version: '1.0.0',
  concepts: [
    'liquidity-contagion-dynamics',
    'margin-call-cascade',
    'platform-solvency',
    'liquidation-cascade-modeling',
    'debt-to-equity-ratio',
    'distressed-debt-valuation',
    'recovery-rate',
  ],
  phrases: [
    'interbank clearing',
    'clearing payment',
    'default contagion',
    'default cascade',
    'counterparty default',
    'insolvency',
    'systemic risk',
  ],
  nulls: 'absent',

  parameters: {
    liabilities: input.matrix({
      unit: 'quote',
      maxLength: 200,
      square: true,
      zeroDiagonal: true,
      min: 0,
      max: 1e15,
      concept: 'clearing-payments',
      description: 'Nominal liabilities L: row i has what institution i owes each other institution j.',
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
      unit: 'fraction',
      default: 1,
      min: 0,
      max: 1,
      concept: 'recovery-rate',
      description: 'Share of its external assets that a defaulted institution realises.',
    }),
    beta: input.number({
      unit: 'fraction',
      default: 1,
      min: 0,
      max: 1,
      concept: 'recovery-rate',
      description: 'Share of its receipts from the network that a defaulted institution realises.',
    }),
  },
  defaults: {
    externalLiabilities: ({ liabilities }) => liabilities.map(() => 0),
    externalAssetShocks: ({ liabilities }) => liabilities.map(() => 0),
  },

  outputs: {
    payments: output.numbers({
      unit: 'quote',
      axis: 'INSTITUTION',
      description: 'What each institution pays in all, p: the greatest clearing payment vector.',
    }),
    totalLiabilities: output.numbers({
      unit: 'quote',
      axis: 'INSTITUTION',
      description: 'What each institution owes in all, inside the network and outside.',
    }),
    shortfall: output.numbers({
      unit: 'quote',
      axis: 'INSTITUTION',
      description: 'What the creditors of each defaulted institution lose; 0 for the others.',
    }),
    equity: output.numbers({
      unit: 'quote',
      axis: 'INSTITUTION',
      description: 'What is left to the owners of each institution; 0 for the defaulted.',
    }),
    recoveryRate: output.numbers({
      unit: 'fraction',
      axis: 'INSTITUTION',
      description: 'Share of its debt that each institution pays; 1 for one without debt.',
    }),
    defaulted: output.booleans({ axis: 'INSTITUTION', description: 'Whether each institution defaults.' }),
    defaultRound: output.integers({
      axis: 'INSTITUTION',
      description: 'Round in which each institution defaults; 0 for none.',
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
    totalShortfall: output.number({ unit: 'quote', description: 'Sum of what all creditors lose.' }),
    totalPayments: output.number({ unit: 'quote', description: 'Sum of all payments.' }),
    bankruptcyCosts: output.number({
      unit: 'quote',
      description: 'Value lost in the defaults themselves: the parts of assets and receipts that are not realised.',
    }),
  },

  equations: [
    String.raw`e_i = a_i (1 - s_i), \quad \bar p_i = \sum_j L_{ij} + b_i, \quad \Pi_{ij} = L_{ij} / \bar p_i`,
    String.raw`p_i = \begin{cases} \bar p_i & \text{if } e_i + \sum_j \Pi_{ji} p_j \ge \bar p_i \\ \alpha e_i + \beta \sum_j \Pi_{ji} p_j & \text{otherwise} \end{cases}`,
    String.raw`(I - \beta \Pi_{DD}^{\top})\, p_D = \alpha e_D + \beta \sum_{j \notin D} \Pi_{jD}\, \bar p_j`,
  ],
  assumptions: [
    'One date, one seniority, no netting of mutual debts; payments to outsiders leave the network.',
    'Sales of the defaulted do not move prices: external assets are worth the same to all.',
    'Recovery rates are given and the same for every institution.',
    'Debt that is met exactly, or up to a relative 1e-12, is no default; where several vectors clear, the greatest is taken.',
  ],
  references: [
    {
      citation:
        "Eisenberg, L., Noe, T. H. (2001), 'Systemic Risk in Financial Systems', Management Science 47(2), 236-249",
      doi: '10.1287/mnsc.47.2.236.9835',
    },
    {
      citation:
        "Rogers, L. C. G., Veraart, L. A. M. (2013), 'Failure and Rescue in an Interbank Network', Management Science 59(4), 882-898",
      doi: '10.1287/mnsc.1120.1569',
    },
    {
      citation:
        "Glasserman, P., Young, H. P. (2016), 'Contagion in Financial Networks', Journal of Economic Literature 54(3), 779-831",
      doi: '10.1257/jel.20151228',
    },
    { citation: 'Gandy, A., Veraart, L. A. M., R package systemicrisk, default_clearing' },
  ],
  presets: [
    {
      name: 'six-banks',
      title: 'Six banks, the largest loses 35 % of its outside assets, defaults are costly',
      parameters: {
        liabilities: [
          [0, 40, 20, 10, 0, 0],
          [15, 0, 30, 20, 5, 0],
          [10, 10, 0, 25, 15, 5],
          [0, 10, 10, 0, 30, 10],
          [5, 0, 5, 10, 0, 25],
          [0, 5, 0, 10, 10, 0],
        ],
        externalAssets: [220, 132, 108, 98, 58, 66],
        externalLiabilities: [150, 110, 90, 85, 55, 50],
        externalAssetShocks: [0.35, 0.1, 0.05, 0.05, 0.05, 0],
        alpha: 0.9,
        beta: 0.8,
      },
    },
    {
      name: 'quiet',
      title: 'The same kind of network without a shock: everybody pays in full',
      parameters: {
        liabilities: [
          [0, 40, 20],
          [15, 0, 30],
          [10, 10, 0],
        ],
        externalAssets: [220, 132, 108],
        externalLiabilities: [150, 110, 90],
      },
    },
    {
      name: 'systemicrisk-example',
      title: 'Three banks with default costs, of which one failure becomes three',
      source: 'Inputs of the example of default_clearing in the R package systemicrisk',
      parameters: {
        liabilities: [
          [0, 0.5, 0.5],
          [0.5, 0, 0.5],
          [0.5, 0.5, 0],
        ],
        externalAssets: [0.5, 0.625, 0.75],
        externalLiabilities: [1.5, 0.5, 0.5],
        alpha: 0.5,
        beta: 0.7,
      },
    },
  ],

  cost: ({ liabilities }) => MS_PER_STEP * liabilities.length ** 3,
  compute(parameters, warn) {
    const { liabilities, externalLiabilities, externalAssetShocks, alpha, beta } = parameters;
    const e = Float64Array.from(parameters.externalAssets, (assets, i) => assets * (1 - (externalAssetShocks[i] ?? 0)));
    const totalLiabilities = Float64Array.from(
      liabilities,
      (row, i) => row.reduce((sum, owed) => sum + owed, 0) + (externalLiabilities[i] ?? 0),
    );
    const network = { liabilities, totalLiabilities, externalAssets: e, alpha, beta };
    const { payments, receipts, defaultRound, newDefaultsByRound } = greatestClearing(network);

    const perInstitution = (value: (i: number) => number) => Float64Array.from(e, (_, i) => value(i));
    const isDefaulted = (i: number) => defaultRound[i] !== 0;
    const debt = (i: number) => totalLiabilities[i] as number;
    const paid = (i: number) => payments[i] as number;
    const received = (i: number) => receipts[i] as number;
    const shortfall = perInstitution((i) => (isDefaulted(i) ? debt(i) - paid(i) : 0));
    const costs = perInstitution((i) =>
      isDefaulted(i) ? (1 - alpha) * (e[i] as number) + (1 - beta) * received(i) : 0,
    );

    const fundamentalDefaults = newDefaultsByRound[0] ?? 0;
    const allDefaults = sum(newDefaultsByRound);
    if (allDefaults === e.length && allDefaults > 0) warn('ALL_DEFAULT', 'Every institution defaults.');
    return {
      payments,
      totalLiabilities,
      shortfall,
      equity: perInstitution((i) => (isDefaulted(i) ? 0 : (e[i] as number) + received(i) - debt(i))),
      recoveryRate: perInstitution((i) => (debt(i) === 0 ? 1 : paid(i) / debt(i))),
      defaulted: Array.from(e, (_, i) => isDefaulted(i)),
      defaultRound,
      newDefaultsByRound,
      rounds: newDefaultsByRound.length,
      fundamentalDefaults,
      contagionDefaults: allDefaults - fundamentalDefaults,
      totalShortfall: sum(shortfall),
      totalPayments: sum(payments),
      bankruptcyCosts: sum(costs),
    };
  },
});

function sum(terms: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < terms.length; i += 1) total += terms[i] as number;
  return total;
}
