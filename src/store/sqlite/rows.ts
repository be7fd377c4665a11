/** How a page is stored in its row: an outline for the graph, the ids of its statements, and its own texts. */
import { linkedPage } from '../../model/links.ts';
import {
  DEFINITION_KINDS,
  type PageContent,
  type PageDefinition,
  RELATION_KINDS,
  type Statement,
  type StatementKind,
} from '../../model/types.ts';
import type { NumberedStatement, PageOutline, PageTexts } from '../store.ts';

export interface PageRow {
  url: string;
  concept: string;
  modified: string | null;
  truncated: number;
  outline: string;
  statements: Uint8Array;
}

/** The columns of a PageRow. */
export const OUTLINE_COLUMNS = 'url, concept, modified, truncated, outline, statements';

export interface StatementRow {
  id: number;
  kind: number;
  target: string;
  anchor: string | null;
  facet: string | null;
  gloss: string | null;
  link: string | null;
}

/** The columns of a StatementRow. */
export const STATEMENT_COLUMNS = 'id, kind, target, anchor, facet, gloss, link';

/** Fields that few pages have and that files of older versions lack; absent if the page has none. */
type Seldom = Pick<PageOutline, 'publisher' | 'section' | 'image'>;

/** The JSON in the column `outline`. */
type Outline = Omit<PageOutline, 'url' | 'concept' | 'modifiedAt' | 'truncated' | 'statements' | keyof Seldom> &
  Partial<Seldom>;

/** One entry of the JSON list in the column `texts`, which is in page order. */
type Text = readonly [kind: number, facet: string | null, text: string];

export function outlineText(page: PageContent): string {
  const { kind, site, resource, title, author, publishedAt, name, alternateNames, definitions } = page;
  const { publisher, section, image } = page;
  const count = (wanted: PageDefinition['kind']) =>
    definitions.filter((definition) => definition.kind === wanted).length;
  const outline: Outline = {
    kind,
    site,
    resource,
    title,
    author,
    publishedAt,
    ...(publisher !== null && { publisher }),
    ...(section !== null && { section }),
    ...(image !== null && { image }),
    name,
    alternateNames,
    meaning: definitions.find((definition) => definition.kind === 'MEANING')?.text ?? null,
    texts: { MEANING: count('MEANING'), BODY: count('BODY'), FACET: count('FACET') },
  };
  return JSON.stringify(outline);
}

export function textsText({ definitions }: PageContent): string {
  const texts = definitions.map(({ kind, facet, text }): Text => [DEFINITION_KINDS.indexOf(kind), facet, text]);
  return JSON.stringify(texts);
}

/** The ids as bytes for the column `statements`, in machine byte order: SQLite's driver runs on one byte order only. */
export function statementBytes(ids: Uint32Array): Uint8Array {
  return new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength);
}

export function statementIds({ statements }: Pick<PageRow, 'statements'>): Uint32Array {
  return new Uint32Array(statements.buffer, statements.byteOffset, statements.byteLength / 4);
}

/** All outlines are built here with their fields in one order, so they share a hidden class: small and fast to read. */
export function outlineOf(row: PageRow): PageOutline {
  const outline = JSON.parse(row.outline) as Outline;
  return {
    url: row.url,
    kind: outline.kind,
    site: outline.site,
    concept: row.concept,
    resource: outline.resource,
    title: outline.title,
    author: outline.author,
    publishedAt: outline.publishedAt,
    modifiedAt: row.modified,
    publisher: outline.publisher ?? null,
    section: outline.section ?? null,
    image: outline.image ?? null,
    truncated: row.truncated === 1,
    name: outline.name,
    alternateNames: outline.alternateNames,
    meaning: outline.meaning,
    texts: outline.texts,
    statements: statementIds(row),
  };
}

export function statementOf({ kind, target, anchor, facet, gloss, link }: StatementRow): Statement {
  return {
    kind: RELATION_KINDS[kind] as StatementKind,
    target,
    anchor,
    facet,
    gloss,
    link: link === null ? null : linkedPage(link, target),
  };
}

/** SQL for a row of `statement` as a JSON array that holds a NumberedStatement. */
export const NUMBERED = `json_array(
  id, kind, target, anchor, CASE WHEN facet IS NOT NULL AND gloss IS NOT NULL THEN '' ELSE gloss END, link
)`;

/** @param rows - a JSON list of NUMBERED: passing one string takes a third of the time of passing the rows. */
export function numberedOf(rows: string): NumberedStatement[] {
  return (JSON.parse(rows) as NumberedRow[]).map(([number, kind, target, anchor, gloss, link]) => ({
    number,
    kind: RELATION_KINDS[kind] as StatementKind,
    target,
    anchor,
    gloss,
    link,
  }));
}

type NumberedRow = readonly [
  id: number,
  kind: number,
  target: string,
  anchor: string | null,
  gloss: string | null,
  link: string | null,
];

export function definitionsOf(texts: string): PageDefinition[] {
  return (JSON.parse(texts) as Text[]).map(([kind, facet, text]) => ({
    kind: DEFINITION_KINDS[kind] as PageDefinition['kind'],
    facet,
    text,
  }));
}

export function pageTextsOf(texts: string): PageTexts {
  const definitions = definitionsOf(texts);
  const of = (wanted: PageDefinition['kind']) =>
    definitions.filter(({ kind }) => kind === wanted).map(({ facet, text }) => ({ facet, text }));
  return { MEANING: of('MEANING'), BODY: of('BODY'), FACET: of('FACET') };
}

/** A whole page. @param stated - returns the statement with an id. */
export function contentOf(row: PageRow & { texts: string }, stated: (id: number) => Statement): PageContent {
  const { statements, meaning: _, texts: __, ...outline } = outlineOf(row);
  return { ...outline, definitions: definitionsOf(row.texts), statements: Array.from(statements, stated) };
}
