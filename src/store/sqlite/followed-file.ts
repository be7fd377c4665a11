/**
 * A database whose file may be moved away, removed or replaced while it is open. SQLite would go on with the old file,
 * and where only a part of its files was moved with a mixture of both: so each call makes sure, when its answer is
 * there, that the file is still the one that was opened. A changed one fails the calls under way and is opened anew.
 */
import { statSync } from 'node:fs';
import { StoreDamaged, StoreUnavailable } from '../../errors.ts';
import type { Database } from './database.ts';
import { messageOf } from './faults.ts';
import type { Access } from './opening.ts';

/** A new file that was refused is looked at again after this time, or as soon as it has changed. */
const RETRY_MS = 1_000;

export interface FollowedFile {
  /** The database under the name, whichever file it is. */
  db: Database;
  /** Runs one call of the store; its answer comes from one file. */
  call<T>(work: () => Promise<T>): Promise<T>;
  /** As the store's. */
  fault(): StoreUnavailable | null;
}

/**
 * Opens the file at `path` by `open`, now and whenever another one stands there.
 * @throws UsageError when it is no usable store at first; a later one of that kind makes calls fail with StoreUnavailable.
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
    return found === null ? `${path} is gone` : `${path} was replaced or changed: it is being opened anew`;
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
    // An empty file is one that is being made.
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
      // Also where the call failed: its error may come of a mixture of files.
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
 * What tells the file at `path` from another one; null where there is none. A snapshot is another one as soon as it, or
 * the log beside it, has changed.
 */
function identityOf(path: string, access: Access): string | null {
  const file = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (file === undefined) return null;
  const name = `${file.dev}:${file.ino}`;
  if (access !== 'snapshot') return name;
  const log = statSync(`${path}-wal`, { bigint: true, throwIfNoEntry: false });
  return `${name}:${file.size}:${file.mtimeNs}:${log?.size ?? 0}`;
}
