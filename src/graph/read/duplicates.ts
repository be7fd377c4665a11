/** Which concepts are likely the same under two names: for an editor, who decides. */
import { type LikenessReason, likenessReasons } from '../../model/likeness.ts';
import type { ConceptRecord, Image } from '../image.ts';

/** Concepts of one likeness. */
export interface Duplicates {
  /** The one that most speaks for: with a page of its own before a stub, then of most relations, then by slug. */
  concept: ConceptRecord;
  /** The others in the same order, with why each is like that one. */
  similar: readonly { concept: ConceptRecord; reasons: readonly LikenessReason[] }[];
}

/** All there are, in order of name. */
export function duplicatesIn({ concepts, orders }: Image): Duplicates[] {
  const told = new Set<readonly number[]>();
  const found: Duplicates[] = [];
  for (const id of orders.NAME_ASC) {
    const { namesakes } = concepts[id] as ConceptRecord;
    if (namesakes.length === 0 || told.has(namesakes)) continue;
    told.add(namesakes);
    const alike = namesakes.map((other) => concepts[other] as ConceptRecord);
    // They come by slug, and equal ones keep their order.
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
