/**
 * Who pays for positions closed beyond their margin: the fund first, then the ranked opposite side, then nobody.
 *
 * Each bankrupt position is closed at the mark as far as the fund can pay the gap to the bankruptcy price. The rest is
 * closed at the bankruptcy price against the head of the queue, which forgoes that gap. Counterparties hold isolated
 * margin of E/L per unit; their equity is margin plus unrealised profit.
 */
import type { Warn } from '../kit/definition.ts';
import { isSameLevel } from '../market/levels.ts';
import { warnOfScale } from '../market/price-scale.ts';
import { meet } from '../market/quantities.ts';
import type { Input, Outputs } from './interface.ts';

type Counterparty = Input['counterparties'][number];

/** Fraction of the larger of two amounts of money below which their sum or difference is rounding. */
const ROUNDING = 1e-12;

/** Settles the bankrupt positions with the fund and the queue. */
export function compute(venue: Input, warn: Warn): Outputs {
  const { insuranceFund, counterparties } = venue;
  const scores = counterparties.map((counterparty) => scoreOf(venue, counterparty));
  const queue = queueOf(scores).map((index) => untouched(index, counterparties[index] as Counterparty));
  const waterfall = settle(venue, queue);

  const profitClosed = queue.reduce((sum, { counterparty, deleveragedQuantity }) => {
    return sum + unitProfit(venue, counterparty) * deleveragedQuantity;
  }, 0);
  const haircutRatio = profitClosed > 0 ? waterfall.adlHaircut / profitClosed : null;
  warnOfBook(venue, warn);
  warnOfWaterfall(waterfall, haircutRatio, counterparties.length === 0, warn);

  const quintiles = quintilesOf(queue.map(({ counterparty }) => counterparty.quantity));
  return {
    ...waterfall,
    fundEnd: waterfall.fundSeries.at(-1) ?? insuranceFund,
    adlTriggered: waterfall.adlQuantity > 0,
    haircutRatio,
    deleveragedCount: queue.filter(({ deleveragedQuantity }) => deleveragedQuantity > 0).length,
    queue: queue.map(({ counterparty, ...amounts }, place) => ({
      ...amounts,
      rank: place + 1,
      score: scores[amounts.index] as number,
      quintile: quintiles[place] as number,
    })),
  };
}

/** c: +1 if the counterparties are long, -1 if they are short. */
function directionOf({ bankruptSide }: Input): 1 | -1 {
  return bankruptSide === 'long' ? -1 : 1;
}

/** Unrealised profit of a counterparty at the mark, quote per base; negative for a loss. */
function unitProfit(venue: Input, { entryPrice }: Counterparty): number {
  return directionOf(venue) * (venue.markPrice - entryPrice);
}

/** Equity of a counterparty at the mark, quote per base; 0 if it is within the rounding of the prices. */
export function unitEquity(venue: Input, counterparty: Counterparty): number {
  const { entryPrice: E, leverage: L } = counterparty;
  const equity = E / L + unitProfit(venue, counterparty);
  return isSameLevel(equity, 0, Math.max(E, venue.markPrice)) ? 0 : equity;
}

/**
 * Score by which a counterparty is ranked, the highest first. Profit, margin and equity are per unit, so that accounts
 * with the same entry price and leverage tie whatever their size, regardless of how products round.
 */
function scoreOf(venue: Input, counterparty: Counterparty): number {
  const { quantity, entryPrice: E, leverage: L, score } = counterparty;
  const { rankingMethod, markPrice, maintenanceMarginRate: m } = venue;
  const profit = unitProfit(venue, counterparty);
  const leverage = markPrice / unitEquity(venue, counterparty);
  switch (rankingMethod) {
    case 'pnlLeverage':
      return profit > 0 ? (profit / E) * leverage : profit / E / leverage;
    case 'marginRatio':
      // The margin stands for the wallet balance, which the venue takes to be at least one unit of quote currency.
      return (Math.max(0, profit) / Math.max(1 / quantity, E / L)) * (m * leverage);
    case 'accountLeverage':
      // The documented index is mark over entry for both sides, but only the inverse ranks a short by its gain.
      return (directionOf(venue) > 0 ? markPrice / E : E / markPrice) * leverage;
    case 'given':
      return score ?? 0;
  }
}

/** Indices of the counterparties in the order in which they are deleveraged; equal scores keep the order given. */
function queueOf(scores: readonly number[]): number[] {
  const score = (index: number) => scores[index] as number;
  return scores.map((_, index) => index).sort((a, b) => score(b) - score(a) || a - b);
}

/** Fifth of the queue, by quantity, in which each position ends: 1 is deleveraged first. */
function quintilesOf(quantities: readonly number[]): number[] {
  const total = quantities.reduce((sum, quantity) => sum + quantity, 0);
  let cumulative = 0;
  return quantities.map((quantity) => {
    cumulative += quantity;
    // A share such as 0.2 may come out slightly above it; the smallest share still belongs to the first fifth.
    return Math.min(5, Math.max(1, Math.ceil((5 * cumulative) / total - 1e-12)));
  });
}

/** A counterparty in the queue, with its index in the caller's list; deleveraging updates the amounts. */
interface Queued {
  readonly index: number;
  readonly counterparty: Counterparty;
  deleveragedQuantity: number;
  remainingQuantity: number;
  realizedPnl: number;
  forgoneProfit: number;
}

function untouched(index: number, counterparty: Counterparty): Queued {
  const remainingQuantity = counterparty.quantity;
  return { index, counterparty, deleveragedQuantity: 0, remainingQuantity, realizedPnl: 0, forgoneProfit: 0 };
}

interface Waterfall {
  totalShortfall: number;
  fundUsed: number;
  fundSurplusAdded: number;
  adlQuantity: number;
  adlNotional: number;
  adlHaircut: number;
  uncoveredLoss: number;
  uncoveredQuantity: number;
  /** Balance before, then after each bankrupt position, quote. */
  fundSeries: number[];
}

/** Settles the bankrupt positions in their order; the queue is used up from its head. */
function settle(venue: Input, queue: readonly Queued[]): Waterfall {
  const { bankruptPositions, insuranceFund, markPrice } = venue;
  const waterfall = beforeAll(insuranceFund);
  const waiting = [...queue].reverse();
  let balance = insuranceFund;
  /** Largest of the amounts so far whose difference is the balance. */
  let scale = insuranceFund;
  for (const { quantity, bankruptcyPrice } of bankruptPositions) {
    scale = Math.max(scale, quantity * bankruptcyPrice, quantity * markPrice);
    const loss = directionOf(venue) * (markPrice - bankruptcyPrice);
    if (loss <= 0) {
      balance -= loss * quantity;
      waterfall.fundSurplusAdded -= loss * quantity;
    } else {
      scale = Math.max(scale, insuranceFund + waterfall.fundSurplusAdded);
      const { paid, fundLeft, left } = payFrom(balance, loss, quantity, scale);
      balance = fundLeft;
      waterfall.fundUsed += paid;
      waterfall.totalShortfall += loss * quantity;
      deleverage(venue, { left, quantity, bankruptcyPrice, loss }, waiting, waterfall);
    }
    waterfall.fundSeries.push(balance);
  }
  return waterfall;
}

/**
 * What the fund pays of a loss, what is left in the fund, and the quantity that it does not cover.
 *
 * @param loss - quote per base.
 * @param scale - largest amount behind the fund and the loss, on whose scale both round.
 */
function payFrom(fund: number, loss: number, quantity: number, scale: number) {
  const due = loss * quantity;
  if (Math.abs(fund - due) <= ROUNDING * scale) return { paid: fund, fundLeft: 0, left: 0 };
  if (fund > due) return { paid: due, fundLeft: fund - due, left: 0 };
  return { paid: fund, fundLeft: 0, left: quantity - fund / loss };
}

/** The part of a bankrupt position that the fund does not cover, and its loss per unit. */
interface Remainder {
  readonly left: number;
  /** Whole quantity of the position. */
  readonly quantity: number;
  readonly bankruptcyPrice: number;
  readonly loss: number;
}

/** Closes a remainder at the bankruptcy price against the queue, whose head is the last entry of `waiting`. */
function deleverage(venue: Input, remainder: Remainder, waiting: Queued[], waterfall: Waterfall): void {
  const { quantity, bankruptcyPrice, loss } = remainder;
  let { left } = remainder;
  for (let head = waiting.at(-1); left > 0 && head !== undefined; head = waiting.at(-1)) {
    const { counterparty } = head;
    const { take, want, have } = meet(left, head.remainingQuantity, Math.max(quantity, counterparty.quantity));
    left = want;
    head.remainingQuantity = have;
    head.deleveragedQuantity = have === 0 ? counterparty.quantity : head.deleveragedQuantity + take;
    head.realizedPnl += directionOf(venue) * take * (bankruptcyPrice - counterparty.entryPrice);
    head.forgoneProfit += loss * take;
    waterfall.adlQuantity += take;
    waterfall.adlNotional += take * bankruptcyPrice;
    waterfall.adlHaircut += loss * take;
    if (have === 0) waiting.pop();
  }
  waterfall.uncoveredLoss += left * loss;
  waterfall.uncoveredQuantity += left;
}

function beforeAll(fund: number): Waterfall {
  return {
    totalShortfall: 0,
    fundUsed: 0,
    fundSurplusAdded: 0,
    adlQuantity: 0,
    adlNotional: 0,
    adlHaircut: 0,
    uncoveredLoss: 0,
    uncoveredQuantity: 0,
    fundSeries: [fund],
  };
}

function warnOfBook({ markPrice, bankruptPositions, counterparties }: Input, warn: Warn): void {
  if (bankruptPositions.length === 0) warn('EMPTY_BOOK', 'There are no bankrupt positions to close.');
  const bankruptcyPrices = bankruptPositions.map(({ bankruptcyPrice }) => bankruptcyPrice);
  const entryPrices = counterparties.map(({ entryPrice }) => entryPrice);
  warnOfScale('markPrice', markPrice, [...bankruptcyPrices, ...entryPrices], warn);
}

function warnOfWaterfall(waterfall: Waterfall, haircutRatio: number | null, isOneSided: boolean, warn: Warn): void {
  const { adlQuantity, uncoveredLoss, uncoveredQuantity } = waterfall;
  if (adlQuantity > 0 || uncoveredQuantity > 0) warn('FUND_EMPTY', 'The insurance fund was not sufficient.');
  if (adlQuantity > 0 && (haircutRatio === null || haircutRatio > 1)) {
    const message = 'Deleveraged counterparties forgo more than the profit they had: some close at a loss.';
    warn('HAIRCUT_ABOVE_PROFIT', message);
  }
  if (uncoveredQuantity === 0) return;
  if (isOneSided) warn('ONE_SIDED', 'No counterparties were given, so nobody can be deleveraged.');
  const message = `Neither fund nor queue covers a loss of ${uncoveredLoss}, which somebody else has to bear.`;
  warn('UNCOVERED_LOSS', message);
}
