/** What can be wrong with a file: SQLite's own check of all its pages, those of full text too, and what full text lacks. */
import type { Store } from '../store.ts';
import type { Database } from './database.ts';
import { missingWords } from './full-text.ts';

export function integrity(db: Database): Pick<Store, 'checkIntegrity'> {
  return {
    async checkIntegrity() {
      const faults = db.all<{ integrity_check: string }>('PRAGMA integrity_check(20)');
      return [...faults.map((row) => row.integrity_check).filter((line) => line !== 'ok'), ...missingWords(db)];
    },
  };
}
