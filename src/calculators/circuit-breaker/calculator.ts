/**
 * Circuit breakers: a path of prices as it would be traded without any halt, played against a halt rule.
 *
 * Three rules, each in its own file: the US market-wide levels of 7, 13 and 20 %, the price bands of Limit Up-Limit Down,
 * and a band below a rolling high. The path moves by its own steps; a halt of length h shifts all later steps by h, and
 * scales them by 1 - a where halts give buyers time to come in: after n halts
 *
 *   y_i = max(0, y_(i-1) + (1 - a)^n (x_i - x_(i-1))),
 *
 * y being the price that trade wants and x the path. Whether halts calm (a > 0) or only delay (a = 0) is an assumption:
 * the rush towards a threshold that is near, the magnet effect (Subrahmanyam 1994), is not modelled.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import type { Values } from '../kit/input.ts';
import type { BaseUnit } from '../kit/unit.ts';
import { limitUpLimitDown, REFERENCE_MINUTES } from './limit-up-limit-down.ts';
import { outputs } from './outputs.ts';
import { parameters } from './parameters.ts';
import { rollingBand } from './rolling-band.ts';
import { type HaltRule, type PathPoint, tradeUnder } from './session.ts';
import { presets, references } from './sources.ts';
import { levelPrices, usMarketWide } from './us-market-wide.ts';

type Day = Values<typeof parameters>;

const RULES: Readonly<Record<Day['ruleSet'], (day: Day) => HaltRule>> = {
  usMarketWide,
  luld: limitUpLimitDown,
  rollingBand,
};

/** Times and dollars that each rule has written into it. */
const ABSOLUTE_UNITS: Readonly<Record<Day['ruleSet'], readonly BaseUnit[]>> = {
  usMarketWide: ['minute'],
  luld: ['minute', 'quote', 'base'],
  rollingBand: [],
};

export const circuitBreaker = defineCalculator({
  slug: 'circuit-breaker',
  title: 'Circuit breakers and volatility pauses',
  summary:
    'Applies the US market-wide rule of 7, 13 and 20 %, the Limit Up-Limit Down bands for single shares, or a rolling-band rule as on futures and crypto venues to a given path of prices. Tells when trading halts, what decline is still untraded at that moment, and how the day ends if each halt absorbs part of the moves that follow.',
  version: '1.0.0',
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
    'Rules are checked at the points of the path only, so the path has to be fine.',
    'Thresholds and bands are not rounded to cents.',
    'Limit Up-Limit Down has no minimum of 30 seconds between updates of the reference and no straddle state; after a pause trading resumes at the next wanted price.',
    'A halt absorbs a fixed share of all later moves; evidence on that is mixed, and the rush towards a near threshold is not modelled.',
    'Halts are not shortened by the close; a path that they delay beyond it stays untraded.',
    'Rules of European and crypto venues differ in detail.',
  ],
  references,
  presets,

  *refuse({ pricePath }) {
    for (const [index, { minute }] of pricePath.entries()) {
      const before = pricePath[index - 1];
      if (before !== undefined && minute <= before.minute) yield notLater(index, minute, before);
    }
  },

  absoluteUnits: ({ ruleSet }) => ABSOLUTE_UNITS[ruleSet],
  compute(parameters, warn) {
    const { ruleSet, previousClose, pricePath, maxHalts } = parameters;
    const { minutes, prices, halts, sessionClosed } = tradeUnder(RULES[ruleSet](parameters), parameters);

    const unhalted = pricePath.map(({ price }) => price);
    const unhaltedLow = Math.min(...unhalted);
    const unhaltedFinalPrice = unhalted.at(-1) as number;
    const finalPrice = prices.at(-1) ?? null;
    const [firstHalt] = halts;
    const untradedPoints = pricePath.length - prices.length;
    const [level1Price, level2Price, level3Price] = levelPrices(previousClose);

    if (sessionClosed) warn('SESSION_CLOSED', 'The fall of 20 % ended the session.');
    if (untradedPoints > 0) warn('UNTRADED', `${untradedPoints} points of the path come too late to be traded.`);
    if (ruleSet === 'rollingBand' && halts.length === maxHalts) {
      warn('HALT_LIMIT', 'The most halts of a session were reached; further falls do not halt.');
    }
    if (ruleSet === 'luld' && isCoarse(pricePath)) {
      const message = `Points lie more than ${REFERENCE_MINUTES} minutes apart, so that the reference of the bands goes stale.`;
      warn('COARSE_PATH', message);
    }

    return {
      haltCount: halts.length,
      highestLevel: Math.max(0, ...halts.map(({ level }) => level)),
      sessionClosed,
      level1Price,
      level2Price,
      level3Price,
      totalHaltMinutes: halts.reduce((sum, { durationMinutes }) => sum + durationMinutes, 0),
      firstHaltMinute: firstHalt?.minute ?? null,
      firstHaltPrice: firstHalt?.price ?? null,
      remainingDeclineAtFirstHalt: firstHalt === undefined ? null : (firstHalt.price - unhaltedLow) / previousClose,
      finalPrice,
      unhaltedFinalPrice,
      maxDecline: finalPrice === null ? null : 1 - Math.min(...prices) / previousClose,
      unhaltedMaxDecline: 1 - unhaltedLow / previousClose,
      declineAvoided: finalPrice === null ? null : (finalPrice - unhaltedFinalPrice) / previousClose,
      untradedPoints,
      halts,
      minuteSeries: minutes,
      priceSeries: prices,
    };
  },
});

function notLater(index: number, minute: number, before: PathPoint): Problem {
  const message = `must be above ${before.minute}, the minute before it, but got ${minute}`;
  return { parameter: `pricePath[${index}].minute`, code: 'OUT_OF_RANGE', message };
}

/** Whether somewhere no trade of the last five minutes is left to take the mean of. */
function isCoarse(path: readonly PathPoint[]): boolean {
  return path.some(({ minute }, i) => i > 0 && minute - (path[i - 1] as PathPoint).minute > REFERENCE_MINUTES);
}
