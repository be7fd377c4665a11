/**
 * Fire sales: institutions that hold the same assets infect one another through prices, without owing each other anything.
 *
 * A shock raises the leverage of those who hold the shocked assets; they sell, their sales lower prices, and everyone
 * who holds what they sold marks it down. leverageTargeting is one linear round in which every institution restores its
 * leverage: it gives aggregate vulnerability AV, the part S_i of it that each institution causes, and the share IV_i of
 * its own equity that each loses (Greenwood, Landier and Thesmar 2015). leverageConstraint is one-sided and runs to its
 * end: an institution sells only once its leverage is above a cap, or once it is insolvent (Cont and Schaanning 2017).
 *
 * The switch for insolvent institutions and the default share of a round's fall borne by what is sold are ours.
 */
import { defineCalculator } from '../kit/definition.ts';
import { isAbove } from '../market/levels.ts';
import { outputs, parameters } from './interface.ts';
import { compute, totalAssets } from './model.ts';

/** Default target as a share of the cap: without this buffer the sales would take very many rounds. */
const USUAL_TARGET = 0.95;

/** Time that one round takes for each holding. */
const MS_PER_HOLDING = 6e-6;

const FOUR_BANKS = {
  holdings: [
    [300, 200, 100, 0],
    [150, 250, 50, 50],
    [50, 100, 200, 50],
    [0, 50, 100, 250],
  ],
  illiquidAssets: [400, 300, 200, 100],
  equity: [34, 30, 22, 26],
  marketDepth: [9000, 12_000, 6000, 4000],
};

export const fireSaleContagion = defineCalculator({
  slug: 'fire-sale-contagion',
  title: 'Fire sales through overlapping portfolios',
  summary:
    'Institutions with common holdings delever after a shock, and the price impact of their sales passes losses to all who hold the same assets. Leverage targeting gives the one-round linear measures of Greenwood, Landier and Thesmar: aggregate vulnerability, systemicness and indirect vulnerability. The leverage constraint is the threshold model of Cont and Schaanning, in rounds, distinguishing insolvency from illiquidity.',
  version: '1.1.0',
  concepts: [
    'panic-driven-deleveraging',
    'cross-asset-liquidity-risk',
    'liquidity-contagion-dynamics',
    'margin-call-cascade',
    'leverage-misuse',
    'debt-to-equity-ratio',
    'deleveraging',
  ],
  phrases: [
    'fire sale',
    'overlapping portfolios',
    'forced deleveraging',
    'deleveraging spiral',
    'forced selling',
    'crowded trade',
  ],
  nulls: 'absent',
  parameters,
  defaults: {
    illiquidAssets: ({ holdings }) => holdings.map(() => 0),
    targetLeverage: ({ maxLeverage }) => Math.max(1, USUAL_TARGET * maxLeverage),
  },
  refuseAt: {
    *model({ holdings, illiquidAssets, equity }) {
      const assets = totalAssets({ holdings, illiquidAssets });
      const i = equity.findIndex((own, at) => isAbove(own, assets[at] as number));
      if (i < 0) return;
      const message = `must be at most the total assets, but entry ${i} is ${equity[i]} with assets of ${assets[i]}`;
      yield { parameter: 'equity', code: 'OUT_OF_RANGE', message };
    },
    *targetLeverage({ targetLeverage: target, maxLeverage }) {
      if (target <= maxLeverage) return;
      const message = `must be at most maxLeverage, ${maxLeverage}, but got ${target}`;
      yield { parameter: 'targetLeverage', code: 'OUT_OF_RANGE', message };
    },
  },

  outputs,

  equations: [
    String.raw`a_i = \sum_k H_{ik} + b_i, \quad \ell_i = \sum_k H_{ik} f_k + b_i f_b, \quad B_i = \frac{a_i - e_i}{e_i}`,
    String.raw`\varphi_k = \sum_i \frac{H_{ik}}{a_i} B_i \ell_i, \quad IV_i = \frac{1}{e_i} \sum_k H_{ik} \frac{\varphi_k}{D_k}`,
    String.raw`S_i = \frac{B_i \ell_i}{E} \sum_k \frac{H_{ik}}{a_i} \frac{\sum_j H_{jk}}{D_k}, \quad AV = \sum_i S_i, \quad E = \sum_i e_i`,
    String.raw`\Gamma_i = \min\left(1, \frac{T_i - \lambda^{*} C_i}{\sum_k P_{ik}}\right) \text{ if } T_i > \lambda_{\max} C_i > 0, \quad q_k = \sum_i \Gamma_i P_{ik}`,
    String.raw`\Psi_k = 1 - e^{-q_k / D_k} \text{ or } \min(1, q_k / D_k), \quad \text{loss}_i = \bigl((1 - \Gamma_i) + \kappa \Gamma_i\bigr) \sum_k P_{ik} \Psi_k`,
  ],
  assumptions: [
    'Sales are in proportion to holdings; nobody buys, holds cash back or raises equity, and prices do not recover.',
    "Each market has one depth, and sales in one do not move another's price.",
    'Under leverage targeting all institutions keep their leverage, impact is linear and sales are not bounded by holdings.',
    'Under the leverage constraint all act at once in each round; proceeds repay debt.',
    'What happens to an insolvent institution, sale of everything or resolution without sales, is for the user to choose.',
    'Equity below 1e-12 of the assets counts as zero, since it is a difference of sums of that size.',
  ],
  references: [
    {
      citation:
        "Greenwood, R., Landier, A., Thesmar, D. (2015), 'Vulnerable banks', Journal of Financial Economics 115(3), 471-485",
      doi: '10.1016/j.jfineco.2014.11.006',
    },
    {
      citation: "Greenwood, R., Landier, A., Thesmar, D. (2012), 'Vulnerable Banks', NBER Working Paper 18537",
      doi: '10.3386/w18537',
    },
    {
      citation:
        "Cont, R., Schaanning, E. (2017), 'Fire sales, indirect contagion and systemic stress testing', Norges Bank Working Paper 2/2017, SSRN 2541114",
    },
    {
      citation:
        "Cont, R., Schaanning, E. (2019), 'Monitoring indirect contagion', Journal of Banking & Finance 104, 85-102",
    },
  ],
  presets: [
    {
      name: 'capped-leverage',
      title: 'Four banks near their cap on leverage; two asset classes fall by 1 and 2 %',
      parameters: {
        ...FOUR_BANKS,
        assetShocks: [0.02, 0, 0, 0.01],
        model: 'leverageConstraint',
        maxLeverage: 33,
      },
    },
    {
      name: 'vulnerable-banks',
      title: 'The same banks restore their leverage: who causes the losses and who bears them',
      parameters: { ...FOUR_BANKS, assetShocks: [0.02, 0, 0, 0.01] },
    },
    {
      name: 'quiet',
      title: 'The same banks with twice the equity: nobody has to sell',
      parameters: {
        ...FOUR_BANKS,
        equity: [68, 60, 44, 52],
        assetShocks: [0.02, 0, 0, 0.01],
        model: 'leverageConstraint',
      },
    },
    {
      name: 'thin-markets',
      title: 'Markets a fifth as deep and a fall of 4 % in one asset class: sales make every bank insolvent',
      parameters: {
        ...FOUR_BANKS,
        assetShocks: [0.04, 0, 0, 0],
        marketDepth: [1800, 2400, 1200, 800],
        model: 'leverageConstraint',
      },
    },
  ],

  cost: ({ holdings, marketDepth, model, maxRounds }) =>
    MS_PER_HOLDING * holdings.length * marketDepth.length * (model === 'leverageConstraint' ? maxRounds : 1),
  compute,
});
