/** How far the heap grows before a garbage collection. */
import { setFlagsFromString } from 'node:v8';

/** Percent of the live heap; by default V8 lets a small heap grow by 350. */
const GROWTH = 100;

/**
 * Limits the heaps of this process and its worker threads to twice the live size, for work that is not
 * latency-critical.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
}
