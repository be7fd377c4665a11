/**
 * Shows people which concepts have the same name: each is linked to the next one by slug, SIMILAR. A chain, because
 * links between all pairs of a name that a thousand pages have would be half a million.
 */
import { type Run, together } from './connection.ts';

/** A concept whose name key is another than before; null while it was new. */
interface Rekeyed {
  slug: string;
  before: string | null;
  now: string;
}

/**
 * Links the namesakes of `concepts` anew, and those of concepts that are gone and had the keys `left`.
 * Answers the slugs of all whose namesakes may be others.
 */
export async function joinNamesakes(
  run: Run,
  concepts: readonly Rekeyed[],
  left: readonly string[],
): Promise<string[]> {
  const keys = new Set([...concepts.flatMap(({ before, now }) => [before ?? '', now]), ...left]);
  keys.delete('');
  if (keys.size === 0) return [];
  const rows = await run<{ key: string; slugs: string[] }>(
    `UNWIND $keys AS key MATCH (c:Concept {nameKey: key}) WITH key, c ORDER BY c.slug
     WITH key, collect(c.slug) AS slugs RETURN key, slugs`,
    { keys: [...keys] },
  );
  const known = concepts.filter(({ before }) => before !== null).map(({ slug }) => slug);
  // Whoever left a group of two leaves one behind, and took the link between them along.
  const stale = [...new Set([...known, ...rows.flatMap(({ slugs }) => (slugs.length > 1 ? slugs : []))])];
  const parted = new Set([...concepts.flatMap(({ before }) => before ?? []), ...left]);
  const links = rows.flatMap(({ slugs }) => slugs.slice(1).map((next, i) => ({ one: slugs[i] as string, next })));
  await together([
    run(
      `UNWIND $stale AS slug MATCH (c:Concept {slug: slug}) USING INDEX c:Concept(slug)
       MATCH (c)-[s:SIMILAR]-() DELETE s`,
      { stale },
    ),
    run(
      `UNWIND $links AS link MATCH (one:Concept {slug: link.one}) MATCH (next:Concept {slug: link.next})
       CREATE (one)-[:SIMILAR {reason: 'same name'}]->(next)`,
      { links },
    ),
  ]);
  return [...known, ...rows.flatMap(({ key, slugs }) => (slugs.length > 1 || parted.has(key) ? slugs : []))];
}
