/**
 * Upgrades a graph of an older model to this one.
 * - Version 1 had no full text.
 * - Version 2 also searched the names and meanings that other pages give a concept, did not count relations by kind,
 *   and did not record when a page changed.
 * - Version 3 treated only equal names as SIMILAR.
 * - Version 4 did not record the pages that links lead to; the graph lacks them until its pages are ingested again.
 * - Up to version 5, runs did not record what they changed in pages; the history starts with version 6.
 * - Up to version 6, only hubs stored `related`.
 * - Up to version 7, every link text was a name of the link's target.
 *
 * The upgrade runs in parts, each one transaction. If it is interrupted, the next start repeats it safely.
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

/** Concepts per transaction. */
const CONCEPTS = 500;
const PAGES = 5_000;
const NO_CALCULATORS: Attacher = { digest: '', calculators: [], attachmentsOf: () => [] };
const OLD_INDEXES = ['concept_text', 'concept_name_key'];

/** @param model - the model version of the stored graph. */
export async function upgrade(write: Connection['write'], model: number): Promise<void> {
  if (model < 4) await upgradeToVersion4(write);
  if (model < 6) while ((await write(deleteUndetailedChanges, PATIENT)) === PAGES);
  if (model < 7) await inOrderOfSlug(write, leaveToRank);
  await inOrderOfSlug(write, deriveNames);
  // Calculators attach by name; removing their digest has all of them attached again.
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
  // Similar concepts are joined once every concept has its likeness.
  for (const step of [upgradeConcepts, joinConcepts]) await inOrderOfSlug(write, step);
}

/** @param step - upgrades some concepts after a slug; returns the last slug, or null if there are no more. */
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

/** Derives some concepts after a slug again; returns the last slug, or null if there are no more. */
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

/** Marks concepts without `related` as :Unranked, so that the next ingest run ranks their neighbours. */
async function leaveToRank(run: Run, after: string): Promise<string | null> {
  const concepts = await run<{ slug: string }>(
    `MATCH (c:Concept) USING INDEX SEEK c:Concept(slug) WHERE c.slug > $after WITH c ORDER BY c.slug LIMIT ${PAGES}
     FOREACH (one IN CASE WHEN c.related IS NULL THEN [c] ELSE [] END | SET one:Unranked) RETURN c.slug AS slug`,
    { after },
  );
  return lastOf(concepts.map(({ slug }) => slug));
}

/** Gives pages without a version the graph's current one; returns how many. */
async function giveVersions(run: Run, label: 'Page' | 'RemovedPage'): Promise<number> {
  const [row] = await run<{ n: number }>(
    `MATCH (g:Graph {name: ${GRAPH}}) MATCH (p:${label}) WHERE p.version IS NULL WITH g, p LIMIT ${PAGES}
     SET p.version = g.version RETURN count(p) AS n`,
  );
  return row?.n ?? 0;
}

/** Deletes changes that older runs recorded without details; returns how many. */
async function deleteUndetailedChanges(run: Run): Promise<number> {
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

/** Joins some concepts after a slug with those that are similar to them. */
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

/** The last slug in the order of the index: UTF-16 units, the same as JavaScript's own order. */
function lastOf(slugs: readonly string[]): string | null {
  return [...slugs].sort().at(-1) ?? null;
}
