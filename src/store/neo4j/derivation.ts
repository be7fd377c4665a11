/**
 * Keeps with each concept what follows from its pages and from the links to it: `deriveConcept` decides, this reads
 * what it needs and writes what came out different, a batch of concepts at a time.
 *
 * A concept also keeps how many links call it what (`linkTexts`, `linkCounts`), or each new link to a popular one would
 * mean to read all the others.
 */

import { type Counted, deriveConcept, type PageSaying } from '../../model/derive.ts';
import { byCodePoint, kindBit } from '../../model/orders.ts';
import type { PageContent } from '../../model/types.ts';
import type { Attacher } from '../store.ts';
import { attach } from './attachments.ts';
import { type Run, together } from './connection.ts';
import { type OwnText, ownTextsOn, readOwnTexts, wordsOf, wordsOfChange } from './kept-words.ts';
import { joinNamesakes } from './namesakes.ts';
import { ANY_STATEMENT, PAGE_KINDS } from './schema.ts';
import type { Effect } from './statements.ts';

/** The derived properties of a :Concept. */
interface Kept {
  name: string;
  alternateNames: readonly string[];
  meaning: string | null;
  nameKey: string;
  sortName: string;
  kinds: readonly string[];
  /** Empty for an undated concept: an index holds no node that lacks the property. */
  publishedAt: string;
  relationCount: number;
  linkTexts: readonly string[];
  /** Parallel to `linkTexts`. */
  linkCounts: readonly number[];
  isStub: boolean;
}

/** What the graph holds of one concept; its derived properties are null while it is new. */
interface Known {
  slug: string;
  kept: { [name in keyof Kept]: Kept[name] | null };
  pages: readonly PageSaying[];
}

/** What a concept is to be. */
interface Change extends Known {
  derived: Kept;
  /** The properties of `derived` that are not what is kept. */
  changed: Partial<Kept>;
  /** Undefined where they are as they were. */
  ownTexts: readonly OwnText[] | undefined;
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
  const known = await readKnown(run, slugs);
  const isGone = ({ slug, kept, pages }: Known) =>
    pages.length === 0 && (kept.relationCount ?? 0) + (effects.get(slug)?.relations ?? 0) === 0;
  const gone = known.filter(isGone);
  const living = known.filter((concept) => !isGone(concept));

  const glossesOf = await readGlosses(
    run,
    living.filter(
      ({ slug, pages }) =>
        pages.every(({ meaning }) => meaning === null) && (described.has(slug) || effects.get(slug)?.glosses),
    ),
  );
  const ownTexts = await ownTextsOf(
    run,
    living.filter(({ slug }) => described.has(slug)),
    written,
  );
  const changes = living.map((concept): Change => {
    const { kept, slug } = concept;
    // Where the glosses are as they were, so is the meaning that was taken from them.
    const unchanged = kept.meaning === null ? [] : [{ text: kept.meaning, count: 1 }];
    const derived = derive(concept, effects.get(slug), glossesOf.get(slug) ?? unchanged);
    return { ...concept, derived, changed: differences(kept, derived), ownTexts: ownTexts.get(slug) };
  });
  await together([
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
}

/** A row has a column for each kept property: a map would repeat the names in each row. */
async function readKnown(run: Run, slugs: readonly string[]): Promise<Known[]> {
  const rows = await run<Known['kept'] & { slug: string; pages: readonly PageSaying[] }>(
    `UNWIND $slugs AS slug MATCH (c:Concept {slug: slug})
     RETURN slug, c.name AS name, c.alternateNames AS alternateNames, c.meaning AS meaning, c.nameKey AS nameKey,
       c.sortName AS sortName, c.kinds AS kinds, c.publishedAt AS publishedAt, c.relationCount AS relationCount,
       c.linkTexts AS linkTexts, c.linkCounts AS linkCounts, c:Stub AS isStub,
       COLLECT {
         MATCH (c)<-[:DESCRIBES]-(p:Page) WITH p ORDER BY p.precedence
         RETURN p {.kind, .name, .alternateNames, .publishedAt, meaning: COLLECT {
           MATCH (p)-[:STATES]->(d:Definition {kind: 'MEANING'}) WITH d ORDER BY d.position LIMIT 1 RETURN d.text
         }[0]}
       } AS pages`,
    { slugs },
  );
  return rows.map(({ slug, pages, ...kept }) => ({ slug, pages, kept }));
}

/** The own texts of concepts, by slug: those of a concept with one page that was just written need not be read. */
async function ownTextsOf(
  run: Run,
  concepts: readonly Known[],
  written: readonly PageContent[],
): Promise<ReadonlyMap<string, readonly OwnText[]>> {
  const pageOf = new Map(written.map((page) => [page.concept, page]));
  const texts = new Map<string, readonly OwnText[]>();
  const toRead: string[] = [];
  for (const { slug, pages } of concepts) {
    const page = pageOf.get(slug);
    if (page !== undefined && pages.length === 1) texts.set(slug, ownTextsOn(page));
    else toRead.push(slug);
  }
  for (const [slug, read] of await readOwnTexts(run, toRead)) texts.set(slug, read);
  return texts;
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

function derive({ slug, kept, pages }: Known, effect: Effect | undefined, glosses: readonly Counted[]): Kept {
  const links = linksAfter(kept, effect);
  const { slug: _, kinds, publishedAt, ...derived } = deriveConcept(slug, pages, links, glosses);
  return {
    ...derived,
    kinds: PAGE_KINDS.filter((kind) => (kinds & kindBit(kind)) !== 0),
    publishedAt: publishedAt ?? '',
    relationCount: (kept.relationCount ?? 0) + (effect?.relations ?? 0),
    linkTexts: links.map(({ text }) => text),
    linkCounts: links.map(({ count }) => count),
  };
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
  const rows = changes.flatMap(({ slug, derived, changed: { isStub, ...changed }, ownTexts }) => {
    const words = ownTexts === undefined ? wordsOfChange(changed) : wordsOf(derived, ownTexts);
    const properties = { ...changed, ...words };
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
