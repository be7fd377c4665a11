/**
 * The two models of deleveraging, in the symbols of their papers: institutions i hold H_ik of asset k, of depth D_k.
 *
 * Greenwood, Landier and Thesmar (2015): every institution restores its leverage once, selling in proportion to its
 * holdings. Cont and Schaanning (2017): institutions that breach a cap on leverage sell, round by round. Sales are
 * one-sided and never reversed, each at most what the target needs at the prices of its round.
 *
 * Leverage is assets over equity throughout. Equity is a difference of sums of the size of the balance sheet, so equity
 * within the rounding of those counts as none.
 */
import type { Warn } from '../kit/definition.ts';
import { isAbove, isSameLevel } from '../market/levels.ts';
import type { Input, Outputs } from './interface.ts';

/** Passes the shock from the holdings hit to all institutions that hold what is sold. */
export function compute(input: Input, warn: Warn): Outputs {
  const { holdings, illiquidAssets, equity, assetShocks, illiquidShock, model } = input;
  const assets = totalAssets(input);
  const directLoss = Float64Array.from(holdings, (row, i) =>
    row.reduce(
      (loss, amount, k) => loss + amount * (assetShocks[k] as number),
      (illiquidAssets[i] as number) * illiquidShock,
    ),
  );
  const portfolios = { ...input, assets, directLoss };
  const deleveraging = model === 'leverageTargeting' ? restoreLeverage(portfolios) : constrainLeverage(portfolios);

  const { indirectLoss, finalEquity, finalAssets } = deleveraging;
  const insolvent = Array.from(finalEquity, (left, i) => !hasEquity(portfolios, i, left));
  warnOf(portfolios, deleveraging, insolvent, warn);
  return {
    ...deleveraging,
    directLoss,
    directVulnerability: directLoss.map((loss, i) => loss / (equity[i] as number)),
    indirectVulnerability: indirectLoss.map((loss, i) => loss / (equity[i] as number)),
    aggregateVulnerability: sum(indirectLoss) / sum(equity),
    totalDirectLoss: sum(directLoss),
    totalIndirectLoss: sum(indirectLoss),
    initialLeverage: assets.map((owned, i) => owned / (equity[i] as number)),
    finalLeverage: Array.from(finalEquity, (left, i) => (insolvent[i] ? null : (finalAssets[i] as number) / left)),
    insolvent,
  };
}

/** a, the total assets of each institution, quote. */
export function totalAssets({ holdings, illiquidAssets }: Pick<Input, 'holdings' | 'illiquidAssets'>): Float64Array {
  return Float64Array.from(holdings, (row, i) => sum(row) + (illiquidAssets[i] as number));
}

function hasEquity({ assets }: Portfolios, i: number, left: number): boolean {
  return isAbove(left, 0, assets[i]);
}

function warnOf(
  { model, assets, equity, directLoss }: Portfolios,
  { status, rounds }: Deleveraging,
  insolvent: readonly boolean[],
  warn: Warn,
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

interface Portfolios extends Input {
  /** Total assets a, quote. */
  readonly assets: Float64Array;
  /** Loss of each institution from the shock itself, quote. */
  readonly directLoss: Float64Array;
}

interface Deleveraging {
  /** Loss of each institution from the sales of all, quote. */
  indirectLoss: Float64Array;
  /** Share of system equity lost through the sales of each institution; null if the model has no such measure. */
  systemicness: Float64Array | null;
  /** Sold of each asset, quote. */
  assetSales: Float64Array;
  /** Fall of each price through sales, fraction of the price after the shock. */
  priceFall: Float64Array;
  finalEquity: Float64Array;
  /** What each institution owns in the end, after sales have repaid debt, quote. */
  finalAssets: Float64Array;
  /** Loss of all institutions, first from the shock, then of each round, quote. */
  lossByRound: number[];
  rounds: number;
  status: 'converged' | 'impactExceedsPrice' | 'maxRounds';
}

/** One round of sales in proportion to holdings, which restore every institution's leverage at once. */
function restoreLeverage({ holdings, assets, equity, marketDepth, directLoss }: Portfolios): Deleveraging {
  const m = marketDepth.length;
  const systemEquity = sum(equity);
  const B = Float64Array.from(assets, (a, i) => {
    const e = equity[i] as number;
    return isSameLevel(a, e) ? 0 : (a - e) / e;
  });
  // What i sells in total, B_i directLoss_i, as a share of its assets: it sells this share of each holding.
  const soldShare = B.map((debt, i) => (debt * (directLoss[i] as number)) / (assets[i] as number));
  const assetSales = new Float64Array(m);
  const held = new Float64Array(m);
  for (const [i, row] of holdings.entries()) {
    for (const [k, amount] of row.entries()) {
      assetSales[k] = (assetSales[k] as number) + amount * (soldShare[i] as number);
      held[k] = (held[k] as number) + amount;
    }
  }
  const fall = assetSales.map((sales, k) => sales / (marketDepth[k] as number));
  // Loss of all institutions per unit sold of each asset.
  const burden = held.map((amount, k) => amount / (marketDepth[k] as number));
  const indirectLoss = Float64Array.from(holdings, (row) => product(row, fall));
  return {
    indirectLoss,
    systemicness: Float64Array.from(
      holdings,
      (row, i) => (product(row, burden) * (soldShare[i] as number)) / systemEquity,
    ),
    assetSales,
    priceFall: fall,
    finalEquity: Float64Array.from(equity, (e, i) => e - (directLoss[i] as number) - (indirectLoss[i] as number)),
    finalAssets: assets.map(
      (owned, i) => owned - (1 + (B[i] as number)) * (directLoss[i] as number) - (indirectLoss[i] as number),
    ),
    lossByRound: [sum(directLoss), sum(indirectLoss)],
    rounds: 1,
    status: fall.some((share) => share > 1) ? 'impactExceedsPrice' : 'converged',
  };
}

/** Sales, relative to all holdings, at or below which the rounds end. */
const NO_SALES = 1e-12;

/**
 * Rounds of sales by those above the cap on leverage.
 *
 * Sales are proportional, so holdings keep the form P_ik = H_ik (1 - f_k) kept_i price_k: each round takes a few
 * products with one constant matrix.
 */
function constrainLeverage(portfolios: Portfolios): Deleveraging {
  const { holdings, illiquidAssets, equity, assetShocks, illiquidShock, marketDepth, directLoss } = portfolios;
  const { maxLeverage, targetLeverage, implementationShortfall: kappa, liquidateInsolvent, maxRounds } = portfolios;
  const n = equity.length;
  const m = marketDepth.length;
  const shocked = holdings.map((row) =>
    Float64Array.from(row, (amount, k) => amount * (1 - (assetShocks[k] as number))),
  );
  const illiquid = illiquidAssets.map((amount) => amount * (1 - illiquidShock));
  const smallestSales = NO_SALES * sum(holdings.map(sum));

  const kept = new Float64Array(n).fill(1);
  const price = new Float64Array(m).fill(1);
  const C = Float64Array.from(equity, (e, i) => e - (directLoss[i] as number));
  // Value of each institution's holdings had it sold nothing yet, sum over k of H_ik (1 - f_k) price_k.
  const unsold = Float64Array.from(shocked, sum);
  const indirectLoss = new Float64Array(n);
  const assetSales = new Float64Array(m);
  const lossByRound = [sum(directLoss)];
  const Gamma = new Float64Array(n);
  const q = new Float64Array(m);
  const fall = new Float64Array(m);
  // Summed, since 1 minus the price loses the digits of a small fall.
  const fallen = new Float64Array(m);
  const priceAfter = new Float64Array(m);
  let rounds = 0;
  let isSettled = false;

  while (rounds < maxRounds) {
    q.fill(0);
    for (let i = 0; i < n; i += 1) {
      Gamma[i] = soldShare(i);
      const share = (Gamma[i] as number) * (kept[i] as number);
      if (share > 0) addScaled(q, shocked[i] as Float64Array, share);
    }
    for (let k = 0; k < m; k += 1) q[k] = (q[k] as number) * (price[k] as number);
    isSettled = sum(q) <= smallestSales;
    if (isSettled) break;

    for (let k = 0; k < m; k += 1) {
      const Psi = impactOf(portfolios, (q[k] as number) / (marketDepth[k] as number));
      assetSales[k] = (assetSales[k] as number) + (q[k] as number);
      fall[k] = (price[k] as number) * Psi;
      fallen[k] = (fallen[k] as number) + (fall[k] as number);
      priceAfter[k] = (price[k] as number) * (1 - Psi);
    }
    let roundLoss = 0;
    for (let i = 0; i < n; i += 1) {
      const gamma = Gamma[i] as number;
      const row = shocked[i] as Float64Array;
      let [lost, left] = [0, 0];
      for (let k = 0; k < m; k += 1) {
        const amount = row[k] as number;
        lost += amount * (fall[k] as number);
        left += amount * (priceAfter[k] as number);
      }
      const loss = (1 - gamma + kappa * gamma) * (kept[i] as number) * lost;
      C[i] = (C[i] as number) - loss;
      indirectLoss[i] = (indirectLoss[i] as number) + loss;
      kept[i] = (kept[i] as number) * (1 - gamma);
      unsold[i] = left;
      roundLoss += loss;
    }
    price.set(priceAfter);
    lossByRound.push(roundLoss);
    rounds += 1;
  }

  return {
    indirectLoss,
    systemicness: null,
    assetSales,
    priceFall: fallen.map((share) => Math.min(1, share)),
    finalEquity: C,
    finalAssets: C.map((_, i) => marketable(i) + (illiquid[i] as number)),
    lossByRound,
    rounds,
    status: isSettled ? 'converged' : 'maxRounds',
  };

  function marketable(i: number): number {
    return (kept[i] as number) * (unsold[i] as number);
  }

  /** Gamma_i, the share of its holdings that i sells in this round. */
  function soldShare(i: number): number {
    const sellable = marketable(i);
    const equityLeft = C[i] as number;
    if (sellable === 0) return 0;
    if (!hasEquity(portfolios, i, equityLeft)) return liquidateInsolvent ? 1 : 0;
    const total = sellable + (illiquid[i] as number);
    if (!isAbove(total, maxLeverage * equityLeft)) return 0;
    return Math.min(1, (total - targetLeverage * equityLeft) / sellable);
  }
}

/** Psi, fall of a price when `depths` times its depth is sold. */
function impactOf({ impactModel }: Input, depths: number): number {
  return impactModel === 'exponential' ? -Math.expm1(-depths) : Math.min(1, depths);
}

function addScaled(target: Float64Array, terms: Float64Array, factor: number): void {
  for (let k = 0; k < target.length; k += 1) target[k] = (target[k] as number) + factor * (terms[k] as number);
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < a.length; k += 1) total += (a[k] as number) * (b[k] as number);
  return total;
}

function sum(terms: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < terms.length; k += 1) total += terms[k] as number;
  return total;
}
