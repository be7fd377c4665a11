/**
 * Walks over the relations between concepts, direction ignored, by breadth-first search: the same over every store.
 *
 * Work is bounded whatever the graph: a reader gives at most so many links of one concept, strongest first, and a walk
 * stops asking once it has seen LINKS of them.
 */
import { firstInOrder } from '../../first-in-order.ts';
import type { Key, Walkable } from '../../graph/reader.ts';
import type { Link } from '../../model/graph.ts';
import { linkLevel } from '../../model/ranking.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';

/** Links that one walk looks at. */
export const LINKS = 50_000;
/** Concepts that a walk asks for at once. */
const BATCH = 100;

export interface Nearby {
  key: Key;
  distance: number;
  /** Level of the strongest link that leads to it, as in `ranking.ts`; 0 for where the walk started. */
  strength: number;
}

/**
 * One ring of concepts after the other around those given: the nearest first, in each ring the strongest link first,
 * then the most links, then the slug.
 *
 * @param most - concepts in all rings together; once there are so many, one ring more says whether it is cut.
 * @returns each ring, and whether concepts are left out of it.
 */
export async function* rings(
  seeds: readonly Key[],
  depth: number,
  graph: Walkable,
  most: number,
): AsyncGenerator<{ ring: readonly Nearby[]; isCut: boolean }, void> {
  const budget = { links: LINKS };
  const seen = new Set(seeds);
  let last: readonly Key[] = seeds;
  let room = most;
  for (let distance = 1; distance <= depth && last.length > 0; distance++) {
    const known = new Map<Key, readonly Link<Key>[]>();
    const cut = await readLinks(last, graph, budget, known);
    const weights = new Map<Key, number>();
    for (const list of known.values()) {
      for (const { to, kind, direction } of list) {
        if (!seen.has(to)) weights.set(to, withLink(weights.get(to) ?? 0, linkLevel(kind, direction)));
      }
    }
    const ring = heaviest(weights, room, graph).map(
      (key): Nearby => ({ key, distance, strength: strengthOf(weights.get(key) ?? 0) }),
    );
    yield { ring, isCut: cut.length > 0 || ring.length < weights.size };
    last = ring.map(({ key }) => key);
    for (const key of last) seen.add(key);
    room -= ring.length;
  }
}

/** The strongest level and the number of links as one number, which sorts by both. */
const LEVEL_SHIFT = 20;
const LINKS_OF_WEIGHT = 2 ** LEVEL_SHIFT - 1;

function withLink(weight: number, level: number): number {
  return (Math.max(strengthOf(weight), level) << LEVEL_SHIFT) + (weight & LINKS_OF_WEIGHT) + 1;
}

function strengthOf(weight: number): number {
  return weight >> LEVEL_SHIFT;
}

/** The `most` heaviest in order: of the others not more are compared than weigh the same as the last one. */
function heaviest(weights: ReadonlyMap<Key, number>, most: number, graph: Walkable): readonly Key[] {
  const sorted = new Uint32Array(weights.size);
  let next = 0;
  for (const weight of weights.values()) sorted[next++] = weight;
  const least = most <= 0 ? 0 : (sorted.sort().at(-most) ?? 0);
  const candidates: { key: Key; weight: number }[] = [];
  for (const [key, weight] of weights) if (weight >= least) candidates.push({ key, weight });
  return firstInOrder(candidates, most, (a, b) => b.weight - a.weight || graph.compare(a.key, b.key)).map(
    ({ key }) => key,
  );
}

/** Adds the links of each concept to `known`; answers the concepts some of whose links are left out. */
export async function readLinks(
  keys: readonly Key[],
  graph: Walkable,
  budget: { links: number },
  known: Map<Key, readonly Link<Key>[]>,
): Promise<readonly Key[]> {
  const cut: Key[] = [];
  for (let i = 0; i < keys.length; i += BATCH) {
    if (budget.links <= 0) return [...cut, ...keys.slice(i)];
    const batch = keys.slice(i, i + BATCH);
    const answer = graph.linksOf(batch);
    // A round trip lets others in by itself, and what waits for one is asked for together.
    if (!(answer instanceof Promise) && isTurnOver()) await nextTurn();
    const found = await answer;
    for (const [j, key] of batch.entries()) {
      const { items, hasMore } = found[j] ?? { items: [], hasMore: false };
      const isInBudget = budget.links > 0;
      if (isInBudget) known.set(key, items);
      if (hasMore || !isInBudget) cut.push(key);
      budget.links -= items.length;
    }
  }
  return cut;
}
