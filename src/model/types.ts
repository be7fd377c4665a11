/**
 * The graph in types: pages state definitions of one concept and relations to others.
 *
 * Everything that is known of a concept is derived from the statements of pages, so that the graph is the same
 * whatever the order in which pages came in, and a page can be replaced without a trace of what it said before.
 */

export type PageKind = 'DEFINITION' | 'AREA' | 'TERM' | 'DOCUMENT';

/** In the order of lists. MEANING: the one-sentence meaning. BODY: a paragraph. FACET: one aspect. GLOSS: a sentence on another's page. */
export const DEFINITION_KINDS = ['MEANING', 'BODY', 'FACET', 'GLOSS'] as const;
export type DefinitionKind = (typeof DEFINITION_KINDS)[number];

/** The kinds of relation a page can state, strongest first: the order in which relations are listed. */
export const STATEMENT_KINDS = ['HAS_PART', 'RELATED', 'RECOMMENDS', 'MENTIONS', 'LINKS_TO', 'NARROWER'] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** SIMILAR is stated by nobody: two concepts have it when they have the same `likenessKey`. */
export const RELATION_KINDS = [...STATEMENT_KINDS, 'SIMILAR'] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];

/** Place of a kind in the order in which relations are listed. */
export function relationRank(kind: RelationKind): number {
  return RELATION_KINDS.indexOf(kind);
}

/** A text of a page on its own concept; `facet` is the facet's name and null for every other kind. */
export interface PageDefinition {
  kind: Exclude<DefinitionKind, 'GLOSS'>;
  facet: string | null;
  text: string;
}

/** A picture for cards; sizes in pixels. `alt` is what its author wrote in its place, no generated caption. */
export interface Image {
  url: string;
  width: number | null;
  height: number | null;
  alt: string | null;
}

/** A page as another one tells of it that links to it: collections give dates, author and image of their parts. */
export interface LinkedPage {
  url: string;
  author: string | null;
  publishedAt: string | null;
  modifiedAt: string | null;
  image: Image | null;
}

/**
 * One link of a page from its concept to another, in the order of the page.
 * `anchor` is the link's text; `gloss` what the page says of the target, under the heading `facet` where it has one.
 * A gloss without a facet is a one-sentence meaning of the target. `link` is the page that it leads to, null where the
 * target is only named.
 */
export interface Statement {
  kind: StatementKind;
  target: string;
  anchor: string | null;
  facet: string | null;
  gloss: string | null;
  link: LinkedPage | null;
}

/** What is kept of a page's head. Dates are RFC 3339 in UTC; `url` is the canonical address and identifies the page. */
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
  /** True where the copy was cut short. */
  truncated: boolean;
}

/** A whole page as ingest hands it to the store. */
export interface PageContent extends Page {
  /** The concept's name as this page gives it. */
  name: string;
  /** Further names of the concept on this page, such as an abbreviation. */
  alternateNames: readonly string[];
  definitions: readonly PageDefinition[];
  statements: readonly Statement[];
}

/** A concept; a stub is known from links alone. */
export interface Concept {
  slug: string;
  name: string;
  alternateNames: readonly string[];
  meaning: string | null;
  isStub: boolean;
}

/** Where to read on about a concept, and what is told of the page there: by its own pages, or of a stub by links. */
export interface WhereToRead {
  /** The first page by precedence; of a stub the address that most links have. */
  url: string | null;
  /** In order of precedence. */
  kinds: readonly PageKind[];
  author: string | null;
  /** The latest of all. */
  publishedAt: string | null;
  modifiedAt: string | null;
  image: Image | null;
}
