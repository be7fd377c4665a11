/**
 * The US rule for single shares, Limit Up-Limit Down: trades stay within a band around a reference price.
 *
 * The reference is the mean of trades over the preceding five minutes, replaced only when it has moved by 1 %. A price
 * that presses against the band for 15 seconds pauses the share for five minutes, and trading resumes at a new reference.
 * Bands are 5 % for tier 1 and 10 % for tier 2 above 3 dollars, wider below, and some are doubled in the last 25 minutes.
 */
import type { HaltRule, Tape } from './session.ts';

/** Minutes of trading whose mean is the reference. */
export const REFERENCE_MINUTES = 5;
const REFERENCE_STEP = 0.01;
const LIMIT_STATE_MINUTES = 0.25;
const PAUSE_MINUTES = 5;
const DOUBLED_BEFORE_CLOSE = 25;
/** Previous closes between which the middle width holds, both included, quote per base. */
const [CHEAP, LOW_PRICED] = [0.75, 3];

export interface Share {
  /** Quote per base. */
  readonly previousClose: number;
  readonly luldTier: number;
  readonly sessionMinutes: number;
}

export function limitUpLimitDown(share: Share): HaltRule {
  let reference: number | null = null;
  let limitStateSince: number | null = null;
  const meanOf = meanOfLastMinutes();
  return (t, wanted, tape) => {
    if (reference === null) {
      reference = wanted;
      limitStateSince = null;
    } else {
      const mean = meanOf(t, tape);
      if (mean !== null && Math.abs(mean - reference) >= REFERENCE_STEP * reference) reference = mean;
    }

    const width = halfWidth(share, reference, t);
    const lower = Math.max(0, reference - width);
    const upper = reference + width;
    const price = Math.min(upper, Math.max(lower, wanted));
    if (wanted > lower && wanted < upper) {
      limitStateSince = null;
      return { price, pause: null };
    }
    if (limitStateSince === null) {
      limitStateSince = t;
      return { price, pause: null };
    }
    if (t - limitStateSince < LIMIT_STATE_MINUTES) return { price, pause: null };
    reference = null;
    return { price, pause: { level: 1, minutes: PAUSE_MINUTES } };
  };
}

/**
 * Half the width of the band.
 *
 * @param share - its previous close, not the reference, decides the kind of band.
 * @param reference - quote per base.
 * @param t - minutes after the open.
 * @returns quote per base.
 */
export function halfWidth({ previousClose, luldTier, sessionMinutes }: Share, reference: number, t: number): number {
  const isDoubled = t >= sessionMinutes - DOUBLED_BEFORE_CLOSE && (luldTier === 1 || previousClose <= LOW_PRICED);
  const factor = isDoubled ? 2 : 1;
  if (previousClose > LOW_PRICED) return factor * ((luldTier === 1 ? 0.05 : 0.1) * reference);
  if (previousClose >= CHEAP) return factor * (0.2 * reference);
  return factor * Math.min(0.15, 0.75 * reference);
}

/** Mean of the prices traded in the minutes before t, from t - 5 on; null without any. Ask in order of time. */
function meanOfLastMinutes(): (t: number, tape: Tape) => number | null {
  let first = 0;
  return (t, { minutes, prices }) => {
    while (first < minutes.length && (minutes[first] as number) < t - REFERENCE_MINUTES) first += 1;
    let sum = 0;
    for (let i = first; i < prices.length; i += 1) sum += prices[i] as number;
    return first === prices.length ? null : sum / (prices.length - first);
  };
}
