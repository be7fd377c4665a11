/**
 * Derives the concepts that a batch affects from their pages and from the links to them. `deriveConcept` has the rules;
 * only properties that changed are written.
 *
 * A concept stores the texts of the links to it with their counts (`linkTexts`, `linkCounts`). Otherwise each new link
 * to a popular concept would require reading all its other links.
 */
import { type Counted, deriveConcept } from '../../model/derive.ts';
import { kindBit } from '../../model/orders.ts';
import { forEach, type Run } from './connection.ts';
import { wordsOf } from './full-text.ts';
import {
  type BatchOfPages,
  countedLinks,
  type Described,
  isNew,
  isUnrelated,
  type Kept,
  type Known,
  linkPagesAfter,
  linksAfter,
  readConcepts,
  relationsAfter,
} from './kept-concepts.ts';
import { sayingsOf } from './own-pages.ts';
import { ANY_STATEMENT, PAGE_KINDS } from './schema.ts';
import type { Effect, StatementChange } from './statements.ts';

/** A concept after the batch. */
export interface Change extends Known {
  derived: Kept;
  /** The properties of `derived` that differ from the stored ones. */
  changed: Partial<Kept>;
  /** Its words for full text; undefined if its own pages did not change. */
  words: ReturnType<typeof wordsOf> | undefined;
}

/** What a batch does to concepts. */
export interface ConceptChanges {
  changes: readonly Change[];
  /** Concepts without pages and relations, which are removed. */
  gone: readonly Known[];
  /** Slugs of the concepts whose links changed. */
  linked: ReadonlySet<string>;
}

/** Derives the concepts that a batch affects, before any of it is written. */
export async function deriveConcepts(run: Run, batch: BatchOfPages): Promise<ConceptChanges> {
  const { described, change } = batch;
  const { effects } = change;
  const concepts = await readConcepts(run, batch);
  const isGone = ({ pages, kept, slug }: Described) => pages?.length === 0 && isUnrelated(kept, effects.get(slug));
  const living = concepts.filter((concept) => !isGone(concept));
  const glossesOf = await readGlosses(
    run,
    living.filter(
      ({ slug, pages }) =>
        pages !== undefined &&
        sayingsOf(pages).every(({ meaning }) => meaning === null) &&
        (described.has(slug) || effects.get(slug)?.glosses),
    ),
    change,
  );
  const changes = living.map((concept): Change => {
    const { kept, slug, pages } = concept;
    const derived = derive(concept, effects.get(slug), glossesOf.get(slug));
    const words = pages !== undefined && described.has(slug) ? wordsOf(pages) : undefined;
    return { slug, kept, derived, changed: isNew(concept) ? derived : differences(kept, derived), words };
  });
  const linked = [...change.added, ...change.removed].flatMap(({ source, target }) => [source, target]);
  return { changes, gone: concepts.filter(isGone), linked: new Set(linked) };
}

/** The one-sentence meanings that other pages give to `concepts` after this batch; an entry for each concept. */
async function readGlosses(
  run: Run,
  concepts: readonly Known[],
  { added, removed }: StatementChange,
): Promise<Map<string, Counted[]>> {
  const counts = new Map(concepts.map(({ slug }) => [slug, new Map<string, number>()]));
  const rows = await forEach<{ slug: string } & Counted>(
    run,
    concepts.filter((concept) => !isNew(concept)).map(({ slug }) => slug),
    `UNWIND $rows AS slug MATCH (c:Concept {slug: slug})<-[r:${ANY_STATEMENT}]-()
     USING INDEX SEEK c:Concept(slug) WHERE r.gloss IS NOT NULL AND r.facet IS NULL
     RETURN slug, r.gloss AS text, count(*) AS count`,
  );
  const more = (slug: string, text: string, count: number) => {
    const of = counts.get(slug);
    of?.set(text, (of.get(text) ?? 0) + count);
  };
  for (const { slug, text, count } of rows) more(slug, text, count);
  for (const { target, gloss, facet } of added) if (gloss !== null && facet === null) more(target, gloss, 1);
  for (const { target, gloss, facet } of removed) if (gloss !== null && facet === null) more(target, gloss, -1);
  const glossesIn = (of: ReadonlyMap<string, number>) =>
    Array.from(of, ([text, count]) => ({ text, count })).filter(({ count }) => count > 0);
  return new Map(Array.from(counts, ([slug, of]) => [slug, glossesIn(of)]));
}

/** @param given - meanings that other pages give it; undefined if they did not change or do not matter. */
function derive(
  { slug, kept, pages }: Described,
  effect: Effect | undefined,
  given: readonly Counted[] | undefined,
): Kept {
  const links = linksAfter(kept, effect);
  const linkPages = linkPagesAfter(kept, effect);
  const relationCounts = relationsAfter(kept, effect);
  const counted = {
    relationCount: relationCounts.reduce((sum, count) => sum + count, 0),
    relationCounts,
    linkTexts: links.map(({ text }) => text),
    linkCounts: links.map(({ count }) => count),
    linkPages: linkPages.map(({ text }) => text),
    linkPageCounts: linkPages.map(({ count }) => count),
  };
  if (pages === undefined) return { ...(kept as Kept), ...counted };
  // If the glosses did not change, neither did the meaning that was taken from them.
  const unchanged = kept.meaning === null ? [] : [{ text: kept.meaning, count: 1 }];
  const sayings = sayingsOf(pages);
  const {
    slug: _,
    kinds,
    publishedAt,
    ...derived
  } = deriveConcept(slug, sayings, links, given ?? unchanged, countedLinks(linkPages, slug));
  return {
    ...derived,
    hasOwnMeaning: sayings.some(({ meaning }) => meaning !== null),
    kinds: PAGE_KINDS.filter((kind) => (kinds & kindBit(kind)) !== 0),
    publishedAt: publishedAt ?? '',
    ...counted,
  };
}

/** The properties of `derived` that differ from `kept`. */
function differences(kept: Known['kept'], derived: Kept): Partial<Kept> {
  const names = Object.keys(derived) as (keyof Kept)[];
  return Object.fromEntries(
    names.filter((name) => !isSame(kept[name], derived[name])).map((name) => [name, derived[name]]),
  );
}

/** Whether two properties are equal, comparing lists item by item. */
function isSame(one: Known['kept'][keyof Kept], other: Kept[keyof Kept]): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((item, i) => item === other[i]);
}
