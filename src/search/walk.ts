/**
 * Walks over the relations between concepts, direction ignored, by breadth-first search: the same over every store.
 *
 * Work is bounded whatever the graph: a store gives at most so many links of one concept, strongest first, and a walk
 * stops asking once it has seen LINKS of them.
 */
import { RELATION_KINDS } from '../model.ts';
import { byCodePoint } from '../store/derive.ts';
import { linkLevel } from '../store/ranking.ts';
import type { Neighbour, RelationKey } from '../store/store.ts';

/** Links of one concept that a walk looks at. */
export const LINKS_OF_ONE = 1_000;
/** Links that one walk looks at. */
const LINKS = 50_000;
/** Concepts that a walk asks for at once. */
const BATCH = 100;

type Links = { items: readonly Neighbour[]; hasMore: boolean };
/** Links of each concept: by kind, strongest first, then slug. */
export type Neighbours = (slugs: readonly string[]) => Promise<readonly Links[]>;

export interface Walked {
  /** In walking order, both ends included. */
  slugs: string[];
  /** One a step, in the direction in which pages state it. */
  relations: RelationKey[];
}

/**
 * A shortest path between two known concepts: two searches, one from each end, meet. Among equally short paths the
 * strongest kind of relation decides at each step from the start on, then the slug.
 *
 * A search stops before a concept that has more than LINKS_OF_ONE links, and the other one goes on alone: what is
 * found stays exact. Only when neither can go on are such concepts searched as far as they are known.
 * @returns null where there is none of at most `maxHops` relations.
 */
export async function shortestPath(
  from: string,
  to: string,
  maxHops: number,
  neighbours: Neighbours,
): Promise<Walked | null> {
  if (from === to) return { slugs: [from], relations: [] };
  const budget = { links: LINKS };
  const start = searchFrom(from, neighbours, budget);
  const goal = searchFrom(to, neighbours, budget);
  for (let hops = 1; hops <= maxHops; hops++) {
    const side = await nextToGrow(start, goal);
    if (side === null) return null;
    side.grow();
    const other = side === start ? goal : start;
    const meeting = side.frontier().filter((slug) => other.distances.get(slug) === other.level());
    if (meeting.length > 0) return trace(from, start, goal, meeting);
  }
  return null;
}

type Search = ReturnType<typeof searchFrom>;

function searchFrom(origin: string, neighbours: Neighbours, budget: { links: number }) {
  const distances = new Map([[origin, 0]]);
  const links = new Map<string, readonly Neighbour[]>();
  let frontier = [origin];
  let level = 0;
  let isCut = false;
  let isRead = false;
  return {
    distances,
    links,
    frontier: (): readonly string[] => frontier,
    level: () => level,
    /** Reads the links of the frontier; answers whether these are all of them. */
    async look(): Promise<boolean> {
      if (!isRead) isCut = await readLinks(frontier, neighbours, budget, links);
      isRead = true;
      return !isCut;
    },
    /** Moves the frontier one relation away from the origin. */
    grow() {
      level++;
      const next = new Set<string>();
      for (const slug of frontier) {
        for (const link of links.get(slug) ?? []) if (!distances.has(link.slug)) next.add(link.slug);
      }
      for (const slug of next) distances.set(slug, level);
      frontier = [...next].sort(byCodePoint);
      isRead = false;
    },
  };
}

/** Adds the links of each concept to `links`; answers whether any were left out. */
async function readLinks(
  slugs: readonly string[],
  neighbours: Neighbours,
  budget: { links: number },
  links: Map<string, readonly Neighbour[]>,
): Promise<boolean> {
  let isCut = false;
  for (let i = 0; i < slugs.length; i += BATCH) {
    if (budget.links <= 0) return true;
    const batch = slugs.slice(i, i + BATCH);
    const found = await neighbours(batch);
    for (const [j, slug] of batch.entries()) {
      const { items, hasMore } = found[j] ?? { items: [], hasMore: false };
      links.set(slug, items);
      budget.links -= items.length;
      isCut ||= hasMore;
    }
  }
  return isCut;
}

/** The smaller search whose links are all known, else the smaller one; null where one is at its end. */
async function nextToGrow(start: Search, goal: Search): Promise<Search | null> {
  const [small, big] = start.frontier().length <= goal.frontier().length ? [start, goal] : [goal, start];
  if (small.frontier().length === 0) return null;
  if (await small.look()) return small;
  if (await big.look()) return big;
  return small;
}

/** The path through one of the concepts where the searches met: all shortest ones lead through these. */
function trace(origin: string, start: Search, goal: Search, meeting: readonly string[]): Walked {
  // Concepts of shortest paths by their distance from the start, found backwards from where the searches met.
  const half: Set<string>[] = [new Set(meeting)];
  for (let level = start.level() - 1; level >= 0; level--) {
    const nearer = [...start.distances].filter(([slug, distance]) => {
      return distance === level && start.links.get(slug)?.some((link) => half[0]?.has(link.slug));
    });
    half.unshift(new Set(nearer.map(([slug]) => slug)));
  }
  const slugs = [origin];
  const relations: RelationKey[] = [];
  let here = origin;
  const length = start.level() + goal.level();
  for (let step = 1; step <= length; step++) {
    const left = length - step;
    const link =
      step <= start.level()
        ? start.links.get(here)?.find(({ slug }) => half[step]?.has(slug))
        : backLink(here, goal, left);
    if (link === undefined) throw new Error(`the path from ${origin} broke off at ${here}`);
    relations.push(
      link.direction === 'OUTGOING'
        ? { from: here, to: link.slug, kind: link.kind }
        : { from: link.slug, to: here, kind: link.kind },
    );
    here = link.slug;
    slugs.push(here);
  }
  return { slugs, relations };
}

/** The strongest link from `here` to a concept `left` relations from the goal, as the links of these tell it. */
function backLink(here: string, goal: Search, left: number): Neighbour | undefined {
  const links: Neighbour[] = [];
  for (const [slug, distance] of goal.distances) {
    if (distance !== left) continue;
    for (const link of goal.links.get(slug) ?? []) {
      if (link.slug !== here) continue;
      const isTurned = link.kind !== 'SIMILAR';
      const turned = link.direction === 'OUTGOING' ? 'INCOMING' : 'OUTGOING';
      links.push({ slug, kind: link.kind, direction: isTurned ? turned : 'OUTGOING' });
    }
  }
  return links.sort(byStrength)[0];
}

function byStrength(a: Neighbour, b: Neighbour): number {
  return (
    RELATION_KINDS.indexOf(a.kind) - RELATION_KINDS.indexOf(b.kind) ||
    byCodePoint(a.slug, b.slug) ||
    byCodePoint(b.direction, a.direction) // outgoing first
  );
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
  neighbours: Neighbours,
): AsyncGenerator<{ ring: readonly Nearby[]; isCut: boolean }, void, number | undefined> {
  const budget = { links: LINKS };
  const seen = new Set(seeds);
  let kept: readonly string[] = seeds;
  for (let distance = 1; distance <= depth && kept.length > 0; distance++) {
    const links = new Map<string, readonly Neighbour[]>();
    const isCut = await readLinks(kept, neighbours, budget, links);
    const found = new Map<string, { strength: number; links: number }>();
    for (const list of links.values()) {
      for (const { slug, kind, direction } of list) {
        if (seen.has(slug)) continue;
        const known = found.get(slug) ?? { strength: 0, links: 0 };
        found.set(slug, {
          strength: Math.max(known.strength, linkLevel(kind, direction)),
          links: known.links + 1,
        });
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
