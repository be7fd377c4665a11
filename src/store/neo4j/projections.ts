/** What statements answer for a concept and a page: maps in the shape of the model, so that no row has to be turned. */

/** A Cypher expression for the Concept in the variable `c`. */
export const CONCEPT = 'c {.slug, .name, .alternateNames, .meaning, isStub: c:Stub}';

/** What a map of a page `p` that describes the concept `c` is made of. */
export const PAGE_ITEMS =
  '.url, .kind, .site, concept: c.slug, .resource, .title, .author, .publishedAt, .modifiedAt, .truncated';

/** A Cypher expression for the Page in the variable `p`, which describes the concept in the variable `c`. */
export const PAGE = `p {${PAGE_ITEMS}}`;

/** Puts the answers of one batch into the order asked; `rows` come once for each key that has any. */
export function inOrder<Row, Answer>(
  keys: readonly string[],
  rows: readonly ({ key: string } & Row)[],
  answer: (row: Row | undefined) => Answer,
): Answer[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return keys.map((key) => answer(byKey.get(key)));
}

/** Each key once. */
export function distinct(keys: readonly string[]): string[] {
  return [...new Set(keys)];
}
