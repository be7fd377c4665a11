/**
 * Keeps with each concept what follows from its pages and from the links to it: `deriveConcept` decides, this writes
 * what came out different, a batch of concepts at a time.
 *
 * A concept also keeps how many links call it what (`linkTexts`, `linkCounts`), or each new link to a popular one would
 * mean to read all the others.
 */
import { type Counted, deriveConcept } from '../../model/derive.ts';
import type { Attacher } from '../../model/graph.ts';
import { kindBit } from '../../model/orders.ts';
import type { PageContent } from '../../model/types.ts';
import { attach } from './attachments.ts';
import { type Run, together } from './connection.ts';
import { wordsOf } from './full-text.ts';
import {
  countedLinks,
  type Described,
  isUnrelated,
  type Kept,
  type Known,
  linkPagesAfter,
  linksAfter,
  readConcepts,
  relationsAfter,
} from './kept-concepts.ts';
import { joinNamesakes } from './namesakes.ts';
import { sayingsOf } from './own-pages.ts';
import { forgetRelated, HUB, type HubChange, keepRelated } from './related.ts';
import { ANY_STATEMENT, PAGE_KINDS } from './schema.ts';
import type { Effect, StatementChange } from './statements.ts';

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
 * @param change - what changes among the statements of pages.
 * @param written - the pages that were written.
 */
export async function deriveConcepts(
  run: Run,
  described: ReadonlySet<string>,
  change: StatementChange,
  attacher: Attacher,
  written: readonly PageContent[],
): Promise<void> {
  const { effects } = change;
  const known = await readConcepts(run, described, effects, written);
  const isGone = ({ pages, kept, slug }: Described) => pages?.length === 0 && isUnrelated(kept, effects.get(slug));
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
      // Why names are alike may be another reason although they still are.
      changes.flatMap(({ slug, kept, derived, changed: { name, likeness } }) =>
        name === undefined && likeness === undefined ? [] : [{ slug, before: kept.likeness, now: derived.likeness }],
      ),
      gone.flatMap(({ kept }) => kept.likeness ?? []),
    ),
  ]);
  const linked = [...change.added, ...change.removed].flatMap(({ source, target }) => [source, target]);
  await together([
    forgetRelated(run, [...new Set([...linked, ...renamed])].sort()),
    keepRelated(run, hubsAmong(changes, change, renamed)),
  ]);
}

function hubsAmong(
  changes: readonly Change[],
  { added, removed }: StatementChange,
  renamed: readonly string[],
): HubChange[] {
  const whole = renamed.map((slug): HubChange => ({ slug, changed: [], removed: [], isWhole: true }));
  const hubs = new Map(
    changes.flatMap(({ slug, kept, derived }) => {
      const hub = { slug, changed: new Set<string>(), removed: new Set<string>() };
      return derived.relationCount <= HUB
        ? []
        : [[slug, { ...hub, isWhole: (kept.relationCount ?? 0) <= HUB }] as const];
    }),
  );
  for (const { source, target } of [...added, ...removed]) {
    hubs.get(source)?.changed.add(target);
    hubs.get(target)?.changed.add(source);
  }
  for (const { source, target } of removed) {
    hubs.get(source)?.removed.add(target);
    hubs.get(target)?.removed.add(source);
  }
  const partly = [...hubs.values()].filter(({ changed, isWhole }) => isWhole || changed.size > 0);
  return [...partly.map((hub) => ({ ...hub, changed: [...hub.changed], removed: [...hub.removed] })), ...whole];
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
  // Where the glosses are as they were, so is the meaning that was taken from them.
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

/** The properties of `derived` that are not what is kept. */
function differences(kept: Known['kept'], derived: Kept): Partial<Kept> {
  const names = Object.keys(derived) as (keyof Kept)[];
  const differing = names.filter((name) => JSON.stringify(derived[name]) !== JSON.stringify(kept[name]));
  return Object.fromEntries(differing.map((name) => [name, derived[name]]));
}

async function writeBack(run: Run, changes: readonly Change[], gone: readonly Known[]): Promise<void> {
  const rows = changes.flatMap(({ slug, changed: { isStub, ...changed }, words }) => {
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
