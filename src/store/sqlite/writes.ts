/**
 * Writes: a page replaces all that its address said before, in one transaction a batch, so that a reader never sees half
 * a page and a crash leaves none.
 */
import type { PageContent } from '../../model/types.ts';
import { comparePages, type Hashed, hashed } from '../page-changes.ts';
import { LockLost, type PageChange, type Store, type WriteContext } from '../store.ts';
import type { Database } from './database.ts';
import { keepWords } from './full-text.ts';
import { outlineText, statementBytes, statementIds, textsText } from './rows.ts';
import { type Statements, statements } from './statements.ts';

type Writes = Pick<Store, 'replacePages' | 'removePages' | 'attachCalculators'>;

interface KeptPage {
  id: number;
  concept: string;
  hash: string;
  statements: Uint8Array;
}

export function writes(db: Database): Writes {
  return {
    async replacePages(pages, context) {
      return db.transaction(() => {
        requireLock(db, context.owner);
        return writePages(db, pages, context);
      });
    },

    async removePages(urls, context) {
      return db.transaction(() => {
        requireLock(db, context.owner);
        const version = nextVersion(db);
        const said = statements(db);
        const concepts = new Set<string>();
        const removed = urls.filter((url) => {
          const kept = keptPage(db, url);
          if (kept === undefined) return false;
          forget(kept, said, concepts);
          db.run('DELETE FROM page WHERE id = ?', kept.id);
          db.run('INSERT OR REPLACE INTO gone VALUES (?, ?)', url, version);
          return true;
        });
        said.write();
        keepWords(db, concepts, new Map());
        finish(db, version, context, new Map(removed.map((url) => [url, 'removed'])));
        return removed.length;
      });
    },

    // Which calculators a concept has is derived with the graph: none of it is kept here.
    async attachCalculators() {},
  };
}

/** Writes pages inside a transaction: what a batch of ingest does, and the upgrade of an older file. */
export function writePages(
  db: Database,
  pages: readonly PageContent[],
  context: Pick<WriteContext, 'run'>,
): PageChange[] {
  const version = nextVersion(db);
  const said = statements(db);
  const concepts = new Set<string>();
  const kept = new Map<string, KeptPage | undefined>();
  for (const { url } of pages) kept.set(url, keptPage(db, url));
  const { changes, latest, made } = comparePages(pages.map(hashed), (url) => kept.get(url)?.hash);
  for (const page of latest) {
    const before = kept.get(page.url);
    if (before !== undefined) forget(before, said, concepts);
    concepts.add(page.concept);
    said.stated(page);
  }
  said.write();
  for (const page of latest) writePage(db, page, version, said);
  keepWords(db, concepts, new Map(latest.map((page) => [page.url, page])));
  finish(db, version, context, new Map(made.map(({ url, what }) => [url, what])));
  return changes;
}

/** A run whose lease was taken over must not write another line. */
function requireLock(db: Database, owner: string): void {
  const holder = db.get<{ owner: string }>("SELECT owner FROM lock WHERE name = 'ingest'");
  if (holder?.owner !== owner) throw new LockLost();
}

function nextVersion(db: Database): number {
  return (db.get<{ version: number }>('SELECT version FROM graph')?.version ?? 0) + 1;
}

function keptPage(db: Database, url: string): KeptPage | undefined {
  return db.get<KeptPage>('SELECT id, concept, hash, statements FROM page WHERE url = ?', url);
}

/** Takes back what a page says. */
function forget(kept: KeptPage, said: Statements, concepts: Set<string>): void {
  concepts.add(kept.concept);
  said.unstated(statementIds(kept));
}

function writePage(db: Database, page: Hashed, version: number, said: Statements): void {
  const row = {
    version,
    concept: page.concept,
    hash: page.hash,
    modified: page.modifiedAt,
    truncated: page.truncated ? 1 : 0,
    outline: outlineText(page),
    statements: statementBytes(said.idsOf(page)),
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

/** Records what a batch changed, by address; what the same run has added or changed before stays what it was. */
function finish(
  db: Database,
  version: number,
  { run }: Pick<WriteContext, 'run'>,
  changes: ReadonlyMap<string, PageChange | 'removed'>,
): void {
  if (changes.size === 0) return;
  const isNew = (url: string) => db.get('SELECT 1 FROM change WHERE run = ? AND url = ?', run.id, url) === undefined;
  const recorded = [...changes].filter(([url, what]) => what !== 'changed' || isNew(url));
  const count = (wanted: PageChange | 'removed') => recorded.filter(([, what]) => what === wanted).length;
  db.run(
    `INSERT INTO run VALUES (?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET
     added = added + excluded.added, changed = changed + excluded.changed, removed = removed + excluded.removed`,
    run.id,
    run.at,
    count('added'),
    count('changed'),
    count('removed'),
  );
  for (const [url, what] of recorded) db.run('INSERT OR REPLACE INTO change VALUES (?, ?, ?)', run.id, url, what);
  db.run(
    'UPDATE graph SET version = ?, pages = pages + ?, lastIngestAt = max(coalesce(lastIngestAt, ?), ?)',
    version,
    count('added') - count('removed'),
    run.at,
    run.at,
  );
}
