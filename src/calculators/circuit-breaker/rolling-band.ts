/** A rule of futures and crypto venues: a fall of so much below the high of the last minutes pauses trading. */
import type { HaltRule } from './session.ts';

export interface Band {
  /** Fall from the rolling high that halts, fraction. */
  readonly bandWidth: number;
  readonly lookbackMinutes: number;
  readonly haltMinutes: number;
  readonly maxHalts: number;
}

/** After a halt the high starts anew: what was traded before it no longer counts. */
export function rollingBand({ bandWidth, lookbackMinutes, haltMinutes, maxHalts }: Band): HaltRule {
  return (t, wanted, { minutes, prices, halts }) => {
    const last = halts.at(-1);
    const from = Math.max(t - lookbackMinutes, last === undefined ? 0 : last.minute + last.durationMinutes);
    let high = wanted;
    for (let i = prices.length - 1; i >= 0 && (minutes[i] as number) >= from; i -= 1) {
      high = Math.max(high, prices[i] as number);
    }
    const isHalt = halts.length < maxHalts && wanted <= (1 - bandWidth) * high;
    return { price: wanted, pause: isHalt ? { level: 1, minutes: haltMinutes } : null };
  };
}
