/**
 * The relations of a concept in one direction as numbers. The first half holds the links, each a kind and the other
 * concept; the second half holds the place on a page where each is first stated. Order, as in lists: by kind, place,
 * slug of the other concept.
 */

import { firstWhere } from '../../first-where.ts';
import type { RelationKind } from '../../model/types.ts';
import { RELATION_KINDS, relationRank } from '../../model/types.ts';
import { numbers } from './numbers.ts';
import type { Slugs } from './slugs.ts';
import { conceptIn, linkOf, rankOf, type Stated } from './statements.ts';

/** Places from this one on count as the same place. */
const PLACES = 2 ** 20;
const CONCEPTS = 2 ** 28;

export const NO_LINKS = new Uint32Array(0);

export function linkCount(links: Uint32Array): number {
  return links.length / 2;
}

export function placeOf(links: Uint32Array, i: number): number {
  return links[links.length / 2 + i] as number;
}

/** Sorts like the link in its list. @param rank - the other concept's place in the order of slugs. */
export function sortKey(kindRank: number, place: number, rank: number): number {
  return (kindRank * PLACES + Math.min(place, PLACES - 1)) * CONCEPTS + rank;
}

export function sortKeyAt(links: Uint32Array, i: number, rank: Uint32Array): number {
  const link = links[i] as number;
  return sortKey(rankOf(link), placeOf(links, i), rank[conceptIn(link)] as number);
}

/** @param keys - from `sortKey`; sorted in place. */
export function linksFrom(keys: Float64Array, bySlug: Uint32Array): Uint32Array {
  if (keys.length === 0) return NO_LINKS;
  keys.sort();
  const links = numbers(keys.length * 2);
  for (let i = 0; i < keys.length; i++) {
    // Floor and subtraction, because `%` on numbers this large calls into the C library.
    const key = keys[i] as number;
    const sort = Math.floor(key / CONCEPTS);
    const kindRank = Math.floor(sort / PLACES);
    links[i] = linkOf(kindRank, bySlug[key - sort * CONCEPTS] as number);
    links[keys.length + i] = sort - kindRank * PLACES;
  }
  return links;
}

/** The relations that the pages of one concept state, each with its lowest place on any of them. */
export function statedLinks(
  pages: readonly { statements: Uint32Array }[],
  { link: linkAt }: Pick<Stated, 'link'>,
  { rank, bySlug }: Slugs,
): Uint32Array {
  const stated = scratch(pages.reduce((sum, { statements }) => sum + statements.length, 0));
  let next = 0;
  for (const { statements } of pages) {
    for (let i = 0; i < statements.length; i++) {
      stated[next++] = linkAt(statements[i] as number) * PLACES + Math.min(i, PLACES - 1);
    }
  }
  stated.sort();
  let count = 0;
  let last = -1;
  for (const key of stated) {
    const link = Math.floor(key / PLACES);
    const place = key - link * PLACES;
    if (link === last) continue;
    last = link;
    stated[count++] = sortKey(rankOf(link), place, rank[conceptIn(link)] as number);
  }
  return linksFrom(stated.subarray(0, count), bySlug);
}

/** Reused, because a temporary array per concept would be most of the garbage of building a graph. */
let scratched = new Float64Array(0);

/** Working space, valid until the next call. */
function scratch(length: number): Float64Array {
  if (length > scratched.length) scratched = new Float64Array(2 * length);
  return scratched.subarray(0, length);
}

/** Where the links of each wanted kind begin and end, `[from, to)`. */
export function segments(links: Uint32Array, kinds: readonly RelationKind[] | null): readonly [number, number][] {
  const count = linkCount(links);
  if (kinds === null) return count === 0 ? [] : [[0, count]];
  const ranks = [...new Set(kinds.map(relationRank))].sort((a, b) => a - b);
  return ranks
    .map((rank): [number, number] => [firstOfRank(links, rank), firstOfRank(links, rank + 1)])
    .filter(([from, to]) => from < to);
}

function firstOfRank(links: Uint32Array, rank: number): number {
  if (rank >= RELATION_KINDS.length) return linkCount(links);
  return firstWhere(linkCount(links), (i) => rankOf(links[i] as number) >= rank);
}
