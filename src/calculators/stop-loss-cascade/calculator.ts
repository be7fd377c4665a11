/**
 * Stop-loss cascade: sell stops rest below the market, and the selling of those that a fall triggers reaches others.
 *
 * Stops are given one by one or generated in clusters just below round numbers: in the order books of a large dealing bank
 * Osler (2003) found sell stops below round numbers and take-profit orders at them. A stop with its trigger at or above
 * the price becomes a market sell; the cumulative quantity Q of all triggered stops moves the price by its impact I(Q),
 * which may reach the next cluster (Osler 2005). The run ends where no trigger is left at or above
 *
 *   P = P0 (1 - s - min(I(Q), 1 - s)),  Q the quantity of all stops with a trigger at or above P.
 *
 * Since the impact depends on Q alone, the end is the same if stops are sold one at a time, nearest first; waves only
 * show the steps in which a trader sees it happen.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import { absoluteUnits } from '../market/impact.ts';
import { isBelow } from '../market/levels.ts';
import { TOTH_2011 } from '../market/references.ts';
import { outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

/** Time per stop: each is taken once, however many waves there are. */
const MS_PER_STOP = 2e-3;

export const stopLossCascade = defineCalculator({
  slug: 'stop-loss-cascade',
  title: 'Stop-loss cascade and stop run',
  summary:
    'Sell stops rest below the market, typically clustered just beyond round numbers. A fall triggers those at or above the price; they become market sells, move the price by their impact and may reach the next cluster. Reports which stops are triggered, how much deeper the fall becomes and which shock would start it.',
  version: '1.1.0',
  concepts: [
    'stop-loss-clustering',
    'stop-run-liquidity',
    'cascade-selling-pressure',
    'negative-trend',
    'panic-selling-cascades',
    'liquidity-barriers',
    'breaking-points',
  ],
  phrases: ['stop loss', 'stop run', 'stop order', 'stop hunting', 'stop cascade'],
  nulls: 'refused',
  parameters,
  outputs,

  equations: [
    String.raw`D_{n+1} = s + \min\bigl(I(Q_n),\, 1 - s\bigr), \quad Q_n = \sum_{i:\, T_i \ge P_0 (1 - D_n)} q_i, \quad D_0 = s`,
    String.raw`I(Q) = Y \sigma \left(Q / V\right)^{\delta}`,
    String.raw`\text{VWAP} = P_0 \left(1 - s - \tfrac{1}{\Delta Q} \int_{Q}^{Q + \Delta Q} \min(I,\, 1 - s)\, dq \right)`,
    String.raw`T_j = (k_0 - j)\, G - \text{offset}, \quad k_0 = \lceil P_0 / G \rceil - 1`,
    String.raw`s^* = 1 - \max_i T_i / P_0`,
  ],
  assumptions: [
    'Sell stops only, which become market orders and are filled in full; the shock is a gap in which nobody trades.',
    'No take-profit orders absorb the move, though they cluster at the round numbers themselves and slow prices there.',
    'Impact depends on the cumulative quantity of the episode and adds to the shock; the price does not recover.',
    'All stops of a wave are filled at its volume-weighted price.',
    'Sizes of clusters cannot be observed from outside and have to be assumed.',
    'Declines are capped at 1, a price of zero.',
  ],
  references: [
    {
      citation:
        "Osler, C. L. (2003), 'Currency Orders and Exchange Rate Dynamics: An Explanation for the Predictive Success of Technical Analysis', Journal of Finance 58(5), 1791-1819",
      doi: '10.1111/1540-6261.00588',
    },
    {
      citation:
        "Osler, C. L. (2005), 'Stop-loss orders and price cascades in currency markets', Journal of International Money and Finance 24(2), 219-241",
    },
    TOTH_2011,
  ],
  presets: [
    {
      name: 'stop-run',
      title:
        'Stops of 6 % of daily volume below every half point: a fall of 1.2 % triggers six of ten clusters and ends at 3.3 %',
      parameters: {
        shock: 0.012,
        gridSpacing: 0.5,
        clusterCount: 10,
        clusterQuantity: 60_000,
        dailyVolatility: 0.035,
      },
    },
    {
      name: 'quiet',
      title:
        'Small clusters below every multiple of five: a fall of 6 % reaches the first, whose sale falls short of the next',
      parameters: {},
    },
    {
      name: 'stressed',
      title: 'A thin and volatile session with a large block of stops under the last low: every stop is triggered',
      parameters: {
        shock: 0.02,
        stopOrders: [{ triggerPrice: 96.4, quantity: 90_000 }],
        gridSpacing: 1,
        clusterCount: 10,
        clusterQuantity: 20_000,
        dailyVolume: 400_000,
        dailyVolatility: 0.12,
      },
    },
  ],

  *refuse({ referencePrice, stopOrders }) {
    for (const [index, { triggerPrice }] of stopOrders.entries()) {
      if (!isBelow(triggerPrice, referencePrice, referencePrice))
        yield triggerTooHigh(index, triggerPrice, referencePrice);
    }
  },

  absoluteUnits,
  cost: ({ stopOrders, clusterCount }) => MS_PER_STOP * (stopOrders.length + clusterCount),
  compute,
});

function triggerTooHigh(index: number, triggerPrice: number, P0: number): Problem {
  const message = `must be below the reference price ${P0}, but got ${triggerPrice}`;
  return { parameter: `stopOrders[${index}].triggerPrice`, code: 'OUT_OF_RANGE', message };
}
