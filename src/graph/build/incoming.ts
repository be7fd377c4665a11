/** Keeps the relations that lead to a concept in step with those that the pages of others state. */
import { getOrMake } from '../../get-or-make.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';
import type { Image } from '../image.ts';
import { linkCount, linksFrom, NO_LINKS, placeOf, sortKey, sortKeyAt } from '../layout/links.ts';
import type { Slugs } from '../layout/slugs.ts';
import { conceptIn, rankOf } from '../layout/statements.ts';

/**
 * The incoming links of each concept that they change for.
 * @param outgoing - the links that some concepts now state, by concept, in place of those of `image`.
 */
export async function incomingChanges(
  outgoing: ReadonlyMap<number, Uint32Array>,
  { concepts }: Image,
  slugs: Slugs,
): Promise<Map<number, Uint32Array>> {
  const changedSources = new Set<number>();
  const added = new Map<number, number[]>();
  const addedTo = (concept: number) => getOrMake(added, concept, () => []);
  for (const [source, now] of outgoing) {
    const before = concepts[source]?.outgoing ?? NO_LINKS;
    if (isSame(before, now)) continue;
    changedSources.add(source);
    for (let i = 0; i < linkCount(before); i++) addedTo(conceptIn(before[i] as number));
    const sourceRank = slugs.rank[source] as number;
    for (let i = 0; i < linkCount(now); i++) {
      const link = now[i] as number;
      addedTo(conceptIn(link)).push(sortKey(rankOf(link), placeOf(now, i), sourceRank));
    }
    if (isTurnOver()) await nextTurn();
  }
  const changed = new Map<number, Uint32Array>();
  for (const [target, keys] of added) {
    const old = concepts[target]?.incoming ?? NO_LINKS;
    changed.set(target, merged(old, changedSources, keys, slugs));
    if (isTurnOver()) await nextTurn();
  }
  return changed;
}

function isSame(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((number, i) => number === b[i]);
}

/** `old` without the links from `changedSources`, and with those of `keys`. */
function merged(old: Uint32Array, changedSources: ReadonlySet<number>, keys: number[], slugs: Slugs): Uint32Array {
  for (let i = 0; i < linkCount(old); i++) {
    if (!changedSources.has(conceptIn(old[i] as number))) keys.push(sortKeyAt(old, i, slugs.rank));
  }
  return keys.length === 0 ? NO_LINKS : linksFrom(Float64Array.from(keys), slugs.bySlug);
}
