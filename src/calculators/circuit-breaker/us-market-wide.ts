/**
 * The US market-wide rule (NYSE Rule 7.12): a fall of 7 %, 13 % or 20 % below the previous close halts all trading.
 *
 * Levels 1 and 2 halt for 15 minutes, each at most once a day, level 2 also in place of level 1, and not from 15:25 on,
 * 35 minutes before the close. Level 3 ends the session at any time.
 */
import type { HaltRule } from './session.ts';

/** Falls below the previous close that make levels 1 to 3. */
const THRESHOLDS = [0.07, 0.13, 0.2] as const;
const HALT_MINUTES = 15;
const LAST_HALT_BEFORE_CLOSE = 35;

/** Prices of levels 1 to 3; one at its level triggers it. */
export function levelPrices(previousClose: number): [number, number, number] {
  const [first, second, third] = THRESHOLDS;
  return [previousClose * (1 - first), previousClose * (1 - second), previousClose * (1 - third)];
}

export function usMarketWide({
  previousClose,
  sessionMinutes,
}: {
  readonly previousClose: number;
  readonly sessionMinutes: number;
}): HaltRule {
  const levels = levelPrices(previousClose);
  let highest = 0;
  return (t, wanted) => {
    const level = levels.filter((price) => wanted <= price).length;
    if (level === levels.length) {
      return { price: wanted, pause: { level, minutes: sessionMinutes - t, endsSession: true } };
    }
    const halts = level > highest && t < sessionMinutes - LAST_HALT_BEFORE_CLOSE;
    if (halts) highest = level;
    return { price: wanted, pause: halts ? { level, minutes: HALT_MINUTES } : null };
  };
}
