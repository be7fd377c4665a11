/** One SQLite database as this store uses it: statements prepared once, transactions by function, faults translated. */
import type { StatementSyncInstance } from '@photostructure/sqlite';
import { UsageError } from '../../errors.ts';
import { translated } from './faults.ts';
import { type Access, type Opened, openFile, openInMemory, PAGE_SIZE } from './opening.ts';

export type Value = string | number | Uint8Array | null;

export interface Database {
  readonly access: Access;
  /** Counts the files that stood under this name: what was read from one means nothing in the next. */
  readonly generation: number;
  all<Row>(sql: string, ...values: Value[]): Row[];
  get<Row>(sql: string, ...values: Value[]): Row | undefined;
  /** Answers the number of rows changed. */
  run(sql: string, ...values: Value[]): number;
  /** Answers the id of the row that was made: faster than having it returned by the statement. */
  insert(sql: string, ...values: Value[]): number;
  /** Runs `work` in one transaction that holds the write lock from its start; an error undoes all of it. */
  transaction<T>(work: () => T): T;
  /** Runs `work`, which only reads, on the database as it stands at one moment. */
  snapshot<T>(work: () => T): T;
  close(): void;
}

/**
 * What is written goes all over the file; who only reads has it in the memory of the system. Of 10,000 pages, 70 MB, four
 * times as much takes no less CPU time.
 */
const WRITER_CACHE_KB = 16_384;
/**
 * Pages of the log that are written into the file at once, 32 MB: batches change the same pages of the file again and
 * again, and each time that the log is written back all of them are.
 */
const WRITER_LOG_PAGES = 2 ** 25 / PAGE_SIZE;

/**
 * Opens, and where it does not exist creates, the database at `path`; `:memory:` for one that ends with the process.
 * @throws UsageError when the file is not a usable store of ours; the file is left as it was.
 */
export function openDatabase(path: string): Database {
  return databaseOver(path === ':memory:' ? openInMemory() : openFile(path), path);
}

function databaseOver({ connection, access }: Opened, path: string): Database {
  const statements = new Map<string, StatementSyncInstance>();
  let isWriter = false;
  const statement = (sql: string) => {
    let prepared = statements.get(sql);
    if (prepared === undefined) {
      prepared = connection.prepare(sql);
      statements.set(sql, prepared);
    }
    return prepared;
  };
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw translated(error, path);
    }
  };
  const within = <T>(begin: string, work: () => T): T => {
    guarded(() => connection.exec(begin));
    try {
      const result = work();
      guarded(() => connection.exec('COMMIT'));
      return result;
    } catch (error) {
      // SQLite itself has ended the transaction where the disk is full.
      if (connection.isTransaction) guarded(() => connection.exec('ROLLBACK'));
      throw error;
    }
  };
  return {
    access,
    generation: 0,
    all: <Row>(sql: string, ...values: Value[]) => guarded(() => statement(sql).all(...values) as Row[]),
    get: <Row>(sql: string, ...values: Value[]) => guarded(() => statement(sql).get(...values) as Row | undefined),
    run: (sql, ...values) => guarded(() => statement(sql).run(...values).changes),
    insert: (sql, ...values) => guarded(() => Number(statement(sql).run(...values).lastInsertRowid)),
    transaction(work) {
      if (access !== 'write') throw new UsageError(`${path} is read-only for this user, so nothing was written`);
      if (!isWriter) {
        guarded(() =>
          connection.exec(`PRAGMA cache_size = -${WRITER_CACHE_KB}; PRAGMA wal_autocheckpoint = ${WRITER_LOG_PAGES};`),
        );
      }
      isWriter = true;
      return within('BEGIN IMMEDIATE', work);
    },
    snapshot: (work) => within('BEGIN', work),
    close() {
      statements.clear();
      connection.close();
    },
  };
}
