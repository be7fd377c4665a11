/** How pages lie in their rows: an outline for the graph, the page's own texts, and the sentences it says by their ids. */
import {
  DEFINITION_KINDS,
  type PageContent,
  type PageDefinition,
  RELATION_KINDS,
  relationRank,
  type StatementKind,
} from '../../model/types.ts';
import type { Gloss, PageOutline, PageTexts } from '../store.ts';

export interface PageRow {
  url: string;
  concept: string;
  modified: string | null;
  truncated: number;
  outline: string;
}

/** The columns of a PageRow. */
export const OUTLINE_COLUMNS = 'url, concept, modified, truncated, outline';

/** What the column `outline` holds. */
type Outline = Omit<PageOutline, 'url' | 'concept' | 'modifiedAt' | 'truncated' | 'statements'> & {
  statements: readonly OutlineEntry[];
};

/**
 * Rank of the kind, target, anchor, and the id of the sentence: negative where it stands under a heading, 0 for none.
 * A heading without a sentence comes last.
 */
export type OutlineEntry = readonly [
  kind: number,
  target: string,
  anchor: string | null,
  gloss: number,
  facet?: string,
];

/** Place of the id of the sentence. */
export const GLOSS = 3;

/** What the column `texts` holds, in the order of the page. */
type Text = readonly [kind: number, facet: string | null, text: string];

/** @param glossId - of the sentence at a place of the page; 0 where there is none. */
export function outlineText(page: PageContent, glossId: (position: number) => number): string {
  const { kind, site, resource, title, author, publishedAt, name, alternateNames, definitions, statements } = page;
  const count = (wanted: PageDefinition['kind']) =>
    definitions.filter((definition) => definition.kind === wanted).length;
  const outline: Outline = {
    kind,
    site,
    resource,
    title,
    author,
    publishedAt,
    name,
    alternateNames,
    meaning: definitions.find((definition) => definition.kind === 'MEANING')?.text ?? null,
    texts: { MEANING: count('MEANING'), BODY: count('BODY'), FACET: count('FACET') },
    statements: statements.map(({ kind, target, anchor, facet }, position): OutlineEntry => {
      const id = glossId(position);
      if (id === 0 && facet !== null) return [relationRank(kind), target, anchor, 0, facet];
      return [relationRank(kind), target, anchor, facet === null ? id : -id];
    }),
  };
  return JSON.stringify(outline);
}

export function textsText({ definitions }: PageContent): string {
  const texts = definitions.map(({ kind, facet, text }): Text => [DEFINITION_KINDS.indexOf(kind), facet, text]);
  return JSON.stringify(texts);
}

export function entriesOf(row: Pick<PageRow, 'outline'>): readonly OutlineEntry[] {
  return (JSON.parse(row.outline) as Outline).statements;
}

/** A row whose outline was read. */
export type ParsedRow = Omit<PageRow, 'outline'> & { outline: Outline };

export function parsed<Row extends PageRow>(row: Row): Omit<Row, 'outline'> & { outline: Outline } {
  return { ...row, outline: JSON.parse(row.outline) as Outline };
}

function headOf({ url, concept, modified, truncated }: Omit<PageRow, 'outline'>) {
  return { url, concept, modifiedAt: modified, truncated: truncated === 1 };
}

/** @param meaningOf - the sentence of an id. */
export function outlineOf(row: ParsedRow, meaningOf: (id: number) => string): PageOutline {
  const { statements, ...outline } = row.outline;
  return {
    ...headOf(row),
    ...outline,
    statements: statements.map(([rank, target, anchor, gloss]) => ({
      kind: RELATION_KINDS[rank] as StatementKind,
      target,
      anchor,
      gloss: gloss === 0 ? null : gloss < 0 ? '' : meaningOf(gloss),
    })),
  };
}

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

/** A whole page. @param glossOf - the sentence of an id. */
export function contentOf(row: PageRow & { texts: string }, glossOf: (id: number) => Gloss): PageContent {
  const { statements, texts: _, meaning: __, ...outline } = JSON.parse(row.outline) as Outline;
  return {
    ...headOf(row),
    ...outline,
    definitions: definitionsOf(row.texts),
    statements: statements.map(([rank, target, anchor, id, heading = null]) => {
      const { facet, text } = id === 0 ? { facet: heading, text: null } : glossOf(Math.abs(id));
      return { kind: RELATION_KINDS[rank] as StatementKind, target, anchor, facet, gloss: text };
    }),
  };
}
