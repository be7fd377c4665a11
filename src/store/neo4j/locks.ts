/**
 * Locks are leases by the server's clock: if the holder dies, its lock expires. Every statement that takes, holds or
 * releases a lock first writes to the :Lock node, which makes all others wait, and only then reads the holder.
 */
import { LONGEST_LEASE_SECONDS, type Lock, LockLost, type Store } from '../store.ts';
import type { Connection, Run } from './connection.ts';

const HOLD = 'SET l.askedAt = datetime.realtime()';

export function locks({ write }: Connection): Pick<Store, 'lock' | 'unlock'> {
  return {
    async lock(name, owner, seconds) {
      const [holder] = await write((run) => run<Lock>(TAKE, { name, owner, milliseconds: Math.ceil(seconds * 1000) }));
      return holder === undefined || holder.owner === owner ? null : holder;
    },
    async unlock(name, owner) {
      await write((run) =>
        run(`MATCH (l:Lock {name: $name}) ${HOLD} WITH l WHERE l.owner = $owner DELETE l`, { name, owner }),
      );
    },
  };
}

const TAKE = `
  MERGE (l:Lock {name: $name}) ${HOLD}
  WITH l, datetime.truncate('millisecond', datetime.realtime()) AS now
  WITH l, now, l.owner IS NULL OR l.owner = $owner OR l.until <= now
    OR l.until > now + duration({seconds: ${LONGEST_LEASE_SECONDS}}) AS free
  FOREACH (_ IN CASE WHEN free THEN [1] ELSE [] END |
    SET l.since = CASE WHEN l.owner = $owner THEN l.since ELSE toString(now) END,
      l.owner = $owner, l.until = now + duration({milliseconds: $milliseconds}))
  RETURN l.owner AS owner, l.since AS since,
    duration.inSeconds(now, l.until).milliseconds / 1000.0 AS secondsLeft`;

/** @throws LockLost when `owner` does not hold the ingest lock. */
export async function requireLock(run: Run, owner: string): Promise<void> {
  const [lock] = await run<Lock>("MATCH (l:Lock {name: 'ingest'}) RETURN l.owner AS owner");
  if (lock?.owner !== owner) throw new LockLost();
}

/**
 * Checks the same at the end of a transaction and locks the :Lock node until the commit. So no other process can take
 * the lease over between the check and the commit, and none waits longer than the commit takes.
 */
export async function holdLock(run: Run, owner: string): Promise<void> {
  const [lock] = await run<Lock>(`MATCH (l:Lock {name: 'ingest'}) ${HOLD} WITH l RETURN l.owner AS owner`);
  if (lock?.owner !== owner) throw new LockLost();
}
