/** A SQLite database for this store: caches prepared statements, runs functions in transactions, translates errors. */
import type { StatementSyncInstance } from '@photostructure/sqlite';
import { UsageError } from '../../errors.ts';
import { translated } from './faults.ts';
import { type Access, type Opened, openFile, openInMemory, PAGE_SIZE } from './opening.ts';

export type Value = string | number | Uint8Array | null;

export interface Database {
  readonly access: Access;
  /** Counts the files that were opened at this path; data read from one generation is not valid in the next. */
  readonly generation: number;
  all<Row>(sql: string, ...values: Value[]): Row[];
  get<Row>(sql: string, ...values: Value[]): Row | undefined;
  /** Returns the number of changed rows. */
  run(sql: string, ...values: Value[]): number;
  /** Returns the id of the new row, which is faster than a RETURNING clause. */
  insert(sql: string, ...values: Value[]): number;
  /** Runs `work` in a transaction that holds the write lock from its start; an error rolls it back. */
  transaction<T>(work: () => T): T;
  /** Runs `work`, which only reads, on a snapshot of the database. */
  snapshot<T>(work: () => T): T;
  close(): void;
}

/**
 * Writes touch pages all over the file; readers rely on the operating system's page cache. Measured with 10,000
 * glossary pages (70 MB): a cache four times as large saves no CPU time.
 */
const WRITER_CACHE_KB = 16_384;
/**
 * WAL pages between checkpoints, 32 MB: batches change the same pages of the file again and again, and each checkpoint
 * writes all of them back.
 */
const WRITER_LOG_PAGES = 2 ** 25 / PAGE_SIZE;

/**
 * Opens the database at `path`, or creates it; `:memory:` gives one that ends with the process.
 * @throws UsageError when the file is not a usable store of ours; the file is left unchanged.
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
      // When the disk is full, SQLite has already rolled back by itself.
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
