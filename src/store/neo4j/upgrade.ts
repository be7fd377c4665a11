/**
 * Brings a graph of an older model up to this one. Version 1 had no full text; version 2 searched the names and meanings
 * that others give a concept too, counted relations without regard to their kind, and did not say when a page changed;
 * version 3 took for SIMILAR only what is called the same. Version 4 knew nothing of the pages that links lead to, nor does
 * the graph until its pages are ingested again; up to version 5 runs did not keep what they changed in pages: what is told of
 * them begins with version 6. Up to that one only hubs kept whom they are related to. Up to version 7 any text of a link was
 * a name of what it leads to. It is done a part at a time; whoever is interrupted begins anew, and what is written is the
 * same each time.
 */
import { randomUUID } from 'node:crypto';
import type { Attacher } from '../../model/graph.ts';
import { likenessKey, type Named } from '../../model/likeness.ts';
import { putConcepts } from './concept-writes.ts';
import { type Connection, type Run, together } from './connection.ts';
import { deriveConcepts } from './derivation.ts';
import { wordsOf } from './full-text.ts';
import { readCounts } from './kept-concepts.ts';
import { joinNamesakes, joinRenamed } from './namesakes.ts';
import { readOwnPages } from './own-pages.ts';
import { PATIENT } from './patience.ts';
import { keepRelated, rankAnew } from './related.ts';
import { GRAPH, MODEL_VERSION, RELATION_COUNTS } from './schema.ts';

/** Concepts in one transaction. */
const CONCEPTS = 500;
const PAGES = 5_000;
const NO_CALCULATORS: Attacher = { digest: '', calculators: [], attachmentsOf: () => [] };
const OLD_INDEXES = ['concept_text', 'concept_name_key'];

/** @param model - the version of the graph at hand. */
export async function upgrade(write: Connection['write'], model: number): Promise<void> {
  if (model < 4) await upgradeToVersion4(write);
  if (model < 6) while ((await write(forgetUntold, PATIENT)) === PAGES);
  if (model < 7) await inOrderOfSlug(write, leaveToRank);
  await inOrderOfSlug(write, deriveNames);
  // Calculators are attached by name: without their digest all are attached anew.
  await write((run) =>
    run(
      `MATCH (g:Graph {name: ${GRAPH}}) REMOVE g.calculators
       SET g.model = ${MODEL_VERSION}, g.graph = coalesce(g.graph, $graph), g.version = g.version + 1`,
      { graph: randomUUID() },
    ),
  );
}

async function upgradeToVersion4(write: Connection['write']): Promise<void> {
  for (const index of OLD_INDEXES) await write((run) => run(`DROP INDEX ${index} IF EXISTS`), PATIENT);
  for (const label of ['Page', 'RemovedPage'] as const) {
    while ((await write((run) => giveVersions(run, label), PATIENT)) === PAGES);
  }
  // What is alike is joined once every concept has its likeness.
  for (const step of [upgradeConcepts, joinConcepts]) await inOrderOfSlug(write, step);
}

/** @param step - upgrades some concepts after a slug; answers the last one, null where there are no more. */
async function inOrderOfSlug(
  write: Connection['write'],
  step: (run: Run, after: string) => Promise<string | null>,
): Promise<void> {
  let after: string | null = '';
  while (after !== null) {
    const from: string = after;
    after = await write((run) => step(run, from), PATIENT);
  }
}

/** Derives some concepts after a slug anew; answers the last one, null where there are no more. */
async function deriveNames(run: Run, after: string): Promise<string | null> {
  const slugs = await slugsAfter(run, after);
  const change = { added: [], removed: [], effects: new Map() };
  const known = await readCounts(run, slugs);
  const batch = { known, described: new Set(slugs), change, urls: new Set<string>(), pages: [] };
  const concepts = await deriveConcepts(run, batch);
  const [, renamed] = await together([putConcepts(run, concepts, NO_CALCULATORS), joinRenamed(run, concepts)]);
  await rankAnew(run, concepts, change, renamed);
  return lastOf(slugs);
}

async function slugsAfter(run: Run, after: string): Promise<string[]> {
  const concepts = await run<{ slug: string }>(
    `MATCH (c:Concept) USING INDEX SEEK c:Concept(slug) WHERE c.slug > $after WITH c ORDER BY c.slug LIMIT ${CONCEPTS}
     RETURN c.slug AS slug`,
    { after },
  );
  return concepts.map(({ slug }) => slug);
}

/** Leaves it to the next run of ingest to rank the neighbours of concepts that are no hubs. */
async function leaveToRank(run: Run, after: string): Promise<string | null> {
  const concepts = await run<{ slug: string }>(
    `MATCH (c:Concept) USING INDEX SEEK c:Concept(slug) WHERE c.slug > $after WITH c ORDER BY c.slug LIMIT ${PAGES}
     FOREACH (one IN CASE WHEN c.related IS NULL THEN [c] ELSE [] END | SET one:Unranked) RETURN c.slug AS slug`,
    { after },
  );
  return lastOf(concepts.map(({ slug }) => slug));
}

/** Takes pages for ones of the version at hand; answers how many. */
async function giveVersions(run: Run, label: 'Page' | 'RemovedPage'): Promise<number> {
  const [row] = await run<{ n: number }>(
    `MATCH (g:Graph {name: ${GRAPH}}) MATCH (p:${label}) WHERE p.version IS NULL WITH g, p LIMIT ${PAGES}
     SET p.version = g.version RETURN count(p) AS n`,
  );
  return row?.n ?? 0;
}

/** Forgets changes that earlier runs kept without what they changed; answers how many. */
async function forgetUntold(run: Run): Promise<number> {
  const [row] = await run<{ n: number }>(
    `MATCH (:Run)-[c:CHANGED]->() WHERE c.kind IS NULL WITH c LIMIT ${PAGES} DELETE c RETURN count(*) AS n`,
  );
  return row?.n ?? 0;
}

async function upgradeConcepts(run: Run, after: string): Promise<string | null> {
  const concepts = await run<Named>(
    `MATCH (c:Concept) USING INDEX SEEK c:Concept(slug) WHERE c.slug > $after WITH c ORDER BY c.slug LIMIT ${CONCEPTS}
     REMOVE c.alternateWords, c.nameKey SET c.relationCounts = ${RELATION_COUNTS} RETURN c.slug AS slug, c.name AS name`,
    { after },
  );
  const slugs = concepts.map(({ slug }) => slug);
  const pages = await readOwnPages(run, slugs);
  await run('UNWIND $rows AS row MATCH (c:Concept {slug: row.slug}) SET c += row.words, c.likeness = row.likeness', {
    rows: concepts.map((concept) => ({
      slug: concept.slug,
      words: wordsOf(pages.get(concept.slug) ?? []),
      likeness: likenessKey(concept),
    })),
  });
  return lastOf(slugs);
}

/** Joins some concepts with those that are like them. */
async function joinConcepts(run: Run, after: string): Promise<string | null> {
  const concepts = await run<{ slug: string; likeness: string }>(
    `MATCH (c:Concept) USING INDEX SEEK c:Concept(slug) WHERE c.slug > $after WITH c ORDER BY c.slug LIMIT ${CONCEPTS}
     RETURN c.slug AS slug, c.likeness AS likeness`,
    { after },
  );
  const joined = await joinNamesakes(
    run,
    concepts.map(({ slug, likeness }) => ({ slug, before: likeness, now: likeness })),
    [],
  );
  await keepRelated(
    run,
    joined.map((slug) => ({ slug, changed: [], removed: [], isWhole: true })),
  );
  return lastOf(concepts.map(({ slug }) => slug));
}

/** Indexes are in the order of UTF-16, as JavaScript's own is. */
function lastOf(slugs: readonly string[]): string | null {
  return [...slugs].sort().at(-1) ?? null;
}
