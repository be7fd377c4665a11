/**
 * Writes: a page replaces the one at its address. Each batch is one transaction that also writes everything derived
 * from its pages, so readers never see half a page, and a crash never leaves one.
 *
 * A batch is a few Cypher statements over flat rows. The first write raises the graph's version, which locks the :Graph
 * node and so makes writers run one after another.
 */

import type { PageContent } from '../../model/types.ts';
import { comparePages, type Hashed, hashed, stepsBetween } from '../page-changes.ts';
import type { Store, WriteContext } from '../store.ts';
import { attachAll } from './attachments.ts';
import { putConcepts } from './concept-writes.ts';
import { type Connection, type Run, together } from './connection.ts';
import { deriveConcepts } from './derivation.ts';
import { readKeptSteps, recordSteps } from './history.ts';
import { readCounts } from './kept-concepts.ts';
import { readWholePages } from './kept-pages.ts';
import { holdLock, requireLock } from './locks.ts';
import { joinRenamed } from './namesakes.ts';
import { clearPages, type KnownPage, putPages, retirePages } from './page-writes.ts';
import { PATIENT } from './patience.ts';
import { RANKED_AT_ONCE, rankAnew, rankSome } from './related.ts';
import { GRAPH } from './schema.ts';
import { addStatements, compareStatements, readStatements, removeStatements, type Stated } from './statements.ts';

type Writes = Pick<Store, 'replacePages' | 'removePages' | 'endRun' | 'attachCalculators'>;

/** What one batch does to pages. */
interface Replacement {
  /** Stored pages to clear; those without a new page at their address are removed. */
  old: readonly KnownPage[];
  /** Addresses of new pages that were removed earlier. */
  returning: readonly string[];
  pages: readonly Hashed[];
}

export function writes({ read, write }: Connection): Writes {
  return {
    replacePages(pages, context) {
      const given = pages.map(hashed);
      return write(async (run) => {
        const known = await readKnown(
          run,
          given.map(({ url }) => url),
          context,
        );
        const { changes, latest } = comparePages(given, (url) => known.pages.get(url)?.hash);
        if (latest.length === 0) return changes;
        const urls = new Set(latest.map(({ url }) => url));
        await replace(
          run,
          {
            old: [...known.pages.values()].filter(({ url }) => urls.has(url)),
            returning: known.removed.filter((url) => urls.has(url)),
            pages: latest,
          },
          context,
        );
        return changes;
      }, PATIENT);
    },

    removePages(urls, context) {
      return write(async (run) => {
        const { pages } = await readKnown(run, urls, context);
        if (pages.size > 0) await replace(run, { old: [...pages.values()], returning: [], pages: [] }, context);
        return pages.size;
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

/** Returns the version that this transaction creates. */
async function raiseVersion(run: Run): Promise<number> {
  const [graph] = await run<{ version: number }>(
    `MATCH (g:Graph {name: ${GRAPH}}) SET g.version = g.version + 1 RETURN g.version AS version`,
  );
  return (graph as { version: number }).version;
}

/** Makes other writers wait, as `raiseVersion` does. */
async function holdVersion(run: Run): Promise<void> {
  await run(`MATCH (g:Graph {name: ${GRAPH}}) SET g.version = g.version`);
}

/** The stored pages among `urls`, and the addresses among them whose page was removed earlier. */
async function readKnown(
  run: Run,
  urls: readonly string[],
  { owner }: WriteContext,
): Promise<{ pages: Map<string, KnownPage>; removed: string[] }> {
  const [known, removed] = await together([
    run<KnownPage>(
      `UNWIND $urls AS url MATCH (p:Page {url: url})-[:DESCRIBES]->(c:Concept) USING INDEX SEEK p:Page(url)
       RETURN url, p.hash AS hash, c.slug AS concept`,
      { urls },
    ),
    run<{ url: string }>('UNWIND $urls AS url MATCH (:RemovedPage {url: url}) RETURN url', { urls }),
    requireLock(run, owner),
  ]);
  return { pages: new Map(known.map((page) => [page.url, page])), removed: removed.map(({ url }) => url) };
}

/**
 * Replaces old pages by new ones. It reads everything first, so that it can send the writes together, without waiting
 * for the result of one before sending the next.
 */
async function replace(run: Run, { old, returning, pages }: Replacement, context: WriteContext): Promise<void> {
  const written = new Set(pages.map(({ url }) => url));
  const urls = new Set([...written, ...old.map(({ url }) => url)]);
  const described = new Set([...old, ...pages].map(({ concept }) => concept));
  const stated = pages.flatMap(statementsOf);
  const [version, texts, steps, known] = await together([
    raiseVersion(run),
    readWholePages(
      run,
      old.map(({ url }) => url),
    ),
    readKeptSteps(run, { known: old.map(({ url }) => url), removed: returning }, context),
    readCounts(run, [...described, ...stated.map(({ target }) => target)]),
  ]);
  // A concept without a page has no statements of its own.
  const before = await readStatements(
    run,
    [...described].filter((slug) => known.get(slug)?.kept.isStub === false),
  );
  const change = compareStatements(before, urls, stated);
  const concepts = await deriveConcepts(run, { known, described, change, urls, pages });

  const [, , , , , , renamed] = await together([
    removeStatements(run, change.removed),
    clearPages(run, old),
    retirePages(
      run,
      old.filter(({ url }) => !written.has(url)),
      version,
    ),
    putConcepts(run, concepts, context.attacher),
    putPages(run, pages, {
      known: new Set([...old.map(({ url }) => url), ...returning]),
      returning,
      origin: { run: context.run.id, version },
    }),
    addStatements(run, change.added),
    joinRenamed(run, concepts),
    recordSteps(run, stepsBetween(texts, pages), steps, context),
  ]);
  await together([rankAnew(run, concepts, change, renamed), holdLock(run, context.owner)]);
}

function statementsOf({ url, concept, statements }: PageContent): Stated[] {
  return statements.map((statement, position) => ({ ...statement, source: concept, page: url, position }));
}
