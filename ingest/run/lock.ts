/** The lock that allows one ingest at a time per store: a lease that is renewed while the run goes on. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { UsageError } from '../../src/errors.ts';
import type { Lock, Store } from '../../src/store/store.ts';
import { hasEnded, thisProcess } from './process-identity.ts';

const LEASE_SECONDS = 30;
const RENEWAL_MS = 10_000;

/**
 * Runs `work` with the ingest lock of `store`, and passes it the owner of the lock. A lock whose holder was a process
 * of this machine that has ended is taken over at once.
 * @throws UsageError while another ingest is running.
 */
export async function withIngestLock<T>(
  store: Pick<Store, 'lock' | 'unlock'>,
  work: (owner: string) => Promise<T>,
): Promise<T> {
  const owner = `${hostname()} process ${process.pid} ${thisProcess()}/${randomUUID()}`;
  await take(store, owner);
  const renewal = setInterval(() => {
    // If a renewal fails, the next batch finds the lock lost.
    store.lock('ingest', owner, LEASE_SECONDS).catch(() => {});
  }, RENEWAL_MS);
  try {
    return await work(owner);
  } finally {
    clearInterval(renewal);
    await store.unlock('ingest', owner);
  }
}

async function take(store: Pick<Store, 'lock' | 'unlock'>, owner: string): Promise<void> {
  let holder = await store.lock('ingest', owner, LEASE_SECONDS);
  if (holder !== null && hasEnded(holder.owner.split(' ').at(-1) ?? '')) {
    await store.unlock('ingest', holder.owner);
    holder = await store.lock('ingest', owner, LEASE_SECONDS);
  }
  if (holder !== null) throw new UsageError(refusal(holder));
}

function refusal({ owner, since, secondsLeft }: Lock): string {
  const who = owner.split(' ').slice(0, -1).join(' ');
  return `another ingest is running: ${who}, since ${since}. If it was killed, try again in ${Math.ceil(secondsLeft)} s`;
}
