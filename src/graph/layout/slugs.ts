/** The order of slugs, so that concepts can be compared by number instead of by slug. */
import { byCodePoint } from '../../model/orders.ts';
import { sortInTurns } from '../../sort-in-turns.ts';
import { inserted } from './inserted.ts';

export interface Slugs {
  /** The place of each number in the order of slugs. */
  readonly rank: Uint32Array;
  /** The number at each place, for every number ever given. */
  readonly bySlug: Uint32Array;
}

export const NO_SLUGS: Slugs = { rank: new Uint32Array(0), bySlug: new Uint32Array(0) };

/** `known` with the slugs numbered after its own; those that it has keep their order. */
export async function withNewSlugs(known: Slugs, slugs: readonly string[]): Promise<Slugs> {
  const { bySlug: old } = known;
  if (old.length === slugs.length) return known;
  const fresh = Array.from({ length: slugs.length - old.length }, (_, i) => old.length + i);
  const compare = (a: number, b: number) => byCodePoint(slugs[a] as string, slugs[b] as string);
  const bySlug = await inserted(old, await sortInTurns(fresh, compare), compare);
  const rank = new Uint32Array(slugs.length);
  for (let place = 0; place < bySlug.length; place++) rank[bySlug[place] as number] = place;
  return { rank, bySlug };
}
