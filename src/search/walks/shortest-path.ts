/**
 * The shortest path between two concepts, by two breadth-first searches that start at both ends and meet.
 *
 * A search pauses before a concept with more than LINKS_OF_ONE links while the other one continues, so the result stays
 * exact. Only if neither can continue are such concepts searched as far as their links are known; then paths beyond
 * them may be missed, but never a relation between the two frontiers.
 */

import { LINKS, readLinks } from '../../graph/links-read.ts';
import type { Key, Walkable } from '../../graph/reader.ts';
import type { Link, RelationKey } from '../../model/graph.ts';
import { RELATION_KINDS, type RelationKind, relationRank } from '../../model/types.ts';

export interface Walked {
  /** From start to end, both included. */
  slugs: string[];
  /** One per step, in the direction in which pages state it. */
  relations: RelationKey[];
}

/**
 * A shortest path between two known concepts. Among equally short ones, each step from the start on takes the strongest
 * kind of relation, then the lowest slug.
 * @returns null if there is no path of at most `maxHops` relations.
 */
export async function shortestPath(from: Key, to: Key, maxHops: number, graph: Walkable): Promise<Walked | null> {
  if (from === to) return { slugs: [graph.slugOf(from)], relations: [] };
  const budget = { links: LINKS };
  const start = searchFrom(from, graph, budget);
  const goal = searchFrom(to, graph, budget);
  for (let hops = 1; hops <= maxHops; hops++) {
    const side = await nextToGrow(start, goal, graph);
    if (side === null) return null;
    side.grow();
    const meeting = nearest(side.frontier(), side === start ? goal : start);
    if (meeting.length > 0) return trace(from, start, goal, meeting, graph);
  }
  return null;
}

type Search = ReturnType<typeof searchFrom>;

/** A relation by the keys of its ends. */
interface Relation {
  from: Key;
  to: Key;
  kind: RelationKind;
}

function searchFrom(origin: Key, graph: Walkable, budget: { links: number }) {
  const distances = new Map([[origin, 0]]);
  const known = new Map<Key, readonly Link<Key>[]>();
  let frontier: readonly Key[] = [origin];
  let level = 0;
  let isWhole = true;
  let cut: readonly Key[] | null = null;
  return {
    distances,
    known,
    frontier: () => frontier,
    /** Whether it has reached everything reachable. */
    isDone: () => isWhole && frontier.length === 0,
    /** Reads the links of the frontier; returns the concepts whose links are incomplete. */
    async look() {
      cut ??= await readLinks(frontier, graph, budget, known);
      return cut;
    },
    /** The links of the frontier as relations. */
    relations: () => frontier.flatMap((key) => (known.get(key) ?? []).map((link) => relationOf(key, link))),
    /** Adds `relations` to the incomplete lists of links. */
    learn(relations: readonly Relation[]) {
      const lists = new Map(cut?.map((key) => [key, [...(known.get(key) ?? [])]]));
      for (const relation of relations) {
        for (const key of [relation.from, relation.to]) lists.get(key)?.push(linkOf(key, relation));
      }
      for (const [key, list] of lists) known.set(key, list);
    },
    /** Moves the frontier one relation away from the origin. */
    grow() {
      if (cut !== null && cut.length > 0) isWhole = false;
      level++;
      const next = new Set<Key>();
      for (const key of frontier) {
        for (const link of known.get(key) ?? []) if (!distances.has(link.to)) next.add(link.to);
      }
      for (const key of next) distances.set(key, level);
      frontier = [...next];
      cut = null;
    },
  };
}

/** The smaller search with all links known, else the smaller one; null if none can lead to a meeting. */
async function nextToGrow(start: Search, goal: Search, graph: Walkable): Promise<Search | null> {
  if (start.isDone() || goal.isDone()) return null;
  const open = [start, goal]
    .filter((search) => search.frontier().length > 0)
    .sort((a, b) => a.frontier().length - b.frontier().length);
  for (const search of open) if ((await search.look()).length === 0) return search;
  if (open.length === 2) await shareRelations(start, goal, graph);
  return open[0] ?? null;
}

/** Adds to the incomplete lists the relations between the frontiers that either search or the graph knows. */
async function shareRelations(start: Search, goal: Search, graph: Walkable): Promise<void> {
  // Without concepts beyond the budget, whose links were never read: there may be any number of them.
  const cut = [
    ...(await start.look()).filter((key) => start.known.has(key)),
    ...(await goal.look()).filter((key) => goal.known.has(key)),
  ];
  // As many relations as there can be among them.
  const { items } = await graph.among(cut, cut.length ** 2 * RELATION_KINDS.length);
  const keyBySlug = new Map(cut.map((key) => [graph.slugOf(key), key]));
  const between = items.map(
    ({ from, to, kind }): Relation => ({
      from: keyBySlug.get(from) as Key,
      to: keyBySlug.get(to) as Key,
      kind,
    }),
  );
  const relations = [...between, ...start.relations(), ...goal.relations()];
  start.learn(relations);
  goal.learn(relations);
}

/** The concepts of a frontier nearest to the other search's origin: on its frontier as long as all links are known. */
function nearest(frontier: readonly Key[], { distances }: Search): readonly Key[] {
  const distanceOf = (key: Key) => distances.get(key) ?? Number.POSITIVE_INFINITY;
  const met = frontier.filter((key) => distances.has(key)).sort((a, b) => distanceOf(a) - distanceOf(b));
  return met.filter((key) => distances.get(key) === distances.get(met[0] as Key));
}

/** The path through one of the concepts where the searches met, which are all equally far from both ends. */
function trace(origin: Key, start: Search, goal: Search, meeting: readonly Key[], graph: Walkable): Walked {
  const [met = origin] = meeting;
  const first = start.distances.get(met) ?? 0;
  const length = first + (goal.distances.get(met) ?? 0);
  // Concepts on shortest paths by distance from the start, found backwards from where the searches met.
  const half: Set<Key>[] = [new Set(meeting)];
  for (let level = first - 1; level >= 0; level--) {
    const nearer = [...start.distances].filter(([key, distance]) => {
      return distance === level && start.known.get(key)?.some((link) => half[0]?.has(link.to));
    });
    half.unshift(new Set(nearer.map(([key]) => key)));
  }
  const keys = [origin];
  const relations: RelationKey[] = [];
  let here = origin;
  for (let step = 1; step <= length; step++) {
    const links =
      step <= first
        ? (start.known.get(here)?.filter(({ to }) => half[step]?.has(to)) ?? [])
        : linksBack(here, goal, length - step);
    const link = strongest(links, graph);
    if (link === undefined) throw new Error(`the path from ${graph.slugOf(origin)} broke off at ${graph.slugOf(here)}`);
    const { from, to, kind } = relationOf(here, link);
    relations.push({ from: graph.slugOf(from), to: graph.slugOf(to), kind });
    here = link.to;
    keys.push(here);
  }
  return { slugs: keys.map((key) => graph.slugOf(key)), relations };
}

/** The links from `here` to concepts `left` relations from the goal, derived from those concepts' own links. */
function linksBack(here: Key, goal: Search, left: number): Link<Key>[] {
  const links: Link<Key>[] = [];
  for (const [key, distance] of goal.distances) {
    if (distance !== left) continue;
    for (const link of goal.known.get(key) ?? []) {
      if (link.to === here) links.push(linkOf(here, relationOf(key, link)));
    }
  }
  return links;
}

/** The relation behind a link. */
function relationOf(key: Key, { to, kind, direction }: Link<Key>): Relation {
  return direction === 'OUTGOING' ? { from: key, to, kind } : { from: to, to: key, kind };
}

/** The link that one end of a relation has. */
function linkOf(key: Key, { from, to, kind }: Relation): Link<Key> {
  if (key === from) return { to, kind, direction: 'OUTGOING' };
  return { to: from, kind, direction: kind === 'SIMILAR' ? 'OUTGOING' : 'INCOMING' };
}

/** By kind, then slug, outgoing before incoming. */
function strongest(links: readonly Link<Key>[], graph: Walkable): Link<Key> | undefined {
  const [first] = [...links].sort(
    (a, b) =>
      relationRank(a.kind) - relationRank(b.kind) ||
      graph.compare(a.to, b.to) ||
      Number(a.direction === 'INCOMING') - Number(b.direction === 'INCOMING'),
  );
  return first;
}
