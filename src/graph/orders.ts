/** The orders that lists of concepts use, updated from one image to the next: only what moved is sorted again. */
import { getOrMake } from '../get-or-make.ts';
import { byCodePoint } from '../model/orders.ts';
import { sortInTurns } from '../sort-in-turns.ts';
import type { ConceptDifference, ConceptRecord, Image } from './image.ts';
import { inserted } from './layout/inserted.ts';
import type { Slugs } from './layout/slugs.ts';

type Order = keyof Image['orders'];
type Lists = Pick<Image, 'orders' | 'byCalculator'>;

const NOBODY = new Uint32Array(0);
export const NO_ORDERS: Image['orders'] = { NAME_ASC: NOBODY, PUBLISHED_DESC: NOBODY, RELATIONS_DESC: NOBODY };

type Sorted = Pick<ConceptRecord, 'sortName' | 'publishedAt' | 'relationCount'>;

/** The comparison of each order, without the tie-break by slug. */
export const COMPARED: Readonly<Record<Order, (a: Sorted, b: Sorted) => number>> = {
  NAME_ASC: (a, b) => byCodePoint(a.sortName, b.sortName),
  PUBLISHED_DESC: (a, b) => {
    if (a.publishedAt === b.publishedAt) return 0;
    if (a.publishedAt === null || b.publishedAt === null) return a.publishedAt === null ? 1 : -1;
    return a.publishedAt < b.publishedAt ? 1 : -1;
  },
  RELATIONS_DESC: (a, b) => b.relationCount - a.relationCount,
};

/** The lists of `image` as they are after `changes`. */
export async function withChanges(
  image: Lists,
  changes: readonly ConceptDifference[],
  concepts: readonly (ConceptRecord | undefined)[],
  slugs: Slugs,
): Promise<Lists> {
  const orders = { ...image.orders };
  // Ties go by slug, and most names sort nearly as their slugs do, so input in slug order sorts quickly.
  const bySlug = inOrderOfSlugs(changes, slugs);
  for (const order of Object.keys(COMPARED) as Order[]) {
    orders[order] = await reordered(image.orders[order], COMPARED[order], bySlug, concepts, slugs);
  }
  return { orders, byCalculator: await byCalculator(image.byCalculator, changes, concepts, slugs) };
}

function inOrderOfSlugs(changes: readonly ConceptDifference[], { rank }: Slugs): ConceptDifference[] {
  // Packs the place in the order of slugs and the index of the change into one number.
  const places = Float64Array.from(changes, ({ id }, i) => (rank[id] as number) * changes.length + i).sort();
  return Array.from(places, (place) => changes[place % changes.length] as ConceptDifference);
}

async function reordered(
  list: Uint32Array,
  compare: (a: Sorted, b: Sorted) => number,
  changes: readonly ConceptDifference[],
  concepts: readonly (ConceptRecord | undefined)[],
  { rank }: Slugs,
): Promise<Uint32Array> {
  const gone = new Set<number>();
  const come: ConceptRecord[] = [];
  for (const { id, before, after } of changes) {
    if (before !== undefined && after !== undefined && compare(before, after) === 0) continue;
    if (before !== undefined) gone.add(id);
    if (after !== undefined) come.push(after);
  }
  if (gone.size + come.length === 0) return list;
  const kept = gone.size === 0 ? list : list.filter((id) => !gone.has(id));
  const inOrder = (a: ConceptRecord, b: ConceptRecord) =>
    compare(a, b) || (rank[a.id] as number) - (rank[b.id] as number);
  const sorted = await sortInTurns(come, inOrder);
  const recordAt = (id: number) => concepts[id] as ConceptRecord;
  return inserted(
    kept,
    sorted.map(({ id }) => id),
    (a, b) => inOrder(recordAt(a), recordAt(b)),
  );
}

/** Rebuilds only the lists of calculators with a changed concept. */
async function byCalculator(
  lists: Image['byCalculator'],
  changes: readonly ConceptDifference[],
  concepts: readonly (ConceptRecord | undefined)[],
  { rank }: Slugs,
): Promise<Image['byCalculator']> {
  const members = new Map<string, Set<number>>();
  const membersOf = (calculator: string) => getOrMake(members, calculator, () => new Set(lists.get(calculator)));
  for (const { id, before, after } of changes) {
    const isSame = before?.attachments === after?.attachments && before?.sortName === after?.sortName;
    if (isSame) continue;
    for (const { calculator } of before?.attachments ?? []) membersOf(calculator).delete(id);
    for (const { calculator } of after?.attachments ?? []) membersOf(calculator).add(id);
  }
  if (members.size === 0) return lists;
  const all = new Map(lists);
  for (const [calculator, ids] of members) {
    const placeOf = (id: number) =>
      concepts[id]?.attachments.find((attachment) => attachment.calculator === calculator)?.place ?? 0;
    const placed = [...ids].map((id) => ({ id, place: placeOf(id), concept: concepts[id] as ConceptRecord }));
    const sorted = await sortInTurns(
      placed,
      (a, b) =>
        a.place - b.place ||
        byCodePoint(a.concept.sortName, b.concept.sortName) ||
        (rank[a.id] as number) - (rank[b.id] as number),
    );
    all.set(
      calculator,
      sorted.map(({ id }) => id),
    );
  }
  return all;
}
