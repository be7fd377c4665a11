/**
 * One ring of a walk over the image. A walk spends nearly all its time on thousands of links, so they are counted in
 * arrays indexed by concept number, which are reused from one walk to the next.
 */

import type { LinkList } from '../../model/graph.ts';
import { linkLevel } from '../../model/ranking.ts';
import { RELATION_KINDS, type RelationKind } from '../../model/types.ts';
import type { ConceptRecord, Image } from '../image.ts';
import { linkCount, segments } from '../layout/links.ts';
import type { Slugs } from '../layout/slugs.ts';
import { conceptIn, MOST_CONCEPTS, rankOf } from '../layout/statements.ts';
import { linksOfWeight, strengthOf, withLink } from '../links-read.ts';
import { type Key, LINKS_OF_ONE, type Ring, type RingBounds, type Walkable } from '../reader.ts';

const LEVELS = {
  OUTGOING: RELATION_KINDS.map((kind) => linkLevel(kind, 'OUTGOING')),
  INCOMING: RELATION_KINDS.map((kind) => linkLevel(kind, 'INCOMING')),
};
const SIMILAR_LEVEL = linkLevel('SIMILAR', 'OUTGOING');
/** More than any weight. */
const SEEN = 2 ** 32 - 1;

/** The weight of the links to each concept, by number, all 0 between walks; and the concepts with a weight. */
let weights = new Uint32Array(0);
let weighed = new Uint32Array(0);

/** @param kinds - the kinds of relation that the walk may use; null for all. */
export function imageRing(
  { concepts, slugs }: Image,
  kinds: readonly RelationKind[] | null,
  linksOf: Walkable['linksOf'],
  keys: readonly Key[],
  { seen, most, budget }: RingBounds,
): Ring {
  if (weights.length < concepts.length) {
    weights = new Uint32Array(2 * concepts.length);
    weighed = new Uint32Array(2 * concepts.length);
  }
  let count = 0;
  const add = (to: number, level: number) => {
    const known = weights[to] as number;
    if (known === SEEN) return;
    if (known === 0) weighed[count++] = to;
    weights[to] = withLink(known, level);
  };
  const addAll = (links: Uint32Array, levels: readonly number[]) => {
    for (const [from, to] of segments(links, kinds)) {
      for (let i = from; i < to; i++) {
        const link = links[i] as number;
        add(conceptIn(link), levels[rankOf(link)] as number);
      }
      budget.links -= to - from;
    }
  };
  const hasSimilar = kinds === null || kinds.includes('SIMILAR');
  for (const key of seen) weights[key as number] = SEEN;
  let isCut = false;
  for (const key of keys) {
    if (budget.links <= 0) {
      isCut = true;
      break;
    }
    const concept = concepts[key as number] as ConceptRecord;
    const similar = hasSimilar ? Math.max(0, concept.namesakes.length - 1) : 0;
    const mostLinks = linkCount(concept.outgoing) + linkCount(concept.incoming) + similar;
    if (mostLinks > LINKS_OF_ONE) {
      // Only some of its links are read, and their order decides which.
      const [list] = linksOf([key]) as readonly [LinkList<Key>];
      for (const { to, kind, direction } of list.items) add(to as number, linkLevel(kind, direction));
      isCut ||= list.hasMore;
      budget.links -= list.items.length;
      continue;
    }
    addAll(concept.outgoing, LEVELS.OUTGOING);
    addAll(concept.incoming, LEVELS.INCOMING);
    if (similar > 0) for (const to of concept.namesakes) if (to !== key) add(to, SIMILAR_LEVEL);
    budget.links -= similar;
  }
  const items = heaviest(weighed.subarray(0, count), most, slugs);
  for (let i = 0; i < count; i++) weights[weighed[i] as number] = 0;
  for (const key of seen) weights[key as number] = 0;
  return { items, isCut: isCut || items.length < count };
}

/** Buckets per strength, one for each number of links; the last takes all larger numbers. */
const MOST_LINKS = 64;
const HEAPS = 8 * MOST_LINKS;

/**
 * The first `most` of the concepts, heaviest first, ties by slug. Buckets rule out the lighter ones without sorting
 * them.
 */
function heaviest(ids: Uint32Array, most: number, { rank, bySlug }: Slugs): { key: Key; strength: number }[] {
  const heapOf = (weight: number) => strengthOf(weight) * MOST_LINKS + Math.min(linksOfWeight(weight), MOST_LINKS - 1);
  const sizes = new Uint32Array(HEAPS);
  for (const id of ids) {
    const heap = heapOf(weights[id] as number);
    sizes[heap] = (sizes[heap] as number) + 1;
  }
  let least = HEAPS;
  let held = 0;
  while (least > 0 && held < most) held += sizes[--least] as number;
  const keys = new Float64Array(held);
  let next = 0;
  for (const id of ids) {
    const weight = weights[id] as number;
    if (heapOf(weight) >= least) keys[next++] = (weight + 1) * MOST_CONCEPTS - 1 - (rank[id] as number);
  }
  keys.sort();
  const items: { key: Key; strength: number }[] = [];
  for (let i = held - 1; i >= 0 && items.length < most; i--) {
    const weight = Math.floor((keys[i] as number) / MOST_CONCEPTS);
    const place = (weight + 1) * MOST_CONCEPTS - 1 - (keys[i] as number);
    items.push({ key: bySlug[place] as number, strength: strengthOf(weight) });
  }
  return items;
}
