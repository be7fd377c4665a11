/** Walks over the relations between concepts, direction ignored, by breadth-first search: the same over every store. */
import { LINKS } from '../../graph/links-read.ts';
import type { Key, Walkable } from '../../graph/reader.ts';

export interface Nearby {
  key: Key;
  distance: number;
  /** Level of the strongest link that leads to it, as in `ranking.ts`; 0 for where the walk started. */
  strength: number;
}

/**
 * One ring of concepts after the other around those given: the nearest first, in each ring the strongest link first,
 * then the most links, then the slug.
 *
 * @param most - concepts in all rings together; once there are so many, one ring more says whether it is cut.
 * @returns each ring, and whether concepts are left out of it.
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
