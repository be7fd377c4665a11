/** Adds a few numbers to many in order: the places of the few are looked for, and what lies between is copied. */

import { firstWhere } from '../../first-where.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';

/** `list` with `added`, both in the order of `compare`; an added number follows those that it is equal to. */
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
