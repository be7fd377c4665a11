/**
 * Shows people which concepts have names that are alike: each is linked to the next one by slug, SIMILAR. A chain, because
 * links between all pairs of a name that a thousand pages have would be half a million.
 */
import { likenessReasons, type Named, reasonsInWords } from '../../model/likeness.ts';
import { forEach, type Run, together } from './connection.ts';
import type { ConceptChanges } from './derivation.ts';

/** A concept whose name is another than before, and its likeness before, null while it was new, and now. */
interface Rekeyed {
  slug: string;
  before: string | null;
  now: string;
}

/** Links those anew whose names are others, or that had one's name; answers the slugs of all whose namesakes may be others. */
export function joinRenamed(run: Run, { changes, gone }: ConceptChanges): Promise<string[]> {
  // Why names are alike may be another reason although they still are.
  const rekeyed = changes.flatMap(({ slug, kept, derived, changed: { name, likeness } }) =>
    name === undefined && likeness === undefined ? [] : [{ slug, before: kept.likeness, now: derived.likeness }],
  );
  return joinNamesakes(
    run,
    rekeyed,
    gone.flatMap(({ kept }) => kept.likeness ?? []),
  );
}

/**
 * Links those that are like `concepts` anew, and like concepts that are gone and had the keys `left`.
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
  const rows = await run<{ key: string; alike: Named[] }>(
    `UNWIND $keys AS key MATCH (c:Concept {likeness: key}) WITH key, c ORDER BY c.slug
     WITH key, collect(c {.slug, .name}) AS alike RETURN key, alike`,
    { keys: [...keys] },
  );
  const slugsOf = ({ alike }: (typeof rows)[number]) => alike.map(({ slug }) => slug);
  const known = concepts.filter(({ before }) => before !== null).map(({ slug }) => slug);
  // Whoever left a group of two leaves one behind, and took the link between them along.
  const stale = [...new Set([...known, ...rows.flatMap((row) => (row.alike.length > 1 ? slugsOf(row) : []))])];
  const parted = new Set([...concepts.flatMap(({ before }) => before ?? []), ...left]);
  const links = rows.flatMap(({ alike }) =>
    alike.slice(1).map((next, i) => {
      const one = alike[i] as Named;
      return { one: one.slug, next: next.slug, reason: reasonsInWords(likenessReasons(one, next)) };
    }),
  );
  await together([
    forEach(
      run,
      stale,
      `UNWIND $rows AS slug MATCH (c:Concept {slug: slug}) USING INDEX c:Concept(slug)
       MATCH (c)-[s:SIMILAR]-() DELETE s`,
    ),
    forEach(
      run,
      links,
      `UNWIND $rows AS link MATCH (one:Concept {slug: link.one}) MATCH (next:Concept {slug: link.next})
       CREATE (one)-[:SIMILAR {reason: link.reason}]->(next)`,
    ),
  ]);
  return [...known, ...rows.flatMap((row) => (row.alike.length > 1 || parted.has(row.key) ? slugsOf(row) : []))];
}
