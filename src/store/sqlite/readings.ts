/** Results of reading source files, stored next to the graph but not part of it. */
import { inTurns } from '../../turns.ts';
import { mostReadings, type Store } from '../store.ts';
import type { Database } from './database.ts';
import { requireLock } from './writes.ts';

export function readings(db: Database): Pick<Store, 'readings' | 'keepReadings'> {
  return {
    readings: (digests) =>
      inTurns(digests, (digest) => {
        const row = db.get<{ text: string }>('SELECT text FROM reading WHERE digest = ?', digest);
        return row?.text ?? null;
      }),

    async keepReadings(kept, owner) {
      db.transaction(() => {
        requireLock(db, owner);
        for (const { digest, text } of kept) {
          db.run('INSERT OR IGNORE INTO reading(digest, text) VALUES (?, ?)', digest, text);
        }
        const { last, pages } = db.get<{ last: number | null; pages: number }>(
          'SELECT (SELECT max(id) FROM reading) AS last, pages FROM graph',
        ) as { last: number | null; pages: number };
        db.run('DELETE FROM reading WHERE id <= ?', (last ?? 0) - mostReadings(pages));
      });
    },
  };
}
