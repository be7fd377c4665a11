/** How far memory grows before it is seen what of it is still used. */
import { setFlagsFromString } from 'node:v8';

/** In percent of what is used; of its own accord V8 lets a small heap grow by 350. */
const GROWTH = 100;

/**
 * From now on the heap of this process, and those of its threads, grow to twice what is used at most: for work that nobody
 * waits for by the millisecond.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
}
