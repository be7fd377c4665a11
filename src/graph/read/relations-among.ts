/** The relations among a set of concepts of the image. */
import type { RelationKey } from '../../model/graph.ts';
import { RELATION_KINDS, type RelationKind } from '../../model/types.ts';
import type { ConceptRecord, Image } from '../image.ts';
import { segments } from '../layout/links.ts';
import { conceptIn, MOST_CONCEPTS, rankOf } from '../layout/statements.ts';
import type { Key } from '../reader.ts';

const SIMILAR = RELATION_KINDS.indexOf('SIMILAR');

/** For each concept number, 1 if it is in the set; all 0 between calls. */
let chosen = new Uint8Array(0);

/** Implements `Walkable.among`. */
export function relationsAmong(
  { concepts, slugs: { rank, bySlug } }: Image,
  kinds: readonly RelationKind[] | null,
  keys: readonly Key[],
  first: number,
): { items: RelationKey[]; hasMore: boolean } {
  if (chosen.length < concepts.length) chosen = new Uint8Array(2 * concepts.length);
  const ids = new Set(keys as readonly number[]);
  for (const id of ids) chosen[id] = 1;
  /** Kind, from and to packed into one number each, which sorts in their order. */
  const found: number[] = [];
  const add = (kind: number, from: number, to: number) =>
    found.push((kind * MOST_CONCEPTS + (rank[from] as number)) * MOST_CONCEPTS + (rank[to] as number));
  const hasSimilar = kinds === null || kinds.includes('SIMILAR');
  for (const from of ids) {
    const { outgoing, namesakes } = concepts[from] as ConceptRecord;
    for (const [start, end] of segments(outgoing, kinds)) {
      for (let i = start; i < end; i++) {
        const link = outgoing[i] as number;
        const to = conceptIn(link);
        if (chosen[to] === 1) add(rankOf(link), from, to);
      }
    }
    if (!hasSimilar) continue;
    for (const to of namesakes) {
      if (chosen[to] === 1 && (rank[from] as number) < (rank[to] as number)) add(SIMILAR, from, to);
    }
  }
  for (const id of ids) chosen[id] = 0;
  const slugAt = (place: number) => (concepts[bySlug[place] as number] as ConceptRecord).slug;
  const items = Array.from(Float64Array.from(found).sort().subarray(0, first), (key): RelationKey => {
    const start = Math.floor(key / MOST_CONCEPTS);
    const kind = Math.floor(start / MOST_CONCEPTS);
    return {
      from: slugAt(start - kind * MOST_CONCEPTS),
      to: slugAt(key - start * MOST_CONCEPTS),
      kind: RELATION_KINDS[kind] as RelationKind,
    };
  });
  return { items, hasMore: found.length > first };
}
