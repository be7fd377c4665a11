/** Checks a file: SQLite's own check of all pages, full-text tables included, then the words in the full-text index. */
import type { Store } from '../store.ts';
import type { Database } from './database.ts';
import { faultyWords } from './kept-words.ts';

export function integrity(db: Database): Pick<Store, 'checkIntegrity'> {
  return {
    async checkIntegrity() {
      const lines = db.all<{ integrity_check: string }>('PRAGMA integrity_check(20)');
      const faults = lines.map((row) => row.integrity_check).filter((line) => line !== 'ok');
      // The words can only be compared in a file that is sound.
      return faults.length > 0 ? faults : faultyWords(db);
    },
  };
}
