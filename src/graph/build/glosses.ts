/** Which sentences pages say about a concept. Each takes two numbers: the page and the statement's place on it. */

import { firstWhere } from '../../first-where.ts';
import { precedenceNumber } from '../../model/orders.ts';
import { sortByNumber } from '../../sort-in-turns.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';
import { byPrecedence, type Image, type PageDifference, type PageRecord } from '../image.ts';
import { groups } from '../layout/groups.ts';
import { areEqual, numbers } from '../layout/numbers.ts';
import { conceptIn, type Stated } from '../layout/statements.ts';

export const NO_GLOSSES = new Uint32Array(0);

/**
 * For each concept whose glosses change: its glosses, by precedence of the page, then place.
 * @param pages - the current pages, by number.
 * @param conceptCount - how many concepts have a number.
 */
export async function glossChanges(
  changes: readonly PageDifference[],
  { concepts, pages: oldPages }: Image,
  pages: readonly (PageRecord | undefined)[],
  stated: Stated,
  conceptCount: number,
): Promise<Map<number, Uint32Array>> {
  const changedPages = new Set<number>();
  const targets = groups(conceptCount);
  for (const { id, before, after } of changes) {
    changedPages.add(id);
    if (before !== undefined) eachGloss(before, stated, (target) => targets.add(target));
    if (after !== undefined) eachGloss(after, stated, (target) => targets.count(target, 2));
    if (isTurnOver()) await nextTurn();
  }
  const added = new Uint32Array(targets.layOut());
  const present = changes.flatMap(({ after }) => after ?? []);
  for (const page of await sortByNumber(present, precedenceNumber, byPrecedence)) {
    eachGloss(page, stated, (target, position) => {
      added[targets.nextPlace(target)] = page.id;
      added[targets.nextPlace(target)] = position;
    });
    if (isTurnOver()) await nextTurn();
  }
  const changed = new Map<number, Uint32Array>();
  for (const [concept, from, to] of targets.ranges()) {
    const old = concepts[concept]?.glosses ?? NO_GLOSSES;
    const kept = without(changedPages, old);
    const all = merged(kept, added.subarray(from, to), (a, b) => byPrecedence(pageAt(a), pageAt(b)));
    if (!areEqual(old, all)) changed.set(concept, all);
    if (isTurnOver()) await nextTurn();
  }
  return changed;

  function pageAt(id: number): PageRecord {
    return (pages[id] ?? oldPages[id]) as PageRecord;
  }
}

export function glossCount({ statements }: PageRecord, stated: Stated): number {
  let count = 0;
  for (const statement of statements) if (stated.gloss(statement) !== 0) count++;
  return count;
}

function eachGloss(
  { statements }: PageRecord,
  stated: Stated,
  found: (target: number, position: number) => void,
): void {
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[i] as number;
    if (stated.gloss(statement) !== 0) found(conceptIn(stated.link(statement)), i);
  }
}

function without(pages: ReadonlySet<number>, glosses: Uint32Array): Uint32Array {
  if (glosses.length === 0) return NO_GLOSSES;
  const kept = new Uint32Array(glosses.length);
  let count = 0;
  for (let i = 0; i < glosses.length; i += 2) {
    if (pages.has(glosses[i] as number)) continue;
    kept[count++] = glosses[i] as number;
    kept[count++] = glosses[i + 1] as number;
  }
  return kept.subarray(0, count);
}

/** Merges two sorted lists that share no page, with a binary search in `left` for each entry of `right`. */
function merged(left: Uint32Array, right: Uint32Array, compare: (a: number, b: number) => number): Uint32Array {
  if (left.length + right.length === 0) return NO_GLOSSES;
  const all = numbers(left.length + right.length);
  if (left.length === 0) {
    all.set(right);
    return all;
  }
  let [from, next] = [0, 0];
  for (let r = 0; r < right.length; r += 2) {
    const page = right[r] as number;
    const count = (left.length - from) / 2;
    const to = from + 2 * firstWhere(count, (i) => compare(left[from + 2 * i] as number, page) > 0);
    for (; from < to; from++) all[next++] = left[from] as number;
    all[next++] = page;
    all[next++] = right[r + 1] as number;
  }
  all.set(left.subarray(from), next);
  return all;
}
