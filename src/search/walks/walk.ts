/** Walks over the relations between concepts in either direction, by breadth-first search, the same for every store. */
import { LINKS } from '../../graph/links-read.ts';
import type { Key, Walkable } from '../../graph/reader.ts';

export interface Nearby {
  key: Key;
  distance: number;
  /** Level of the strongest link that leads to it, as in `ranking.ts`; 0 at the start of the walk. */
  strength: number;
}

/**
 * The rings of concepts around the seeds, nearest first; within a ring by strongest link, then most links, then slug.
 *
 * @param most - concepts in all rings together; once reached, one more ring tells whether it is cut.
 * @returns each ring, and whether concepts are missing from it.
 */
export async function* rings(
  seeds: readonly Key[],
  depth: number,
  graph: Walkable,
  most: number,
): AsyncGenerator<{ ring: readonly Nearby[]; isCut: boolean }, void> {
  const budget = { links: LINKS };
  const seen = new Set(seeds);
  let last: readonly Key[] = seeds;
  let room = most;
  for (let distance = 1; distance <= depth && last.length > 0; distance++) {
    const { items, isCut } = await graph.ring(last, { seen, most: room, budget });
    yield { ring: items.map(({ key, strength }): Nearby => ({ key, distance, strength })), isCut };
    last = items.map(({ key }) => key);
    for (const key of last) seen.add(key);
    room -= items.length;
  }
}
