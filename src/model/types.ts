/**
 * The types of the graph: pages state definitions of one concept and relations to others.
 *
 * Everything known of a concept is derived from the statements of pages, so the graph is the same whatever the order in
 * which pages came in, and a page can be replaced without a trace of what it said before.
 */

export type PageKind = 'DEFINITION' | 'AREA' | 'TERM' | 'DOCUMENT';

/**
 * In list order. MEANING: the one-sentence meaning. BODY: a paragraph. FACET: one aspect. GLOSS: a sentence on another
 * concept's page.
 */
export const DEFINITION_KINDS = ['MEANING', 'BODY', 'FACET', 'GLOSS'] as const;
export type DefinitionKind = (typeof DEFINITION_KINDS)[number];

/** The kinds of relation a page can state, strongest first: the order in which relations are listed. */
export const STATEMENT_KINDS = ['HAS_PART', 'RELATED', 'RECOMMENDS', 'MENTIONS', 'LINKS_TO', 'NARROWER'] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** No page states SIMILAR: two concepts have it if they have the same `likenessKey`. */
export const RELATION_KINDS = [...STATEMENT_KINDS, 'SIMILAR'] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];

/** Index of a kind in the order in which relations are listed. */
export function relationRank(kind: RelationKind): number {
  return RELATION_KINDS.indexOf(kind);
}

/** A text of a page about its own concept; `facet` is the facet's name, null for every other kind. */
export interface PageDefinition {
  kind: Exclude<DefinitionKind, 'GLOSS'>;
  facet: string | null;
  text: string;
}

/** A picture for cards; sizes in pixels. `alt` is the author's own alternative text, not a generated caption. */
export interface Image {
  url: string;
  width: number | null;
  height: number | null;
  alt: string | null;
}

/** A linked page as the linking page describes it: collections give dates, author and image of their parts. */
export interface LinkedPage {
  url: string;
  author: string | null;
  publishedAt: string | null;
  modifiedAt: string | null;
  image: Image | null;
}

/**
 * One link of a page from its concept to another, in page order. `anchor` is the link text; `gloss` is what the page
 * says about the target, under the heading `facet` if there is one. A gloss without a facet is a one-sentence meaning
 * of the target. `link` is the linked page, null if the target is only named.
 */
export interface Statement {
  kind: StatementKind;
  target: string;
  anchor: string | null;
  facet: string | null;
  gloss: string | null;
  link: LinkedPage | null;
}

/**
 * What is stored of a page's head. Dates are RFC 3339 in UTC; `url` is the canonical address and identifies the page.
 */
export interface Page {
  url: string;
  kind: PageKind;
  /** Scheme and host of `url`. */
  site: string;
  /** Slug of the concept that the page describes. */
  concept: string;
  /** N of `/resource/N/`, null for a main page. */
  resource: number | null;
  title: string;
  author: string | null;
  publishedAt: string | null;
  modifiedAt: string | null;
  publisher: string | null;
  /** The section or category that the page says it is in. */
  section: string | null;
  image: Image | null;
  /** Whether the copy was cut short. */
  truncated: boolean;
}

/** A whole page as ingest passes it to the store. */
export interface PageContent extends Page {
  /** The concept's name as this page gives it. */
  name: string;
  /** Further names of the concept on this page, such as an abbreviation. */
  alternateNames: readonly string[];
  definitions: readonly PageDefinition[];
  statements: readonly Statement[];
}

/** A concept; a stub is known from links only. */
export interface Concept {
  slug: string;
  name: string;
  alternateNames: readonly string[];
  meaning: string | null;
  isStub: boolean;
}

/**
 * Where to read on about a concept, and what is known of the page there: from its own pages, or for a stub from links.
 */
export interface WhereToRead {
  /** The first page by precedence; for a stub, the address that most links have. */
  url: string | null;
  /** In order of precedence. */
  kinds: readonly PageKind[];
  author: string | null;
  /** The latest of all. */
  publishedAt: string | null;
  modifiedAt: string | null;
  image: Image | null;
}
