/**
 * Upgrades a file of an older version to this one, in one transaction. From version 4 on, it adds what the tables lack;
 * before that, it reads all pages from the old tables and writes them into new ones.
 */
import { UsageError } from '../../errors.ts';
import type { Database } from './database.ts';
import { OLD_PAGES, pagesOfGraph, pagesOfOutlines } from './old-pages.ts';
import { BUSY_TIMEOUT_MS } from './opening.ts';
import { CHANGES, READINGS, SCHEMA_VERSION, TABLES, USED } from './schema.ts';
import { writePages } from './writes.ts';

/** The first version that `ADDED` can upgrade without rewriting the pages. */
const FIRST_ALIKE = 4;
/** The SQL of each version after it. */
const ADDED: readonly (readonly string[])[] = [
  ['ALTER TABLE statement ADD COLUMN link TEXT'],
  // Changes were recorded without the changed fields, so the history starts again with this version.
  ['ALTER TABLE run ADD COLUMN source TEXT', 'DROP TABLE change', ...CHANGES],
  [READINGS],
  [USED, 'INSERT INTO used SELECT id, uses FROM statement', 'ALTER TABLE statement DROP COLUMN uses'],
];
/** Another process may be upgrading the file, which takes minutes for the largest glossaries. */
const PATIENCE_MS = 600_000;

/**
 * Closes the database if it cannot be upgraded.
 * @throws UsageError when the file has an older version and is read-only.
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
      // Another process may have upgraded it meanwhile.
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

/** Schema names that meet a condition, newest first, so that a table is dropped before those that it refers to. */
function named(db: Database, condition: string): string[] {
  const rows = db.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND ${condition} ORDER BY rowid DESC`,
  );
  return rows.map(({ name }) => name);
}
