/**
 * Who pays for positions closed beyond their margin: the fund first, then the ranked opposite side, then nobody.
 *
 * Each bankrupt position is closed at the mark as far as the fund can pay the gap to the bankruptcy price, and the rest
 * against the head of the queue at the bankruptcy price, which forgoes that gap.
 */

/** Base units and quote per base. */
export interface Bankrupt {
  readonly quantity: number;
  readonly bankruptcyPrice: number;
}

/** A counterparty in the queue; the amounts below grow as it is deleveraged. */
export interface Queued {
  readonly entryPrice: number;
  remainingQuantity: number;
  deleveragedQuantity: number;
  realizedPnl: number;
  forgoneProfit: number;
}

export interface Waterfall {
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

/**
 * Settles the bankrupt positions in their order; the queue is used up from its head.
 *
 * @param fund - balance before, quote.
 * @param lossPerUnit - gap between the bankruptcy price and the mark, quote per base; negative for a gain.
 * @param direction - c: +1 where the queue is long, -1 where it is short.
 */
export function settle(
  bankrupt: readonly Bankrupt[],
  queue: readonly Queued[],
  fund: number,
  lossPerUnit: (bankruptcyPrice: number) => number,
  direction: 1 | -1,
): Waterfall {
  const waterfall = untouched(fund);
  let balance = fund;
  let head = 0;
  for (const { quantity, bankruptcyPrice } of bankrupt) {
    const loss = lossPerUnit(bankruptcyPrice);
    if (loss <= 0) {
      balance -= loss * quantity;
      waterfall.fundSurplusAdded -= loss * quantity;
    } else {
      const isCovered = balance >= loss * quantity;
      const paid = isCovered ? loss * quantity : balance;
      const left = isCovered ? 0 : quantity - balance / loss;
      balance -= paid;
      waterfall.fundUsed += paid;
      waterfall.totalShortfall += loss * quantity;
      head = deleverage(left, loss, bankruptcyPrice, queue, head, direction, waterfall);
    }
    waterfall.fundSeries.push(balance);
  }
  return waterfall;
}

/** Closes a quantity against the queue from `head` on, at the bankruptcy price; returns the new head. */
function deleverage(
  quantity: number,
  loss: number,
  bankruptcyPrice: number,
  queue: readonly Queued[],
  from: number,
  direction: 1 | -1,
  waterfall: Waterfall,
): number {
  let left = quantity;
  let head = from;
  while (left > 0 && head < queue.length) {
    const counterparty = queue[head] as Queued;
    const take = Math.min(left, counterparty.remainingQuantity);
    left -= take;
    counterparty.remainingQuantity -= take;
    counterparty.deleveragedQuantity += take;
    counterparty.realizedPnl += direction * take * (bankruptcyPrice - counterparty.entryPrice);
    counterparty.forgoneProfit += loss * take;
    waterfall.adlQuantity += take;
    waterfall.adlNotional += take * bankruptcyPrice;
    waterfall.adlHaircut += loss * take;
    if (counterparty.remainingQuantity <= 0) head += 1;
  }
  waterfall.uncoveredLoss += left * loss;
  waterfall.uncoveredQuantity += left;
  return head;
}

function untouched(fund: number): Waterfall {
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
