/**
 * Collapse of open interest: a shock to the index liquidates a perpetual's leveraged buckets, whose closing moves the
 * perpetual away from the index and reaches further ones.
 *
 * Buckets are linear contracts on isolated margin. A long of leverage L and maintenance margin m is closed at or below
 * E (1 - 1/L)/(1 - m), a short at or above E (1 + 1/L)/(1 + m). Together with the voluntary exits of the losing side the
 * closing volume is a one-sided metaorder: its cumulative size Q moves the price to P1 (1 -+ I(Q)), P1 = P0 (1 - shock),
 * by the square-root law (Toth et al. 2011) or linearly. The set liquidated in the end is the smallest fixed point. Open
 * interest falls only as far as the other side closes as well; where new positions take the closing volume, it stays.
 *
 * Against liquidation-cascade: here fills are at the end of the round and impact multiplies the shocked price; there
 * fills are at the round's average price and impact adds as a fraction of the reference price.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator, type Warn } from '../kit/definition.ts';
import type { Values } from '../kit/input.ts';
import { warnBeyondLaw } from '../market/impact.ts';
import { type Collapse, collapse, type PricedBucket, withPrices } from './collapse.ts';
import { fundingRate } from './funding.ts';
import { outputs } from './outputs.ts';
import { parameters } from './parameters.ts';
import { presets, references } from './sources.ts';

type Book = Values<typeof parameters>;

/** By how much open interest of longs and shorts may differ, relative. */
const BALANCE_TOLERANCE = 1e-9;

export const openInterestCollapse = defineCalculator({
  slug: 'open-interest-collapse',
  title: 'Deleveraging of perpetual futures by leverage bucket',
  summary:
    'After an index shock, isolated-margin buckets whose liquidation price is crossed are closed; with voluntary exits this is a one-sided metaorder that moves the perpetual by a square-root or linear impact of its cumulative volume and triggers further buckets. Tells open interest before and after, forced flow, bad debt and the funding rate that the discount implies.',
  version: '1.0.0',
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
    'Buckets beyond their liquidation price from the start are liquidated even without a shock.',
    'Impact is cut at 99 % for a fall and at 1000 % for a rise.',
    'The square-root law was measured on metaorders, not on panics.',
  ],
  references,
  presets,

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
  compute(parameters, warn) {
    const { markPrice: P0, shock, voluntaryExitFraction, counterpartyCloseShare } = parameters;
    const side = shock >= 0 ? 'long' : 'short';
    const buckets = parameters.buckets.map(withPrices);
    const losing = buckets.filter((bucket) => bucket.side === side);
    const P1 = P0 * (1 - shock);
    const market = { markPrice: P0, priceAfterShock: P1, impactOf: impactLaw(parameters), voluntaryExitFraction };
    const end = collapse(losing, side, market);
    const { finalPrice, forcedVolume, voluntaryVolume, badDebt, rounds, liquidated } = end;
    warnOfEnd(end, losing, parameters, warn);

    const Q = rounds.at(-1)?.cumulativeVolume ?? 0;
    const before = openInterestOf(parameters, 'long');
    // Within the tolerance of the balance shorts may outweigh longs.
    const openInterestAt = (cumulativeVolume: number) =>
      Math.max(0, before - counterpartyCloseShare * cumulativeVolume);
    const after = openInterestAt(Q);
    const totalReturn = finalPrice / P0 - 1;
    const endogenousReturn = finalPrice / P1 - 1;
    const rate = fundingRate(parameters, endogenousReturn);
    return {
      priceAfterShock: P1,
      priceFinal: finalPrice,
      totalReturn,
      endogenousReturn,
      amplification: shock === 0 ? null : totalReturn / -shock,
      openInterestBefore: before,
      openInterestAfter: after,
      openInterestChange: after / before - 1,
      notionalBefore: before * P0,
      notionalAfter: after * finalPrice,
      forcedVolume,
      voluntaryVolume,
      netForcedFlow: side === 'long' ? -Q : Q,
      liquidationPrices: buckets.map(({ liquidationPrice }) => liquidationPrice),
      liquidationRound: roundsByBucket(liquidated, buckets.length),
      badDebt,
      rounds: rounds.length,
      fundingRate: rate,
      fundingPaymentByLongs: rate * after * finalPrice,
      path: [
        { round: 0, price: P1, closedVolume: 0, openInterest: before },
        ...rounds.map(({ price, closedVolume, cumulativeVolume }, i) => ({
          round: i + 1,
          price,
          closedVolume,
          openInterest: openInterestAt(cumulativeVolume),
        })),
      ],
      status: statusOf(end, side),
    };
  },
});

function openInterestOf({ buckets }: Book, side: 'long' | 'short'): number {
  return buckets.reduce((sum, bucket) => (bucket.side === side ? sum + bucket.openInterest : sum), 0);
}

/** Every long has a short: their open interest must be the same, and there must be some. */
function* balanceFault(book: Book): Iterable<Problem> {
  const [long, short] = [openInterestOf(book, 'long'), openInterestOf(book, 'short')];
  const largest = Math.max(long, short);
  if (largest > 0 && Math.abs(long - short) <= BALANCE_TOLERANCE * largest) return;
  const message = `must hold as much open interest long as short, and more than 0, but got ${long} and ${short}`;
  yield { parameter: 'buckets', code: 'UNBALANCED', message };
}

/** I(Q), fraction of the price after the shock. */
function impactLaw(book: Book): (quantity: number) => number {
  const { impactModel, impactCoefficient: Y, dailyVolatility: sigma, dailyVolume, marketDepth } = book;
  if (impactModel === 'linear') return (Q) => Q / (marketDepth as number);
  return (Q) => Y * sigma * Math.sqrt(Q / (dailyVolume as number));
}

/** Round in which each bucket was liquidated, 0 for never. */
function roundsByBucket(liquidated: readonly (readonly number[])[], count: number): number[] {
  const roundOf = new Array<number>(count).fill(0);
  for (const [i, places] of liquidated.entries()) for (const place of places) roundOf[place] = i + 1;
  return roundOf;
}

function statusOf({ isAtLimit }: Collapse, side: 'long' | 'short') {
  if (!isAtLimit) return 'converged';
  return side === 'long' ? 'priceFloor' : 'priceCeiling';
}

function warnOfEnd(end: Collapse, losing: readonly PricedBucket[], book: Book, warn: Warn): void {
  const { markPrice, impactModel, dailyVolume } = book;
  const isPast = losing.some(({ side, liquidationPrice: LP }) => (side === 'long' ? markPrice <= LP : markPrice >= LP));
  if (isPast) warn('PAST_LIQUIDATION', 'Some buckets are beyond their liquidation price before any shock.');
  if (end.isAtLimit) warn('PRICE_LIMIT', 'The impact was cut at the largest move of the model.');
  if (end.badDebt > 0) warn('BAD_DEBT', 'Some buckets closed beyond their margin; someone else bears that loss.');
  if (impactModel === 'linear') return;
  const law = { ...book, dailyVolume: dailyVolume as number, impactExponent: 0.5 };
  warnBeyondLaw(law, end.forcedVolume + end.voluntaryVolume, warn);
}
