/**
 * Links of many concepts, read within a budget, and what they weigh. Work is bounded whatever the graph: a reader gives at most
 * LINKS_OF_ONE links of one concept, strongest first, and nothing more is asked once LINKS of them were looked at.
 */
import { firstInOrder } from '../first-in-order.ts';
import type { Link } from '../model/graph.ts';
import { linkLevel } from '../model/ranking.ts';
import { isTurnOver, nextTurn } from '../turns.ts';
import type { Key, Ring, RingBounds, Walkable } from './reader.ts';

/** Links that one walk looks at. */
export const LINKS = 50_000;
/** Concepts that are asked for at once. */
const BATCH = 100;

/** Adds the links of each concept to `known`; answers the concepts some of whose links are left out. */
export async function readLinks(
  keys: readonly Key[],
  graph: Pick<Walkable, 'linksOf'>,
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

/** `Walkable.ring` of a graph that tells its links. */
export async function ringOverLinks(
  keys: readonly Key[],
  { seen, most, budget }: RingBounds,
  graph: Pick<Walkable, 'linksOf' | 'compare'>,
): Promise<Ring> {
  const known = new Map<Key, readonly Link<Key>[]>();
  const cut = await readLinks(keys, graph, budget, known);
  const weights = new Map<Key, number>();
  for (const list of known.values()) {
    for (const { to, kind, direction } of list) {
      if (!seen.has(to)) weights.set(to, withLink(weights.get(to) ?? 0, linkLevel(kind, direction)));
    }
  }
  const heaviest = firstInOrder(weights, most, ([a, one], [b, other]) => other - one || graph.compare(a, b));
  const items = heaviest.map(([key, weight]) => ({ key, strength: strengthOf(weight) }));
  return { items, isCut: cut.length > 0 || items.length < weights.size };
}

/** The strongest level and the number of links as one number, which sorts by both. */
const LEVEL_SHIFT = 20;
const LINKS_OF_WEIGHT = 2 ** LEVEL_SHIFT - 1;

/** What links weigh together, with one more. */
export function withLink(weight: number, level: number): number {
  const strength = weight >> LEVEL_SHIFT;
  return ((strength > level ? strength : level) << LEVEL_SHIFT) + linksOfWeight(weight) + 1;
}

/** Level of the strongest link. */
export function strengthOf(weight: number): number {
  return weight >> LEVEL_SHIFT;
}

export function linksOfWeight(weight: number): number {
  return weight & LINKS_OF_WEIGHT;
}
