/** Publications behind the short-option spiral, and its ready-made inputs. */
import type { Preset, Reference } from '../kit/definition.ts';
import type { Given } from '../kit/input.ts';
import { BRUNNERMEIER_PEDERSEN_2009 } from '../market/references.ts';
import type { parameters } from './parameters.ts';

export const references: readonly Reference[] = [
  { citation: "CME Group, 'CME SPAN: Standard Portfolio Analysis of Risk', methodology" },
  { citation: 'FINRA Rule 4210 and Cboe Rule 10.3, strategy-based margin of short options' },
  { citation: 'Standard margin of venues for coin options (Deribit, Aevo): the larger of 15 % less OTM and 10 %' },
  BRUNNERMEIER_PEDERSEN_2009,
  {
    citation:
      "Bollen, N. P. B., Whaley, R. E. (2004), 'Does Net Buying Pressure Affect the Shape of Implied Volatility Functions?', Journal of Finance 59(2), 711-753",
    doi: '10.1111/j.1540-6261.2004.00647.x',
  },
  {
    citation:
      "Gârleanu, N., Pedersen, L. H., Poteshman, A. M. (2009), 'Demand-Based Option Pricing', Review of Financial Studies 22(10), 4259-4299",
    doi: '10.1093/rfs/hhp005',
  },
];

const SHORT_STRANGLES = [
  { type: 'put', strike: 54_000, expiryYears: 0.08, impliedVolatility: 0.6, shortContracts: 60 },
  { type: 'put', strike: 50_000, expiryYears: 0.08, impliedVolatility: 0.66, shortContracts: 60 },
  { type: 'call', strike: 70_000, expiryYears: 0.08, impliedVolatility: 0.56, shortContracts: 60 },
] as const;

export const presets: readonly [Preset<Given<typeof parameters>>, ...Preset<Given<typeof parameters>>[]] = [
  {
    name: 'short-strangles',
    title:
      'A seller of strangles on a coin at rates of initial margin, after a fall of 10 % and 30 points of volatility',
    parameters: {
      spot: 60_000,
      accountEquity: 1_300_000,
      vegaDepth: 3_000_000,
      shock: 0.1,
      volatilityShock: 0.3,
      options: SHORT_STRANGLES,
    },
  },
  {
    name: 'quiet',
    title: 'The same book after a fall of 2 %: no margin call',
    parameters: {
      spot: 60_000,
      accountEquity: 1_300_000,
      vegaDepth: 3_000_000,
      shock: 0.02,
      volatilityShock: 0.05,
      options: SHORT_STRANGLES,
    },
  },
  {
    name: 'stressed',
    title: 'The same book, 60 points of volatility and a thin market: bought back in full, the account under water',
    parameters: {
      spot: 60_000,
      accountEquity: 1_300_000,
      vegaDepth: 400_000,
      shock: 0.15,
      volatilityShock: 0.6,
      options: SHORT_STRANGLES,
    },
  },
  {
    name: 'scenario-scan',
    title: 'The same book with less equity under a scan of scenarios',
    parameters: {
      spot: 60_000,
      accountEquity: 950_000,
      vegaDepth: 3_000_000,
      shock: 0.1,
      volatilityShock: 0.3,
      marginModel: 'scenarioScan',
      options: SHORT_STRANGLES,
    },
  },
];
