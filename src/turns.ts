/**
 * Splits long work into short turns, so that the service stays responsive: a loop checks now and then whether its turn
 * is over, and waits for the next. The whole process shares one queue, so one loop runs in each round of the event
 * loop, however many are at work.
 */
import { setImmediate } from 'node:timers/promises';

/**
 * Well under 50 ms, the longest that anything may block the event loop: on a busy machine a turn takes several times as
 * long.
 */
const TURN_MS = 4;

let began = 0;
let queue: Promise<void> = Promise.resolve();

export function isTurnOver(): boolean {
  return performance.now() - began >= TURN_MS;
}

export function nextTurn(): Promise<void> {
  queue = queue
    .then(() => setImmediate())
    .then(() => {
      began = performance.now();
    });
  return queue;
}

/**
 * Resolves once everything that reached this process by now is read. Timers run before I/O, so on a busy machine data
 * that a timer takes to be late may have arrived long ago.
 */
export async function whatHasComeIsRead(): Promise<void> {
  // Two rounds include one whole poll phase, wherever in a round the call was made.
  await setImmediate();
  await setImmediate();
}

/** Calls `read` for each key, in order, in turns. This process may write between two reads. */
export async function inTurns<Key, Answer>(keys: readonly Key[], read: (key: Key) => Answer): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const key of keys) {
    if (isTurnOver()) await nextTurn();
    answers.push(read(key));
  }
  return answers;
}
