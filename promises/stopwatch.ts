/**
 * Time as it would be on a machine that does nothing else: what a program did counts in full, what it waited for a
 * processor that others had does not. Where the system does not tell, all of it counts.
 */
import { readFileSync } from 'node:fs';

export interface Stopwatch {
  /** Since it was started [ms]. */
  milliseconds(): number;
  /** How long the machine has held the program back since [ms]. */
  heldBack(): number;
}

interface Times {
  /** On a processor [ms]. */
  ran: number;
  /** Ready to run while others had the processors [ms]. */
  heldBack: number;
}

/** Starts a watch on what the process `pid` does for this one. Of one that has ended, what was last seen counts. */
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
      // Both may have been held back at the same time.
      return Math.max(ran, passed - heldBack - ownHeldBack);
    },
    heldBack: () => look().heldBack,
  };
}

const since = (then: Times | null, now: Times | null, what: keyof Times) =>
  then === null || now === null ? 0 : now[what] - then[what];

/** Of the thread that answers; null where the process is gone, or the system does not tell. */
function timesOf(pid: number): Times | null {
  try {
    const [ran = 0, heldBack = 0] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ').map(Number);
    return { ran: ran / 1e6, heldBack: heldBack / 1e6 };
  } catch {
    return null;
  }
}
