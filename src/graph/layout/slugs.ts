/** The order of slugs, so that numbers are compared where slugs are meant. */
import { byCodePoint } from '../../model/orders.ts';
import { sortInTurns } from '../../sort-in-turns.ts';
import { firstWhere } from './first-where.ts';

export interface Slugs {
  /** Place of each number in the order of slugs. */
  readonly rank: Uint32Array;
  /** The number at each place: every one that was ever given. */
  readonly bySlug: Uint32Array;
}

export const NO_SLUGS: Slugs = { rank: new Uint32Array(0), bySlug: new Uint32Array(0) };

/** `known` with the slugs whose numbers follow those it has; the others keep their order. */
export async function withNewSlugs(known: Slugs, slugs: readonly string[]): Promise<Slugs> {
  const { bySlug: old } = known;
  if (old.length === slugs.length) return known;
  const fresh = Array.from({ length: slugs.length - old.length }, (_, i) => old.length + i);
  const slugOf = (id: number) => slugs[id] as string;
  const sorted = await sortInTurns(fresh, (a, b) => byCodePoint(slugOf(a), slugOf(b)));
  const bySlug = new Uint32Array(slugs.length);
  let from = 0;
  let next = 0;
  for (const id of sorted) {
    const to =
      from + firstWhere(old.length - from, (i) => byCodePoint(slugOf(old[from + i] as number), slugOf(id)) > 0);
    bySlug.set(old.subarray(from, to), next);
    next += to - from;
    from = to;
    bySlug[next++] = id;
  }
  bySlug.set(old.subarray(from), next);
  const rank = new Uint32Array(slugs.length);
  for (let place = 0; place < bySlug.length; place++) rank[bySlug[place] as number] = place;
  return { rank, bySlug };
}
