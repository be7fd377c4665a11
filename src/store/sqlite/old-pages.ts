/** Reads the pages of files of older versions, ordered by address; the upgrade has renamed their tables to `old_…`. */
import {
  DEFINITION_KINDS,
  type PageContent,
  type PageDefinition,
  type PageKind,
  RELATION_KINDS,
  type Statement,
  type StatementKind,
} from '../../model/types.ts';
import type { Database } from './database.ts';
import { definitionsOf } from './rows.ts';

/** The fields that these versions did not store. */
const NOT_KEPT_THEN = { publisher: null, section: null, image: null };

/** Pages read per query. */
export const OLD_PAGES = 200;

interface GraphPage {
  id: number;
  url: string;
  kind: PageKind;
  site: string;
  concept: string;
  resource: number | null;
  title: string;
  name: string;
  alternates: string;
  author: string | null;
  publishedAt: string | null;
  modifiedAt: string | null;
  truncated: number;
}

/** Versions 1 and 2 kept the graph in tables; version 2 also had full text. */
export function pagesOfGraph(db: Database, after: string): PageContent[] {
  const rows = db.all<GraphPage>(
    `SELECT p.id, p.url, p.kind, p.site, c.slug AS concept, p.resource, p.title, p.name, p.alternates, p.author,
       p.published AS publishedAt, p.modified AS modifiedAt, p.truncated
     FROM old_page p JOIN old_concept c ON c.id = p.concept WHERE p.url > ? ORDER BY p.url LIMIT ${OLD_PAGES}`,
    after,
  );
  return rows.map(({ id, alternates, truncated, ...page }) => ({
    ...page,
    ...NOT_KEPT_THEN,
    truncated: truncated === 1,
    alternateNames: JSON.parse(alternates) as string[],
    definitions: db
      .all<Omit<PageDefinition, 'kind'> & { kind: number }>(
        'SELECT kind, facet, text FROM old_definition WHERE page = ? ORDER BY position',
        id,
      )
      .map(({ kind, ...rest }) => ({ ...rest, kind: DEFINITION_KINDS[kind] as PageDefinition['kind'] })),
    statements: db
      .all<Omit<Statement, 'kind' | 'link'> & { kind: number }>(
        `SELECT s.kind, c.slug AS target, s.anchor, s.facet, s.gloss
         FROM old_statement s JOIN old_concept c ON c.id = s.target WHERE s.page = ? ORDER BY s.position`,
        id,
      )
      .map(({ kind, ...rest }) => ({ ...rest, kind: RELATION_KINDS[kind] as StatementKind, link: null })),
  }));
}

interface OutlinePage {
  url: string;
  concept: string;
  modified: string | null;
  truncated: number;
  outline: string;
  texts: string;
}

/** Rank of the kind, target, anchor, signed id of the sentence (0 for none), the heading if there is no sentence. */
type Entry = readonly [kind: number, target: string, anchor: string | null, gloss: number, facet?: string];

type Outline = Omit<
  PageContent,
  'url' | 'concept' | 'modifiedAt' | 'truncated' | 'definitions' | 'statements' | keyof typeof NOT_KEPT_THEN
> & {
  meaning: string | null;
  texts: object;
  statements: readonly Entry[];
};

/** Version 3 kept the statements of a page in its outline, and their sentences in a separate table. */
export function pagesOfOutlines(db: Database, after: string): PageContent[] {
  const rows = db.all<OutlinePage>(
    `SELECT url, concept, modified, truncated, outline, texts FROM old_page WHERE url > ? ORDER BY url LIMIT ${OLD_PAGES}`,
    after,
  );
  return rows.map(({ url, concept, modified, truncated, ...row }) => {
    const { statements, meaning: _, texts: __, ...outline } = JSON.parse(row.outline) as Outline;
    return {
      ...{ url, concept, modifiedAt: modified, truncated: truncated === 1 },
      ...outline,
      ...NOT_KEPT_THEN,
      definitions: definitionsOf(row.texts),
      statements: statements.map(([rank, target, anchor, id, heading = null]): Statement => {
        const kind = RELATION_KINDS[rank] as StatementKind;
        const sentence = db.get<{ facet: string | null; text: string }>(
          'SELECT facet, text FROM old_gloss WHERE id = ?',
          Math.abs(id),
        );
        return { kind, target, anchor, facet: sentence?.facet ?? heading, gloss: sentence?.text ?? null, link: null };
      }),
    };
  });
}
