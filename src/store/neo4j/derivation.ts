/**
 * Keeps with each concept what follows from its pages and from the links to it: `deriveConcept` decides, this reads
 * what it needs and writes what came out different, a batch of concepts at a time.
 *
 * A concept also keeps how many links call it what (`linkTexts`, `linkCounts`), or each new link to a popular one would
 * mean to read all the others.
 */

import { byFrequency, type Counted, deriveConcept } from '../../model/derive.ts';
import type { Attacher } from '../../model/graph.ts';
import { byCodePoint, kindBit, pagePrecedence } from '../../model/orders.ts';
import type { PageContent } from '../../model/types.ts';
import { attach } from './attachments.ts';
import { type Run, together } from './connection.ts';
import { wordsOf } from './full-text.ts';
import { joinNamesakes } from './namesakes.ts';
import { type OwnPage, readOwnPages, sayingsOf } from './own-pages.ts';
import { HUB, type HubChange, keepRelated } from './related.ts';
import { ANY_STATEMENT, PAGE_KINDS } from './schema.ts';
import { type Effect, NO_RELATIONS } from './statements.ts';

/** The derived properties of a :Concept. */
interface Kept {
  name: string;
  alternateNames: readonly string[];
  meaning: string | null;
  /** Whether a page of its own gives the meaning: what others say does not matter then. */
  hasOwnMeaning: boolean;
  nameKey: string;
  sortName: string;
  kinds: readonly string[];
  /** Empty for an undated concept: an index holds no node that lacks the property. */
  publishedAt: string;
  relationCount: number;
  /** The same by kind and direction: see `relationSlot`. */
  relationCounts: readonly number[];
  linkTexts: readonly string[];
  /** Parallel to `linkTexts`. */
  linkCounts: readonly number[];
  isStub: boolean;
}

/** What the graph holds of one concept; its derived properties are null while it is new. */
interface Known {
  slug: string;
  kept: { [name in keyof Kept]: Kept[name] | null };
}

/** A concept with what its pages are now; undefined where it has some, and nothing that they say matters. */
interface Described extends Known {
  pages: readonly OwnPage[] | undefined;
}

/** What a concept is to be. */
interface Change extends Known {
  derived: Kept;
  /** The properties of `derived` that are not what is kept. */
  changed: Partial<Kept>;
  /** What full text finds it by; undefined where its own pages are as they were. */
  words: Readonly<Record<string, string | null>> | undefined;
}

/**
 * Derives concepts anew; those that nothing speaks of any more go.
 *
 * @param described - slugs of the concepts that a changed page describes or described.
 * @param effects - what changed statements do to each concept, by slug.
 * @param written - the pages that were written.
 */
export async function deriveConcepts(
  run: Run,
  described: ReadonlySet<string>,
  effects: ReadonlyMap<string, Effect>,
  attacher: Attacher,
  written: readonly PageContent[],
): Promise<void> {
  const slugs = [...new Set([...described, ...effects.keys()])].sort();
  const known = await withPages(run, await readKnown(run, slugs), described, effects, written);
  const isGone = ({ pages, kept, slug }: Described) =>
    pages?.length === 0 && relationsAfter(kept, effects.get(slug)).every((count) => count === 0);
  const gone = known.filter(isGone);
  const living = known.filter((concept) => !isGone(concept));

  const glossesOf = await readGlosses(
    run,
    living.filter(
      ({ slug, pages }) =>
        pages !== undefined &&
        sayingsOf(pages).every(({ meaning }) => meaning === null) &&
        (described.has(slug) || effects.get(slug)?.glosses),
    ),
  );
  const changes = living.map((concept): Change => {
    const { kept, slug, pages } = concept;
    const derived = derive(concept, effects.get(slug), glossesOf.get(slug));
    const words = pages !== undefined && described.has(slug) ? wordsOf(pages) : undefined;
    return { slug, kept, derived, changed: differences(kept, derived), words };
  });
  const [, , renamed] = await together([
    writeBack(run, changes, gone),
    attach(
      run,
      attacher,
      changes.flatMap(({ slug, kept, changed: { name } }) =>
        name === undefined ? [] : [{ slug, name, isNew: kept.name === null }],
      ),
    ),
    joinNamesakes(
      run,
      changes.flatMap(({ slug, kept, changed: { nameKey } }) =>
        nameKey === undefined ? [] : [{ slug, before: kept.nameKey, now: nameKey }],
      ),
      gone.flatMap(({ kept }) => kept.nameKey ?? []),
    ),
  ]);
  await keepRelated(run, hubsAmong(changes, effects, renamed));
}

function hubsAmong(
  changes: readonly Change[],
  effects: ReadonlyMap<string, Effect>,
  renamed: readonly string[],
): HubChange[] {
  const whole = renamed.map((slug): HubChange => ({ slug, changed: [], removed: [], isWhole: true }));
  const partly = changes.flatMap(({ slug, kept, derived }): HubChange[] => {
    const neighbours = effects.get(slug)?.neighbours;
    if (neighbours === undefined || derived.relationCount <= HUB) return [];
    const { changed, removed } = neighbours;
    return [{ slug, changed: [...changed], removed: [...removed], isWhole: (kept.relationCount ?? 0) <= HUB }];
  });
  return [...partly, ...whole];
}

/** Reads the pages of those of which it is not known that they have none, or that theirs do not matter. */
async function withPages(
  run: Run,
  known: readonly Known[],
  described: ReadonlySet<string>,
  effects: ReadonlyMap<string, Effect>,
  written: readonly PageContent[],
): Promise<Described[]> {
  const writtenOn = new Map<string, OwnPage[]>();
  for (const page of written) {
    const others = writtenOn.get(page.concept) ?? [];
    writtenOn.set(page.concept, [...others, { ...page, precedence: pagePrecedence(page) }]);
  }
  const hadNone = ({ kept }: Known) => kept.name === null || kept.isStub === true;
  const toRead = known.filter((concept) => {
    const { slug, kept } = concept;
    if (hadNone(concept)) return false;
    const effect = effects.get(slug);
    return described.has(slug) || (effect?.glosses && !kept.hasOwnMeaning) || !isCalledAlike(kept, effect);
  });
  const read = await readOwnPages(
    run,
    toRead.map(({ slug }) => slug),
  );
  return known.map((concept) => ({
    ...concept,
    pages: hadNone(concept) ? (writtenOn.get(concept.slug) ?? []) : read.get(concept.slug),
  }));
}

/** Whether links call it the same as before, in the same order: then so do its names. */
function isCalledAlike(kept: Known['kept'], effect: Effect | undefined): boolean {
  const before = byFrequency(linksAfter(kept, undefined));
  const after = byFrequency(linksAfter(kept, effect));
  return before.length === after.length && before.every((text, i) => text === after[i]);
}

/** A row has a column for each kept property: a map would repeat the names in each row. */
async function readKnown(run: Run, slugs: readonly string[]): Promise<Known[]> {
  const rows = await run<Known['kept'] & { slug: string }>(
    `UNWIND $slugs AS slug MATCH (c:Concept {slug: slug})
     RETURN slug, c.name AS name, c.alternateNames AS alternateNames, c.meaning AS meaning, c.nameKey AS nameKey,
       c.hasOwnMeaning AS hasOwnMeaning,
       c.sortName AS sortName, c.kinds AS kinds, c.publishedAt AS publishedAt, c.relationCount AS relationCount,
       c.relationCounts AS relationCounts, c.linkTexts AS linkTexts, c.linkCounts AS linkCounts, c:Stub AS isStub`,
    { slugs },
  );
  return rows.map(({ slug, ...kept }) => ({ slug, kept }));
}

/** The one-sentence meanings that other pages give to `concepts`; an entry for each concept. */
async function readGlosses(run: Run, concepts: readonly Known[]): Promise<Map<string, Counted[]>> {
  const glosses = new Map<string, Counted[]>(concepts.map(({ slug }) => [slug, []]));
  if (concepts.length === 0) return glosses;
  const rows = await run<{ slug: string } & Counted>(
    `UNWIND $slugs AS slug MATCH (c:Concept {slug: slug})<-[r:${ANY_STATEMENT}]-()
     WHERE r.gloss IS NOT NULL AND r.facet IS NULL
     RETURN slug, r.gloss AS text, count(*) AS count`,
    { slugs: [...glosses.keys()] },
  );
  for (const { slug, text, count } of rows) glosses.get(slug)?.push({ text, count });
  return glosses;
}

/** @param given - meanings that others give it; undefined where they are as they were, or do not matter. */
function derive(
  { slug, kept, pages }: Described,
  effect: Effect | undefined,
  given: readonly Counted[] | undefined,
): Kept {
  const links = linksAfter(kept, effect);
  const relationCounts = relationsAfter(kept, effect);
  const counted = {
    relationCount: relationCounts.reduce((sum, count) => sum + count, 0),
    relationCounts,
    linkTexts: links.map(({ text }) => text),
    linkCounts: links.map(({ count }) => count),
  };
  // It has pages, and so it was derived before.
  if (pages === undefined) return { ...(kept as Kept), ...counted };
  // Where the glosses are as they were, so is the meaning that was taken from them.
  const unchanged = kept.meaning === null ? [] : [{ text: kept.meaning, count: 1 }];
  const sayings = sayingsOf(pages);
  const { slug: _, kinds, publishedAt, ...derived } = deriveConcept(slug, sayings, links, given ?? unchanged);
  return {
    ...derived,
    hasOwnMeaning: sayings.some(({ meaning }) => meaning !== null),
    kinds: PAGE_KINDS.filter((kind) => (kinds & kindBit(kind)) !== 0),
    publishedAt: publishedAt ?? '',
    ...counted,
  };
}

function relationsAfter(kept: Known['kept'], effect: Effect | undefined): readonly number[] {
  const before = kept.relationCounts ?? NO_RELATIONS;
  return effect === undefined ? before : before.map((count, slot) => count + (effect.relations[slot] as number));
}

/** How many links call the concept what, in order of the text. */
function linksAfter({ linkTexts, linkCounts }: Known['kept'], effect: Effect | undefined): Counted[] {
  const counts = new Map(linkTexts?.map((text, i) => [text, linkCounts?.[i] ?? 0]));
  for (const [text, more] of effect?.anchors ?? []) counts.set(text, (counts.get(text) ?? 0) + more);
  return [...counts]
    .flatMap(([text, count]) => (count > 0 ? [{ text, count }] : []))
    .sort((a, b) => byCodePoint(a.text, b.text));
}

/** The properties of `derived` that are not what is kept. */
function differences(kept: Known['kept'], derived: Kept): Partial<Kept> {
  const names = Object.keys(derived) as (keyof Kept)[];
  const differing = names.filter((name) => JSON.stringify(derived[name]) !== JSON.stringify(kept[name]));
  return Object.fromEntries(differing.map((name) => [name, derived[name]]));
}

async function writeBack(run: Run, changes: readonly Change[], gone: readonly Known[]): Promise<void> {
  const rows = changes.flatMap(({ slug, kept, derived, changed: { isStub, ...changed }, words }) => {
    const isHubNoMore = derived.relationCount <= HUB && (kept.relationCount ?? 0) > HUB;
    const properties = { ...changed, ...words, ...(isHubNoMore && { related: null }) };
    return Object.keys(properties).length === 0 ? [] : [{ slug, properties }];
  });
  const becoming = (wanted: boolean) =>
    changes.filter(({ changed }) => changed.isStub === wanted).map(({ slug }) => slug);
  await together([
    run('UNWIND $rows AS row MATCH (c:Concept {slug: row.slug}) SET c += row.properties', { rows }),
    run('UNWIND $slugs AS slug MATCH (c:Concept {slug: slug}) SET c:Stub', { slugs: becoming(true) }),
    run('UNWIND $slugs AS slug MATCH (c:Concept {slug: slug}) REMOVE c:Stub', { slugs: becoming(false) }),
    run('UNWIND $slugs AS slug MATCH (c:Concept {slug: slug}) DETACH DELETE c', {
      slugs: gone.map(({ slug }) => slug),
    }),
  ]);
}
