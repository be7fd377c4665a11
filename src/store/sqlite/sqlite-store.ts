/**
 * The embedded store: one SQLite file in write-ahead mode, so that readers and one writer do not wait for one another.
 * Its calls are synchronous underneath; each read is bounded by the limits of the interface.
 */
import type { Lock, Store } from '../store.ts';
import { conceptReads } from './concept-reads.ts';
import { type Database, openDatabase } from './database.ts';
import { fullText } from './full-text.ts';
import { missingWords } from './kept-words.ts';
import { pageReads } from './page-reads.ts';
import { relationReads } from './relation-reads.ts';
import { upgrade } from './upgrade.ts';
import { writes } from './writes.ts';

/**
 * Opens the store at `path`, which is made where it does not exist; `:memory:` for one that ends with the process.
 * @throws UsageError when the file is no usable store.
 */
export async function openSqliteStore(path: string): Promise<Store> {
  const db = openDatabase(path);
  upgrade(db, path);
  return {
    ...conceptReads(db),
    ...pageReads(db),
    ...relationReads(db),
    ...fullText(db),
    ...writes(db),
    ...locks(db),
    async checkIntegrity() {
      const faults = db.all<{ integrity_check: string }>('PRAGMA integrity_check(20)');
      return [...faults.map((row) => row.integrity_check).filter((line) => line !== 'ok'), ...missingWords(db)];
    },
    async close() {
      db.close();
    },
  };
}

/** A lock is a lease: whoever died with it loses it when its time is up. */
function locks(db: Database): Pick<Store, 'lock' | 'unlock'> {
  return {
    async lock(name, owner, seconds) {
      return db.transaction<Lock | null>(() => {
        const now = Date.now();
        const held = db.get<Lock & { until: number }>('SELECT owner, since, until FROM lock WHERE name = ?', name);
        if (held !== undefined && held.owner !== owner && held.until > now) {
          return { owner: held.owner, since: held.since };
        }
        const since = held?.owner === owner ? held.since : new Date(now).toISOString();
        db.run('INSERT OR REPLACE INTO lock VALUES (?, ?, ?, ?)', name, owner, since, now + seconds * 1000);
        return null;
      });
    },
    async unlock(name, owner) {
      db.run('DELETE FROM lock WHERE name = ? AND owner = ?', name, owner);
    },
  };
}
