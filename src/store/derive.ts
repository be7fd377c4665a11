/**
 * What is known of a concept, derived from what pages say of it: the same whatever the order of ingest.
 * Both stores keep the results beside the concept, so that no read has to derive them.
 */
import type { Concept, Page, PageKind } from '../model.ts';
import { nameKey } from '../names.ts';

/** Kinds of page in the order in which they are believed. */
const PRECEDENCE: readonly PageKind[] = ['DEFINITION', 'TERM', 'AREA', 'DOCUMENT'];
/** Past this many alternate names the rest are link texts that help nobody. */
const ALTERNATE_NAMES = 32;

/**
 * A key by which pages sort into the order of precedence: by kind (definition, term, area), main pages before
 * resources, newest first with undated last, then by resource number and address.
 */
export function pagePrecedence(page: Pick<Page, 'kind' | 'resource' | 'modifiedAt' | 'publishedAt' | 'url'>): string {
  const date = page.modifiedAt ?? page.publishedAt;
  const age = date === null ? '~' : String(8.64e15 - Date.parse(date)).padStart(17, '0');
  const resource = page.resource === null ? '' : String(page.resource).padStart(16, '0');
  return [PRECEDENCE.indexOf(page.kind), page.resource === null ? 0 : 1, age, resource, page.url].join(' ');
}

/** A name without case and accents, for sorting. */
export function sortName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{Mark}+/gu, '')
    .toLowerCase();
}

/** Order of two strings by code point: JavaScript's own order is by UTF-16 unit, which differs beyond U+FFFF. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;
      if (isSurrogate(x) !== isSurrogate(y)) return isSurrogate(x) ? 1 : -1;
      return x - y;
    }
  }
  return a.length - b.length;
}

/** What one page says of its own concept; pages come in order of precedence. */
export interface PageSaying {
  kind: PageKind;
  name: string;
  alternateNames: readonly string[];
  meaning: string | null;
  publishedAt: string | null;
}

/** A text and how many statements of other pages carry it. */
export interface Counted {
  text: string;
  count: number;
}

export interface DerivedConcept extends Concept {
  nameKey: string;
  sortName: string;
  /** A bit is set where a page of the kind that `kindBit` gives it describes the concept. */
  kinds: number;
  /** The latest date among its pages. */
  publishedAt: string | null;
}

/** The bit that stands for a page kind in `DerivedConcept.kinds`. */
export function kindBit(kind: PageKind): number {
  return 1 << PRECEDENCE.indexOf(kind);
}

/**
 * The concept `slug` as its own pages and the links of others make it.
 *
 * @param pages - what its own pages say, in order of precedence.
 * @param anchors - texts of the links to it.
 * @param glosses - one-sentence meanings that other pages give it.
 */
export function deriveConcept(
  slug: string,
  pages: readonly PageSaying[],
  anchors: readonly Counted[],
  glosses: readonly Counted[],
): DerivedConcept {
  const linkTexts = byFrequency(anchors);
  const name = pages[0]?.name ?? linkTexts[0] ?? slug.replaceAll('-', ' ');
  const found = [...pages.flatMap((page) => [page.name, ...page.alternateNames]), ...linkTexts];
  const meaning = pages.find((page) => page.meaning !== null)?.meaning ?? byFrequency(glosses)[0] ?? null;
  const dates = pages.flatMap((page) => page.publishedAt ?? []).sort();
  return {
    slug,
    name,
    alternateNames: distinctNames(name, found).slice(0, ALTERNATE_NAMES),
    meaning,
    isStub: pages.length === 0,
    nameKey: nameKey(name),
    sortName: sortName(name),
    kinds: pages.reduce((bits, page) => bits | kindBit(page.kind), 0),
    publishedAt: dates.at(-1) ?? null,
  };
}

function byFrequency(texts: readonly Counted[]): string[] {
  return [...texts].sort((a, b) => b.count - a.count || byCodePoint(a.text, b.text)).map(({ text }) => text);
}

/** The names in `found` that are not `name`, nor one another, in another spelling. */
function distinctNames(name: string, found: readonly string[]): string[] {
  const seen = new Set(['', nameKey(name)]);
  return found.filter((other) => {
    const key = nameKey(other);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
