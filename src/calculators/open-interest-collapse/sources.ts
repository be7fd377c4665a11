/** Publications behind the collapse of open interest, and ready-made inputs. */
import type { Preset, Reference } from '../kit/definition.ts';
import type { Given } from '../kit/input.ts';
import { BRUNNERMEIER_PEDERSEN_2009, TOTH_2011 } from '../market/references.ts';
import type { parameters } from './parameters.ts';

export const references: readonly Reference[] = [
  {
    citation:
      "Almgren, R., Thum, C., Hauptmann, E., Li, H. (2005), 'Direct Estimation of Equity Market Impact', Risk 18(7), 58-62",
  },
  TOTH_2011,
  BRUNNERMEIER_PEDERSEN_2009,
  { citation: 'Exchange documents for the funding formula F = P + clamp(I - P, -0.05 %, +0.05 %)' },
];

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

export const presets: readonly [Preset<Given<typeof parameters>>, ...Preset<Given<typeof parameters>>[]] = [
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
];
