/**
 * Reads the links of many concepts within a budget, and weighs them. Work is bounded whatever the graph: a reader
 * returns at most LINKS_OF_ONE links per concept, strongest first, and reading stops once LINKS of them were read.
 */
import { firstInOrder } from '../first-in-order.ts';
import type { Link } from '../model/graph.ts';
import { linkLevel } from '../model/ranking.ts';
import { isTurnOver, nextTurn } from '../turns.ts';
import type { Key, Ring, RingBounds, Walkable } from './reader.ts';

/** Most links that one walk reads. */
export const LINKS = 50_000;
/** Concepts read in one call. */
const BATCH = 100;

/** Adds the links of each concept to `known`; returns the concepts whose links are incomplete. */
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
    // A round trip yields to other work by itself, and reads that wait are batched together.
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

/** Implements `Walkable.ring` for a graph that lists its links. */
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

/** Packs the strongest level and the number of links into one number, which sorts by both. */
const LEVEL_SHIFT = 20;
const LINKS_OF_WEIGHT = 2 ** LEVEL_SHIFT - 1;

/** The packed weight with one more link. */
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
