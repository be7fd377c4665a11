/** What can be wrong with a file: SQLite's own check of all its pages, those of full text too, and the words in full text. */
import type { Store } from '../store.ts';
import type { Database } from './database.ts';
import { faultyWords } from './kept-words.ts';

export function integrity(db: Database): Pick<Store, 'checkIntegrity'> {
  return {
    async checkIntegrity() {
      const lines = db.all<{ integrity_check: string }>('PRAGMA integrity_check(20)');
      const faults = lines.map((row) => row.integrity_check).filter((line) => line !== 'ok');
      // Words are compared where they can be read.
      return faults.length > 0 ? faults : faultyWords(db);
    },
  };
}
