/** Brings a file of an older version up to this one, in one transaction. */
import { UsageError } from '../../errors.ts';
import type { Database } from './database.ts';
import { addFullText } from './kept-words.ts';
import { BUSY_TIMEOUT_MS } from './opening.ts';
import { SCHEMA_VERSION } from './schema.ts';

/** Another process may be upgrading the file: of the largest glossaries that takes a minute. */
const PATIENCE_MS = 300_000;

/**
 * A database that cannot be upgraded is closed.
 * @throws UsageError when the file is of an older version and can only be read.
 */
export function upgrade(db: Database, path: string): void {
  if (versionOf(db) === SCHEMA_VERSION) return;
  try {
    if (db.access !== 'write') {
      throw new UsageError(
        `${path} was written by an older riskgraph and cannot be written to: open it once where it can, or ingest the pages again`,
      );
    }
    db.get(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
    db.transaction(() => {
      // Another process may have come first.
      if (versionOf(db) === SCHEMA_VERSION) return;
      // Version 1 had no full text.
      addFullText(db);
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
