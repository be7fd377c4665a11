/**
 * Interbank clearing: who pays what when the assets of each institution are partly claims on the others.
 *
 * Given who owes whom and what each institution owns outside the network, in the greatest clearing payment vector every
 * member pays in full if it can and otherwise hands its assets to its creditors in proportion. With alpha = beta = 1
 * nothing is lost in a default (Eisenberg and Noe 2001); below 1 assets and receipts are impaired (Rogers and Veraart
 * 2013). Round 1 finds the institutions that fail although all others pay, later rounds those that fail because others
 * did.
 */
import { defineCalculator } from '../kit/definition.ts';
import { outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

/** Time for each step of solving the equations, which takes as many steps as institutions cubed. */
const MS_PER_STEP = 5e-6;

export const clearingVector = defineCalculator({
  slug: 'clearing-vector',
  title: 'Interbank clearing payments with default costs',
  summary:
    'Finds the greatest clearing payment vector of a network of debts: every member pays in full if it can, and otherwise distributes its assets, possibly impaired, to its creditors in proportion to their claims. Rounds of default separate the members that fail on their own (round 1) from those that fail because others did. With alpha = beta = 1 it is the model of Eisenberg and Noe, below 1 that of Rogers and Veraart.',
  version: '1.1.0',
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

  parameters,
  defaults: {
    externalLiabilities: ({ liabilities }) => liabilities.map(() => 0),
    externalAssetShocks: ({ liabilities }) => liabilities.map(() => 0),
  },

  outputs,

  equations: [
    String.raw`e_i = a_i (1 - s_i), \quad \bar p_i = \sum_j L_{ij} + b_i, \quad \Pi_{ij} = L_{ij} / \bar p_i`,
    String.raw`p_i = \begin{cases} \bar p_i & \text{if } e_i + \sum_j \Pi_{ji} p_j \ge \bar p_i \\ \alpha e_i + \beta \sum_j \Pi_{ji} p_j & \text{otherwise} \end{cases}`,
    String.raw`(I - \beta \Pi_{DD}^{\top})\, p_D = \alpha e_D + \beta \sum_{j \notin D} \Pi_{jD}\, \bar p_j`,
  ],
  assumptions: [
    'One date, one seniority, no netting of mutual debts; payments to outsiders leave the network.',
    'Sales by defaulted institutions do not move prices: external assets are worth the same to everyone.',
    'Recovery rates are given and the same for every institution.',
    'Debt that is met exactly, or up to a relative 1e-12, is not a default; if several vectors clear, the greatest is used.',
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
      title: 'Three banks with default costs, where one failure becomes three',
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
  compute,
});
