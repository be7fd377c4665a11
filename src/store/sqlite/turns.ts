/**
 * Reads of many keys that leave the event loop to others now and then: SQLite answers synchronously, and a batch of
 * keys may ask for the neighbours of a hundred hubs. What lies between two keys may be a write of this process.
 */
import { setImmediate } from 'node:timers/promises';

/** After so long, ms, the next key waits: well under the 50 ms that nothing may keep the event loop for. */
const TURN_MS = 4;

/** What `read` answers for each key, in the order of the keys. */
export async function inTurns<Key, Answer>(keys: readonly Key[], read: (key: Key) => Answer): Promise<Answer[]> {
  const answers: Answer[] = [];
  let began = performance.now();
  for (const key of keys) {
    if (performance.now() - began >= TURN_MS) {
      await setImmediate();
      began = performance.now();
    }
    answers.push(read(key));
  }
  return answers;
}
