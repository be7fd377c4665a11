/**
 * The concepts around some others, ring by ring, and the relations among them. A ring may have thousands of concepts of
 * which only a hundred are kept, so they are ranked by numbers in typed arrays.
 */
import { type Concept, type Graph, KINDS, type Kind } from './graph.ts';

const LINKS_OF_ONE = 1_000;
const LINKS = 50_000;
const RELATIONS = 2_000;
/** More than the most links that can lead to one concept. */
const ONE_LEVEL = LINKS + LINKS_OF_ONE + 1;

interface Relation {
  from: Concept;
  to: Concept;
  kind: Kind;
}

export interface Subgraph {
  nodes: { concept: Concept; distance: number }[];
  relations: Relation[];
}

export type Neighbourhood = (seeds: readonly Concept[], depth: number, limit: number) => Subgraph;

/** Within a ring, by strongest link, then number of links, then slug. */
export function neighbourhoodOver({ bySlug }: Graph): Neighbourhood {
  const byRank: Concept[] = [];
  for (const concept of bySlug.values()) byRank[concept.rank] = concept;
  const levels = new Uint8Array(byRank.length);
  const links = new Uint32Array(byRank.length);

  /** The best `room` concepts that the links of `ring` lead to. */
  const nextRing = (
    ring: readonly Concept[],
    seen: ReadonlyMap<Concept, number>,
    room: number,
    budget: { links: number },
  ) => {
    const found: Concept[] = [];
    for (const concept of ring) {
      if (budget.links <= 0) break;
      const count = Math.min(concept.links.length, LINKS_OF_ONE);
      budget.links -= count;
      for (let i = 0; i < count; i++) {
        const { other, level } = concept.links[i] as Concept['links'][number];
        const before = links[other.rank] as number;
        if (before === 0) found.push(other);
        links[other.rank] = before + 1;
        if (level > (levels[other.rank] as number)) levels[other.rank] = level;
      }
    }
    // One sort key per concept; larger is better.
    const keys = new Float64Array(found.length);
    let count = 0;
    for (const concept of found) {
      const { rank } = concept;
      const score = (levels[rank] as number) * ONE_LEVEL + (links[rank] as number);
      if (!seen.has(concept)) keys[count++] = (score + 1) * byRank.length - 1 - rank;
      levels[rank] = 0;
      links[rank] = 0;
    }
    const best = keys.subarray(0, count).sort().reverse().subarray(0, room);
    return Array.from(best, (key) => byRank[byRank.length - 1 - (key % byRank.length)] as Concept);
  };

  return (seeds, depth, limit) => {
    const distances = new Map<Concept, number>(seeds.slice(0, limit).map((concept) => [concept, 0]));
    const budget = { links: LINKS };
    let ring: readonly Concept[] = [...distances.keys()];
    for (let distance = 1; distance <= depth && distances.size < limit; distance++) {
      ring = nextRing(ring, distances, limit - distances.size, budget);
      for (const concept of ring) distances.set(concept, distance);
    }
    return {
      nodes: Array.from(distances, ([concept, distance]) => ({ concept, distance })),
      relations: relationsAmong(distances),
    };
  };
}

/** Sorted by kind, then by the slugs of both ends. */
function relationsAmong(chosen: ReadonlyMap<Concept, unknown>): Relation[] {
  const relations: Relation[] = [];
  for (const from of chosen.keys()) {
    for (const { other, kind } of from.stated) {
      if (chosen.has(other)) relations.push({ from, to: other, kind });
    }
  }
  return relations
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.from.rank - b.from.rank || a.to.rank - b.to.rank)
    .slice(0, RELATIONS);
}
