/**
 * Walks over the relations between concepts, direction ignored, by breadth-first search: the same over every store.
 *
 * Work is bounded whatever the graph: a store gives at most so many links of one concept, strongest first, and a walk
 * stops asking once it has seen LINKS of them.
 */
import { byCodePoint } from '../model/orders.ts';
import { linkLevel } from '../model/ranking.ts';
import type { Neighbour, RelationKey } from '../store/store.ts';

/** Links of one concept that a walk looks at. */
export const LINKS_OF_ONE = 1_000;
/** Links that one walk looks at. */
export const LINKS = 50_000;
/** Concepts that a walk asks for at once. */
const BATCH = 100;

/** What a walk asks of a graph, for the kinds of relation that it may use. */
export interface Links {
  /** At most LINKS_OF_ONE links of each concept: by kind, strongest first, then slug, outgoing before incoming. */
  of(slugs: readonly string[]): Promise<readonly { items: readonly Neighbour[]; hasMore: boolean }[]>;
  /** All relations whose ends are both among `slugs`. */
  among(slugs: readonly string[]): Promise<readonly RelationKey[]>;
}

export interface Nearby {
  slug: string;
  distance: number;
  /** Level of the strongest link that leads to it, as in `ranking.ts`; 0 for where the walk started. */
  strength: number;
}

/**
 * One ring of concepts after the other around those given: the nearest first, in each ring the strongest link first,
 * then the most links, then the slug. The next ring is searched from those of the last one that the caller kept.
 */
export async function* rings(
  seeds: readonly string[],
  depth: number,
  links: Pick<Links, 'of'>,
): AsyncGenerator<{ ring: readonly Nearby[]; isCut: boolean }, void, number | undefined> {
  const budget = { links: LINKS };
  const seen = new Set(seeds);
  let kept: readonly string[] = seeds;
  for (let distance = 1; distance <= depth && kept.length > 0; distance++) {
    const known = new Map<string, readonly Neighbour[]>();
    const isCut = (await readLinks(kept, links, budget, known)).length > 0;
    const found = new Map<string, { strength: number; links: number }>();
    for (const list of known.values()) {
      for (const { slug, kind, direction } of list) {
        if (seen.has(slug)) continue;
        const last = found.get(slug) ?? { strength: 0, links: 0 };
        found.set(slug, { strength: Math.max(last.strength, linkLevel(kind, direction)), links: last.links + 1 });
      }
    }
    const ring = [...found]
      .sort(([a, x], [b, y]) => y.strength - x.strength || y.links - x.links || byCodePoint(a, b))
      .map(([slug, { strength }]): Nearby => ({ slug, distance, strength }));
    for (const { slug } of ring) seen.add(slug);
    const most = yield { ring, isCut };
    kept = ring.slice(0, most ?? ring.length).map(({ slug }) => slug);
  }
}

/** Adds the links of each concept to `known`; answers the concepts some of whose links are left out. */
export async function readLinks(
  slugs: readonly string[],
  links: Pick<Links, 'of'>,
  budget: { links: number },
  known: Map<string, readonly Neighbour[]>,
): Promise<readonly string[]> {
  const cut: string[] = [];
  for (let i = 0; i < slugs.length; i += BATCH) {
    if (budget.links <= 0) return [...cut, ...slugs.slice(i)];
    const batch = slugs.slice(i, i + BATCH);
    const found = await links.of(batch);
    for (const [j, slug] of batch.entries()) {
      const { items, hasMore } = found[j] ?? { items: [], hasMore: false };
      const isInBudget = budget.links > 0;
      if (isInBudget) known.set(slug, items);
      if (hasMore || !isInBudget) cut.push(slug);
      budget.links -= items.length;
    }
  }
  return cut;
}
