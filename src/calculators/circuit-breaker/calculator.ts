/**
 * Circuit breakers: a path of prices as they would be without any halt, replayed under a halt rule.
 *
 * Three rules: the US market-wide levels of 7, 13 and 20 %, the price bands of Limit Up-Limit Down, and a band below a
 * rolling high. The path moves by its own steps; a halt of length h shifts all later steps by h, and scales them by 1 - a
 * if halts give buyers time to come in: after n halts
 *
 *   y_i = max(0, y_(i-1) + (1 - a)^n (x_i - x_(i-1))),
 *
 * where y is the price at which the market wants to trade and x the path. Whether halts calm (a > 0) or only delay
 * (a = 0) is an assumption. The rush towards a near threshold, the magnet effect (Subrahmanyam 1994), is not modelled.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import type { BaseUnit } from '../kit/unit.ts';
import { type Input, outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

/** Units of the times and dollar amounts that are part of each rule. */
const ABSOLUTE_UNITS: Readonly<Record<Input['ruleSet'], readonly BaseUnit[]>> = {
  usMarketWide: ['minute'],
  luld: ['minute', 'quote', 'base'],
  rollingBand: [],
};

/** Time per pair of points: every point may look at all points of its window. */
const MS_PER_PAIR = 2e-6;

export const circuitBreaker = defineCalculator({
  slug: 'circuit-breaker',
  title: 'Circuit breakers and volatility pauses',
  summary:
    'Applies the US market-wide rule of 7, 13 and 20 %, the Limit Up-Limit Down bands for single shares, or a rolling-band rule as on futures and crypto venues to a given path of prices. Reports when trading halts, how much of the decline is still untraded at that moment, and how the day ends if each halt absorbs part of the moves that follow.',
  version: '1.1.0',
  concepts: [
    'volatility-triggered-pauses',
    'cascade-selling-pressure',
    'market-panic-selling',
    'breaking-points',
    'panic-selling-cascades',
    'liquidity-barriers',
  ],
  phrases: [
    'circuit breaker',
    'trading halt',
    'trading pause',
    'limit up',
    'limit down',
    'triggered pause',
    'volatility-based halting',
  ],
  nulls: 'refused',
  parameters,
  outputs,

  equations: [
    String.raw`y_i = \max\bigl(0,\; y_{i-1} + (1 - a)^{n} (x_i - x_{i-1})\bigr), \quad t_i = \text{minute}_i + \sum_{k \le n} h_k`,
    String.raw`\text{market-wide: } y \le P_{\text{close}} (1 - \theta_k), \quad \theta = (0.07,\, 0.13,\, 0.20)`,
    String.raw`\text{LULD: } \max(0, R - w) \le p \le R + w, \quad w = \begin{cases} 0.05\,R \text{ (tier 1)},\; 0.10\,R \text{ (tier 2)} & P_{\text{close}} > 3 \\ 0.20\,R & 0.75 \le P_{\text{close}} \le 3 \\ \min(0.15,\, 0.75\,R) & P_{\text{close}} < 0.75 \end{cases}`,
    String.raw`\text{rolling band: } y_t \le (1 - b) \max_{u \in [t - \ell,\, t]} y_u`,
  ],
  assumptions: [
    'Rules are checked at the points of the path only, so the path has to be closely spaced.',
    'Thresholds and bands are not rounded to cents.',
    'Limit Up-Limit Down has no minimum of 30 seconds between updates of the reference and no straddle state; after a pause, trading resumes at the next price of the path.',
    'A halt absorbs a fixed share of all later moves; evidence on that is mixed, and the rush to trade as a threshold approaches (the magnet effect) is not modelled.',
    'Halts are not shortened by the close; prices delayed beyond it stay untraded.',
    'Rules of European and crypto venues differ in detail.',
  ],
  references: [
    {
      citation:
        'NYSE Rule 7.12 and FINRA Rule 6121, market-wide circuit breakers at 7 %, 13 % and 20 %, 15 minutes before 15:25 ET',
    },
    {
      citation:
        'Plan to Address Extraordinary Market Volatility (Limit Up-Limit Down), permanent since 11 April 2019, doubled bands near the close as amended',
      url: 'https://www.luldplan.com',
    },
    {
      citation:
        "Subrahmanyam, A. (1994), 'Circuit Breakers and Market Volatility: A Theoretical Perspective', Journal of Finance 49(1), 237-254",
    },
    {
      citation:
        "Chen, H., Petukhov, A., Wang, J., Xing, H. (2024), 'The Dark Side of Circuit Breakers', Journal of Finance 79(2), 1405-1455",
    },
  ],
  presets: [
    {
      name: 'two-levels',
      title: 'A morning that falls by 16 % sets off levels 1 and 2 of the US market-wide rule',
      parameters: {},
    },
    {
      name: 'quiet',
      title: 'A day that falls by 3.5 % and recovers: no halt',
      parameters: {
        pricePath: [
          { minute: 0, price: 99.5 },
          { minute: 60, price: 98 },
          { minute: 180, price: 96.5 },
          { minute: 300, price: 97.4 },
          { minute: 390, price: 98.2 },
        ],
      },
    },
    {
      name: 'share-flash-crash',
      title:
        'A share drops by 18 % within three minutes and recovers: it is paused at its lower band, later at its upper one',
      parameters: {
        ruleSet: 'luld',
        previousClose: 50,
        pricePath: [
          { minute: 60, price: 50 },
          { minute: 61, price: 49.2 },
          { minute: 61.5, price: 46.5 },
          { minute: 61.75, price: 44 },
          { minute: 62, price: 42.5 },
          { minute: 62.5, price: 41 },
          { minute: 63, price: 43.5 },
          { minute: 64, price: 46 },
          { minute: 66, price: 48 },
        ],
        haltAbsorption: 0.3,
      },
    },
    {
      name: 'sp500-9-march-2020',
      title: 'S&P 500 on 9 March 2020: level 1 four minutes after the open, for the first time under this rule',
      source:
        'Bloomberg, 9 March 2020: 7 % halt at 2,764.21 at 9:34, level 2 at 2,585.96 and level 3 at 2,377.9, hence a previous close of 2,972.37; close of the index that day at 2,746.56. Prices in between are left out; the close is given 15 minutes early, as the halt delays it.',
      parameters: {
        previousClose: 2972.37,
        pricePath: [
          { minute: 4, price: 2764.21 },
          { minute: 375, price: 2746.56 },
        ],
      },
    },
  ],

  *refuse({ pricePath }) {
    for (const [index, { minute }] of pricePath.entries()) {
      const before = pricePath[index - 1];
      if (before !== undefined && minute <= before.minute) yield notLater(index, minute, before);
    }
  },

  absoluteUnits: ({ ruleSet }) => ABSOLUTE_UNITS[ruleSet],
  cost: ({ pricePath }) => MS_PER_PAIR * pricePath.length ** 2,
  compute,
});

function notLater(index: number, minute: number, before: Input['pricePath'][number]): Problem {
  const message = `must be above ${before.minute}, the minute before it, but got ${minute}`;
  return { parameter: `pricePath[${index}].minute`, code: 'OUT_OF_RANGE', message };
}
