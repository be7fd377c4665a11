/** Makes the records of concepts: names and meanings, namesakes, calculators, and what a hub keeps ready. */
import { deriveConcept } from '../../model/derive.ts';
import type { Attacher } from '../../model/graph.ts';
import { byCodePoint } from '../../model/orders.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';
import type { ConceptRecord, PageRecord } from '../image.ts';
import { linkCount, NO_LINKS } from '../layout/links.ts';
import type { Slugs } from '../layout/slugs.ts';
import { rankRelated } from '../related.ts';
import { NO_GLOSSES } from './glosses.ts';
import type { Sayings } from './sayings.ts';

/** Of a concept with more relations than these the most related are ranked once and kept. */
const HUB = 500;
/** As many as a request may ask for. */
const KEPT_RELATED = 100;

/** What is known of some concepts anew, by number; what a map does not name stays as it was. */
export interface Draft {
  touched: ReadonlySet<number>;
  described: ReadonlyMap<number, readonly PageRecord[]>;
  outgoing: ReadonlyMap<number, Uint32Array>;
  incoming: ReadonlyMap<number, Uint32Array>;
  glosses: ReadonlyMap<number, Uint32Array>;
  slugs: readonly string[];
  order: Slugs;
  /** Records by number, which are replaced. */
  concepts: (ConceptRecord | undefined)[];
}

/** Answers the concepts that have a new record or none any more. */
export type MakeConcepts = (draft: Draft) => Promise<number[]>;

export function conceptMaker(attacher: Attacher, said: Sayings): MakeConcepts {
  /** The concepts of each name that has a key. */
  const namesakes = new Map<string, Set<number>>();

  return async (draft) => {
    const { touched, concepts, order } = draft;
    const made = new Set<number>();
    const movedKeys = new Set<string>();
    for (const id of touched) {
      const before = concepts[id];
      const after = recordOf(id, before, draft);
      if (after === before) continue;
      concepts[id] = after;
      made.add(id);
      if (before?.nameKey !== after?.nameKey) move(id, before?.nameKey, after?.nameKey);
      if (isTurnOver()) await nextTurn();
    }
    for (const key of movedKeys) {
      if (isTurnOver()) await nextTurn();
      const ids = [...(namesakes.get(key) ?? [])].sort((a, b) => (order.rank[a] as number) - (order.rank[b] as number));
      for (const id of ids) {
        const similar = ids.filter((other) => other !== id);
        concepts[id] = { ...(concepts[id] as ConceptRecord), similar };
        made.add(id);
        if (isTurnOver()) await nextTurn();
      }
    }
    for (const id of made) {
      const record = concepts[id];
      if (record !== undefined && record.relationCount > HUB) {
        concepts[id] = { ...record, related: rankRelated(record, KEPT_RELATED, order) };
      }
      if (isTurnOver()) await nextTurn();
    }
    return [...made];

    function move(id: number, from: string | undefined, to: string | undefined): void {
      if (from !== undefined && from !== '') {
        namesakes.get(from)?.delete(id);
        if (namesakes.get(from)?.size === 0) namesakes.delete(from);
        movedKeys.add(from);
      }
      if (to !== undefined && to !== '') {
        const others = namesakes.get(to) ?? new Set();
        namesakes.set(to, others.add(id));
        if (others.size > 1) movedKeys.add(to);
      }
    }
  };

  function recordOf(id: number, before: ConceptRecord | undefined, draft: Draft): ConceptRecord | undefined {
    const pages = draft.described.get(id) ?? before?.pages ?? [];
    const incoming = draft.incoming.get(id) ?? before?.incoming ?? NO_LINKS;
    if (pages.length === 0 && incoming.length === 0) return undefined;
    const slug = draft.slugs[id] as string;
    const outgoing = draft.outgoing.get(id) ?? before?.outgoing ?? NO_LINKS;
    const derived = deriveConcept(slug, pages, said.anchorsOf(id), said.meaningsOf(id));
    return {
      ...derived,
      id,
      pages,
      outgoing,
      incoming,
      relationCount: linkCount(outgoing) + linkCount(incoming),
      similar: before?.nameKey === derived.nameKey ? before.similar : [],
      glosses: draft.glosses.get(id) ?? before?.glosses ?? NO_GLOSSES,
      attachments: before?.name === derived.name ? before.attachments : attachmentsOf(slug, derived.name),
      related: null,
    };
  }

  function attachmentsOf(slug: string, name: string) {
    const found = attacher.attachmentsOf(slug, name);
    return found.sort((a, b) => a.place - b.place || byCodePoint(a.calculator, b.calculator));
  }
}
