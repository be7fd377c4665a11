/**
 * The concepts of a set, the targets, that are nearest to one concept: at most three relations away, in either
 * direction.
 *
 * Two steps are walked from the concept. The third is walked from the targets, whose neighbours serve every concept of
 * a request, because a third step from the concept may reach half the graph. The targets' side also finds those next to
 * a concept with more links than are read.
 */
import { LINKS, readLinks } from '../../graph/links-read.ts';
import type { Key, Walkable } from '../../graph/reader.ts';
import type { Link } from '../../model/graph.ts';
import { linkLevel } from '../../model/ranking.ts';
import type { Nearby } from './walk.ts';

/** Most links read around one concept. */
const LINKS_AROUND = 10_000;

/** Links from a concept to targets. */
type Leads = Pick<Nearby, 'key' | 'strength'>;

export interface Targets {
  has(key: Key): boolean;
  /** The links that lead to targets, by the concept they come from. */
  beside(): Promise<ReadonlyMap<Key, readonly Leads[]>>;
}

/** The targets around `origin`, one list for each distance from 1 to 3; a list is computed when asked for. */
export async function* nearestTargets(
  origin: Key,
  targets: Targets,
  graph: Walkable,
): AsyncGenerator<readonly Nearby[], void> {
  const budget = { links: LINKS_AROUND };
  const seen = new Set([origin]);
  let frontier: readonly Key[] = [origin];
  for (let distance = 1; distance <= 2; distance++) {
    const known = new Map<Key, readonly Link<Key>[]>();
    const cut = await readLinks(frontier, graph, budget, known);
    const found = new Map<Key, number>();
    const next = new Set<Key>();
    for (const list of known.values()) {
      for (const { to: key, kind, direction } of list) {
        if (seen.has(key)) continue;
        next.add(key);
        if (targets.has(key)) keepStrongest(found, { key, strength: linkLevel(kind, direction) });
      }
    }
    if (cut.length > 0) addBeside(cut, await targets.beside(), seen, found);
    for (const key of [...next, ...found.keys()]) seen.add(key);
    yield asNearby(found, distance);
    frontier = [...new Set([...next, ...found.keys()])];
  }
  const found = new Map<Key, number>();
  addBeside(frontier, await targets.beside(), seen, found);
  yield asNearby(found, 3);
}

/** The links that lead to `targets`, taken from the targets' own lists. */
export async function linksTo(targets: readonly Key[], graph: Walkable): Promise<ReadonlyMap<Key, readonly Leads[]>> {
  const known = new Map<Key, readonly Link<Key>[]>();
  await readLinks(targets, graph, { links: LINKS }, known);
  const leads = new Map<Key, Leads[]>();
  for (const [target, list] of known) {
    for (const { to, kind, direction } of list) {
      const turned = direction === 'OUTGOING' && kind !== 'SIMILAR' ? 'INCOMING' : 'OUTGOING';
      const lead = { key: target, strength: linkLevel(kind, turned) };
      const others = leads.get(to);
      if (others === undefined) leads.set(to, [lead]);
      else others.push(lead);
    }
  }
  return leads;
}

function addBeside(
  keys: readonly Key[],
  beside: ReadonlyMap<Key, readonly Leads[]>,
  seen: ReadonlySet<Key>,
  found: Map<Key, number>,
): void {
  for (const key of keys) {
    for (const lead of beside.get(key) ?? []) if (!seen.has(lead.key)) keepStrongest(found, lead);
  }
}

function keepStrongest(found: Map<Key, number>, { key, strength }: Leads): void {
  found.set(key, Math.max(found.get(key) ?? 0, strength));
}

function asNearby(found: ReadonlyMap<Key, number>, distance: number): readonly Nearby[] {
  return [...found].map(([key, strength]) => ({ key, distance, strength }));
}
