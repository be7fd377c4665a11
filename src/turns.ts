/**
 * Long work in short turns, so that a service goes on answering: a loop asks now and then whether its turn is over, and
 * waits for the next. There is one queue for the whole process: whatever number of loops are at work, one of them runs
 * in each round of the event loop.
 */
import { setImmediate } from 'node:timers/promises';

/** Well under the 50 ms that nothing may block the event loop for: a busy machine takes a turn several times as long. */
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
 * Resolves when all that has been sent to this process by now is read. Timers come before reads: on a busy machine what
 * is thought to be late may have come long ago.
 */
export async function whatHasComeIsRead(): Promise<void> {
  // From anywhere within a turn, the reads of a whole one lie between.
  await setImmediate();
  await setImmediate();
}

/** What `read` answers for each key, in the order of the keys. What lies between two may be a write of this process. */
export async function inTurns<Key, Answer>(keys: readonly Key[], read: (key: Key) => Answer): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const key of keys) {
    if (isTurnOver()) await nextTurn();
    answers.push(read(key));
  }
  return answers;
}
