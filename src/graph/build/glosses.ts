/** Which sentences pages say of a concept: two numbers each, the page and the statement's place on it. */
import { getOrMake } from '../../get-or-make.ts';
import { byCodePoint } from '../../model/orders.ts';
import { sortInTurns } from '../../sort-in-turns.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';
import type { Image, PageDifference, PageRecord } from '../image.ts';
import { firstWhere } from '../layout/first-where.ts';
import { conceptIn, STRIDE } from '../layout/statements.ts';

export const NO_GLOSSES = new Uint32Array(0);

/**
 * The sentences on each concept that they change for, by precedence of the page, then place.
 * @param pages - as they are now, by number.
 */
export async function glossChanges(
  changes: readonly PageDifference[],
  { concepts, pages: oldPages }: Image,
  pages: readonly (PageRecord | undefined)[],
): Promise<Map<number, Uint32Array>> {
  const changedPages = new Set<number>();
  const added = new Map<number, number[]>();
  const addedTo = (concept: number) => getOrMake(added, concept, () => []);
  for (const { id, before } of changes) {
    changedPages.add(id);
    if (before !== undefined) for (const { target } of glossesOf(before)) addedTo(target);
  }
  const present = changes.flatMap(({ after }) => after ?? []);
  for (const page of await sortInTurns(present, byPrecedence)) {
    for (const { target, position } of glossesOf(page)) addedTo(target).push(page.id, position);
    if (isTurnOver()) await nextTurn();
  }
  const changed = new Map<number, Uint32Array>();
  for (const [concept, fresh] of added) {
    const kept = without(changedPages, concepts[concept]?.glosses ?? NO_GLOSSES);
    changed.set(
      concept,
      merged(kept, fresh, (a, b) => byPrecedence(pageAt(a), pageAt(b))),
    );
    if (isTurnOver()) await nextTurn();
  }
  return changed;

  function pageAt(id: number): PageRecord {
    return (pages[id] ?? oldPages[id]) as PageRecord;
  }
}

function byPrecedence(a: PageRecord, b: PageRecord): number {
  return byCodePoint(a.precedence, b.precedence);
}

export function glossCount({ statements }: PageRecord): number {
  let count = 0;
  for (let i = 2; i < statements.length; i += STRIDE) if (statements[i] !== 0) count++;
  return count;
}

function* glossesOf({ statements }: PageRecord): Generator<{ target: number; position: number }> {
  for (let i = 0; i < statements.length; i += STRIDE) {
    if (statements[i + 2] !== 0) yield { target: conceptIn(statements[i] as number), position: i / STRIDE };
  }
}

function without(pages: ReadonlySet<number>, glosses: Uint32Array): number[] {
  const kept: number[] = [];
  for (let i = 0; i < glosses.length; i += 2) {
    if (!pages.has(glosses[i] as number)) kept.push(glosses[i] as number, glosses[i + 1] as number);
  }
  return kept;
}

/** Two lists in order as one: the places of the fewer are looked for. No page is in both. */
function merged(left: readonly number[], right: readonly number[], compare: (a: number, b: number) => number) {
  if (left.length + right.length === 0) return NO_GLOSSES;
  const all = new Uint32Array(left.length + right.length);
  let [from, next] = [0, 0];
  for (let r = 0; r < right.length; r += 2) {
    const page = right[r] as number;
    const count = (left.length - from) / 2;
    const to = from + 2 * firstWhere(count, (i) => compare(left[from + 2 * i] as number, page) > 0);
    for (; from < to; from++) all[next++] = left[from] as number;
    all[next++] = page;
    all[next++] = right[r + 1] as number;
  }
  all.set(from === 0 ? left : left.slice(from), next);
  return all;
}
