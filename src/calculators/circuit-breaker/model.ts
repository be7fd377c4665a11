/**
 * A trading day under a halt rule: the path of prices without halts, replayed under a rule that may interrupt it.
 *
 * The path moves by its own steps. A halt shifts all later steps by its length and scales them by 1 - a: orders that
 * gathered during the halt absorb the share a of each step. Computed prices and times are compared as levels: 3,720 is
 * 7 % below 4,000 though 4,000 (1 - 0.07) comes out slightly below it.
 */
import type { Warn } from '../kit/definition.ts';
import { afterMove } from '../market/after-move.ts';
import { fallsTo, isAbove, isBelow, risesTo } from '../market/levels.ts';
import type { Input, Outputs } from './interface.ts';

/** Replays the path under the rule, and compares the day with one without halts. */
export function compute(input: Input, warn: Warn): Outputs {
  const { previousClose, pricePath } = input;
  const { minutes, prices, halts, sessionClosed } = tradeUnder(RULES[input.ruleSet](input), input);
  const unhalted = pricePath.map(({ price }) => price);
  const unhaltedLow = Math.min(...unhalted);
  const unhaltedFinalPrice = unhalted.at(-1) as number;
  const finalPrice = prices.at(-1) ?? null;
  const [firstHalt] = halts;
  const untradedPoints = pricePath.length - prices.length;
  const [level1Price, level2Price, level3Price] = levelPrices(previousClose);

  const declineTo = (price: number) => (previousClose - price) / previousClose;

  warnOfPath(input, warn);
  if (sessionClosed) warn('SESSION_CLOSED', 'The fall of 20 % ended the session.');
  if (untradedPoints > 0) warn('UNTRADED', `${untradedPoints} points of the path were not traded because of halts.`);
  if (input.ruleSet === 'rollingBand' && halts.length === input.maxHalts) {
    warn('HALT_LIMIT', 'The maximum number of halts was reached; further falls do not halt trading.');
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
    maxDecline: finalPrice === null ? null : declineTo(Math.min(...prices)),
    unhaltedMaxDecline: declineTo(unhaltedLow),
    declineAvoided: finalPrice === null ? null : (finalPrice - unhaltedFinalPrice) / previousClose,
    untradedPoints,
    halts,
    minuteSeries: minutes,
    priceSeries: prices,
  };
}

function warnOfPath({ ruleSet, previousClose, pricePath }: Input, warn: Warn): void {
  const first = (pricePath[0] as Input['pricePath'][number]).price;
  if (first > 2 * previousClose || first < previousClose / 2) {
    const message = `The path starts at ${first}, while previousClose is ${previousClose}. Is previousClose correct?`;
    warn('PRICE_SCALE', message);
  }
  const gaps = pricePath.slice(1).map(({ minute }, i) => minute - (pricePath[i] as { minute: number }).minute);
  if (ruleSet === 'luld' && gaps.some((gap) => gap > REFERENCE_MINUTES)) {
    const message = `Points lie more than ${REFERENCE_MINUTES} minutes apart, which makes the reference price of the bands stale.`;
    warn('COARSE_PATH', message);
  }
}

/** Trades so far: `minutes` and `prices` are parallel lists, in order. */
interface Tape {
  readonly minutes: number[];
  readonly prices: number[];
  readonly halts: Outputs['halts'][number][];
}

interface Verdict {
  /** Price at which the point trades: the wanted price, or the edge of the band that holds it back. */
  readonly price: number;
  /** The halt that it triggers; null if none. */
  readonly pause: { readonly level: number; readonly minutes: number; readonly endsSession?: boolean } | null;
}

/** Applies a rule to the wanted price at a minute, given the trades so far; called once per point, in order. */
type HaltRule = (minute: number, wanted: number, tape: Tape) => Verdict;

const RULES: Readonly<Record<Input['ruleSet'], (input: Input) => HaltRule>> = {
  usMarketWide,
  luld: limitUpLimitDown,
  rollingBand,
};

/** Replays the path until it ends, the session ends, or a halt closes the session. */
function tradeUnder(rule: HaltRule, { pricePath, haltAbsorption, sessionMinutes }: Input) {
  const tape: Tape = { minutes: [], prices: [], halts: [] };
  let delay = 0;
  let scale = 1;
  let wanted = 0;
  let before: number | undefined;
  for (const point of pricePath) {
    const t = point.minute + delay;
    if (isAbove(t, sessionMinutes, sessionMinutes)) break;
    wanted = before === undefined ? point.price : Math.max(0, wanted + scale * (point.price - before));
    before = point.price;

    const { price, pause } = rule(t, wanted, tape);
    tape.minutes.push(t);
    tape.prices.push(price);
    if (pause === null) continue;
    tape.halts.push({ level: pause.level, minute: t, price, durationMinutes: pause.minutes });
    if (pause.endsSession) return { ...tape, sessionClosed: true };
    delay += pause.minutes;
    scale *= 1 - haltAbsorption;
  }
  return { ...tape, sessionClosed: false };
}

/** Falls below the previous close that define levels 1 to 3 of the US market-wide rule. */
const THRESHOLDS = [0.07, 0.13, 0.2] as const;
const MARKET_WIDE_MINUTES = 15;
const LAST_HALT_BEFORE_CLOSE = 35;

/** Prices of levels 1 to 3; a price equal to a level triggers it. */
function levelPrices(previousClose: number): [number, number, number] {
  const [first, second, third] = THRESHOLDS;
  return [afterMove(previousClose, -first), afterMove(previousClose, -second), afterMove(previousClose, -third)];
}

/**
 * The US market-wide rule (NYSE Rule 7.12): a fall of 7 %, 13 % or 20 % below the previous close halts all trading.
 *
 * Levels 1 and 2 halt for 15 minutes, each at most once a day, and not from 15:25 on, 35 minutes before the close. A
 * fall straight to level 2 halts once, and level 1 no more. Level 3 ends the session at any time.
 */
function usMarketWide({ previousClose, sessionMinutes }: Input): HaltRule {
  const levels = levelPrices(previousClose);
  let highest = 0;
  return (t, wanted) => {
    const level = levels.filter((price) => fallsTo(wanted, price, previousClose)).length;
    if (level === levels.length) {
      const minutes = Math.max(0, sessionMinutes - t);
      return { price: wanted, pause: { level, minutes, endsSession: true } };
    }
    const halts = level > highest && isBelow(t, sessionMinutes - LAST_HALT_BEFORE_CLOSE, sessionMinutes);
    if (halts) highest = level;
    return { price: wanted, pause: halts ? { level, minutes: MARKET_WIDE_MINUTES } : null };
  };
}

/** Minutes of trading whose mean is the reference of Limit Up-Limit Down. */
const REFERENCE_MINUTES = 5;
const REFERENCE_STEP = 0.01;
const LIMIT_STATE_MINUTES = 0.25;
const LULD_PAUSE_MINUTES = 5;
const DOUBLED_BEFORE_CLOSE = 25;
/** Previous closes, both inclusive, between which the middle width applies, quote per base. */
const [CHEAP, LOW_PRICED] = [0.75, 3];

/**
 * The US rule for single shares, Limit Up-Limit Down: trades stay within a band around a reference price.
 *
 * The reference is the mean of trades over the preceding five minutes, updated only when that has moved by 1 %. If a
 * price presses against the band for 15 seconds, the share is paused for five minutes and resumes with a new reference.
 * Bands are 5 % for tier 1 and 10 % for tier 2 above 3 dollars, wider below, and some are doubled in the last 25
 * minutes.
 */
function limitUpLimitDown(input: Input): HaltRule {
  const { sessionMinutes } = input;
  let reference: number | null = null;
  let limitStateSince: number | null = null;
  const meanOf = meanOfLastMinutes(sessionMinutes);
  return (t, wanted, tape) => {
    if (reference === null) {
      reference = wanted;
      limitStateSince = null;
    } else {
      const mean = meanOf(t, tape);
      const step = mean === null ? 0 : Math.abs(mean - reference);
      if (mean !== null && risesTo(step, REFERENCE_STEP * reference, reference)) reference = mean;
    }

    const width = halfWidth(input, reference, t);
    const lower = Math.max(0, reference - width);
    const upper = reference + width;
    const price = Math.min(upper, Math.max(lower, wanted));
    if (isAbove(wanted, lower, reference) && isBelow(wanted, upper, reference)) {
      limitStateSince = null;
      return { price, pause: null };
    }
    if (limitStateSince === null) {
      limitStateSince = t;
      return { price, pause: null };
    }
    if (isBelow(t - limitStateSince, LIMIT_STATE_MINUTES, sessionMinutes)) return { price, pause: null };
    reference = null;
    return { price, pause: { level: 1, minutes: LULD_PAUSE_MINUTES } };
  };
}

/**
 * Half the width of the band at minute t, quote per base; its kind depends on the previous close, not the reference.
 *
 * @param reference - quote per base.
 */
function halfWidth({ previousClose, luldTier, sessionMinutes }: Input, reference: number, t: number): number {
  const isLate = !isBelow(t, sessionMinutes - DOUBLED_BEFORE_CLOSE, sessionMinutes);
  const factor = isLate && (luldTier === 1 || previousClose <= LOW_PRICED) ? 2 : 1;
  if (previousClose > LOW_PRICED) return factor * ((luldTier === 1 ? 0.05 : 0.1) * reference);
  if (previousClose >= CHEAP) return factor * (0.2 * reference);
  return factor * Math.min(0.15, 0.75 * reference);
}

/** Mean of the prices traded in the minutes before t, from t - 5 on; null if there are none. Call in order of time. */
function meanOfLastMinutes(sessionMinutes: number): (t: number, tape: Tape) => number | null {
  let first = 0;
  return (t, { minutes, prices }) => {
    const from = t - REFERENCE_MINUTES;
    while (first < minutes.length && isBelow(minutes[first] as number, from, sessionMinutes)) first += 1;
    let sum = 0;
    for (let i = first; i < prices.length; i += 1) sum += prices[i] as number;
    return first === prices.length ? null : sum / (prices.length - first);
  };
}

/**
 * A rule of futures and crypto venues: a fall by `bandWidth` below the high of the last minutes pauses trading. After a
 * halt the high starts anew: trades before it no longer count.
 */
function rollingBand({ bandWidth, lookbackMinutes, haltMinutes, maxHalts, sessionMinutes }: Input): HaltRule {
  return (t, wanted, { minutes, prices, halts }) => {
    const last = halts.at(-1);
    const from = Math.max(t - lookbackMinutes, last === undefined ? 0 : last.minute + last.durationMinutes);
    let high = wanted;
    for (let i = prices.length - 1; i >= 0 && !isBelow(minutes[i] as number, from, sessionMinutes); i -= 1) {
      high = Math.max(high, prices[i] as number);
    }
    const isHalt = halts.length < maxHalts && fallsTo(wanted, (1 - bandWidth) * high, high);
    return { price: wanted, pause: isHalt ? { level: 1, minutes: haltMinutes } : null };
  };
}
