/** A page of the glossary with everything stored of it, as in an NDJSON export. */

export interface WholePage {
  url: string;
  kind: string;
  concept: string;
  name: string;
  alternateNames: readonly string[];
  title: string;
  author: string | null;
  publishedAt: string | null;
  modifiedAt: string | null;
  publisher: string | null;
  section: string | null;
  image: Image | null;
  definitions: readonly { kind: string; facet: string | null; text: string }[];
  /** In the order of the page. */
  statements: readonly Statement[];
}

export interface Statement {
  kind: string;
  target: string;
  anchor: string | null;
  facet: string | null;
  gloss: string | null;
  link: LinkedPage | null;
}

export interface LinkedPage {
  url: string;
  author: string | null;
  publishedAt: string | null;
  modifiedAt: string | null;
  image: Image | null;
}

export interface Image {
  url: string;
  width: number | null;
  height: number | null;
  alt: string | null;
}

/** Finds a page by its address; null if the graph has none. */
export type FindPage = (url: string) => Promise<WholePage | null>;
