/**
 * A database whose file may be moved, removed or replaced while it is open. SQLite would go on reading the old file, or
 * a mixture of both if only some of its files were moved. So each call checks, once it has its answer, that the path
 * still leads to the opened file. If not, the running calls fail and the new file is opened.
 */
import { statSync } from 'node:fs';
import { StoreDamaged, StoreUnavailable } from '../../errors.ts';
import type { Database } from './database.ts';
import { messageOf } from './faults.ts';
import type { Access } from './opening.ts';

/** A new file that was refused is tried again after this time, or as soon as it changes. */
const RETRY_MS = 1_000;

export interface FollowedFile {
  /** The database at the path, whichever file that currently is. */
  db: Database;
  /** Runs one call of the store and ensures that its answer comes from a single file. */
  call<T>(work: () => Promise<T>): Promise<T>;
  /** See `Store.fault`. */
  fault(): StoreUnavailable | null;
}

/**
 * Opens the file at `path` with `open`, now and whenever another file replaces it.
 * @throws UsageError when the first file is not a usable store; a later unusable file fails calls with
 * StoreUnavailable.
 */
export function followFile(path: string, open: () => Database): FollowedFile {
  let opened: Database | null = open();
  let identity = identityOf(path, opened.access);
  let generation = 0;
  let refused: { state: string | null; at: number } | null = null;
  let fault: StoreUnavailable | null = null;
  let isClosed = false;

  const change = (): string | null => {
    if (opened === null || path === ':memory:') return null;
    const found = identityOf(path, opened.access);
    if (found === identity) return null;
    return found === null ? `${path} is gone` : `${path} was replaced or changed: it is being reopened`;
  };
  const leaveChanged = (): void => {
    const message = change();
    if (message === null) return;
    opened?.close();
    opened = null;
    fault = new StoreUnavailable(message, { reason: 'the file is gone or was replaced' });
    throw fault;
  };
  const current = (): Database => {
    if (isClosed) throw new StoreUnavailable('the store was closed');
    if (opened !== null) return opened;
    const state = identityOf(path, 'snapshot');
    if (fault !== null && refused?.state === state && performance.now() - refused.at < RETRY_MS) throw fault;
    // An empty file is still being created.
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) {
      throw new StoreUnavailable(`${path} is gone`, { reason: 'the file is gone' });
    }
    try {
      opened = open();
    } catch (error) {
      refused = { state, at: performance.now() };
      fault = new StoreUnavailable(messageOf(error), { cause: error, reason: 'the file cannot be used' });
      throw fault;
    }
    identity = identityOf(path, opened.access);
    generation++;
    refused = null;
    fault = null;
    return opened;
  };

  return {
    db: {
      get access() {
        return current().access;
      },
      get generation() {
        return generation;
      },
      all: (sql, ...values) => current().all(sql, ...values),
      get: (sql, ...values) => current().get(sql, ...values),
      run: (sql, ...values) => current().run(sql, ...values),
      insert: (sql, ...values) => current().insert(sql, ...values),
      transaction: (work) =>
        current().transaction(() => {
          const result = work();
          const message = change();
          if (message !== null) throw new StoreUnavailable(message, { reason: 'the file was replaced' });
          return result;
        }),
      snapshot: (work) => current().snapshot(work),
      close() {
        isClosed = true;
        opened?.close();
        opened = null;
      },
    },
    async call(work) {
      leaveChanged();
      current();
      const began = generation;
      // Check even if the call failed: its error may come from a mixture of files.
      const [outcome] = await Promise.allSettled([work()]);
      if (!isClosed) leaveChanged();
      if (generation !== began)
        throw new StoreUnavailable(`${path} was replaced and has been reopened`, { reason: 'the file was replaced' });
      if (outcome.status === 'fulfilled') return outcome.value;
      if (outcome.reason instanceof StoreDamaged) fault = outcome.reason;
      throw outcome.reason;
    },
    fault: () => fault,
  };
}

/**
 * Identifies the file at `path`; null if there is none. A snapshot gets a new identity when it or its WAL changes,
 * because SQLite does not notice that.
 */
function identityOf(path: string, access: Access): string | null {
  const file = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (file === undefined) return null;
  const name = `${file.dev}:${file.ino}`;
  if (access !== 'snapshot') return name;
  const log = statSync(`${path}-wal`, { bigint: true, throwIfNoEntry: false });
  return `${name}:${file.size}:${file.mtimeNs}:${log?.size ?? 0}`;
}
