/**
 * Locks are leases by the monotonic clock, which counts since the machine started. All processes that share a file in
 * WAL mode run on one machine, even if in different containers, so they share that clock, and nobody can set it.
 */
import { LONGEST_LEASE_SECONDS, type Lock, type Store } from '../store.ts';
import type { Database } from './database.ts';

/** @param clock - time since a moment that is the same for all processes that open the file [ms]. */
export function locks(db: Database, clock: () => number): Pick<Store, 'lock' | 'unlock'> {
  return {
    async lock(name, owner, seconds) {
      return db.transaction<Lock | null>(() => {
        const now = Math.round(clock());
        const held = db.get<{ owner: string; since: string; until: number }>(
          'SELECT owner, since, until FROM lock WHERE name = ?',
          name,
        );
        const left = held === undefined ? 0 : held.until - now;
        if (held !== undefined && held.owner !== owner && left > 0 && left <= LONGEST_LEASE_SECONDS * 1000) {
          return { owner: held.owner, since: held.since, secondsLeft: left / 1000 };
        }
        const since = held?.owner === owner ? held.since : new Date().toISOString();
        const until = now + Math.round(seconds * 1000);
        db.run('INSERT OR REPLACE INTO lock VALUES (?, ?, ?, ?)', name, owner, since, until);
        return null;
      });
    },
    async unlock(name, owner) {
      db.transaction(() => db.run('DELETE FROM lock WHERE name = ? AND owner = ?', name, owner));
    },
  };
}

/** Node's high-resolution time is the system's monotonic clock, the same in every process [ms]. */
export function monotonicClock(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}
