/**
 * The default waterfall of a derivatives venue: first margin, then the insurance fund, then deleveraging of winners.
 *
 * A bankrupt position that is closed at the mark loses l per unit beyond its margin, the gap between its bankruptcy
 * price and the mark. The insurance fund pays that gap while it lasts. The rest is closed against positions of the
 * opposite side at the bankruptcy price, in the order of a score that puts profit and leverage first; they keep the
 * profit up to that price and forgo l per unit. Nothing is created or lost: shortfall = fund + haircut + uncovered
 * loss.
 *
 * Venues differ in the score. BitMEX and MEXC multiply profit as a share of the entry value by effective leverage (and
 * divide losses by it), Binance takes profit over the wallet balance times the margin ratio, Hyperliquid price gain times
 * account leverage.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import { type Input, outputs, parameters } from './interface.ts';
import { compute, unitEquity } from './model.ts';

const MS_PER_POSITION = 5e-3;

export const insuranceFundAdl = defineCalculator({
  slug: 'insurance-fund-adl',
  title: 'Insurance fund depletion and auto-deleveraging',
  summary:
    'Closes bankrupt positions at the mark price, with the insurance fund paying the gap to their bankruptcy prices; once the fund is empty, the rest is closed against ranked positions on the opposite side at the bankruptcy price. Reports the path of the fund, the queue, the profit that winners forgo and the loss that stays uncovered.',
  version: '1.1.0',
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
    'Scores and quintiles are computed once, before anyone is deleveraged.',
    'Deleveraging is at the bankruptcy price, as on BitMEX and Binance; Hyperliquid takes the previous mark price, of which only its ranking is modelled.',
    "Hyperliquid's documented index reads mark over entry for all positions; here it is inverted for shorts.",
    'In the ranking by margin ratio, the margin stands for the wallet balance, of which at least one unit of quote currency is counted.',
  ],
  references: [
    {
      citation:
        "BitMEX, 'What is Auto-Deleveraging?', support article 18589621443357; example at testnet.bitmex.com/app/autoDeleveragingExamples",
    },
    {
      citation:
        "Binance, 'What Is Auto-Deleveraging (ADL) and How Does It Work', announcement 360033525471 (LeveragePnL formula)",
    },
    { citation: 'MEXC, support article 360042504091 (the ranking of BitMEX)' },
    { citation: "Hyperliquid Docs, 'Auto-deleveraging' (index as reproduced by docs.hyperodd.com)" },
  ],
  presets: [
    {
      name: 'fund-runs-out',
      title: 'The fund pays for three fifths of a bankrupt long, shorts are deleveraged for the rest',
      parameters: {},
    },
    {
      name: 'quiet',
      title: 'A liquidation at a good price feeds the fund, which then pays for a worse one',
      parameters: {
        insuranceFund: 1_000,
        bankruptPositions: [
          { quantity: 40, bankruptcyPrice: 88 },
          { quantity: 30, bankruptcyPrice: 91 },
        ],
      },
    },
    {
      name: 'stressed',
      title: 'A gap beyond many bankruptcy prices: neither the fund nor the queue of shorts is sufficient',
      parameters: {
        markPrice: 80,
        insuranceFund: 500,
        bankruptPositions: [
          { quantity: 120, bankruptcyPrice: 95 },
          { quantity: 80, bankruptcyPrice: 90 },
          { quantity: 60, bankruptcyPrice: 87.5 },
        ],
        counterparties: [
          { quantity: 60, entryPrice: 110, leverage: 10 },
          { quantity: 60, entryPrice: 100, leverage: 20 },
          { quantity: 40, entryPrice: 84, leverage: 5 },
        ],
      },
    },
    {
      name: 'bitmex-example',
      title: 'A short of 20 liquidated at 650 against six longs: the two ranked first are deleveraged by 10 each',
      source: "Sizes, ranks and price of the example of BitMEX; the mark price and the longs' entry prices are ours",
      parameters: {
        bankruptSide: 'short',
        markPrice: 660,
        insuranceFund: 0,
        rankingMethod: 'given',
        bankruptPositions: [{ quantity: 20, bankruptcyPrice: 650 }],
        counterparties: [
          { quantity: 10, entryPrice: 600, score: 3 },
          { quantity: 10, entryPrice: 600, score: 6 },
          { quantity: 20, entryPrice: 600, score: 1 },
          { quantity: 30, entryPrice: 600, score: 4 },
          { quantity: 20, entryPrice: 600, score: 5 },
          { quantity: 10, entryPrice: 600, score: 2 },
        ],
      },
    },
  ],

  *refuse(venue) {
    for (const [index, counterparty] of venue.counterparties.entries()) {
      yield* counterpartyFaults(venue, counterparty, `counterparties[${index}]`);
    }
  },

  /** marginRatio takes the wallet balance to be at least one unit of quote currency. */
  absoluteUnits: ({ rankingMethod }) => (rankingMethod === 'marginRatio' ? ['quote'] : []),
  cost: ({ bankruptPositions, counterparties }) => MS_PER_POSITION * (bankruptPositions.length + counterparties.length),
  compute,
});

/** Faults of a counterparty: without a score where scores are given, or without equity where they are computed. */
function* counterpartyFaults(
  venue: Input,
  counterparty: Input['counterparties'][number],
  path: string,
): Iterable<Problem> {
  if (venue.rankingMethod === 'given') {
    if (counterparty.score !== null) return;
    const message = 'must be given where rankingMethod is given';
    yield { parameter: `${path}.score`, code: 'MISSING', message };
    return;
  }
  const equity = unitEquity(venue, counterparty);
  if (equity > 0) return;
  const message = `must have equity above 0 at the mark price, but it is ${equity} a unit`;
  yield { parameter: path, code: 'OUT_OF_RANGE', message };
}
