/** The stored concepts, and which parts of them a batch may change: only those are read. */
import { getOrMake } from '../../get-or-make.ts';
import { byFrequency, type Counted, type CountedLink } from '../../model/derive.ts';
import { linkedPage } from '../../model/links.ts';
import { byCodePoint, pagePrecedence } from '../../model/orders.ts';
import type { PageContent } from '../../model/types.ts';
import { forEach, type Run, together } from './connection.ts';
import { type OwnPage, readOwnPages } from './own-pages.ts';
import { type Effect, NO_RELATIONS, type StatementChange } from './statements.ts';

/** The derived properties of a :Concept. */
export interface Kept {
  name: string;
  alternateNames: readonly string[];
  meaning: string | null;
  /** Whether one of its own pages gives the meaning; if so, the sentences of other pages do not matter. */
  hasOwnMeaning: boolean;
  likeness: string;
  sortName: string;
  kinds: readonly string[];
  /** Empty for an undated concept, because an index skips nodes that lack the property. */
  publishedAt: string;
  relationCount: number;
  /** `relationCount` by kind and direction: see `relationSlot`. */
  relationCounts: readonly number[];
  linkTexts: readonly string[];
  /** Parallel to `linkTexts`. */
  linkCounts: readonly number[];
  /** The pages of this concept that links lead to, in the form of `linkText`; `linkPageCounts` is parallel to it. */
  linkPages: readonly string[];
  linkPageCounts: readonly number[];
  isStub: boolean;
}

/** The properties read for every concept that changed statements are about; others are read only if they may change. */
type Counts = Pick<
  Kept,
  | 'relationCount'
  | 'relationCounts'
  | 'linkTexts'
  | 'linkCounts'
  | 'linkPages'
  | 'linkPageCounts'
  | 'hasOwnMeaning'
  | 'isStub'
>;

/** A stored concept; properties that were not read, and all those of a new concept, are null. */
export interface Known {
  slug: string;
  kept: { [name in keyof Kept]: Kept[name] | null };
}

/** A concept with its pages after the batch; `pages` is undefined if only its counts change. */
export interface Described extends Known {
  pages: readonly OwnPage[] | undefined;
}

/** The part of a batch of pages that concepts are derived from. */
export interface BatchOfPages {
  /** Concepts before the batch: at least those that its pages describe or make statements about. */
  known: ReadonlyMap<string, Known>;
  /** Slugs of the concepts that a changed page describes or described. */
  described: ReadonlySet<string>;
  change: StatementChange;
  /** Addresses of the pages that are written or removed. */
  urls: ReadonlySet<string>;
  /** The pages that are written. */
  pages: readonly PageContent[];
}

/** Whether the graph does not have it yet. */
export function isNew({ kept }: Known): boolean {
  return kept.isStub === null;
}

/**
 * The concepts that changed pages described or describe, and those that changed statements are about, ordered by slug.
 * Reads the names and pages only of those for which more than the counts may change.
 */
export async function readConcepts(
  run: Run,
  { known, described, change: { effects }, urls, pages }: BatchOfPages,
): Promise<Described[]> {
  const slugs = [...new Set([...described, ...effects.keys()])].sort();
  const others = await readCounts(
    run,
    slugs.filter((slug) => !known.has(slug)),
  );
  const concepts = slugs.map((slug) => (known.get(slug) ?? others.get(slug)) as Known);
  const writtenOn = new Map<string, OwnPage[]>();
  for (const page of pages) {
    getOrMake(writtenOn, page.concept, () => []).push({ ...page, precedence: pagePrecedence(page) });
  }
  const hadNoPages = (concept: Known) => isNew(concept) || concept.kept.isStub === true;
  const touched = concepts.filter((concept) => {
    const { slug, kept } = concept;
    const effect = effects.get(slug);
    if (isNew(concept) || described.has(slug) || !isCalledAlike(kept, effect)) return true;
    if (kept.isStub && (isUnrelated(kept, effect) || isDated(slug, effect))) return true;
    return effect?.glosses && !kept.hasOwnMeaning;
  });
  const slugsOf = (some: readonly Known[]) => some.map(({ slug }) => slug);
  const [names, earlier] = await together([
    readNames(run, slugsOf(touched.filter((concept) => !isNew(concept)))),
    readOwnPages(run, slugsOf(touched.filter((concept) => !hadNoPages(concept)))),
  ]);
  const pagesOf = new Map(
    touched.map(({ slug }) => {
      const left = earlier.get(slug)?.filter(({ url }) => !urls.has(url)) ?? [];
      return [slug, [...left, ...(writtenOn.get(slug) ?? [])]] as const;
    }),
  );
  return concepts.map(({ slug, kept }) => ({ slug, kept: { ...kept, ...names.get(slug) }, pages: pagesOf.get(slug) }));
}

/** Whether an added or removed link leads to a page of the concept with a publication date. */
function isDated(slug: string, effect: Effect | undefined): boolean {
  return Array.from(effect?.pages.keys() ?? []).some((text) => linkedPage(text, slug).publishedAt !== null);
}

/** Whether the link texts and their order stay the same; if so, its names do too. */
function isCalledAlike(kept: Known['kept'], effect: Effect | undefined): boolean {
  if (effect === undefined || effect.anchors.size === 0) return true;
  const before = byFrequency(linksAfter(kept, undefined));
  const after = byFrequency(linksAfter(kept, effect));
  return before.length === after.length && before.every((text, i) => text === after[i]);
}

/**
 * The counts of stored concepts, an entry for each slug. A row has a column per property, because a map would repeat
 * the names in each row.
 */
export async function readCounts(run: Run, slugs: readonly string[]): Promise<Map<string, Known>> {
  const wanted = [...new Set(slugs)];
  const rows = await forEach<{ [name in keyof Counts]: Counts[name] | null } & { slug: string }>(
    run,
    wanted,
    `UNWIND $rows AS slug MATCH (c:Concept {slug: slug})
     RETURN slug, c.relationCount AS relationCount, c.relationCounts AS relationCounts, c.linkTexts AS linkTexts,
       c.linkCounts AS linkCounts, c.linkPages AS linkPages, c.linkPageCounts AS linkPageCounts,
       c.hasOwnMeaning AS hasOwnMeaning, c:Stub AS isStub`,
  );
  const known = new Map(wanted.map((slug): [string, Known] => [slug, { slug, kept: NOT_KNOWN }]));
  for (const { slug, ...counts } of rows) known.set(slug, { slug, kept: { ...NOT_KNOWN, ...counts } });
  return known;
}

const NOT_KNOWN: Known['kept'] = {
  name: null,
  alternateNames: null,
  meaning: null,
  hasOwnMeaning: null,
  likeness: null,
  sortName: null,
  kinds: null,
  publishedAt: null,
  relationCount: null,
  relationCounts: null,
  linkTexts: null,
  linkCounts: null,
  linkPages: null,
  linkPageCounts: null,
  isStub: null,
};

async function readNames(run: Run, slugs: readonly string[]): Promise<ReadonlyMap<string, Omit<Kept, keyof Counts>>> {
  const rows = await forEach<Omit<Kept, keyof Counts> & { slug: string }>(
    run,
    slugs,
    `UNWIND $rows AS slug MATCH (c:Concept {slug: slug})
     RETURN slug, c.name AS name, c.alternateNames AS alternateNames, c.meaning AS meaning, c.likeness AS likeness,
       c.sortName AS sortName, c.kinds AS kinds, c.publishedAt AS publishedAt`,
  );
  return new Map(rows.map(({ slug, ...names }) => [slug, names]));
}

export function relationsAfter(kept: Known['kept'], effect: Effect | undefined): readonly number[] {
  const before = kept.relationCounts ?? NO_RELATIONS;
  return effect === undefined ? before : before.map((count, slot) => count + (effect.relations[slot] as number));
}

export function isUnrelated(kept: Known['kept'], effect: Effect | undefined): boolean {
  return relationsAfter(kept, effect).every((count) => count === 0);
}

/** The texts of the links to the concept with their counts after the change, ordered by text. */
export function linksAfter({ linkTexts, linkCounts }: Known['kept'], effect: Effect | undefined): Counted[] {
  return counted(linkTexts, linkCounts, effect?.anchors);
}

/** The concept's pages that links lead to, with the counts of links after the change, ordered by text. */
export function linkPagesAfter({ linkPages, linkPageCounts }: Known['kept'], effect: Effect | undefined): Counted[] {
  return counted(linkPages, linkPageCounts, effect?.pages);
}

/** Parses counted texts of the property `linkPages`. */
export function countedLinks(texts: readonly Counted[], slug: string): CountedLink[] {
  return texts.map(({ text, count }) => ({ page: linkedPage(text, slug), count }));
}

function counted(
  texts: readonly string[] | null,
  before: readonly number[] | null,
  more: ReadonlyMap<string, number> = new Map(),
): Counted[] {
  if (more.size === 0) return texts?.map((text, i) => ({ text, count: before?.[i] ?? 0 })) ?? [];
  const counts = new Map(texts?.map((text, i) => [text, before?.[i] ?? 0]));
  for (const [text, count] of more) counts.set(text, (counts.get(text) ?? 0) + count);
  return [...counts]
    .flatMap(([text, count]) => (count > 0 ? [{ text, count }] : []))
    .sort((a, b) => byCodePoint(a.text, b.text));
}
