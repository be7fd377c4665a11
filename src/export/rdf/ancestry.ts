/** Ancestors in the hierarchy of NARROWER relations, cached for one batch of concepts. */
import { getOrMake } from '../../get-or-make.ts';
import type { GraphReader } from '../../graph/reader.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';
import { broaderThan } from '../concepts.ts';

export interface Ancestry {
  /** Whether `upper` is above `lower`, at any distance; always true if `lower` has too many concepts above it. */
  mayBeAbove(upper: string, lower: string): Promise<boolean>;
}

/** Most concepts above one that are searched; hierarchies have about a dozen. */
const MOST_ABOVE = 1_000;

export function ancestry(reader: GraphReader): Ancestry {
  const parents = new Map<string, Promise<string[]>>();
  const above = new Map<string, Promise<ReadonlySet<string> | null>>();
  const parentsOf = (slug: string) =>
    getOrMake(parents, slug, async () => {
      if (isTurnOver()) await nextTurn();
      return broaderThan(reader, slug);
    });

  /** Null if there are too many. */
  async function allAbove(slug: string): Promise<ReadonlySet<string> | null> {
    const found = new Set<string>();
    for (let level = await parentsOf(slug); level.length > 0; ) {
      for (const each of level) found.add(each);
      if (found.size > MOST_ABOVE) return null;
      const next = await Promise.all(level.map(parentsOf));
      level = [...new Set(next.flat())].filter((each) => !found.has(each));
    }
    return found;
  }

  return {
    async mayBeAbove(upper, lower) {
      const all = await getOrMake(above, lower, () => allAbove(lower));
      return all === null || all.has(upper);
    },
  };
}
