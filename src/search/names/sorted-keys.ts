/**
 * Sorted keys, each with the number of units it shares with the previous one: a trie without nodes. Keys with a common
 * prefix are adjacent, so one pass finds all that start with nearly a given text.
 */
import { isTurnOver, nextTurn } from '../../turns.ts';

export interface SortedKeys {
  readonly keys: readonly string[];
  /** Units that each key has in common with the previous one. */
  readonly shared: Uint16Array;
}

/** @param keys - sorted by UTF-16 units. */
export async function sortedKeys(keys: readonly string[]): Promise<SortedKeys> {
  const shared = new Uint16Array(keys.length);
  for (let i = 1; i < keys.length; i++) {
    shared[i] = commonLength(keys[i - 1] as string, keys[i] as string);
    if (i % 1_024 === 0 && isTurnOver()) await nextTurn();
  }
  return { keys, shared };
}

function commonLength(a: string, b: string): number {
  const longest = Math.min(a.length, b.length);
  let length = 0;
  while (length < longest && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

/** The range of the keys that start with `text`: `[from, to)`. */
export function startingWith({ keys }: SortedKeys, text: string): [from: number, to: number] {
  const from = firstFrom(keys, 0, (key) => key >= text);
  return [from, firstFrom(keys, from, (key) => !key.startsWith(text))];
}

/** The first index from `low` on where `isPast` holds; it must hold from there to the end. */
function firstFrom(keys: readonly string[], low: number, isPast: (key: string) => boolean): number {
  let high = keys.length;
  let from = low;
  while (from < high) {
    const middle = (from + high) >> 1;
    if (isPast(keys[middle] as string)) high = middle;
    else from = middle + 1;
  }
  return from;
}

/**
 * Visits every key that has a prefix within `most` edits of `text`; an edit inserts, deletes or changes a letter or
 * swaps two neighbours. The prefix with the fewest edits counts; among equals, the longest.
 *
 * Each prefix has one row in the table of edit distances, which serves all keys that share it. Once every cell of a row
 * exceeds `most`, no key with that prefix can match, and all of them are skipped. Only cells within `most` of the
 * diagonal are filled.
 *
 * @param visit - gets the index of the key, the edits, the length of the prefix, and the edits to the whole key (more
 *   than `most` if the whole key is not near).
 */
export function startingNearly(
  { keys, shared }: SortedKeys,
  text: string,
  most: number,
  visit: (place: number, edits: number, length: number, whole: number) => void,
): void {
  const width = text.length + 2;
  const rows = new Uint8Array((text.length + most + 2) * width).fill(most + 1);
  for (let j = 0; j <= Math.min(text.length, most); j++) rows[j] = j;
  // By prefix length: the fewest edits of any prefix up to there, and the length of that prefix.
  const fewest = new Uint8Array(text.length + most + 2).fill(most + 1);
  const bestLength = new Uint16Array(text.length + most + 2);
  fewest[0] = Math.min(text.length, most + 1);
  let depth = 0;
  let isCut = false;
  for (let place = 0; place < keys.length; place++) {
    const common = shared[place] as number;
    if (!isCut || common < depth) {
      if (common < depth) depth = common;
      isCut = false;
      const key = keys[place] as string;
      while (depth < key.length && !isCut) {
        depth++;
        isCut = fillRow(rows, width, key, depth, text, most);
        const edits = depth > text.length + most ? most + 1 : (rows[depth * width + text.length] as number);
        const isBetter = edits <= most && edits <= (fewest[depth - 1] as number);
        fewest[depth] = isBetter ? edits : (fewest[depth - 1] as number);
        bestLength[depth] = isBetter ? depth : (bestLength[depth - 1] as number);
      }
    }
    const edits = fewest[depth] as number;
    if (edits > most) continue;
    const isWhole = depth === (keys[place] as string).length && depth <= text.length + most;
    visit(
      place,
      edits,
      bestLength[depth] as number,
      isWhole ? (rows[depth * width + text.length] as number) : most + 1,
    );
  }
}

/** Fills the row for the first `depth` units of `key`; returns true if no cell of it is within `most`. */
function fillRow(rows: Uint8Array, width: number, key: string, depth: number, text: string, most: number): boolean {
  if (depth > text.length + most) return true;
  const row = depth * width;
  const unit = key.charCodeAt(depth - 1);
  const before = key.charCodeAt(depth - 2);
  // Plain comparisons instead of Math.min: this is the hot loop.
  const from = depth > most ? depth - most : 0;
  let to = depth + most;
  if (to > text.length) to = text.length;
  if (from > 0) rows[row + from - 1] = most + 1;
  let least = most + 1;
  for (let j = from; j <= to; j++) {
    let edits = (rows[row - width + j] as number) + 1;
    if (j > 0) {
      const isSame = text.charCodeAt(j - 1) === unit;
      const replaced = (rows[row - width + j - 1] as number) + (isSame ? 0 : 1);
      if (replaced < edits) edits = replaced;
      const inserted = (rows[row + j - 1] as number) + 1;
      if (inserted < edits) edits = inserted;
      if (!isSame && depth > 1 && j > 1 && text.charCodeAt(j - 2) === unit && text.charCodeAt(j - 1) === before) {
        const swapped = (rows[row - 2 * width + j - 2] as number) + 1;
        if (swapped < edits) edits = swapped;
      }
    }
    if (edits > most) edits = most + 1;
    rows[row + j] = edits;
    if (edits < least) least = edits;
  }
  rows[row + to + 1] = most + 1;
  return least > most;
}
