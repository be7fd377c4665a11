/**
 * Long work in short slices, so that a service goes on answering: a loop asks now and then whether its slice is over,
 * and rests until what waits has had its turn.
 */
import { setImmediate } from 'node:timers/promises';

export interface Slices {
  isOver(): boolean;
  rest(): Promise<void>;
}

/** Well under the 50 ms that nothing may block the event loop for: a busy machine takes a slice several times as long. */
const SLICE_MS = 4;
/** Sorted at once, in less than a millisecond. */
const RUN = 512;
/** Steps of a merge between two looks at the clock. */
const STEPS = 256;

export function slices(): Slices {
  let began = performance.now();
  return {
    isOver: () => performance.now() - began >= SLICE_MS,
    async rest() {
      await setImmediate();
      began = performance.now();
    },
  };
}

/** `items` in the order of `compare`, equal ones as they stood: runs are sorted, then merged two by two. */
export async function sortInSlices<Item>(
  items: readonly Item[],
  compare: (a: Item, b: Item) => number,
  work: Slices,
): Promise<Item[]> {
  let runs: Item[][] = [];
  for (let from = 0; from < items.length; from += RUN) {
    runs.push(items.slice(from, from + RUN).sort(compare));
    if (work.isOver()) await work.rest();
  }
  while (runs.length > 1) {
    const longer: Item[][] = [];
    for (let i = 0; i < runs.length; i += 2) {
      longer.push(await merged(runs[i] as Item[], runs[i + 1] ?? [], compare, work));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

async function merged<Item>(
  left: readonly Item[],
  right: readonly Item[],
  compare: (a: Item, b: Item) => number,
  work: Slices,
): Promise<Item[]> {
  const all: Item[] = [];
  let [l, r] = [0, 0];
  while (l < left.length || r < right.length) {
    const takesLeft = r >= right.length || (l < left.length && compare(left[l] as Item, right[r] as Item) <= 0);
    all.push((takesLeft ? left[l++] : right[r++]) as Item);
    if (all.length % STEPS === 0 && work.isOver()) await work.rest();
  }
  return all;
}
