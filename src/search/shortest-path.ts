/**
 * The shortest path between two concepts, by two breadth-first searches, one from each end, that meet.
 *
 * A search stops before a concept that has more than LINKS_OF_ONE links, and the other one goes on alone: what is
 * found stays exact. Only when neither can go on are such concepts searched as far as they are known, and what lies
 * beyond may be missed; a relation between the two frontiers never is.
 */

import { byCodePoint } from '../model/orders.ts';
import { RELATION_KINDS } from '../model/types.ts';
import type { Neighbour, RelationKey } from '../store/store.ts';
import { LINKS, type Links, readLinks } from './walk.ts';

export interface Walked {
  /** In walking order, both ends included. */
  slugs: string[];
  /** One a step, in the direction in which pages state it. */
  relations: RelationKey[];
}

/**
 * A shortest path between two known concepts. Among equally short ones the strongest kind of relation decides at each
 * step from the start on, then the slug.
 * @returns null where there is none of at most `maxHops` relations.
 */
export async function shortestPath(from: string, to: string, maxHops: number, links: Links): Promise<Walked | null> {
  if (from === to) return { slugs: [from], relations: [] };
  const budget = { links: LINKS };
  const start = searchFrom(from, links, budget);
  const goal = searchFrom(to, links, budget);
  for (let hops = 1; hops <= maxHops; hops++) {
    const side = await nextToGrow(start, goal, links);
    if (side === null) return null;
    side.grow();
    const meeting = nearest(side.frontier(), side === start ? goal : start);
    if (meeting.length > 0) return trace(from, start, goal, meeting);
  }
  return null;
}

type Search = ReturnType<typeof searchFrom>;

function searchFrom(origin: string, links: Links, budget: { links: number }) {
  const distances = new Map([[origin, 0]]);
  const known = new Map<string, readonly Neighbour[]>();
  let frontier: readonly string[] = [origin];
  let level = 0;
  let isWhole = true;
  let cut: readonly string[] | null = null;
  return {
    distances,
    known,
    frontier: () => frontier,
    /** Whether it has reached all there is. */
    isDone: () => isWhole && frontier.length === 0,
    /** Reads the links of the frontier; answers the concepts some of whose links are left out. */
    async look() {
      cut ??= await readLinks(frontier, links, budget, known);
      return cut;
    },
    /** The relations that the links of the frontier are. */
    relations: () =>
      frontier.flatMap((slug) => (known.get(slug) ?? []).map((link): RelationKey => relationOf(slug, link))),
    /** Adds to the cut lists of links what `relations` tell. */
    learn(relations: readonly RelationKey[]) {
      const lists = new Map(cut?.map((slug) => [slug, [...(known.get(slug) ?? [])]]));
      for (const relation of relations) {
        for (const slug of [relation.from, relation.to]) lists.get(slug)?.push(linkOf(slug, relation));
      }
      for (const [slug, list] of lists) known.set(slug, inOrder(list));
    },
    /** Moves the frontier one relation away from the origin. */
    grow() {
      if (cut !== null && cut.length > 0) isWhole = false;
      level++;
      const next = new Set<string>();
      for (const slug of frontier) {
        for (const link of known.get(slug) ?? []) if (!distances.has(link.slug)) next.add(link.slug);
      }
      for (const slug of next) distances.set(slug, level);
      frontier = [...next];
      cut = null;
    },
  };
}

/** The smaller search whose links are all known, else the smaller one; null where none can lead to a meeting. */
async function nextToGrow(start: Search, goal: Search, links: Links): Promise<Search | null> {
  if (start.isDone() || goal.isDone()) return null;
  const open = [start, goal]
    .filter((search) => search.frontier().length > 0)
    .sort((a, b) => a.frontier().length - b.frontier().length);
  for (const search of open) if ((await search.look()).length === 0) return search;
  if (open.length === 2) await tellEachOther(start, goal, links);
  return open[0] ?? null;
}

/** Fills the cut lists of links with the relations between the frontiers, which either search or the graph knows. */
async function tellEachOther(start: Search, goal: Search, links: Links): Promise<void> {
  // Concepts past the budget were never looked at: there may be any number of them.
  const cut = [
    ...(await start.look()).filter((slug) => start.known.has(slug)),
    ...(await goal.look()).filter((slug) => goal.known.has(slug)),
  ];
  const relations = [...(await links.among(cut)), ...start.relations(), ...goal.relations()];
  start.learn(relations);
  goal.learn(relations);
}

/** The concepts of a frontier that are nearest to the other search's origin: at its frontier while all links are known. */
function nearest(frontier: readonly string[], { distances }: Search): readonly string[] {
  const distanceOf = (slug: string) => distances.get(slug) ?? Number.POSITIVE_INFINITY;
  const met = frontier.filter((slug) => distances.has(slug)).sort((a, b) => distanceOf(a) - distanceOf(b));
  return met.filter((slug) => distances.get(slug) === distances.get(met[0] as string));
}

/** The path through one of the concepts where the searches met, which all are equally far from both ends. */
function trace(origin: string, start: Search, goal: Search, meeting: readonly string[]): Walked {
  const [met = origin] = meeting;
  const first = start.distances.get(met) ?? 0;
  const length = first + (goal.distances.get(met) ?? 0);
  // Concepts of shortest paths by their distance from the start, found backwards from where the searches met.
  const half: Set<string>[] = [new Set(meeting)];
  for (let level = first - 1; level >= 0; level--) {
    const nearer = [...start.distances].filter(([slug, distance]) => {
      return distance === level && start.known.get(slug)?.some((link) => half[0]?.has(link.slug));
    });
    half.unshift(new Set(nearer.map(([slug]) => slug)));
  }
  const slugs = [origin];
  const relations: RelationKey[] = [];
  let here = origin;
  for (let step = 1; step <= length; step++) {
    const link =
      step <= first
        ? start.known.get(here)?.find(({ slug }) => half[step]?.has(slug))
        : linkBack(here, goal, length - step);
    if (link === undefined) throw new Error(`the path from ${origin} broke off at ${here}`);
    relations.push(relationOf(here, link));
    here = link.slug;
    slugs.push(here);
  }
  return { slugs, relations };
}

/** The strongest link from `here` to a concept `left` relations from the goal, as the links of these tell it. */
function linkBack(here: string, goal: Search, left: number): Neighbour | undefined {
  const links: Neighbour[] = [];
  for (const [slug, distance] of goal.distances) {
    if (distance !== left) continue;
    for (const link of goal.known.get(slug) ?? []) {
      if (link.slug === here) links.push(linkOf(here, relationOf(slug, link)));
    }
  }
  return inOrder(links)[0];
}

/** A link as the relation that it stands for. */
function relationOf(slug: string, { slug: other, kind, direction }: Neighbour): RelationKey {
  return direction === 'OUTGOING' ? { from: slug, to: other, kind } : { from: other, to: slug, kind };
}

/** A relation as the link that one of its ends has. */
function linkOf(slug: string, { from, to, kind }: RelationKey): Neighbour {
  if (slug === from) return { slug: to, kind, direction: 'OUTGOING' };
  return { slug: from, kind, direction: kind === 'SIMILAR' ? 'OUTGOING' : 'INCOMING' };
}

/** Links in the order of the store, each once. */
function inOrder(links: Neighbour[]): readonly Neighbour[] {
  return links.sort(byStrength).filter((link, i) => {
    const last = links[i - 1];
    return last === undefined || byStrength(last, link) !== 0;
  });
}

function byStrength(a: Neighbour, b: Neighbour): number {
  return (
    RELATION_KINDS.indexOf(a.kind) - RELATION_KINDS.indexOf(b.kind) ||
    byCodePoint(a.slug, b.slug) ||
    byCodePoint(b.direction, a.direction) // outgoing first
  );
}
