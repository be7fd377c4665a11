/**
 * Brings a file of an older version up to this one, in one transaction: what its tables lack is added, and the pages of one
 * from before version 4 are read out of its tables and written as they are kept now.
 */
import { UsageError } from '../../errors.ts';
import type { Database } from './database.ts';
import { OLD_PAGES, pagesOfGraph, pagesOfOutlines } from './old-pages.ts';
import { BUSY_TIMEOUT_MS } from './opening.ts';
import { CHANGES, READINGS, SCHEMA_VERSION, TABLES, USED } from './schema.ts';
import { writePages } from './writes.ts';

/** The first version whose tables are those of this one but for what later ones added. */
const FIRST_ALIKE = 4;
/** What each version after it changed. */
const ADDED: readonly (readonly string[])[] = [
  ['ALTER TABLE statement ADD COLUMN link TEXT'],
  // What runs did to pages was kept without what changed in them: it is told from this version on.
  ['ALTER TABLE run ADD COLUMN source TEXT', 'DROP TABLE change', ...CHANGES],
  [READINGS],
  [USED, 'INSERT INTO used SELECT id, uses FROM statement', 'ALTER TABLE statement DROP COLUMN uses'],
];
/** Another process may be upgrading the file: of the largest glossaries that takes minutes. */
const PATIENCE_MS = 600_000;

/**
 * A database that cannot be upgraded is closed.
 * @throws UsageError when the file is of an older version and can only be read.
 */
export function upgrade(db: Database, path: string): void {
  if (versionOf(db) === SCHEMA_VERSION) return;
  try {
    if (db.access !== 'write') {
      throw new UsageError(
        `${path} was written by an older riskgraph and is read-only here: open it once with write access, or ingest the pages again`,
      );
    }
    db.get(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
    db.transaction(() => {
      // Another process may have come first.
      const version = versionOf(db);
      if (version === SCHEMA_VERSION) return;
      if (version < FIRST_ALIKE) rewrite(db, version < 3 ? pagesOfGraph : pagesOfOutlines);
      else for (const sql of ADDED.slice(version - FIRST_ALIKE).flat()) db.run(sql);
      db.run(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    });
    db.get(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  } catch (error) {
    db.close();
    throw error;
  }
}

function versionOf(db: Database): number {
  return db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
}

function rewrite(db: Database, pagesAfter: typeof pagesOfGraph): void {
  for (const name of named(db, "type = 'index' AND sql IS NOT NULL")) db.run(`DROP INDEX ${name}`);
  for (const name of named(db, "sql LIKE 'CREATE VIRTUAL%'")) db.run(`DROP TABLE ${name}`);
  for (const name of named(db, "type = 'table'")) db.run(`ALTER TABLE ${name} RENAME TO old_${name}`);
  for (const sql of TABLES.split(/;\s*\n/)) if (sql.trim() !== '') db.run(sql);

  for (let after = ''; ; ) {
    const pages = pagesAfter(db, after);
    writePages(db, pages, null);
    if (pages.length < OLD_PAGES) break;
    after = pages.at(-1)?.url as string;
  }
  db.run('INSERT INTO run SELECT id, at, added, changed, removed, NULL FROM old_run');
  db.run(
    `UPDATE graph SET version = max(version, (SELECT version + 1 FROM old_graph)), lastIngestAt = (SELECT max(at) FROM run)`,
  );
  for (const name of named(db, "type = 'table' AND name LIKE 'old\\_%' ESCAPE '\\'")) db.run(`DROP TABLE ${name}`);
}

/** What of a file's own fits a condition, the latest made first: a table goes before those that it refers to. */
function named(db: Database, condition: string): string[] {
  const rows = db.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND ${condition} ORDER BY rowid DESC`,
  );
  return rows.map(({ name }) => name);
}
