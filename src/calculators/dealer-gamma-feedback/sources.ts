/** Publications behind the dealers' hedging loop, and its ready-made inputs. */
import type { Preset, Reference } from '../kit/definition.ts';
import type { Given } from '../kit/input.ts';
import { BLACK_SCHOLES_1973, MERTON_1973 } from '../market/references.ts';
import type { parameters } from './parameters.ts';

export const references: readonly Reference[] = [
  BLACK_SCHOLES_1973,
  MERTON_1973,
  {
    citation:
      "Frey, R., Stremme, A. (1997), 'Market Volatility and Feedback Effects from Dynamic Hedging', Mathematical Finance 7(4), 351-374",
    doi: '10.1111/1467-9965.00036',
  },
  {
    citation:
      "Schönbucher, P. J., Wilmott, P. (2000), 'The Feedback Effect of Hedging in Illiquid Markets', SIAM Journal on Applied Mathematics 61(1), 232-272",
    doi: '10.1137/S0036139996308534',
  },
  { citation: "Barbon, A., Buraschi, A. (2020), 'Gamma Fragility', SSRN 3725454" },
  {
    citation:
      "Ni, S. X., Pearson, N. D., Poteshman, A. M., White, J. (2021), 'Does Option Trading Have a Pervasive Impact on Underlying Stock Prices?', Review of Financial Studies 34(4), 1952-1986",
  },
  { citation: "Hull, J. C., 'Options, Futures, and Other Derivatives': the greeks and delta hedging" },
];

const MIXED_BOOK = [
  { type: 'put', strike: 50_000, expiryYears: 0.08, impliedVolatility: 0.65, dealerPosition: -6000 },
  { type: 'put', strike: 56_000, expiryYears: 0.08, impliedVolatility: 0.58, dealerPosition: -5000 },
  { type: 'put', strike: 58_000, expiryYears: 0.02, impliedVolatility: 0.55, dealerPosition: -1500 },
  { type: 'call', strike: 64_000, expiryYears: 0.08, impliedVolatility: 0.54, dealerPosition: 5000 },
  { type: 'call', strike: 70_000, expiryYears: 0.08, impliedVolatility: 0.56, dealerPosition: 7000 },
] as const;

export const presets: readonly [Preset<Given<typeof parameters>>, ...Preset<Given<typeof parameters>>[]] = [
  {
    name: 'short-puts-long-calls',
    title: 'Dealers short puts below and long calls above a coin at 60 000, which falls by 5 %',
    parameters: {
      spot: 60_000,
      riskFreeRate: 0.04,
      dividendYield: 0,
      marketDepth: 1_500_000_000,
      shock: 0.05,
      options: MIXED_BOOK,
    },
  },
  {
    name: 'quiet',
    title: 'Dealers long gamma around the spot buy the fall and take a quarter of it away',
    parameters: {
      spot: 60_000,
      marketDepth: 1_500_000_000,
      shock: 0.02,
      options: [
        { type: 'call', strike: 60_000, expiryYears: 0.08, impliedVolatility: 0.5, dealerPosition: 2000 },
        { type: 'put', strike: 58_000, expiryYears: 0.08, impliedVolatility: 0.52, dealerPosition: 1500 },
      ],
    },
  },
  {
    name: 'stressed',
    title: 'The mixed book in two thirds of the depth makes a fall of 8 % one of 47 %',
    parameters: { spot: 60_000, riskFreeRate: 0.04, marketDepth: 1_000_000_000, shock: 0.08, options: MIXED_BOOK },
  },
  {
    name: 'short-squeeze',
    title: 'Dealers short calls of one week buy into a rise of 5 % and make it 13 %',
    parameters: {
      spot: 100,
      marketDepth: 40_000_000,
      shock: -0.05,
      contractSize: 100,
      options: [
        { type: 'call', strike: 105, expiryYears: 0.02, impliedVolatility: 0.8, dealerPosition: -300 },
        { type: 'call', strike: 115, expiryYears: 0.02, impliedVolatility: 0.9, dealerPosition: -600 },
      ],
    },
  },
];
