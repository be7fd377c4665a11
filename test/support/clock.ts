/** Clocks under the test's control, for tests about time itself. */
import { setImmediate } from 'node:timers/promises';
import { afterEach, jest } from '@jest/globals';
import { nextTurn } from '../../src/turns.ts';

/**
 * Stops this process's clock for the current test: timers and clocks stand still until `passes` advances them. The
 * event loop, connections and other threads work as usual.
 */
export function stopClock(): void {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] });
}
afterEach(letClockRun);

/** Restores the clock: a service needs it to stop, since it polls whether its connections have ended. */
export function letClockRun(): void {
  jest.useRealTimers();
}

/** Advances a stopped clock by `time` ms, running what falls due. */
export function passes(time: number): Promise<void> {
  return jest.advanceTimersByTimeAsync(time);
}

/** The duration of each turn of the event loop [ms], by a clock that only the work itself advances. */
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
  await nextTurn(); // it starts by the clock that everything else reads
  await done;
  return times;
}

/** The event loop turns that `work` takes if every check of the clock finds the turn over. */
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
