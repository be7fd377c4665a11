/** What is known of a concept, derived from what pages say of it: the same whatever the order of ingest. */
import { likenessKey } from './likeness.ts';
import { nameKey } from './names.ts';
import { byCodePoint, kindBit, sortName } from './orders.ts';
import type { Concept, PageKind } from './types.ts';

/** Past this many alternate names the rest are link texts that help nobody. */
const ALTERNATE_NAMES = 32;

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
  /** See `likenessKey`. */
  likeness: string;
  sortName: string;
  /** A bit is set where a page of the kind that `kindBit` gives it describes the concept. */
  kinds: number;
  /** The latest date among its pages. */
  publishedAt: string | null;
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
    likeness: likenessKey({ slug, name }),
    sortName: sortName(name),
    kinds: pages.reduce((bits, page) => bits | kindBit(page.kind), 0),
    publishedAt: dates.at(-1) ?? null,
  };
}

/** The texts, the most frequent first, ties by code point. */
export function byFrequency(texts: readonly Counted[]): string[] {
  return [...texts].sort((a, b) => b.count - a.count || byCodePoint(a.text, b.text)).map(({ text }) => text);
}

/** The names in `found` that are not `name`, nor one another, by `nameKey`. */
function distinctNames(name: string, found: readonly string[]): string[] {
  const others = new Set(found);
  others.delete(name);
  const seen = new Set(['', nameKey(name)]);
  return [...others].filter((other) => {
    const key = nameKey(other);
    return !seen.has(key) && seen.add(key);
  });
}
