/**
 * How venues rank the opposite side for auto-deleveraging: profit and leverage, from account to account.
 *
 * Positions are of isolated margin: margin q E/L, equity margin plus unrealised profit.
 */

export type RankingMethod = 'pnlLeverage' | 'marginRatio' | 'accountLeverage' | 'given';

/** q in base, E in quote per base, L. */
export interface Counterparty {
  readonly quantity: number;
  readonly entryPrice: number;
  readonly leverage: number;
  readonly score: number | null;
}

export interface Terms {
  readonly rankingMethod: RankingMethod;
  /** c: +1 where the counterparties are long, -1 where they are short. */
  readonly direction: 1 | -1;
  /** Quote per base. */
  readonly markPrice: number;
  /** m, fraction. */
  readonly maintenanceMarginRate: number;
}

/** Unrealised profit of a counterparty at the mark, quote; negative for a loss. */
export function unrealisedProfit({ direction, markPrice }: Terms, { quantity, entryPrice }: Counterparty): number {
  return direction * quantity * (markPrice - entryPrice);
}

function marginOf({ quantity, entryPrice, leverage }: Counterparty): number {
  return (quantity * entryPrice) / leverage;
}

/** Equity of a counterparty at the mark, quote. */
export function equityOf(terms: Terms, counterparty: Counterparty): number {
  return marginOf(counterparty) + unrealisedProfit(terms, counterparty);
}

/** Score by which a counterparty is ranked, the highest first. */
export function scoreOf(terms: Terms, counterparty: Counterparty): number {
  const { quantity: q, entryPrice: E, score } = counterparty;
  const { rankingMethod, direction, markPrice, maintenanceMarginRate: m } = terms;
  const profit = unrealisedProfit(terms, counterparty);
  const equity = equityOf(terms, counterparty);
  const leverage = (q * markPrice) / equity;
  switch (rankingMethod) {
    case 'pnlLeverage': {
      const profitShare = profit / (q * E);
      return profitShare > 0 ? profitShare * leverage : profitShare / leverage;
    }
    case 'marginRatio':
      // The margin stands for the wallet balance, of which the venue takes at least one unit of quote currency.
      return (Math.max(0, profit) / Math.max(1, marginOf(counterparty))) * ((m * q * markPrice) / equity);
    case 'accountLeverage':
      // The documented index reads mark over entry for all; only its inverse ranks a short by its gain.
      return (direction > 0 ? markPrice / E : E / markPrice) * leverage;
    case 'given':
      return score ?? 0;
  }
}

/** Indices of the counterparties in the order in which they are deleveraged; equal scores keep the order given. */
export function queueOf(scores: readonly number[]): number[] {
  const score = (index: number) => scores[index] as number;
  return scores.map((_, index) => index).sort((a, b) => score(b) - score(a) || a - b);
}

/**
 * Fifth of the queue, by quantity, in which a position ends: 1 is deleveraged first.
 *
 * @param share - quantity up to and with the position over that of the whole queue.
 */
export function quintileOf(share: number): number {
  // A share such as 0.2 may come out a bit above it; the least share is still of the first fifth.
  return Math.min(5, Math.max(1, Math.ceil(5 * share - 1e-12)));
}
