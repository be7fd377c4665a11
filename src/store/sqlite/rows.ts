/** Rows of the tables and what they stand for. */
import type { Concept, Page, PageKind } from '../../model/types.ts';

export interface ConceptRow {
  slug: string;
  name: string;
  alternates: string;
  meaning: string | null;
  stub: number;
}

/** The columns of a ConceptRow; `table` is the alias of the concept table. */
export function conceptColumns(table: string): string {
  return ['slug', 'name', 'alternates', 'meaning', 'stub'].map((column) => `${table}.${column}`).join(', ');
}

export function conceptOf(row: ConceptRow): Concept {
  return {
    slug: row.slug,
    name: row.name,
    alternateNames: JSON.parse(row.alternates) as string[],
    meaning: row.meaning,
    isStub: row.stub === 1,
  };
}

export interface PageRow {
  url: string;
  kind: PageKind;
  site: string;
  slug: string;
  resource: number | null;
  title: string;
  author: string | null;
  published: string | null;
  modified: string | null;
  truncated: number;
}

/** The columns of a PageRow, of `page p` joined with `concept o`. */
export const PAGE_COLUMNS =
  'p.url, p.kind, p.site, o.slug, p.resource, p.title, p.author, p.published, p.modified, p.truncated';

export function pageOf(row: PageRow): Page {
  return {
    url: row.url,
    kind: row.kind,
    site: row.site,
    concept: row.slug,
    resource: row.resource,
    title: row.title,
    author: row.author,
    publishedAt: row.published,
    modifiedAt: row.modified,
    truncated: row.truncated === 1,
  };
}
