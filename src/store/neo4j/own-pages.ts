/** The pages that describe a concept, reduced to what its stored properties are derived from. */
import type { PageSaying } from '../../model/derive.ts';
import { byCodePoint } from '../../model/orders.ts';
import type { PageContent } from '../../model/types.ts';
import type { Run } from './connection.ts';

export interface OwnPage
  extends Pick<PageContent, 'url' | 'kind' | 'name' | 'alternateNames' | 'publishedAt' | 'definitions'> {
  /** See `pagePrecedence`. */
  precedence: string;
}

/** The pages of each concept by slug, in no particular order. */
export async function readOwnPages(run: Run, slugs: readonly string[]): Promise<Map<string, OwnPage[]>> {
  if (slugs.length === 0) return new Map();
  const rows = await run<{ slug: string; pages: OwnPage[] }>(
    `UNWIND $slugs AS slug MATCH (c:Concept {slug: slug})
     RETURN slug, COLLECT {
       MATCH (c)<-[:DESCRIBES]-(p:Page)
       RETURN p {.url, .kind, .name, .alternateNames, .publishedAt, .precedence, definitions: COLLECT {
         MATCH (p)-[:STATES]->(d:Definition) WITH d ORDER BY d.position RETURN d {.kind, .facet, .text}
       }}
     } AS pages`,
    { slugs },
  );
  return new Map(rows.map(({ slug, pages }) => [slug, pages]));
}

/** What the pages of one concept say about it, in order of precedence. */
export function sayingsOf(pages: readonly OwnPage[]): PageSaying[] {
  return [...pages]
    .sort((a, b) => byCodePoint(a.precedence, b.precedence))
    .map(({ kind, name, alternateNames, publishedAt, definitions }) => ({
      kind,
      name,
      alternateNames,
      publishedAt,
      meaning: definitions.find((definition) => definition.kind === 'MEANING')?.text ?? null,
    }));
}
