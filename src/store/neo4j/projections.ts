/**
 * What Cypher statements return for a concept and a page. Concepts are most of what is read, so they are lists: maps
 * would repeat the property names in each row. Pages are maps in the shape of the model.
 */
import { pageAt } from '../../model/links.ts';
import type { Concept, Image, LinkedPage } from '../../model/types.ts';
import type { Parameters, Value } from './connection.ts';

/** A Cypher expression for the concept in the variable `c`: see `conceptOf`. */
export const CONCEPT = '[c.slug, c.name, c.alternateNames, c.meaning, c:Stub]';

export type ConceptRow = readonly [
  slug: string,
  name: string,
  alternateNames: readonly string[],
  meaning: string | null,
  isStub: boolean,
];

export function conceptOf([slug, name, alternateNames, meaning, isStub]: ConceptRow): Concept {
  return { slug, name, alternateNames, meaning, isStub };
}

/** A Cypher expression for the Image in the properties of `variable`; null if it has none. */
function imageOf(variable: string): string {
  return `CASE WHEN ${variable}.imageUrl IS NULL THEN null ELSE {
    url: ${variable}.imageUrl, width: ${variable}.imageWidth, height: ${variable}.imageHeight, alt: ${variable}.imageAlt
  } END`;
}

/** The properties that hold an image. */
export function imageProperties(image: Image | null) {
  return {
    imageUrl: image?.url ?? null,
    imageWidth: image?.width ?? null,
    imageHeight: image?.height ?? null,
    imageAlt: image?.alt ?? null,
  };
}

/**
 * A Cypher map whose values are the items of a list. Rows are passed as such lists because maps, which repeat the names
 * in each row, are slower to send and to read.
 */
export function inColumns(names: readonly string[], list: string): string {
  return `{${names.map((name, i) => `${name}: ${list}[${i}]`).join(', ')}}`;
}

/** The list for `inColumns`: the values of `properties` in the order of `names`, null for missing ones. */
export function valuesOf(names: readonly string[], properties: Parameters): Value[] {
  return names.map((name) => properties[name] ?? null);
}

/** A Cypher expression for the page that the statement `r` leads to: see `linkedPageOf`. */
export const LINKED = `CASE WHEN coalesce(r.author, r.publishedAt, r.modifiedAt, r.imageUrl) IS NULL THEN r.url
  ELSE r {.url, .author, .publishedAt, .modifiedAt, image: ${imageOf('r')}} END`;

/** Most links give only the address of the page: a string is less work to read than a map. */
export type LinkedRow = string | LinkedPage | null;

export function linkedPageOf(row: LinkedRow): LinkedPage | null {
  return typeof row === 'string' ? pageAt(row) : row;
}

/** The items of a map for the page `p`, which describes the concept `c`. */
export const PAGE_ITEMS = `.url, .kind, .site, concept: c.slug, .resource, .title, .author, .publishedAt, .modifiedAt,
  .publisher, .section, image: ${imageOf('p')}, .truncated`;

/** A Cypher expression for the PageFacts of the variable `p`. */
export const PAGE_FACTS = `p {.url, .kind, .author, .publishedAt, .modifiedAt, image: ${imageOf('p')}}`;

/** A Cypher expression for the Page in the variable `p`, which describes the concept in the variable `c`. */
export const PAGE = `p {${PAGE_ITEMS}}`;

/** One answer per key, in the order of `keys`; `rows` has at most one row per key. */
export function inOrder<Row, Answer>(
  keys: readonly string[],
  rows: readonly ({ key: string } & Row)[],
  answer: (row: Row | undefined) => Answer,
): Answer[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return keys.map((key) => answer(byKey.get(key)));
}

export function distinct(keys: readonly string[]): string[] {
  return [...new Set(keys)];
}
