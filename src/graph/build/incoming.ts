/** Keeps each concept's incoming relations in step with what the pages of other concepts state. */
import { isTurnOver, nextTurn } from '../../turns.ts';
import type { Image } from '../image.ts';
import { groups } from '../layout/groups.ts';
import { linkCount, linksFrom, NO_LINKS, placeOf, sortKey, sortKeyAt } from '../layout/links.ts';
import { areEqual } from '../layout/numbers.ts';
import type { Slugs } from '../layout/slugs.ts';
import { conceptIn, rankOf } from '../layout/statements.ts';

/**
 * For each concept whose incoming links change: its incoming links.
 * @param outgoing - the new outgoing links of some concepts, by concept; they replace those in `image`.
 */
export async function incomingChanges(
  outgoing: ReadonlyMap<number, Uint32Array>,
  { concepts }: Image,
  slugs: Slugs,
): Promise<Map<number, Uint32Array>> {
  const changedSources = new Set<number>();
  const targets = groups(slugs.rank.length);
  for (const [source, now] of outgoing) {
    const before = concepts[source]?.outgoing ?? NO_LINKS;
    if (areEqual(before, now)) continue;
    changedSources.add(source);
    for (let i = 0; i < linkCount(before); i++) targets.add(conceptIn(before[i] as number));
    for (let i = 0; i < linkCount(now); i++) targets.count(conceptIn(now[i] as number), 1);
    if (isTurnOver()) await nextTurn();
  }
  const added = new Float64Array(targets.layOut());
  for (const source of changedSources) {
    const now = outgoing.get(source) as Uint32Array;
    const sourceRank = slugs.rank[source] as number;
    for (let i = 0; i < linkCount(now); i++) {
      const link = now[i] as number;
      added[targets.nextPlace(conceptIn(link))] = sortKey(rankOf(link), placeOf(now, i), sourceRank);
    }
    if (isTurnOver()) await nextTurn();
  }
  const changed = new Map<number, Uint32Array>();
  for (const [target, from, to] of targets.ranges()) {
    const old = concepts[target]?.incoming ?? NO_LINKS;
    changed.set(target, merged(old, changedSources, added.subarray(from, to), slugs));
    if (isTurnOver()) await nextTurn();
  }
  return changed;
}

/** `old` without the links from `changedSources`, plus those of `added`. */
function merged(old: Uint32Array, changedSources: ReadonlySet<number>, added: Float64Array, slugs: Slugs): Uint32Array {
  if (old.length === 0) return linksFrom(added, slugs.bySlug);
  const keys = new Float64Array(linkCount(old) + added.length);
  let count = 0;
  for (let i = 0; i < linkCount(old); i++) {
    if (!changedSources.has(conceptIn(old[i] as number))) keys[count++] = sortKeyAt(old, i, slugs.rank);
  }
  keys.set(added, count);
  return linksFrom(keys.subarray(0, count + added.length), slugs.bySlug);
}
