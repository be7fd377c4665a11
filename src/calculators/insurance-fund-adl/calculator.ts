/**
 * The default waterfall of a derivatives venue: margin is gone, the insurance fund pays, then winners are deleveraged.
 *
 * A bankrupt position that is closed at the mark loses l per unit beyond its margin, the gap between its bankruptcy price
 * and the mark. The insurance fund pays that gap while it lasts. What is left is closed against positions of the opposite
 * side at the bankruptcy price, in the order of a score that puts profit and leverage first; they keep the profit up to that
 * price and forgo l per unit. Nothing is created or lost: shortfall = fund + haircut + uncovered loss.
 *
 * Venues differ in the score. BitMEX and MEXC multiply profit as a share of the entry value by effective leverage (and
 * divide losses by it), Binance takes profit over the wallet balance times the margin ratio, Hyperliquid price gain times
 * account leverage.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator, type Warn } from '../kit/definition.ts';
import type { Values } from '../kit/input.ts';
import { outputs } from './outputs.ts';
import { parameters } from './parameters.ts';
import { type Counterparty, equityOf, queueOf, quintileOf, scoreOf, type Terms, unrealisedProfit } from './ranking.ts';
import { presets, references } from './sources.ts';
import { type Queued, settle, type Waterfall } from './waterfall.ts';

type Venue = Values<typeof parameters>;

export const insuranceFundAdl = defineCalculator({
  slug: 'insurance-fund-adl',
  title: 'Insurance fund depletion and auto-deleveraging',
  summary:
    'Closes bankrupt positions at the mark price while the insurance fund pays the gap to their bankruptcy prices; once the fund is empty, the rest is closed against ranked positions of the opposite side at the bankruptcy price. It reports the path of the fund, the queue, what winners forgo and what stays uncovered.',
  version: '1.0.0',
  concepts: [
    'automated-margin-liquidation',
    'liquidation-cascade',
    'platform-solvency',
    'margin-call-cascade',
    'leverage-misuse',
    'protocol-contagion-effects',
    'panic-driven-deleveraging',
  ],
  phrases: [
    'insurance fund',
    'auto-deleveraging',
    'automatic deleveraging',
    'bankruptcy price',
    'socialized loss',
    'loss socialization',
  ],
  nulls: 'refused',
  parameters,
  outputs,

  equations: [
    String.raw`l = \pm (P_{\text{bankruptcy}} - P_{\text{mark}}), \quad \text{shortfall} = \sum_{l > 0} l q = \text{fund used} + \text{haircut} + \text{uncovered}`,
    String.raw`u = \pm q (P_{\text{mark}} - E), \quad e = \frac{q E}{L} + u, \quad \lambda = \frac{q P_{\text{mark}}}{e}`,
    String.raw`\text{score} = \begin{cases} \frac{u}{q E} \lambda & u > 0 \\ \frac{u}{q E} / \lambda & u \le 0 \end{cases} \quad \text{(pnlLeverage)}`,
    String.raw`\text{score} = \frac{\max(0, u)}{\max(1, q E / L)}\, m \lambda \quad \text{(marginRatio)}`,
    String.raw`\text{score} = \lambda \left(P_{\text{mark}} / E\right)^{\pm 1} \quad \text{(accountLeverage)}`,
  ],
  assumptions: [
    'One contract and one mark price, at which any quantity can be closed while the fund pays.',
    'Counterparties hold isolated margin; real venues rank by account where margin is shared.',
    'Scores and fifths are computed once, before anybody is deleveraged.',
    'Deleveraging is at the bankruptcy price, as on BitMEX and Binance; Hyperliquid takes the previous mark price, of which only its ranking is modelled.',
    "Hyperliquid's documented index reads mark over entry for all positions; here it is inverted for shorts.",
    'Under marginRatio the margin stands for the wallet balance, of which at least one unit of quote currency is counted.',
  ],
  references,
  presets,

  *refuse(venue) {
    for (const [index, counterparty] of venue.counterparties.entries()) {
      yield* counterpartyFaults(venue, counterparty, `counterparties[${index}]`);
    }
  },

  /** marginRatio counts at least one unit of quote currency as the wallet balance. */
  absoluteUnits: ({ rankingMethod }) => (rankingMethod === 'marginRatio' ? ['quote'] : []),
  compute(venue, warn) {
    const { bankruptSide, markPrice, insuranceFund, bankruptPositions, counterparties } = venue;
    const terms = termsOf(venue);
    const scores = counterparties.map((counterparty) => scoreOf(terms, counterparty));
    const order = queueOf(scores);
    const queue = order.map((index) => untouched(counterparties[index] as Counterparty));
    const lossPerUnit = (bankruptcyPrice: number) =>
      bankruptSide === 'long' ? bankruptcyPrice - markPrice : markPrice - bankruptcyPrice;
    const waterfall = settle(bankruptPositions, queue, insuranceFund, lossPerUnit, terms.direction);

    const profitClosed = queue.reduce((sum, { deleveragedQuantity }, rank) => {
      const counterparty = counterparties[order[rank] as number] as Counterparty;
      return sum + unrealisedProfit(terms, counterparty) * (deleveragedQuantity / counterparty.quantity);
    }, 0);
    const haircutRatio = profitClosed > 0 ? waterfall.adlHaircut / profitClosed : null;
    warnOf(waterfall, haircutRatio, warn);

    const total = counterparties.reduce((sum, { quantity }) => sum + quantity, 0);
    let cumulative = 0;
    return {
      ...waterfall,
      fundEnd: waterfall.fundSeries.at(-1) ?? insuranceFund,
      adlTriggered: waterfall.adlQuantity > 0,
      haircutRatio,
      deleveragedCount: queue.filter(({ deleveragedQuantity }) => deleveragedQuantity > 0).length,
      queue: queue.map(({ entryPrice, ...amounts }, rank) => {
        const index = order[rank] as number;
        cumulative += (counterparties[index] as Counterparty).quantity;
        return {
          index,
          rank: rank + 1,
          score: scores[index] as number,
          quintile: quintileOf(cumulative / total),
          ...amounts,
        };
      }),
    };
  },
});

function termsOf({ bankruptSide, rankingMethod, markPrice, maintenanceMarginRate }: Venue): Terms {
  return { rankingMethod, direction: bankruptSide === 'long' ? -1 : 1, markPrice, maintenanceMarginRate };
}

/** A counterparty without a score where scores are given, or itself without equity where they are computed from it. */
function* counterpartyFaults(venue: Venue, counterparty: Counterparty, path: string): Iterable<Problem> {
  if (venue.rankingMethod === 'given') {
    if (counterparty.score !== null) return;
    const message = 'must be given where rankingMethod is given';
    yield { parameter: `${path}.score`, code: 'MISSING', message };
    return;
  }
  const equity = equityOf(termsOf(venue), counterparty);
  if (equity > 0) return;
  const message = `must have equity above 0 at the mark price, but it is ${equity}`;
  yield { parameter: path, code: 'OUT_OF_RANGE', message };
}

function untouched({ entryPrice, quantity }: Counterparty): Queued {
  return { entryPrice, remainingQuantity: quantity, deleveragedQuantity: 0, realizedPnl: 0, forgoneProfit: 0 };
}

function warnOf(waterfall: Waterfall, haircutRatio: number | null, warn: Warn): void {
  const { adlQuantity, uncoveredLoss, totalShortfall, fundUsed } = waterfall;
  if (fundUsed < totalShortfall) warn('FUND_EMPTY', 'The insurance fund did not suffice.');
  if (adlQuantity > 0 && (haircutRatio === null || haircutRatio > 1)) {
    warn(
      'HAIRCUT_ABOVE_PROFIT',
      'Deleveraged counterparties forgo more than the profit they had: some close at a loss.',
    );
  }
  if (uncoveredLoss > 0) {
    warn(
      'UNCOVERED_LOSS',
      `Neither fund nor queue covers a loss of ${uncoveredLoss}, which somebody else has to bear.`,
    );
  }
}
