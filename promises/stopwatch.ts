/**
 * Time as on an otherwise idle machine: a program's work counts in full, its waiting for a processor that others use
 * does not. Where the system lacks the figures, all time counts.
 */
import { readFileSync } from 'node:fs';

export interface Stopwatch {
  /** Since the start [ms]. */
  milliseconds(): number;
  /** How long the program has waited for a processor since [ms]. */
  heldBack(): number;
}

interface Times {
  /** Running on a processor [ms]. */
  ran: number;
  /** Ready to run while others had the processors [ms]. */
  heldBack: number;
}

/** Starts a stopwatch on work that process `pid` does for this one. Once it has ended, its last known figures count. */
export function stopwatch(pid: number): Stopwatch {
  const began = performance.now();
  const [then, ownThen] = [timesOf(pid), timesOf(process.pid)];
  let now = then;
  const look = () => {
    now = timesOf(pid) ?? now;
    return { ran: since(then, now, 'ran'), heldBack: since(then, now, 'heldBack') };
  };
  return {
    milliseconds() {
      const passed = performance.now() - began;
      const { ran, heldBack } = look();
      const ownHeldBack = since(ownThen, timesOf(process.pid), 'heldBack');
      // Both processes may have waited for a processor at the same time.
      return Math.max(ran, passed - heldBack - ownHeldBack);
    },
    heldBack: () => look().heldBack,
  };
}

const since = (then: Times | null, now: Times | null, what: keyof Times) =>
  then === null || now === null ? 0 : now[what] - then[what];

/** Of the main thread; null if the process is gone or the system lacks the figures. */
function timesOf(pid: number): Times | null {
  try {
    const [ran = 0, heldBack = 0] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ').map(Number);
    return { ran: ran / 1e6, heldBack: heldBack / 1e6 };
  } catch {
    return null;
  }
}
