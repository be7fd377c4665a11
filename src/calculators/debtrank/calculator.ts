/**
 * DebtRank: losses short of default travel from borrowers to those who lent to them.
 *
 * A claim A_ij of lender i on borrower j loses value in proportion to the relative loss h_j of the borrower's equity, so
 * that the lender loses Lambda_ij h_j of its own equity, with Lambda_ij = A_ij / E_i. In the linear variant (Bardoscia et
 * al. 2015) each new loss is passed on in the next round; the loop dies out on its own where the spectral radius of Lambda
 * is below 1, else only the loss of all equity stops it. In the original single-hit variant (Battiston et al. 2012) each
 * institution passes its loss on once, which ends any loop but understates it on cycles.
 *
 * DebtRank R is the share of the system's economic value v that is lost beyond the initial stress.
 */
import { spectralRadius } from '../../numerics/spectral-radius.ts';
import { defineCalculator, type Warn } from '../kit/definition.ts';
import { output } from '../kit/output.ts';
import { parameters } from './parameters.ts';
import { dot, propagateLinear, propagateSingleHit } from './propagation.ts';
import { presets, references } from './sources.ts';

/** Most institutions for which the spectral radius is computed: it takes 40 n^3 steps. */
const MOST_FOR_RADIUS = 50;

/** Time to pass a loss on along one claim. */
const MS_PER_CLAIM = 2e-6;

export const debtrank = defineCalculator({
  slug: 'debtrank',
  title: 'DebtRank stress propagation',
  summary:
    'Passes distress short of default from borrowers to lenders through leverage. The single-hit variant is the original DebtRank, where each institution passes its loss on once; the linear variant reverberates without end, and whether that dies out is decided by the spectral radius of the matrix of interbank leverage.',
  version: '1.0.0',
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

  outputs: {
    stress: output.numbers({
      unit: 'fraction',
      axis: 'INSTITUTION',
      description: 'Share of its equity that each institution has lost in the end, h(T).',
    }),
    debtRank: output.number({
      unit: 'fraction',
      description: 'Share of the economic value lost through propagation, beyond the initial stress: R.',
    }),
    totalStress: output.number({
      unit: 'fraction',
      description: 'Share of the economic value lost in all: the weighted mean of the stress.',
    }),
    initialTotalStress: output.number({
      unit: 'fraction',
      description: 'Share of the economic value lost at first: the weighted mean of the initial stress.',
    }),
    amplification: output.number({
      unit: 'x',
      nullable: true,
      description: 'Total stress over initial total stress; null where nobody is stressed at first.',
    }),
    stressByRound: output.numbers({
      unit: 'fraction',
      axis: 'ROUND',
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
      description: 'Number of institutions in default in the end that were not at the start.',
    }),
    equityLoss: output.numbers({
      unit: 'quote',
      axis: 'INSTITUTION',
      description: 'Equity that each institution has lost, the initial loss included.',
    }),
    totalEquityLoss: output.number({ unit: 'quote', description: 'Sum of the equity lost by all institutions.' }),
    weights: output.numbers({
      unit: 'fraction',
      axis: 'INSTITUTION',
      description: 'Economic weights as used, with sum 1.',
    }),
    spectralRadius: output.number({
      unit: '1',
      nullable: true,
      description:
        'Spectral radius of the matrix of leverage: below 1 stress dies out by itself; null for more than 50 institutions.',
    }),
  },

  equations: [
    String.raw`\Lambda_{ij} = A_{ij} / E_i`,
    String.raw`h_i(t+1) = \min\Bigl(1,\; h_i(t) + \sum_j \Lambda_{ij} \bigl(h_j(t) - h_j(t-1)\bigr)\Bigr) \quad \text{(linear)}`,
    String.raw`h_i(t+1) = \min\Bigl(1,\; h_i(t) + \sum_{j \in A(t)} \min(1, \Lambda_{ij})\, h_j(t)\Bigr) \quad \text{(single hit, } A(t) \text{ newly distressed)}`,
    String.raw`R = \sum_i v_i h_i(T) - \sum_i v_i h_i(0), \quad \rho(\Lambda) < 1,\; h < 1 \;\Rightarrow\; h(T) = (I - \Lambda)^{-1} h(0)`,
  ],
  assumptions: [
    'A claim loses value in proportion to the equity that its debtor has lost; nothing is recovered in a default.',
    'Balance sheets stand still: no new lending, no sales, no netting of mutual claims.',
    'Losses beyond the equity of an institution fall on nobody else.',
    'The single-hit variant ignores what an institution loses after it has passed on its first loss, so it understates cycles.',
  ],
  references,
  presets,

  cost({ exposures, variant, maxIterations }) {
    const claims = exposures.reduce((count, row) => count + row.filter((claim) => claim > 0).length, 0);
    return MS_PER_CLAIM * claims * (variant === 'linear' ? maxIterations : exposures.length);
  },
  compute(parameters, warn) {
    const { exposures, equity, initialStress, variant } = parameters;
    const n = equity.length;
    const leverage = new Float64Array(n * n);
    for (const [i, row] of exposures.entries()) {
      for (const [j, claim] of row.entries()) leverage[i * n + j] = claim / (equity[i] as number);
    }
    const v = normalisedWeights(parameters.weights ?? lendingOf(exposures));
    const { stress, stressByRound, status } =
      variant === 'linear'
        ? propagateLinear(leverage, initialStress, v, parameters)
        : propagateSingleHit(leverage, initialStress, v);

    const initialTotalStress = stressByRound[0] as number;
    const totalStress = dot(v, stress);
    const equityLoss = stress.map((lost, i) => lost * (equity[i] as number));
    const defaulted = Array.from(stress, (lost) => lost >= 1);
    const radius = n > MOST_FOR_RADIUS ? null : spectralRadius(leverage, n);
    warnOf(warn, { radius, isLinear: variant === 'linear', isCut: status === 'maxIterations', defaulted });
    return {
      stress,
      debtRank: totalStress - initialTotalStress,
      totalStress,
      initialTotalStress,
      amplification: initialTotalStress === 0 ? null : totalStress / initialTotalStress,
      stressByRound,
      rounds: stressByRound.length - 1,
      status,
      defaulted,
      additionalDefaults: defaulted.filter((isDefault, i) => isDefault && (initialStress[i] as number) < 1).length,
      equityLoss,
      totalEquityLoss: equityLoss.reduce((total, loss) => total + loss, 0),
      weights: v,
      spectralRadius: radius,
    };
  },
});

/** What each institution has lent in all, quote; ones where nobody has lent. */
function lendingOf(exposures: readonly (readonly number[])[]): readonly number[] {
  const lent = exposures.map((row) => row.reduce((total, claim) => total + claim, 0));
  return lent.some((claims) => claims > 0) ? lent : lent.map(() => 1);
}

function normalisedWeights(weights: readonly number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Float64Array.from(weights, (weight) => weight / total);
}

interface Ending {
  radius: number | null;
  isLinear: boolean;
  isCut: boolean;
  defaulted: readonly boolean[];
}

function warnOf(warn: Warn, { radius, isLinear, isCut, defaulted }: Ending): void {
  if (isCut) warn('ROUND_LIMIT', 'The limit on rounds was reached while losses were still being passed on.');
  if (isLinear && radius !== null && radius >= 1) {
    warn('UNSTABLE', `The spectral radius is ${radius}: stress on a cycle grows until institutions default.`);
  }
  if (defaulted.every(Boolean)) warn('ALL_DEFAULT', 'Every institution loses all its equity.');
}
