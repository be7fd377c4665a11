/** Lists of all concepts: filtered, sorted and paged. */

import { firstWhere } from '../../first-where.ts';
import { getOrMake } from '../../get-or-make.ts';
import type {
  ConceptCursor,
  ConceptFilter,
  ConceptOrder,
  ConceptQuery,
  ListedConcept,
  Slice,
} from '../../model/graph.ts';
import { byCodePoint, kindBit } from '../../model/orders.ts';
import type { ConceptRecord, Image } from '../image.ts';
import { COMPARED } from '../orders.ts';

/** The field that each order sorts by. */
const SORTED_BY: Readonly<Record<ConceptOrder, 'sortName' | 'publishedAt' | 'relationCount'>> = {
  NAME_ASC: 'sortName',
  NAME_DESC: 'sortName',
  PUBLISHED_DESC: 'publishedAt',
  RELATIONS_DESC: 'relationCount',
};

export function listConcepts(image: Image, { filter, order, first, after }: ConceptQuery): Slice<ListedConcept> {
  const isBackwards = order === 'NAME_DESC';
  const list = image.orders[isBackwards ? 'NAME_ASC' : order];
  const at = (i: number) => image.concepts[list[isBackwards ? list.length - 1 - i : i] as number] as ConceptRecord;
  const matches = matcher(filter);
  const items: ListedConcept[] = [];
  for (let i = after === null ? 0 : placeAfter(list.length, at, order, after); i < list.length; i++) {
    const concept = at(i);
    if (!matches(concept)) continue;
    if (items.length === first) return { items, hasNextPage: true };
    items.push({ concept, sortedBy: concept[SORTED_BY[order]] });
  }
  return { items, hasNextPage: false };
}

/** Counts by image and filter: counting scans all concepts, so each is done once. */
const counted = new WeakMap<Image, Map<string, number>>();

export function countConcepts(image: Image, filter: ConceptFilter): number {
  const counts = getOrMake(counted, image, () => new Map());
  return getOrMake(counts, JSON.stringify([filter.kinds, filter.hasCalculator, filter.isStub]), () => {
    const matches = matcher(filter);
    let count = 0;
    for (const id of image.orders.NAME_ASC) if (matches(image.concepts[id] as ConceptRecord)) count++;
    return count;
  });
}

export function matcher({ kinds, hasCalculator, isStub }: ConceptFilter): (concept: ConceptRecord) => boolean {
  const bits = kinds === null ? null : kinds.reduce((all, kind) => all | kindBit(kind), 0);
  return (concept) =>
    (bits === null || (concept.kinds & bits) !== 0) &&
    (hasCalculator === null || concept.attachments.length > 0 === hasCalculator) &&
    (isStub === null || concept.isStub === isStub);
}

/** The cursor's concept may have gone or moved: searches for where it would stand. */
function placeAfter(
  count: number,
  at: (i: number) => ConceptRecord,
  order: ConceptOrder,
  { slug, sortedBy }: ConceptCursor,
): number {
  const cursor = { sortName: '', publishedAt: null, relationCount: 0, [SORTED_BY[order]]: sortedBy };
  const compare = COMPARED[order === 'NAME_DESC' ? 'NAME_ASC' : order];
  const sign = order === 'NAME_DESC' ? -1 : 1;
  return firstWhere(count, (i) => {
    const concept = at(i);
    return sign * (compare(concept, cursor) || byCodePoint(concept.slug, slug)) > 0;
  });
}
