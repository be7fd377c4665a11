/**
 * Brings a graph of an older model up to this one. Version 1 had no full text; version 2 searched the names and meanings
 * that others give a concept too, counted relations without regard to their kind, and did not say when a page changed.
 * It is done a part at a time; whoever is interrupted begins anew, and what is written is the same each time.
 */
import { randomUUID } from 'node:crypto';
import { type Connection, PATIENT, type Run } from './connection.ts';
import { wordsOf } from './full-text.ts';
import { readOwnPages } from './own-pages.ts';
import { GRAPH, MODEL_VERSION, RELATION_COUNTS } from './schema.ts';

/** Concepts in one transaction. */
const CONCEPTS = 500;
const PAGES = 5_000;
const OLD_INDEX = 'concept_text';

export async function upgrade(write: Connection['write']): Promise<void> {
  await write((run) => run(`DROP INDEX ${OLD_INDEX} IF EXISTS`), PATIENT);
  for (const label of ['Page', 'RemovedPage'] as const) {
    while ((await write((run) => giveVersions(run, label), PATIENT)) === PAGES);
  }
  let after: string | null = '';
  while (after !== null) {
    const from: string = after;
    after = await write((run) => upgradeConcepts(run, from), PATIENT);
  }
  await write((run) =>
    run(
      `MATCH (g:Graph {name: ${GRAPH}})
       SET g.model = ${MODEL_VERSION}, g.graph = coalesce(g.graph, $graph), g.version = g.version + 1`,
      { graph: randomUUID() },
    ),
  );
}

/** Takes pages for ones of the version at hand; answers how many. */
async function giveVersions(run: Run, label: 'Page' | 'RemovedPage'): Promise<number> {
  const [row] = await run<{ n: number }>(
    `MATCH (g:Graph {name: ${GRAPH}}) MATCH (p:${label}) WHERE p.version IS NULL WITH g, p LIMIT ${PAGES}
     SET p.version = g.version RETURN count(p) AS n`,
  );
  return row?.n ?? 0;
}

/** Upgrades some concepts, in order of slug; answers the last slug, null where there are no more. */
async function upgradeConcepts(run: Run, after: string): Promise<string | null> {
  const concepts = await run<{ slug: string }>(
    `MATCH (c:Concept) USING INDEX SEEK c:Concept(slug) WHERE c.slug > $after WITH c ORDER BY c.slug LIMIT ${CONCEPTS}
     REMOVE c.alternateWords SET c.relationCounts = ${RELATION_COUNTS} RETURN c.slug AS slug`,
    { after },
  );
  const slugs = concepts.map(({ slug }) => slug);
  const pages = await readOwnPages(run, slugs);
  await run('UNWIND $rows AS row MATCH (c:Concept {slug: row.slug}) SET c += row.words', {
    rows: [...pages].map(([slug, own]) => ({ slug, words: wordsOf(own) })),
  });
  // Indexes are in the order of UTF-16, as JavaScript's own is.
  return slugs.sort().at(-1) ?? null;
}
