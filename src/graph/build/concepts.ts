/** Makes the records of concepts: names and meanings, namesakes, calculators, and the precomputed ranking of hubs. */
import { deriveConcept, whereLinksLead } from '../../model/derive.ts';
import type { Attacher } from '../../model/graph.ts';
import { byCodePoint } from '../../model/orders.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';
import type { ConceptRecord, PageRecord } from '../image.ts';
import { linkCount, NO_LINKS } from '../layout/links.ts';
import type { Slugs } from '../layout/slugs.ts';
import { rankRelated } from '../related.ts';
import { NO_GLOSSES } from './glosses.ts';
import type { Sayings } from './sayings.ts';

/** A concept with more relations than this keeps a precomputed list of its most related neighbours. */
const HUB = 500;
/** The most that a request may ask for. */
const KEPT_RELATED = 100;

const ALONE: readonly number[] = [];

/** New facts about some concepts, by number; a concept that a map lacks is unchanged in that respect. */
export interface Draft {
  touched: ReadonlySet<number>;
  described: ReadonlyMap<number, readonly PageRecord[]>;
  outgoing: ReadonlyMap<number, Uint32Array>;
  incoming: ReadonlyMap<number, Uint32Array>;
  glosses: ReadonlyMap<number, Uint32Array>;
  slugs: readonly string[];
  order: Slugs;
  /** Records by number; updated in place. */
  concepts: (ConceptRecord | undefined)[];
}

/** Returns the concepts whose record was made, replaced or removed. */
export type MakeConcepts = (draft: Draft) => Promise<number[]>;

export function conceptMaker(attacher: Attacher, sayings: Sayings): MakeConcepts {
  /** Concepts by likeness; some may have another likeness by now. */
  const byKey = new Map<string, number[]>();

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
      if (before?.likeness !== after?.likeness) move(id, before?.likeness, after?.likeness);
      if (isTurnOver()) await nextTurn();
    }
    for (const key of movedKeys) {
      if (isTurnOver()) await nextTurn();
      const called = (byKey.get(key) ?? []).filter((id) => concepts[id]?.likeness === key);
      const ids = [...new Set(called)].sort((a, b) => (order.rank[a] as number) - (order.rank[b] as number));
      if (ids.length === 0) byKey.delete(key);
      else byKey.set(key, ids);
      const namesakes = ids.length > 1 ? [...ids] : ALONE;
      for (const id of ids) {
        concepts[id] = { ...(concepts[id] as ConceptRecord), namesakes };
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
      if (from !== undefined && from !== '') movedKeys.add(from);
      if (to === undefined || to === '') return;
      const others = byKey.get(to);
      if (others === undefined) byKey.set(to, [id]);
      else if (others.push(id) > 1) movedKeys.add(to);
    }
  };

  function recordOf(id: number, before: ConceptRecord | undefined, draft: Draft): ConceptRecord | undefined {
    const pages = draft.described.get(id) ?? before?.pages ?? [];
    const incoming = draft.incoming.get(id) ?? before?.incoming ?? NO_LINKS;
    if (pages.length === 0 && incoming.length === 0) return undefined;
    const slug = draft.slugs[id] as string;
    const outgoing = draft.outgoing.get(id) ?? before?.outgoing ?? NO_LINKS;
    const links = pages.length > 0 ? [] : sayings.linksTo(id, slug);
    // What other pages say it means counts only if none of its own pages gives a meaning.
    const glosses = pages.some(({ meaning }) => meaning !== null) ? [] : sayings.meaningsOf(id);
    const derived = deriveConcept(slug, pages, sayings.anchorsOf(id), glosses, links);
    return {
      id,
      slug,
      name: derived.name,
      alternateNames: derived.alternateNames,
      meaning: derived.meaning,
      isStub: derived.isStub,
      likeness: derived.likeness,
      sortName: derived.sortName,
      kinds: derived.kinds,
      publishedAt: derived.publishedAt,
      linked: pages.length > 0 ? null : whereLinksLead(links),
      pages,
      outgoing,
      incoming,
      relationCount: linkCount(outgoing) + linkCount(incoming),
      namesakes: before?.likeness === derived.likeness ? before.namesakes : ALONE,
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
