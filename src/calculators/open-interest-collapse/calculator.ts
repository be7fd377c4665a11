/**
 * Collapse of open interest: a shock to the index liquidates a perpetual's leveraged buckets, whose closing moves the
 * perpetual away from the index and reaches further buckets.
 *
 * Buckets are linear contracts on isolated margin. A long of leverage L and maintenance margin m is closed at or below
 * E (1 - 1/L)/(1 - m), a short at or above E (1 + 1/L)/(1 + m). Together with the voluntary exits of the losing side the
 * closing volume is a one-sided metaorder: its cumulative size Q moves the price to P1 (1 -+ I(Q)), P1 = P0 (1 - shock),
 * by the square-root law (Toth et al. 2011) or linearly. The set liquidated in the end is the smallest fixed point. Open
 * interest falls only as far as the other side closes too; it does not fall if new positions take the closing volume.
 *
 * Against liquidation-cascade: here fills are at the end of the round and impact multiplies the shocked price; there
 * fills are at the round's average price and impact adds as a fraction of the reference price.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import { BRUNNERMEIER_PEDERSEN_2009, TOTH_2011 } from '../market/references.ts';
import { type Input, outputs, parameters } from './interface.ts';
import { compute, openInterestOf } from './model.ts';

/** Largest relative difference between the open interest of longs and shorts. */
const BALANCE_TOLERANCE = 1e-9;

/** A book in bitcoin, its longs crowded at high leverage. */
const BITCOIN_BOOK = [
  { side: 'long', openInterest: 12_000, entryPrice: 59_000, leverage: 3, maintenanceMarginRate: 0.005 },
  { side: 'long', openInterest: 15_000, entryPrice: 61_500, leverage: 10, maintenanceMarginRate: 0.005 },
  { side: 'long', openInterest: 10_000, entryPrice: 60_000, leverage: 15, maintenanceMarginRate: 0.005 },
  { side: 'long', openInterest: 8_000, entryPrice: 61_000, leverage: 25, maintenanceMarginRate: 0.005 },
  { side: 'long', openInterest: 5_000, entryPrice: 60_500, leverage: 50, maintenanceMarginRate: 0.005 },
  { side: 'short', openInterest: 30_000, entryPrice: 60_000, leverage: 5, maintenanceMarginRate: 0.005 },
  { side: 'short', openInterest: 20_000, entryPrice: 60_500, leverage: 20, maintenanceMarginRate: 0.005 },
] as const;

export const openInterestCollapse = defineCalculator({
  slug: 'open-interest-collapse',
  title: 'Deleveraging of perpetual futures by leverage bucket',
  summary:
    'After an index shock, isolated-margin buckets whose liquidation price is crossed are closed; with voluntary exits this is a one-sided metaorder that moves the perpetual by a square-root or linear impact of its cumulative volume and triggers further buckets. Reports open interest before and after, forced flow, bad debt and the funding rate that the discount implies.',
  version: '1.1.0',
  concepts: [
    'open-interest-collapse',
    'panic-driven-deleveraging',
    'automated-margin-liquidation',
    'liquidation-cascade',
    'leverage-misuse',
    'trading-volume-metrics',
  ],
  phrases: ['open interest', 'perpetual futures', 'perpetual swap', 'funding rate', 'short squeeze', 'long squeeze'],
  nulls: 'absent',
  parameters,
  outputs,

  equations: [
    String.raw`P^*_{\text{long}} = \frac{E(1 - 1/L)}{1 - m}, \quad P^*_{\text{short}} = \frac{E(1 + 1/L)}{1 + m}, \quad P^{\text{bankrupt}} = E\,(1 \mp 1/L)`,
    String.raw`P = P_1 \bigl(1 \mp I(Q)\bigr), \quad P_1 = P_0 (1 - \text{shock}), \quad I(Q) = Y \sigma \sqrt{Q / V} \;\text{ or }\; Q / \text{depth}`,
    String.raw`\text{OI} = \text{OI}_0 - c\, Q`,
    String.raw`F = p + \mathrm{clamp}(i - p,\, \pm c_F), \quad |F| \le F_{\max}, \quad p = P / P_1 - 1`,
  ],
  assumptions: [
    'Linear contracts on isolated margin; a bucket is liquidated as a whole; no insurance fund and no auto-deleveraging.',
    'The perpetual does not move the index, and new entrants are passive.',
    'Fills at the price at the end of a round make bad debt an upper estimate.',
    'A price equal to a liquidation price liquidates; a fill at the bankruptcy price leaves no bad debt.',
    'Buckets beyond their liquidation price from the start are liquidated even without a shock.',
    'Impact is cut at 99 % for a fall and at 1000 % for a rise.',
    'The square-root law was measured on metaorders, not on panics.',
  ],
  references: [
    {
      citation:
        "Almgren, R., Thum, C., Hauptmann, E., Li, H. (2005), 'Direct Estimation of Equity Market Impact', Risk 18(7), 58-62",
    },
    TOTH_2011,
    BRUNNERMEIER_PEDERSEN_2009,
    { citation: 'Exchange documents for the funding formula F = P + clamp(I - P, -0.05 %, +0.05 %)' },
  ],
  presets: [
    {
      name: 'leveraged-bitcoin-market',
      title: 'A fall of 5 % in a market with longs from 3 to 50 times leverage',
      parameters: {
        markPrice: 60_000,
        shock: 0.05,
        dailyVolume: 120_000,
        dailyVolatility: 0.04,
        impactCoefficient: 1,
        voluntaryExitFraction: 0.05,
        counterpartyCloseShare: 0.7,
        buckets: BITCOIN_BOOK,
      },
    },
    {
      name: 'quiet',
      title: 'A fall of 0.5 % that reaches no liquidation price',
      parameters: { markPrice: 60_000, shock: 0.005, dailyVolume: 120_000, buckets: BITCOIN_BOOK },
    },
    {
      name: 'stressed',
      title: 'The same market on a thin and volatile day falls by 9 %, and new buyers stay away',
      parameters: {
        markPrice: 60_000,
        shock: 0.09,
        dailyVolume: 50_000,
        dailyVolatility: 0.08,
        voluntaryExitFraction: 0.2,
        buckets: BITCOIN_BOOK,
      },
    },
    {
      name: 'short-squeeze',
      title: 'A rise of 5.5 % squeezes shorts at 20 times leverage, who lose more than their margin',
      parameters: {
        markPrice: 60_000,
        shock: -0.055,
        dailyVolume: 120_000,
        voluntaryExitFraction: 0.05,
        counterpartyCloseShare: 0.7,
        buckets: BITCOIN_BOOK,
      },
    },
  ],

  refuseEntryAt: {
    buckets: {
      *maintenanceMarginRate({ leverage, maintenanceMarginRate: m }, path) {
        if (m < 1 / leverage) return;
        const message = `must be below the initial margin 1/${leverage}, but got ${m}`;
        yield { parameter: `${path}.maintenanceMarginRate`, code: 'OUT_OF_RANGE', message };
      },
    },
  },
  refuseAt: { buckets: balanceFault },

  absoluteUnits: ({ impactModel }) => (impactModel === 'squareRoot' ? ['day'] : []),
  compute,
});

/** Every long has a short: both sides must have the same open interest, above 0. */
function* balanceFault(book: Input): Iterable<Problem> {
  const [long, short] = [openInterestOf(book, 'long'), openInterestOf(book, 'short')];
  const largest = Math.max(long, short);
  if (largest > 0 && Math.abs(long - short) <= BALANCE_TOLERANCE * largest) return;
  const message = `must hold as much open interest long as short, and more than 0, but got ${long} and ${short}`;
  yield { parameter: 'buckets', code: 'UNBALANCED', message };
}
