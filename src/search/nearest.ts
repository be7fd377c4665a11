/**
 * The concepts of some set, the targets, that are nearest to one concept: at most three relations away, direction
 * ignored.
 *
 * Two steps are walked from the concept, the third from the targets, whose neighbours serve every concept of a request:
 * what a third step reaches may be half the graph. The targets' side also tells which of them stand beside a concept
 * that has more links than are read.
 */
import { linkLevel } from '../model/ranking.ts';
import type { Neighbour } from '../store/store.ts';
import { LINKS, type Links, type Nearby, readLinks } from './walk.ts';

/** Links that are looked at around one concept. */
const LINKS_AROUND = 10_000;

/** Links from a concept to targets. */
type Leads = Pick<Nearby, 'slug' | 'strength'>;

export interface Targets {
  has(slug: string): boolean;
  /** The links that lead to targets, by the concept they lead from. */
  beside(): Promise<ReadonlyMap<string, readonly Leads[]>>;
}

/** The targets around `origin`, one list for each distance from 1 to 3; ask for no more than is needed. */
export async function* nearestTargets(
  origin: string,
  targets: Targets,
  links: Pick<Links, 'of'>,
): AsyncGenerator<readonly Nearby[], void> {
  const budget = { links: LINKS_AROUND };
  const seen = new Set([origin]);
  let frontier: readonly string[] = [origin];
  for (let distance = 1; distance <= 2; distance++) {
    const known = new Map<string, readonly Neighbour[]>();
    const cut = await readLinks(frontier, links, budget, known);
    const found = new Map<string, number>();
    const next = new Set<string>();
    for (const list of known.values()) {
      for (const { slug, kind, direction } of list) {
        if (seen.has(slug)) continue;
        next.add(slug);
        if (targets.has(slug)) keepStrongest(found, { slug, strength: linkLevel(kind, direction) });
      }
    }
    if (cut.length > 0) addBeside(cut, await targets.beside(), seen, found);
    for (const slug of [...next, ...found.keys()]) seen.add(slug);
    yield asNearby(found, distance);
    frontier = [...new Set([...next, ...found.keys()])];
  }
  const found = new Map<string, number>();
  addBeside(frontier, await targets.beside(), seen, found);
  yield asNearby(found, 3);
}

/** The links that lead to `targets` as these tell them. */
export async function linksTo(
  targets: readonly string[],
  links: Pick<Links, 'of'>,
): Promise<ReadonlyMap<string, readonly Leads[]>> {
  const known = new Map<string, readonly Neighbour[]>();
  await readLinks(targets, links, { links: LINKS }, known);
  const leads = new Map<string, Leads[]>();
  for (const [target, list] of known) {
    for (const { slug, kind, direction } of list) {
      const turned = direction === 'OUTGOING' && kind !== 'SIMILAR' ? 'INCOMING' : 'OUTGOING';
      const lead = { slug: target, strength: linkLevel(kind, turned) };
      const others = leads.get(slug);
      if (others === undefined) leads.set(slug, [lead]);
      else others.push(lead);
    }
  }
  return leads;
}

function addBeside(
  slugs: readonly string[],
  beside: ReadonlyMap<string, readonly Leads[]>,
  seen: ReadonlySet<string>,
  found: Map<string, number>,
): void {
  for (const slug of slugs) {
    for (const lead of beside.get(slug) ?? []) if (!seen.has(lead.slug)) keepStrongest(found, lead);
  }
}

function keepStrongest(found: Map<string, number>, { slug, strength }: Leads): void {
  found.set(slug, Math.max(found.get(slug) ?? 0, strength));
}

function asNearby(found: ReadonlyMap<string, number>, distance: number): readonly Nearby[] {
  return [...found].map(([slug, strength]) => ({ slug, distance, strength }));
}
