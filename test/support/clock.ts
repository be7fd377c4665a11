/** Clocks that a test drives, where time itself is the subject. */
import { setImmediate } from 'node:timers/promises';
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

/** The time, ms, that each turn of the event loop takes, by a clock that stands still but where the work moves it on. */
export async function timesOfTurns(work: (takes: (time: number) => void) => Promise<unknown>): Promise<number[]> {
  let now = performance.now();
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
  const times: number[] = [];
  let isDone = false;
  const done = work((time) => {
    now += time;
  }).finally(() => {
    isDone = true;
  });
  for (let last = now; !isDone; last = now) {
    await setImmediate();
    times.push(now - last);
  }
  clock.mockRestore();
  await nextTurn(); // which begins by the clock that all others read
  await done;
  return times;
}

/** Turns of the event loop that `work` takes where each look at the clock finds the turn over. */
export async function turnsOf(work: () => Promise<unknown>): Promise<number> {
  let now = performance.now();
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => {
    now += 1_000;
    return now;
  });
  let isDone = false;
  const done = work().finally(() => {
    isDone = true;
  });
  let turns = 0;
  for (; !isDone; turns++) await setImmediate();
  clock.mockRestore();
  await nextTurn();
  await done;
  return turns;
}
