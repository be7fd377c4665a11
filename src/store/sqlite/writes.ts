/**
 * Writes: a page replaces the one at its address. Each batch is one transaction, so readers never see half a page, and
 * a crash never leaves one.
 */
import type { PageContent } from '../../model/types.ts';
import { comparePages, type Hashed, hashed, type PageStep, stepsBetween } from '../page-changes.ts';
import { LockLost, type PageChange, type Store, type WriteContext } from '../store.ts';
import type { Database } from './database.ts';
import { keepWords } from './full-text.ts';
import { recordSteps } from './history.ts';
import { graphState, wholePage } from './pages.ts';
import { outlineText, statementBytes, statementIds, textsText } from './rows.ts';
import { type KnownIds, type Statements, statements } from './statements.ts';

type Recorded = Pick<WriteContext, 'run' | 'mostChanges'>;
type Writes = Pick<Store, 'replacePages' | 'removePages' | 'endRun' | 'attachCalculators'>;

interface KeptPage {
  id: number;
  concept: string;
  hash: string;
  statements: Uint8Array;
}

export function writes(db: Database): Writes {
  const known: KnownIds = new Map();
  /** The state after our last batch: the known ids are valid until another process writes. */
  let left = '';
  const fileState = () => {
    const { graph, version } = graphState(db);
    return `${graph} ${version}`;
  };

  const batch = <Result>(owner: string, work: () => Result): Result => {
    try {
      return db.transaction(() => {
        requireLock(db, owner);
        if (fileState() !== left) known.clear();
        const result = work();
        left = fileState();
        return result;
      });
    } catch (error) {
      // Some ids may belong to rows that were rolled back.
      known.clear();
      throw error;
    }
  };

  return {
    async replacePages(pages, context) {
      return batch(context.owner, () => writePages(db, pages, context, known));
    },

    async removePages(urls, context) {
      return batch(context.owner, () => {
        const version = nextVersion(db);
        const table = statements(db, known);
        const concepts = new Set<string>();
        const removed = keptPages(db, urls);
        if (removed.size === 0) return 0;
        const steps = stepsBetween(wholePages(db, removed.keys(), table), []);
        for (const [url, kept] of removed) {
          forget(kept, table, concepts);
          db.run('DELETE FROM page WHERE id = ?', kept.id);
          db.run('INSERT OR REPLACE INTO gone VALUES (?, ?)', url, version);
        }
        table.write();
        keepWords(db, concepts, new Map());
        finish(db, version, -removed.size);
        record(db, steps, context);
        return removed.size;
      });
    },

    async endRun() {},

    // The graph in memory derives which calculators a concept has; this store keeps none of it.
    async attachCalculators() {},
  };
}

/**
 * Writes pages inside the caller's transaction, for ingest and for the upgrade of an older file.
 * @param context - the run to record the changes for; null to record none.
 */
export function writePages(
  db: Database,
  pages: readonly PageContent[],
  context: Recorded | null,
  known: KnownIds = new Map(),
): PageChange[] {
  const version = nextVersion(db);
  const table = statements(db, known);
  const concepts = new Set<string>();
  const kept = keptPages(
    db,
    pages.map(({ url }) => url),
  );
  const { changes, latest } = comparePages(pages.map(hashed), (url) => kept.get(url)?.hash);
  if (latest.length === 0) return changes;
  const replaced = latest.filter(({ url }) => kept.has(url)).map(({ url }) => url);
  for (const page of latest) {
    const before = kept.get(page.url);
    if (before !== undefined) forget(before, table, concepts);
    concepts.add(page.concept);
    table.stated(page);
  }
  const steps = context === null ? [] : stepsBetween(wholePages(db, replaced, table), latest);
  table.write();
  for (const page of latest) writePage(db, page, version, table);
  keepWords(db, concepts, new Map(latest.map((page) => [page.url, page])));
  finish(db, version, latest.length - replaced.length);
  if (context !== null) record(db, steps, context);
  return changes;
}

/** @throws LockLost when `owner` no longer holds the ingest lock: such a run must not write anything more. */
export function requireLock(db: Database, owner: string): void {
  const holder = db.get<{ owner: string }>("SELECT owner FROM lock WHERE name = 'ingest'");
  if (holder?.owner !== owner) throw new LockLost();
}

function nextVersion(db: Database): number {
  return (db.get<{ version: number }>('SELECT version FROM graph')?.version ?? 0) + 1;
}

/** The stored pages among `urls`, by address. */
function keptPages(db: Database, urls: readonly string[]): Map<string, KeptPage> {
  const kept = new Map<string, KeptPage>();
  for (const url of urls) {
    const page = db.get<KeptPage>('SELECT id, concept, hash, statements FROM page WHERE url = ?', url);
    if (page !== undefined) kept.set(url, page);
  }
  return kept;
}

/** The stored pages before they are overwritten; statements that the batch makes again are not read from the file. */
function wholePages(db: Database, urls: Iterable<string>, table: Statements): Map<string, PageContent> {
  return new Map(Array.from(urls, (url) => [url, wholePage(db, url, table.known) as PageContent]));
}

/** Notes that a stored page's statements go, and that its concept's words change. */
function forget(kept: KeptPage, table: Statements, concepts: Set<string>): void {
  concepts.add(kept.concept);
  table.unstated(statementIds(kept));
}

function writePage(db: Database, page: Hashed, version: number, table: Statements): void {
  const row = {
    version,
    concept: page.concept,
    hash: page.hash,
    modified: page.modifiedAt,
    truncated: page.truncated ? 1 : 0,
    outline: outlineText(page),
    statements: statementBytes(table.idsOf(page)),
    texts: textsText(page),
  };
  const columns = Object.keys(row);
  db.run(
    `INSERT INTO page(url, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})
     ON CONFLICT(url) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    page.url,
    ...Object.values(row),
  );
  db.run('DELETE FROM gone WHERE url = ?', page.url);
}

/** Sets the graph's version and adds `more` pages to its count; `more` may be negative. */
function finish(db: Database, version: number, more: number): void {
  db.run('UPDATE graph SET version = ?, pages = pages + ?', version, more);
}

/** Records the changes in the history of the run that made them. */
function record(db: Database, steps: readonly PageStep[], context: Recorded): void {
  recordSteps(db, steps, context);
  const { at } = context.run;
  db.run('UPDATE graph SET lastIngestAt = max(coalesce(lastIngestAt, ?), ?)', at, at);
}
