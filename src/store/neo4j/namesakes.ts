/**
 * Links concepts with similar names by SIMILAR, for people who browse the graph. The links form a chain in order of
 * slug: links between all pairs of a thousand namesakes would be half a million.
 */
import { likenessReasons, type Named, reasonsInWords } from '../../model/likeness.ts';
import { forEach, type Run, together } from './connection.ts';
import type { ConceptChanges } from './derivation.ts';

/** A concept whose name changed, with its likeness before (null if it is new) and now. */
interface Rekeyed {
  slug: string;
  before: string | null;
  now: string;
}

/** Links renamed concepts and their old and new namesakes again; gives the slugs of all whose namesakes may differ. */
export function joinRenamed(run: Run, { changes, gone }: ConceptChanges): Promise<string[]> {
  // Compare names too: if one changes, the reason for a similarity may change although the similarity stays.
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
 * Links `concepts` and their namesakes again, and the namesakes of removed concepts, whose likenesses are `left`.
 * @returns the slugs of all concepts whose namesakes may differ.
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
  // A group of one needs no deletion: if a member left, deleting the member's links deleted the link to it.
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
      `UNWIND $rows AS slug MATCH (c:Concept {slug: slug}) USING INDEX SEEK c:Concept(slug)
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
