/** Inserts a few numbers into a long sorted list: binary search for each, and copies of the stretches between. */

import { firstWhere } from '../../first-where.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';

/** `list` with `added`, both sorted by `compare`; an added number follows its equals. */
export async function inserted(
  list: Uint32Array,
  added: readonly number[],
  compare: (a: number, b: number) => number,
): Promise<Uint32Array> {
  const all = new Uint32Array(list.length + added.length);
  let from = 0;
  let next = 0;
  for (const id of added) {
    const to = from + firstWhere(list.length - from, (i) => compare(list[from + i] as number, id) > 0);
    if (to > from) all.set(list.subarray(from, to), next);
    next += to - from;
    from = to;
    all[next++] = id;
    if (isTurnOver()) await nextTurn();
  }
  all.set(list.subarray(from), next);
  return all;
}
