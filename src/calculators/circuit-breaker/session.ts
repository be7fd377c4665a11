/**
 * A trading day under a halt rule: the path of prices that would be, played against a rule that may interrupt it.
 *
 * The path moves on by its own steps. A halt shifts all later steps by its length and scales them by 1 - a, the share a
 * of each step being absorbed by orders that gathered during the halt.
 */

export interface PathPoint {
  /** Minutes after the open. */
  readonly minute: number;
  /** Price without any halt, quote per base. */
  readonly price: number;
}

export interface Halt {
  readonly level: number;
  readonly minute: number;
  readonly price: number;
  readonly durationMinutes: number;
}

/** What was traded so far: `minutes` and `prices` side by side, in order. */
export interface Tape {
  readonly minutes: number[];
  readonly prices: number[];
  readonly halts: Halt[];
}

export interface Verdict {
  /** Price at which the point trades: the wanted one, or the band that holds it back. */
  readonly price: number;
  /** The halt it sets off; null for none. */
  readonly pause: { readonly level: number; readonly minutes: number; readonly endsSession?: boolean } | null;
}

/** Judges a wanted price at a minute, given what was traded before; asked once per point, in order. */
export type HaltRule = (minute: number, wanted: number, tape: Tape) => Verdict;

export interface Session {
  /** In strictly increasing minutes, at least one. */
  readonly pricePath: readonly PathPoint[];
  readonly haltAbsorption: number;
  readonly sessionMinutes: number;
}

/** Plays the path until it ends, the session ends, or a halt closes the session. */
export function tradeUnder(rule: HaltRule, session: Session): Tape & { sessionClosed: boolean } {
  const { pricePath, haltAbsorption, sessionMinutes } = session;
  const tape: Tape = { minutes: [], prices: [], halts: [] };
  let delay = 0;
  let scale = 1;
  let wanted = 0;
  let before: PathPoint | undefined;
  for (const point of pricePath) {
    const t = point.minute + delay;
    if (t > sessionMinutes) break;
    wanted = before === undefined ? point.price : Math.max(0, wanted + scale * (point.price - before.price));
    before = point;

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
