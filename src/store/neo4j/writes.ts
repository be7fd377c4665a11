/**
 * Writes: a page replaces all that its address said before, in one transaction a batch, together with everything
 * derived from it, so that a reader never sees half a page and a crash leaves none.
 *
 * A batch is a handful of statements over flat rows. The first of them raises the graph's version, and with it takes
 * the lock that makes writers go one after another.
 */

import { pagePrecedence } from '../../model/orders.ts';
import type { PageContent } from '../../model/types.ts';
import { comparePages, type Hashed, hashed, stepsBetween } from '../page-changes.ts';
import type { Store, WriteContext } from '../store.ts';
import { attachAll, keepCalculators } from './attachments.ts';
import { type Connection, PATIENT, type Run, together } from './connection.ts';
import { deriveConcepts } from './derivation.ts';
import { recordSteps } from './history.ts';
import { readWholePages } from './kept-pages.ts';
import { holdLock, requireLock } from './locks.ts';
import { imageProperties } from './projections.ts';
import { RANKED_AT_ONCE, rankSome } from './related.ts';
import { GRAPH } from './schema.ts';
import { addStatements, compareStatements, readStatements, removeStatements, type Stated } from './statements.ts';

type Writes = Pick<Store, 'replacePages' | 'removePages' | 'endRun' | 'attachCalculators'>;

/** What the graph holds of a page that is to be replaced or removed. */
interface KnownPage {
  url: string;
  hash: string;
  concept: string;
}

export function writes({ read, write }: Connection): Writes {
  return {
    replacePages(pages, context) {
      const given = pages.map(hashed);
      return write(async (run) => {
        const [known] = await together([
          knownPages(
            run,
            given.map(({ url }) => url),
          ),
          requireLock(run, context.owner),
        ]);
        const { changes, latest } = comparePages(given, (url) => known.get(url)?.hash);
        if (latest.length === 0) return changes;
        const version = await raiseVersion(run);
        const old = latest.flatMap(({ url }) => known.get(url) ?? []);
        const before = await readWholePages(
          run,
          old.map(({ url }) => url),
        );
        await replace(run, version, old, latest, context);
        await together([recordSteps(run, stepsBetween(before, latest), context), holdLock(run, context.owner)]);
        return changes;
      }, PATIENT);
    },

    removePages(urls, context) {
      return write(async (run) => {
        await requireLock(run, context.owner);
        const known = await knownPages(run, urls);
        if (known.size === 0) return 0;
        const version = await raiseVersion(run);
        const before = await readWholePages(run, [...known.keys()]);
        await replace(run, version, [...known.values()], [], context);
        await together([recordSteps(run, stepsBetween(before, []), context), holdLock(run, context.owner)]);
        return known.size;
      }, PATIENT);
    },

    async endRun(owner) {
      let ranked: number;
      do {
        ranked = await write(async (run) => {
          await together([requireLock(run, owner), holdVersion(run)]);
          const count = await rankSome(run);
          await holdLock(run, owner);
          return count;
        }, PATIENT);
      } while (ranked === RANKED_AT_ONCE);
    },

    async attachCalculators(attacher) {
      const [graph] = await read<{ digest: string | null }>(
        `MATCH (g:Graph {name: ${GRAPH}}) RETURN g.calculators AS digest`,
      );
      if (graph?.digest === attacher.digest) return;
      await write(async (run) => {
        await raiseVersion(run);
        await attachAll(run, attacher);
        await run(`MATCH (g:Graph {name: ${GRAPH}}) SET g.calculators = $digest`, { digest: attacher.digest });
      }, PATIENT);
    },
  };
}

/** Answers the version that this transaction makes. */
async function raiseVersion(run: Run): Promise<number> {
  const [graph] = await run<{ version: number }>(
    `MATCH (g:Graph {name: ${GRAPH}}) SET g.version = g.version + 1 RETURN g.version AS version`,
  );
  return (graph as { version: number }).version;
}

/** Makes other writers wait, as raising the version does. */
async function holdVersion(run: Run): Promise<void> {
  await run(`MATCH (g:Graph {name: ${GRAPH}}) SET g.version = g.version`);
}

async function knownPages(run: Run, urls: readonly string[]): Promise<Map<string, KnownPage>> {
  const known = await run<KnownPage>(
    `UNWIND $urls AS url MATCH (p:Page {url: url})-[:DESCRIBES]->(c:Concept)
     RETURN url, p.hash AS hash, c.slug AS concept`,
    { urls },
  );
  return new Map(known.map((page) => [page.url, page]));
}

/** Puts `pages` in the place of `old` ones: an old one whose address has no new one is removed. */
async function replace(
  run: Run,
  version: number,
  old: readonly KnownPage[],
  pages: readonly Hashed[],
  { run: { id }, attacher }: WriteContext,
): Promise<void> {
  const written = new Set(pages.map(({ url }) => url));
  const urls = new Set([...written, ...old.map(({ url }) => url)]);
  const described = new Set([...old, ...pages].map(({ concept }) => concept));
  const before = await readStatements(run, [...described]);
  const change = compareStatements(before, urls, pages.flatMap(statementsOf));

  // Always in the same order, so that two writers do not wait for one another in a circle.
  const slugs = [...new Set([...described, ...change.added.map(({ target }) => target)])].sort();
  // Sent together, done one after the other: none has to wait for the answer of the one before.
  await together([
    removeStatements(run, change.removed),
    clearPages(run, old),
    retirePages(
      run,
      old.filter(({ url }) => !written.has(url)),
      version,
    ),
    putPages(run, pages, { run: id, version }),
    run('UNWIND $slugs AS slug MERGE (:Concept {slug: slug})', { slugs }),
    describeConcepts(run, pages),
    addStatements(run, change.added),
    keepCalculators(run, attacher),
  ]);
  await deriveConcepts(run, described, change, attacher, pages);
}

function statementsOf({ url, concept, statements }: PageContent): Stated[] {
  return statements.map((statement, position) => ({ ...statement, source: concept, page: url, position }));
}

/** Takes the texts of pages, and what they describe, out of the graph. */
async function clearPages(run: Run, pages: readonly KnownPage[]): Promise<void> {
  if (pages.length === 0) return;
  const urls = pages.map(({ url }) => url);
  await together([
    run('UNWIND $urls AS url MATCH (:Page {url: url})-[:STATES]->(d:Definition) DETACH DELETE d', { urls }),
    run('UNWIND $urls AS url MATCH (:Page {url: url})-[d:DESCRIBES]->(:Concept) DELETE d', { urls }),
  ]);
}

/** A removed page keeps its address and when it went, so that followers and the runs that changed it still tell of it. */
async function retirePages(run: Run, pages: readonly KnownPage[], version: number): Promise<void> {
  if (pages.length === 0) return;
  await run(
    `UNWIND $urls AS url MATCH (p:Page {url: url})
     REMOVE p:Page SET p = {url: url, version: $version} SET p:RemovedPage`,
    { urls: pages.map(({ url }) => url), version },
  );
}

/** Writes the heads and texts of pages that are new or cleared. */
async function putPages(run: Run, pages: readonly Hashed[], origin: { run: string; version: number }): Promise<void> {
  await together([
    run('UNWIND $urls AS url MATCH (p:RemovedPage {url: url}) REMOVE p:RemovedPage SET p:Page', {
      urls: pages.map(({ url }) => url),
    }),
    run('UNWIND $heads AS head MERGE (p:Page {url: head.url}) SET p = head', {
      heads: pages.map((page) => ({ ...headOf(page), ...origin })),
    }),
    run(
      `UNWIND $definitions AS row MATCH (p:Page {url: row.page})
       CREATE (p)-[:STATES]->(d:Definition) SET d = row.properties`,
      {
        definitions: pages.flatMap(({ url, definitions }) =>
          definitions.map(({ kind, facet, text }, position) => ({
            page: url,
            properties: { kind, facet, text, position },
          })),
        ),
      },
    ),
  ]);
}

async function describeConcepts(run: Run, pages: readonly Hashed[]): Promise<void> {
  await run(
    `UNWIND $rows AS row MATCH (p:Page {url: row.url}) MATCH (c:Concept {slug: row.concept})
     CREATE (p)-[:DESCRIBES]->(c)`,
    { rows: pages.map(({ url, concept }) => ({ url, concept })) },
  );
}

function headOf(page: Hashed) {
  const { concept: _, definitions, statements, image, ...head } = page;
  const glosses = statements.filter(({ gloss }) => gloss !== null);
  return {
    ...head,
    ...imageProperties(image),
    precedence: pagePrecedence(page),
    definitionCount: definitions.length + glosses.length,
  };
}
