/** Derives what is known of a concept from what pages say about it: the same whatever the order of ingest. */
import { likenessKey } from './likeness.ts';
import { linkNames } from './link-names.ts';
import { kindAt } from './links.ts';
import { nameKey } from './names.ts';
import { byCodePoint, kindBit, kindsInOrder, sortName } from './orders.ts';
import type { Concept, LinkedPage, Page, PageKind, WhereToRead } from './types.ts';

/** Shared by all that have none. */
const NONE: readonly string[] = [];
/** More alternate names than this are of no use. */
const ALTERNATE_NAMES = 32;

/** What one page says about its own concept; pages come in order of precedence. */
export interface PageSaying {
  kind: PageKind;
  name: string;
  alternateNames: readonly string[];
  meaning: string | null;
  publishedAt: string | null;
}

/** A text and how many statements of other pages have it. */
export interface Counted {
  text: string;
  count: number;
}

/** A page of the concept as described by `count` statements of other pages. */
export interface CountedLink {
  page: LinkedPage;
  count: number;
}

export interface DerivedConcept extends Concept {
  /** See `likenessKey`. */
  likeness: string;
  sortName: string;
  /** A bit field of the kinds of page that describe the concept: see `kindBit`. */
  kinds: number;
  /** The latest date among its pages; for a stub, among those that links give. */
  publishedAt: string | null;
}

/**
 * The concept `slug`, derived from its own pages and the links of others.
 *
 * @param pages - what its own pages say, in order of precedence.
 * @param anchors - texts of the links to it.
 * @param glosses - one-sentence meanings that other pages give it.
 * @param links - what they say about the pages they link to; empty if it has pages of its own.
 */
export function deriveConcept(
  slug: string,
  pages: readonly PageSaying[],
  anchors: readonly Counted[],
  glosses: readonly Counted[],
  links: readonly CountedLink[],
): DerivedConcept {
  const own = pages.flatMap((page) => [page.name, ...page.alternateNames]);
  const linkTexts = byFrequency(anchors);
  const name = pages[0]?.name ?? nameInLinks(slug, linkTexts, anchors);
  const meaning = pages.find((page) => page.meaning !== null)?.meaning ?? byFrequency(glosses)[0] ?? null;
  const dated = pages.length > 0 ? pages : links.map(({ page }) => page);
  return {
    slug,
    name,
    alternateNames: distinctNames(slug, name, own, linkTexts),
    meaning,
    isStub: pages.length === 0,
    likeness: likenessKey({ slug, name }),
    sortName: sortName(name),
    kinds: pages.reduce((bits, page) => bits | kindBit(page.kind), 0),
    publishedAt: latest(dated.map(({ publishedAt }) => publishedAt)),
  };
}

/** What is reported about a page of a concept. */
export type PageFacts = Pick<Page, 'url' | 'kind' | 'author' | 'publishedAt' | 'modifiedAt' | 'image'>;

/** Where to read on about a concept that has pages, which come in order of precedence. */
export function whereToReadOn(pages: readonly PageFacts[]): WhereToRead {
  return {
    url: pages[0]?.url ?? null,
    kinds: kindsInOrder(pages.map(({ kind }) => kind)),
    author: pages.find(({ author }) => author !== null)?.author ?? null,
    publishedAt: latest(pages.map(({ publishedAt }) => publishedAt)),
    modifiedAt: latest(pages.map(({ modifiedAt }) => modifiedAt)),
    image: pages.find(({ image }) => image !== null)?.image ?? null,
  };
}

/** Where to read on about a concept without pages, by the links to it: for each field what most of them say. */
export function whereLinksLead(links: readonly CountedLink[]): WhereToRead {
  const image = mostFrequent(links, ({ image: one }) => (one === null ? null : JSON.stringify(one)));
  return {
    url: mostFrequent(links, ({ url }) => url),
    kinds: kindsInOrder(links.map(({ page }) => kindAt(page.url))),
    author: mostFrequent(links, ({ author }) => author),
    publishedAt: latest(links.map(({ page }) => page.publishedAt)),
    modifiedAt: latest(links.map(({ page }) => page.modifiedAt)),
    image: image === null ? null : (JSON.parse(image) as WhereToRead['image']),
  };
}

function mostFrequent(links: readonly CountedLink[], of: (page: LinkedPage) => string | null): string | null {
  const counts = new Map<string, number>();
  for (const { page, count } of links) {
    const text = of(page);
    if (text !== null) counts.set(text, (counts.get(text) ?? 0) + count);
  }
  return byFrequency(Array.from(counts, ([text, count]) => ({ text, count })))[0] ?? null;
}

/** All dates have one format, RFC 3339 in UTC, so they compare as strings. */
function latest(dates: readonly (string | null)[]): string | null {
  return dates.reduce((last, date) => (date !== null && (last === null || date > last) ? date : last), null);
}

/** The texts by falling frequency, ties by code point. */
export function byFrequency(texts: readonly Counted[]): readonly string[] {
  if (texts.length === 0) return NONE;
  return [...texts].sort((a, b) => b.count - a.count || byCodePoint(a.text, b.text)).map(({ text }) => text);
}

/** A slug up to this length may be an abbreviation or a number. */
const SHORT_SLUG = 4;

/**
 * What links call a concept without a page: the most frequent text that is a form of the words in its slug. A text
 * unrelated to them counts if several links agree on it, it is in another script, or the slug is short. Else the words
 * of the slug.
 */
function nameInLinks(slug: string, texts: readonly string[], anchors: readonly Counted[]): string {
  const words = slug.replaceAll('-', ' ');
  const { isForm, isPossible } = linkNames([words]);
  const agreed = new Set(anchors.flatMap(({ text, count }) => (count > 1 ? text : [])));
  const isTrusted = (text: string) => slug.length <= SHORT_SLUG || agreed.has(text) || !/\p{Script=Latin}/u.test(text);
  return texts.find(isForm) ?? texts.find((text) => isPossible(text) && isTrusted(text)) ?? words;
}

/**
 * The first names that differ from `name` and from each other by `nameKey`: all of `own`, and of `linkTexts` only forms
 * of these.
 */
function distinctNames(
  slug: string,
  name: string,
  own: readonly string[],
  linkTexts: readonly string[],
): readonly string[] {
  const others = new Set([...own, ...linkTexts]);
  others.delete(name);
  if (others.size === 0) return NONE;
  const seen = new Set(['', nameKey(name)]);
  const known = new Set(own);
  let forms: ReturnType<typeof linkNames> | null = null;
  const distinct = [...others].filter((other) => {
    const key = nameKey(other);
    if (seen.has(key)) return false;
    if (!known.has(other)) {
      forms ??= linkNames([slug.replaceAll('-', ' '), name, ...own]);
      if (!forms.isForm(other)) return false;
    }
    return seen.add(key);
  });
  return distinct.slice(0, ALTERNATE_NAMES);
}
