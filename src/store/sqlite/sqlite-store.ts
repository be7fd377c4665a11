/**
 * The embedded store: one SQLite file in WAL mode, so readers and the writer do not block each other. Its calls are
 * synchronous underneath; the limits of the interface bound each read.
 */
import type { Store } from '../store.ts';
import { openDatabase } from './database.ts';
import { followFile } from './followed-file.ts';
import { fullText } from './full-text.ts';
import { historyReads } from './history.ts';
import { integrity } from './integrity.ts';
import { locks, monotonicClock } from './locks.ts';
import { pageReads } from './pages.ts';
import { readings } from './readings.ts';
import { upgrade } from './upgrade.ts';
import { writes } from './writes.ts';

/**
 * Opens the store at `path`, or creates it; `:memory:` gives one that ends with the process.
 * @param clock - the clock for leases [ms]; see `locks.ts`.
 * @throws UsageError when the file is not a usable store.
 */
export async function openSqliteStore(path: string, clock: () => number = monotonicClock): Promise<Store> {
  const file = followFile(path, () => {
    const opened = openDatabase(path);
    upgrade(opened, path);
    return opened;
  });
  const { db } = file;
  const calls = {
    ...pageReads(db),
    ...fullText(db),
    ...historyReads(db),
    ...writes(db),
    ...readings(db),
    ...locks(db, clock),
    ...integrity(db),
  };
  return {
    reads: null,
    ...eachBy(file.call, calls),
    fault: file.fault,
    async close() {
      db.close();
    },
  };
}

type Calls = Omit<Store, 'reads' | 'fault' | 'close'>;

/** The same calls, each wrapped in `call`. */
function eachBy(call: <T>(work: () => Promise<T>) => Promise<T>, calls: Calls): Calls {
  const entries = Object.entries(calls) as [string, (...given: unknown[]) => Promise<unknown>][];
  return Object.fromEntries(
    entries.map(([name, method]) => [name, (...given: unknown[]) => call(() => method(...given))]),
  ) as unknown as Calls;
}
