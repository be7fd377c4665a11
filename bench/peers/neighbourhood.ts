/** The concepts around one, ring by ring, and the relations among them. */
import { type Concept, compare, KINDS, type Kind } from './graph.ts';

const LINKS_OF_ONE = 1_000;
const LINKS = 50_000;
const RELATIONS = 2_000;

interface Relation {
  from: Concept;
  to: Concept;
  kind: Kind;
}

export interface Subgraph {
  nodes: { concept: Concept; distance: number }[];
  relations: Relation[];
}

/** Within a ring the strongest link comes first, then the most links, then the slug. */
export function neighbourhood(seeds: readonly Concept[], depth: number, limit: number): Subgraph {
  const distances = new Map<Concept, number>(seeds.slice(0, limit).map((concept) => [concept, 0]));
  let ring: Concept[] = [...distances.keys()];
  let budget = LINKS;
  for (let distance = 1; distance <= depth && distances.size < limit; distance++) {
    const found = new Map<Concept, { level: number; links: number }>();
    for (const concept of ring) {
      if (budget <= 0) break;
      const links = concept.links.length > LINKS_OF_ONE ? concept.links.slice(0, LINKS_OF_ONE) : concept.links;
      budget -= links.length;
      for (const { other, level } of links) {
        if (distances.has(other)) continue;
        const known = found.get(other);
        if (known === undefined) found.set(other, { level, links: 1 });
        else {
          known.level = Math.max(known.level, level);
          known.links++;
        }
      }
    }
    ring = [...found]
      .sort(([a, x], [b, y]) => y.level - x.level || y.links - x.links || compare(a.slug, b.slug))
      .slice(0, limit - distances.size)
      .map(([concept]) => concept);
    for (const concept of ring) distances.set(concept, distance);
  }
  return {
    nodes: [...distances].map(([concept, distance]) => ({ concept, distance })),
    relations: relationsAmong(distances),
  };
}

/** By kind, then the slugs of both ends. */
function relationsAmong(chosen: ReadonlyMap<Concept, unknown>): Relation[] {
  const relations: Relation[] = [];
  for (const from of chosen.keys()) {
    for (const { other, kind, direction } of from.links) {
      if (direction === 'OUTGOING' && chosen.has(other)) relations.push({ from, to: other, kind });
    }
  }
  return relations
    .sort(
      (a, b) =>
        KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
        compare(a.from.slug, b.from.slug) ||
        compare(a.to.slug, b.to.slug),
    )
    .slice(0, RELATIONS);
}
