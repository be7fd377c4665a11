/**
 * Fire sales: institutions that hold the same assets infect one another through prices, without owing each other anything.
 *
 * A shock raises the leverage of those who hold the shocked assets; they sell, their sales lower prices, and everyone who
 * holds what they sold marks it down. leverageTargeting takes one linear round in which everybody restores its leverage:
 * it gives aggregate vulnerability AV, the part S_i of it that each institution causes and the part IV_i that it bears
 * (Greenwood, Landier and Thesmar 2015). leverageConstraint is one-sided and runs to its end: an institution sells only
 * once its leverage is above a cap, or once it is insolvent (Cont and Schaanning 2017).
 *
 * The switch for insolvent institutions and the default share of the round's fall borne on what is sold are ours.
 */
import { defineCalculator, type Warn } from '../kit/definition.ts';
import type { Values } from '../kit/input.ts';
import { output } from '../kit/output.ts';
import { constrainLeverage, type Deleveraging, type Portfolios, sum, targetLeverage } from './models.ts';
import { parameters } from './parameters.ts';
import { presets, references } from './sources.ts';

/** Target unless another is given, where the cap allows it. */
const USUAL_TARGET = 31.5;

/** Time that one round takes for each holding. */
const MS_PER_HOLDING = 6e-6;

export const fireSaleContagion = defineCalculator({
  slug: 'fire-sale-contagion',
  title: 'Fire sales through overlapping portfolios',
  summary:
    'Institutions with common holdings delever after a shock, and the price impact of their sales passes losses to all who hold the same assets. leverageTargeting gives the one-round linear measures of Greenwood, Landier and Thesmar: aggregate vulnerability, systemicness and indirect vulnerability. leverageConstraint is the threshold model of Cont and Schaanning, in rounds, with insolvency told apart from illiquidity.',
  version: '1.0.0',
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
    targetLeverage: ({ maxLeverage }) => Math.min(USUAL_TARGET, maxLeverage),
  },
  refuseAt: {
    *model({ holdings, illiquidAssets, equity }) {
      const assets = totalAssets({ holdings, illiquidAssets });
      const i = equity.findIndex((own, at) => own > (assets[at] as number));
      if (i < 0) return;
      const message = `must be at most the total assets, but entry ${i} is ${equity[i]} of ${assets[i]}`;
      yield { parameter: 'equity', code: 'OUT_OF_RANGE', message };
    },
    *targetLeverage({ targetLeverage: target, maxLeverage }) {
      if (target <= maxLeverage) return;
      const message = `must be at most maxLeverage, ${maxLeverage}, but got ${target}`;
      yield { parameter: 'targetLeverage', code: 'OUT_OF_RANGE', message };
    },
  },

  outputs: {
    directLoss: output.numbers({
      unit: 'quote',
      axis: 'INSTITUTION',
      description: 'Loss of each institution from the shock itself.',
    }),
    indirectLoss: output.numbers({
      unit: 'quote',
      axis: 'INSTITUTION',
      description: 'Loss of each institution from the sales that follow.',
    }),
    directVulnerability: output.numbers({
      unit: 'fraction',
      axis: 'INSTITUTION',
      description: 'Direct loss of each institution over its equity.',
    }),
    indirectVulnerability: output.numbers({
      unit: 'fraction',
      axis: 'INSTITUTION',
      description: 'Indirect loss of each institution over its equity, IV.',
    }),
    finalEquity: output.numbers({
      unit: 'quote',
      axis: 'INSTITUTION',
      description: 'Equity left to each institution; negative where it is insolvent.',
    }),
    systemicness: output.numbers({
      unit: 'fraction',
      axis: 'INSTITUTION',
      nullable: true,
      description:
        'Share of all equity lost through the sales of each institution, S; their sum is the aggregate vulnerability. Null unless model is leverageTargeting.',
    }),
    aggregateVulnerability: output.number({
      unit: 'fraction',
      description: 'Indirect loss of all institutions over their equity, AV.',
    }),
    totalDirectLoss: output.number({ unit: 'quote', description: 'Sum of the losses from the shock itself.' }),
    totalIndirectLoss: output.number({ unit: 'quote', description: 'Sum of the losses from sales.' }),
    assetSales: output.numbers({
      unit: 'quote',
      axis: 'OTHER',
      description: 'Value sold of each asset, at the prices at the start of each round; the list runs over assets.',
    }),
    priceFall: output.numbers({
      unit: 'fraction',
      axis: 'OTHER',
      description: 'Fall of the price of each asset through sales, relative to its price after the shock.',
    }),
    leverage: output.numbers({
      unit: 'x',
      axis: 'INSTITUTION',
      nullableEntries: true,
      description:
        'Debt over equity before the shock (leverageTargeting), or assets over equity at the end (leverageConstraint), null for an insolvent institution.',
    }),
    insolvent: output.booleans({
      axis: 'INSTITUTION',
      description: 'Whether each institution has no equity left.',
    }),
    rounds: output.integer({ description: 'Number of rounds of sales.' }),
    lossByRound: output.numbers({
      unit: 'quote',
      axis: 'ROUND',
      description: 'Loss of all institutions: from the shock, then of each round of sales.',
    }),
    status: output.oneOf({
      values: {
        converged: 'Nobody has to sell any more.',
        impactExceedsPrice:
          'Linear impact takes more than the whole price of an asset: outside the range of the model.',
        maxRounds: 'The limit on rounds was reached.',
      },
      description: 'How the sales ended.',
    }),
  },

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
    'Under leverageTargeting all institutions keep their leverage, impact is linear and sales are not bounded by holdings.',
    'Under leverageConstraint all act at once in each round; proceeds repay debt.',
    'What happens to an insolvent institution, sale of everything or resolution without sales, is a choice of the user.',
  ],
  references,
  presets,

  cost: ({ holdings, marketDepth, model, maxRounds }) =>
    MS_PER_HOLDING * holdings.length * marketDepth.length * (model === 'leverageConstraint' ? maxRounds : 1),
  compute(parameters, warn) {
    const { holdings, illiquidAssets, equity, assetShocks, illiquidShock, model } = parameters;
    const assets = totalAssets(parameters);
    const directLoss = Float64Array.from(holdings, (row, i) =>
      row.reduce(
        (loss, amount, k) => loss + amount * (assetShocks[k] as number),
        (illiquidAssets[i] as number) * illiquidShock,
      ),
    );
    const portfolios = { ...parameters, assets, directLoss };
    const deleveraging =
      model === 'leverageTargeting' ? targetLeverage(portfolios) : constrainLeverage(portfolios, parameters);

    const { indirectLoss, finalEquity } = deleveraging;
    const insolvent = Array.from(finalEquity, (left) => left <= 0);
    warnOf(warn, parameters, portfolios, deleveraging, insolvent);
    return {
      ...deleveraging,
      directLoss,
      directVulnerability: directLoss.map((loss, i) => loss / (equity[i] as number)),
      indirectVulnerability: indirectLoss.map((loss, i) => loss / (equity[i] as number)),
      aggregateVulnerability: sum(indirectLoss) / sum(equity),
      totalDirectLoss: sum(directLoss),
      totalIndirectLoss: sum(indirectLoss),
      insolvent,
    };
  },
});

/** a, what each institution owns in all, quote. */
function totalAssets({ holdings, illiquidAssets }: Pick<Portfolios, 'holdings' | 'illiquidAssets'>): Float64Array {
  return Float64Array.from(holdings, (row, i) => sum(row) + (illiquidAssets[i] as number));
}

function warnOf(
  warn: Warn,
  { model }: Values<typeof parameters>,
  { assets, equity, directLoss }: Portfolios,
  { status, rounds }: Deleveraging,
  insolvent: readonly boolean[],
): void {
  const wanted = (i: number) => ((assets[i] as number) / (equity[i] as number) - 1) * (directLoss[i] as number);
  if (model === 'leverageTargeting' && assets.some((owned, i) => wanted(i) > owned)) {
    warn('SALES_EXCEED_HOLDINGS', 'Some institution would have to sell more than it owns to keep its leverage.');
  }
  if (status === 'impactExceedsPrice') {
    warn(
      'IMPACT_EXCEEDS_PRICE',
      'Linear impact takes more than the whole price of an asset; leverageConstraint bounds it.',
    );
  }
  if (status === 'maxRounds') warn('ROUND_LIMIT', `The sales were stopped after ${rounds} rounds; more may follow.`);
  if (insolvent.every(Boolean)) warn('ALL_INSOLVENT', 'No institution has equity left.');
}
