/**
 * DebtRank: losses short of default travel from borrowers to their lenders.
 *
 * A claim A_ij of lender i on borrower j loses value in proportion to the relative loss h_j of the borrower's equity,
 * so that the lender loses Lambda_ij h_j of its own equity, with Lambda_ij = A_ij / E_i. In the linear variant
 * (Bardoscia et al. 2015) each new loss is passed on in the next round; the loop dies out on its own if the spectral
 * radius of Lambda is below 1, else only the loss of all equity stops it. In the original single-hit variant (Battiston
 * et al. 2012) each institution passes its loss on once, which ends any loop but understates losses on cycles.
 *
 * DebtRank R is the share of the system's economic value v that is lost beyond the initial stress.
 */
import { defineCalculator } from '../kit/definition.ts';
import { outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

/** Time to pass a loss on along one claim, and time of the spectral radius over the number of institutions cubed. */
const MS_PER_CLAIM = 2e-6;
const MS_PER_CUBE = 4e-5;

const README_NETWORK = {
  exposures: [
    [0, 1, 0],
    [10, 0, 3],
    [3, 2, 0],
  ],
  equity: [2, 5, 2],
  weights: [10, 100, 30],
};

export const debtrank = defineCalculator({
  slug: 'debtrank',
  title: 'DebtRank stress propagation',
  summary:
    'Passes distress short of default from borrowers to lenders through leverage. The single-hit variant is the original DebtRank, where each institution passes its loss on once; the linear variant reverberates indefinitely, and whether it dies out depends on the spectral radius of the matrix of interbank leverage.',
  version: '1.1.0',
  concepts: [
    'liquidity-contagion-dynamics',
    'protocol-contagion-effects',
    'cross-asset-liquidity-risk',
    'platform-solvency',
    'debt-to-equity-ratio',
    'counterparty-risk',
    'contagion',
  ],
  phrases: ['debtrank', 'financial contagion', 'systemic risk', 'counterparty contagion', 'stress propagation'],
  nulls: 'absent',

  parameters,
  refuseAt: {
    *weights({ weights }) {
      if (weights?.every((weight) => weight === 0)) {
        yield { parameter: 'weights', code: 'OUT_OF_RANGE', message: 'must not all be 0' };
      }
    },
  },

  outputs,

  equations: [
    String.raw`\Lambda_{ij} = A_{ij} / E_i`,
    String.raw`h_i(t+1) = \min\Bigl(1,\; h_i(t) + \sum_j \Lambda_{ij} \bigl(h_j(t) - h_j(t-1)\bigr)\Bigr) \quad \text{(linear)}`,
    String.raw`h_i(t+1) = \min\Bigl(1,\; h_i(t) + \sum_{j \in A(t)} \min(1, \Lambda_{ij})\, h_j(t)\Bigr) \quad \text{(single hit, } A(t) \text{ newly distressed)}`,
    String.raw`R = \sum_i v_i h_i(T) - \sum_i v_i h_i(0), \quad \rho(\Lambda) < 1,\; h < 1 \;\Rightarrow\; h(T) = (I - \Lambda)^{-1} h(0)`,
  ],
  assumptions: [
    'A claim loses value in proportion to the equity that its debtor has lost; nothing is recovered in a default.',
    'Balance sheets are static: no new lending, no sales, no netting of mutual claims.',
    'Losses beyond the equity of an institution are borne by nobody else.',
    'Losses that add up to all equity, up to a relative 1e-12, are a default.',
    'The single-hit variant ignores what an institution loses after it has passed on its first loss, so it understates cycles.',
  ],
  references: [
    {
      citation:
        "Battiston, S., Puliga, M., Kaushik, R., Tasca, P., Caldarelli, G. (2012), 'DebtRank: Too Central to Fail? Financial Networks, the FED and Systemic Risk', Scientific Reports 2, 541",
      doi: '10.1038/srep00541',
    },
    {
      citation:
        "Bardoscia, M., Battiston, S., Caccioli, F., Caldarelli, G. (2015), 'DebtRank: A Microscopic Foundation for Shock Propagation', PLoS ONE 10(6), e0130406",
      doi: '10.1371/journal.pone.0130406',
    },
    { citation: 'Cinelli, C., Silva, T. C., R package NetworkRiskMeasures, README of version 0.1.0' },
  ],
  presets: [
    {
      name: 'six-banks',
      title: 'Six banks, one of which loses 30 % of its equity: stress reverberates but dies out',
      parameters: {
        exposures: [
          [0, 12, 8, 5, 0, 3],
          [10, 0, 6, 4, 2, 0],
          [5, 8, 0, 6, 4, 2],
          [0, 3, 5, 0, 6, 4],
          [4, 0, 2, 5, 0, 3],
          [2, 2, 0, 3, 4, 0],
        ],
        equity: [40, 35, 30, 22, 16, 12],
        initialStress: [0, 0, 0.3, 0, 0, 0],
        variant: 'linear',
      },
    },
    {
      name: 'quiet',
      title: 'Four banks that lend each other a tenth of their equity: the loss stays where it arose',
      parameters: {
        exposures: [
          [0, 4, 2, 1],
          [3, 0, 2, 1],
          [1, 2, 0, 1],
          [1, 1, 1, 0],
        ],
        equity: [80, 60, 40, 30],
        initialStress: [0, 0.1, 0, 0],
      },
    },
    {
      name: 'too-levered',
      title: 'Claims above equity: a loss of 2 % at one bank grows until every bank is in default',
      parameters: {
        exposures: [
          [0, 30, 10, 0],
          [12, 0, 20, 8],
          [5, 15, 0, 25],
          [20, 0, 10, 0],
        ],
        equity: [20, 18, 16, 22],
        initialStress: [0.02, 0, 0, 0],
      },
    },
    {
      name: 'network-risk-measures',
      title: 'Three banks, one of which fails: the printed DebtRank of 0.93',
      source: 'Example in the README of the R package NetworkRiskMeasures, version 0.1.0',
      parameters: { ...README_NETWORK, variant: 'singleHit', initialStress: [1, 0, 0] },
    },
  ],

  cost({ exposures, variant, maxIterations }) {
    const claims = exposures.reduce((count, row) => count + row.filter((claim) => claim > 0).length, 0);
    const rounds = variant === 'linear' ? maxIterations : exposures.length;
    return MS_PER_CLAIM * claims * rounds + MS_PER_CUBE * exposures.length ** 3;
  },
  compute,
});
