/** Sorts large lists without blocking the event loop. */
import { firstWhere } from './first-where.ts';
import { isTurnOver, nextTurn } from './turns.ts';

/** Items sorted in one go, in under a millisecond. */
const RUN = 512;
/** Merge steps between two checks of the clock. */
const STEPS = 256;

/** `items` sorted by `compare`, stable: sorts runs, then merges them in pairs. */
export async function sortInTurns<Item>(
  items: readonly Item[],
  compare: (a: Item, b: Item) => number,
): Promise<Item[]> {
  let runs: Item[][] = [];
  for (let from = 0; from < items.length; from += RUN) {
    runs.push(items.slice(from, from + RUN).sort(compare));
    if (isTurnOver()) await nextTurn();
  }
  while (runs.length > 1) {
    const longer: Item[][] = [];
    for (let i = 0; i < runs.length; i += 2) {
      longer.push(await merged(runs[i] as Item[], runs[i + 1] ?? [], compare));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

/**
 * Like `sortInTurns`, with a number for each item that never decreases in the order of `compare`. Numbers lie together
 * in memory, so items are looked at only on ties.
 */
export async function sortByNumber<Item>(
  items: readonly Item[],
  numberOf: (item: Item) => number,
  compare: (a: Item, b: Item) => number,
): Promise<Item[]> {
  const numbers = new Float64Array(items.length);
  for (const [i, item] of items.entries()) {
    numbers[i] = numberOf(item);
    if (i % STEPS === 0 && isTurnOver()) await nextTurn();
  }
  const places = await sortInTurns(
    Array.from(items, (_, i) => i),
    (a, b) => (numbers[a] as number) - (numbers[b] as number) || compare(items[a] as Item, items[b] as Item),
  );
  return places.map((place) => items[place] as Item);
}

async function merged<Item>(
  left: Item[],
  right: readonly Item[],
  compare: (a: Item, b: Item) => number,
): Promise<Item[]> {
  if (right.length === 0) return left;
  // Runs that are already in order, as many are, need no merge.
  const from = firstWhere(left.length, (i) => compare(left[i] as Item, right[0] as Item) > 0);
  const to = firstWhere(right.length, (i) => compare(right[i] as Item, left.at(-1) as Item) >= 0);
  const all = left.slice(0, from);
  let [l, r] = [from, 0];
  while (l < left.length || r < to) {
    const takesLeft = r >= to || (l < left.length && compare(left[l] as Item, right[r] as Item) <= 0);
    all.push((takesLeft ? left[l++] : right[r++]) as Item);
    if (all.length % STEPS === 0 && isTurnOver()) await nextTurn();
  }
  return all.concat(right.slice(to));
}
