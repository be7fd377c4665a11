/** The orders that lists use, the same for every store. */
import type { Page, PageKind } from './types.ts';

/** Kinds of page, most authoritative first. */
const PRECEDENCE: readonly PageKind[] = ['DEFINITION', 'TERM', 'AREA', 'DOCUMENT'];
/** The sort key of a page without the address that breaks ties: see `pagePrecedence`. */
export function precedenceBeforeUrl(page: Pick<Page, 'kind' | 'resource' | 'modifiedAt' | 'publishedAt'>): string {
  const age = ageOf(page)?.toString().padStart(17, '0') ?? '~';
  const resource = page.resource === null ? '' : String(page.resource).padStart(16, '0');
  return `${PRECEDENCE.indexOf(page.kind)} ${page.resource === null ? 0 : 1} ${age} ${resource}`;
}

/** A number that never decreases in that order; equal for pages of the same kind and second. */
export function precedenceNumber(page: Parameters<typeof precedenceBeforeUrl>[0]): number {
  const age = ageOf(page);
  const seconds = age === null ? UNDATED : Math.floor(age / 1_000);
  return (PRECEDENCE.indexOf(page.kind) * 2 + Number(page.resource !== null)) * 10 * UNDATED + seconds;
}

/** More seconds than lie between any two dates. */
const UNDATED = 2e13;

/** Time from the page's last change or publication to the latest possible date [ms]; null if unknown. */
function ageOf({ modifiedAt, publishedAt }: Pick<Page, 'modifiedAt' | 'publishedAt'>): number | null {
  const age = 8.64e15 - Date.parse(modifiedAt ?? publishedAt ?? '');
  return Number.isNaN(age) ? null : age;
}

/**
 * A sort key for the order of precedence: by kind (definition, term, area), main pages before resources, newest first
 * with undated last, then by resource number and address.
 */
export function pagePrecedence(page: Pick<Page, 'kind' | 'resource' | 'modifiedAt' | 'publishedAt' | 'url'>): string {
  return `${precedenceBeforeUrl(page)} ${page.url}`;
}

/** A name without case and accents, for sorting. */
export function sortName(name: string): string {
  if (!/\P{ASCII}/u.test(name)) return name.toLowerCase();
  return name
    .normalize('NFKD')
    .replace(/\p{Mark}+/gu, '')
    .toLowerCase();
}

/** Compares two strings by code point; JavaScript compares UTF-16 units, which differs beyond U+FFFF. */
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

/** Kinds of page, each once, most authoritative first. */
export function kindsInOrder(kinds: Iterable<PageKind>): PageKind[] {
  const found = new Set(kinds);
  return PRECEDENCE.filter((kind) => found.has(kind));
}

/** The bit that stands for a page kind in `DerivedConcept.kinds`. */
export function kindBit(kind: PageKind): number {
  return 1 << PRECEDENCE.indexOf(kind);
}
