/**
 * Hand-made examples of warnings: for each code an input that triggers it, and a nearby one that does not.
 *
 * The conditions are those of the catalogue; codes covered by other tests or cases are not repeated.
 */
import { describe, expect, it } from '@jest/globals';
import { findCalculator } from '../../src/calculators/registry.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';

type Parameters = Readonly<Record<string, unknown>>;
/** What both inputs share, and how they differ with the warning and without it. */
type Row = [code: string, given: Parameters, deserves: Parameters, beside: Parameters];

const long = (more: Parameters) => ({ positions: [{ symbol: 0, size: 100, ...more }] });
/** A notional of 100 × 100 at the mark. */
const bracket = (notionalCap: number, more: Parameters = {}) => ({
  symbol: 0,
  notionalCap,
  maintenanceRate: 0.005,
  ...more,
});
const joined = (maintenanceAmount: number) => ({
  brackets: [bracket(5_000, { maintenanceAmount: 0 }), bracket(20_000, { maintenanceRate: 0.01, maintenanceAmount })],
});
/** One asset of 100 with equity of 10. */
const fund = { holdings: [[100]], equity: [10], marketDepth: [1e9] };
const lending = { poolReserveBase: 1e6, poolReserveQuote: 1e8, positions: [{ protocol: 0, collateral: 1, debt: 10 }] };
const protocolWith = (liquidationBonus: number) => ({
  protocols: [{ liquidationThreshold: 0.95, liquidationBonus, closeFactor: 0.5 }],
});
const puts = {
  spot: 100,
  vegaDepth: 1e9,
  options: [{ type: 'put', strike: 90, expiryYears: 0.1, impliedVolatility: 0.5, shortContracts: 10 }],
};
/** The first level of the market-wide rule, and a later trade. */
const fallThenPoint = (minute: number) => ({
  pricePath: [
    { minute: 0, price: 100 },
    { minute: 1, price: 92 },
    { minute, price: 92 },
  ],
});
const evenTimes = (count: number) => Array.from({ length: count }, (_, i) => 10 * i);
/** Waiting times that are quantiles of an exponential distribution, in mixed order. */
function exponentialTimes(count: number): number[] {
  let time = 0;
  return Array.from({ length: count }, (_, i) => {
    time -= Math.log(1 - (((37 * i) % count) + 0.5) / count);
    return time;
  });
}
/** Impacts by Y sigma (Q / V)^delta, at shares of the volume in per cent. */
const orders = (Y: number, delta: number, shares = [1, 2, 5, 10, 20, 50, 100]) => ({
  observations: shares.map((share) => {
    const impact = Y * 0.02 * (share / 100) ** delta;
    return { orderQuantity: 10 * share, dailyVolume: 1_000, dailyVolatility: 0.02, impact };
  }),
});

const WARNINGS: Record<string, Row[]> = {
  'account-liquidation': [
    // The requirement is 0.5 % of 10,000.
    ['ALREADY_LIQUIDATABLE', long({}), { collateral: 50 }, { collateral: 51 }],
    // Margin: a tenth of the entry value minus the loss, 1,110 - 1,100 and 1,100 - 1,000.
    [
      'ALREADY_LIQUIDATABLE',
      { collateral: 1_000 },
      long({ marginMode: 'isolated', leverage: 10, entryPrice: 111 }),
      long({ marginMode: 'isolated', leverage: 10, entryPrice: 110 }),
    ],
    ['BEYOND_BRACKETS', long({}), { brackets: [bracket(9_999)] }, { brackets: [bracket(10_000)] }],
    // 5,000 (0.01 - 0.005) = 25 makes the brackets continuous.
    ['BRACKET_JUMP', long({}), joined(24), joined(25)],
    ['FEE_EATS_MARGIN', long({}), { liquidationFeeRate: 0.0051 }, { liquidationFeeRate: 0.005 }],
  ],
  'circuit-breaker': [
    // A halt of 15 minutes in a session of 390 minutes.
    ['UNTRADED', {}, fallThenPoint(376), fallThenPoint(375)],
  ],
  'clearing-vector': [
    [
      'ALL_DEFAULT',
      {
        liabilities: [
          [0, 10],
          [10, 0],
        ],
        externalLiabilities: [5, 5],
      },
      { externalAssets: [1, 1] },
      // 9 plus two thirds of 11 exceeds 15.
      { externalAssets: [1, 9] },
    ],
  ],
  debtrank: [
    [
      'ALL_DEFAULT',
      {
        exposures: [
          [0, 0],
          [0, 0],
        ],
        equity: [1, 1],
      },
      { initialStress: [1, 1] },
      { initialStress: [1, 0.99] },
    ],
  ],
  'defi-collateral-contagion': [
    // 0.95 · 1.06 and 0.95 · 1.05, on both sides of 1.
    ['TOXIC_LIQUIDATION', lending, protocolWith(0.06), protocolWith(0.05)],
  ],
  'epidemic-contagion': [
    ['PEAK_BEYOND_HORIZON', {}, { horizon: 5, steps: 100 }, { horizon: 60 }],
    // (0.6 + 0.2) · 60 / steps is above 0.5, or at most 0.5.
    ['COARSE_GRID', { horizon: 60 }, { steps: 90 }, { steps: 600 }],
    ['INVASION_LIMIT', {}, { initialInfected: 0 }, { initialInfected: 1e-6 }],
  ],
  'fire-sale-contagion': [
    ['ALL_INSOLVENT', fund, { assetShocks: [0.11] }, { assetShocks: [0.09] }],
    // Nine times the loss must be sold, out of 100.
    ['SALES_EXCEED_HOLDINGS', fund, { assetShocks: [0.112] }, { assetShocks: [0.111] }],
    // Sales of 9 · 5.
    [
      'IMPACT_EXCEEDS_PRICE',
      { ...fund, impactModel: 'linear', assetShocks: [0.05] },
      { marketDepth: [40] },
      { marketDepth: [1e6] },
    ],
  ],
  'hawkes-calibration': [
    ['UNSORTED', {}, { timestamps: [10, 0, ...evenTimes(120).slice(2)] }, { timestamps: evenTimes(120) }],
    ['FEW_EVENTS', { windowStart: 0 }, { timestamps: exponentialTimes(99) }, { timestamps: exponentialTimes(100) }],
    [
      'NO_EXCITATION',
      {},
      { timestamps: evenTimes(120) },
      { timestamps: evenTimes(120).flatMap((time) => [time, time + 0.1, time + 0.2]) },
    ],
    ['POOR_FIT', { windowStart: 0 }, { timestamps: evenTimes(120).slice(1) }, { timestamps: exponentialTimes(120) }],
  ],
  'hawkes-clustering': [
    ['CRITICAL', {}, { branchingRatio: 1 }, { branchingRatio: 0.999 }],
    ['NEARLY_CRITICAL', {}, { branchingRatio: 0.99 }, { branchingRatio: 0.8 }],
    ['QUANTILE_BEYOND_LIMIT', { branchingRatio: 1 }, { quantileLevel: 0.999 }, { quantileLevel: 0.9 }],
  ],
  'impact-calibration': [
    ['OUTSIDE_LAW', {}, orders(1, 1.5), orders(1, 0.5)],
    ['NO_IMPACT', {}, orders(-1, 0.5), orders(1, 0.5)],
    ['NARROW_RANGE', {}, orders(1, 0.5, [1, 2, 3, 5, 9.9]), orders(1, 0.5, [1, 2, 3, 5, 10.1])],
    [
      'NEGATIVE_LEFT_OUT',
      { method: 'logLinear' },
      { observations: [...orders(1, 0.5).observations, { ...orders(-1, 0.5).observations[0] }] },
      orders(1, 0.5),
    ],
  ],
  'short-option-margin-spiral': [
    ['CALL_BEFORE', puts, { accountEquity: 10 }, { accountEquity: 10_000 }],
    ['FULLY_CLOSED', puts, { accountEquity: 10 }, { accountEquity: 10_000 }],
    ['VOLATILITY_CAP', { ...puts, accountEquity: 10 }, { vegaDepth: 1e-3 }, { vegaDepth: 1e9 }],
  ],
  'stop-loss-cascade': [
    [
      'ALL_TRIGGERED',
      { shock: 0.06, impactCoefficient: 0 },
      { stopOrders: [{ triggerPrice: 94, quantity: 1 }] },
      {
        stopOrders: [
          { triggerPrice: 94, quantity: 1 },
          { triggerPrice: 93.9, quantity: 1 },
        ],
      },
    ],
  ],
  'threshold-contagion': [
    // The share of a normal distribution around 0.18 below 0: 2.3 % and 0.0000099 %.
    ['SPONTANEOUS_SELLERS', { seedFraction: 0.001 }, { thresholdStd: 0.09 }, { thresholdStd: 0.03 }],
    ['CASCADE_WITHOUT_CONDITION', { meanDegree: 8 }, { seedFraction: 0.3 }, { seedFraction: 0.001 }],
  ],
};

describe.each(Object.entries(WARNINGS))('%s', (slug, rows) => {
  const codes = (parameters: Parameters) =>
    runCalculator(findCalculator(slug), parameters).warnings.map(({ code }) => code);

  it.each(rows)('warns of %s where it is deserved, and not beside', (code, given, deserves, beside) => {
    expect(codes({ ...given, ...deserves })).toContain(code);
    expect(codes({ ...given, ...beside })).not.toContain(code);
  });
});
