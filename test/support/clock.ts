/** Clocks that a test drives, where time itself is the subject. */
import { afterEach, jest } from '@jest/globals';
import { nextTurn } from '../../src/turns.ts';

/**
 * Stops the clock of this process for the test at hand: timers and clocks stand still until `passes` moves them on. The
 * event loop turns, connections and other threads work as ever.
 */
export function stopClock(): void {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] });
}
afterEach(letClockRun);

/** Before a service is stopped, which looks by the clock whether its connections have ended. */
export function letClockRun(): void {
  jest.useRealTimers();
}

/** Lets `time` ms pass on a stopped clock, with what falls due. */
export function passes(time: number): Promise<void> {
  return jest.advanceTimersByTimeAsync(time);
}

/** Turns of the event loop that `work` takes where each look at the clock finds the turn over. */
export async function turnsOf(work: () => Promise<unknown>): Promise<number> {
  let now = performance.now();
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => {
    now += 1_000;
    return now;
  });
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  try {
    await work();
  } finally {
    isOver = true;
    clock.mockRestore();
    await nextTurn(); // which begins by the clock that all others read
  }
  return turns;
}
