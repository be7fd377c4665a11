/** Concepts that are probably the same under two names, for an editor to decide. */
import { type LikenessReason, likenessReasons } from '../../model/likeness.ts';
import type { ConceptRecord, Image } from '../image.ts';

/** Concepts of one likeness. */
export interface Duplicates {
  /** The best candidate to keep: one with pages before a stub, then most relations, then slug. */
  concept: ConceptRecord;
  /** The others in the same order, each with why it resembles that one. */
  similar: readonly { concept: ConceptRecord; reasons: readonly LikenessReason[] }[];
}

/** All groups, by name. */
export function duplicatesIn({ concepts, orders }: Image): Duplicates[] {
  const seen = new Set<readonly number[]>();
  const found: Duplicates[] = [];
  for (const id of orders.NAME_ASC) {
    const { namesakes } = concepts[id] as ConceptRecord;
    if (namesakes.length === 0 || seen.has(namesakes)) continue;
    seen.add(namesakes);
    const alike = namesakes.map((other) => concepts[other] as ConceptRecord);
    // They come sorted by slug, and the sort is stable.
    const [concept, ...others] = alike.sort(
      (a, b) => Number(a.isStub) - Number(b.isStub) || b.relationCount - a.relationCount,
    ) as [ConceptRecord, ...ConceptRecord[]];
    found.push({
      concept,
      similar: others.map((other) => ({ concept: other, reasons: likenessReasons(concept, other) })),
    });
  }
  return found;
}
