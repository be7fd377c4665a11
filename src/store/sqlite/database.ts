/**
 * One SQLite file as this store uses it: opened with care, statements prepared once, transactions by function.
 * A file that is not ours, is newer than this program or is broken is refused with a line that says how to mend it.
 */
import { closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite';
import { StoreUnavailable, UsageError } from '../../errors.ts';
import { APPLICATION_ID, SCHEMA_VERSION, TABLES } from './schema.ts';

/** Files up to this size are checked whole at start; `riskgraph verify` checks any. */
const CHECKED_AT_START = 64 * 2 ** 20;
/** How long a call waits for another process that writes. */
export const BUSY_TIMEOUT_MS = 5_000;

export type Value = string | number | null;

export interface Database {
  /** False where the file can only be read. */
  readonly writable: boolean;
  all<Row>(sql: string, ...values: Value[]): Row[];
  get<Row>(sql: string, ...values: Value[]): Row | undefined;
  /** Answers the number of rows changed. */
  run(sql: string, ...values: Value[]): number;
  /** Runs `work` in one transaction that holds the write lock from its start; an error undoes all of it. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/**
 * Opens, and where it does not exist creates, the database at `path`; `:memory:` for one that ends with the process.
 * @throws UsageError when the file is not a usable store of ours; the file is left as it was.
 */
export function openDatabase(path: string): Database {
  const inMemory = path === ':memory:';
  const isNew = inMemory || !existsSync(path) || statSync(path).size === 0;
  if (isNew && !inMemory) mkdirSync(dirname(path), { recursive: true });
  if (!isNew) checkHeader(path);

  let db: InstanceType<typeof DatabaseSync>;
  let writable = true;
  try {
    db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    db.exec('PRAGMA journal_mode = WAL');
  } catch (error) {
    if (isNew || !isReadOnly(error)) throw refusal(path, `cannot be opened: ${messageOf(error)}`);
    writable = false;
    db = openForReading(path);
  }
  try {
    db.exec('PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;');
    prepareTables(db, path, writable);
  } catch (error) {
    db.close();
    throw error instanceof UsageError ? error : refusal(path, `is damaged: ${messageOf(error)}`);
  }
  return wrap(db, writable);
}

/** A file on a medium that cannot be written has no write-ahead log to make: it is read as it stands. */
function openForReading(path: string): InstanceType<typeof DatabaseSync> {
  try {
    const db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch {
    return new DatabaseSync(`file:${encodeURI(path)}?immutable=1`, { readOnly: true });
  }
}

function prepareTables(db: InstanceType<typeof DatabaseSync>, path: string, writable: boolean): void {
  const number = (pragma: string) => Object.values(db.prepare(`PRAGMA ${pragma}`).get() as object)[0] as number;
  if (number('application_id') === 0 && number('user_version') === 0 && writable) {
    const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
    if (tables.n > 0) throw refusal(path, 'is a database of another program');
    createTables(db);
    return;
  }
  if (number('application_id') !== APPLICATION_ID) throw refusal(path, 'is a database of another program');
  if (number('user_version') > SCHEMA_VERSION) {
    throw new UsageError(
      `${path} was written by a newer riskgraph (store version ${number('user_version')}, this one reads ${SCHEMA_VERSION}): update riskgraph`,
    );
  }
  if (path === ':memory:' || statSync(path).size > CHECKED_AT_START) return;
  const verdict = Object.values(db.prepare('PRAGMA quick_check(1)').get() as object)[0];
  if (verdict !== 'ok') throw refusal(path, `is damaged: ${String(verdict).split('\n')[0]}`);
}

/** Two processes may open a new file at once: the second finds the tables made. */
function createTables(db: InstanceType<typeof DatabaseSync>): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const made = db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'graph'").get() as { n: number };
    if (made.n === 0) {
      db.exec(TABLES);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION};`);
    }
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

/** SQLite opens a file cut short and fails later: its header says how long it should be. */
function checkHeader(path: string): void {
  const header = Buffer.alloc(100);
  let length: number;
  try {
    const file = openSync(path, 'r');
    length = readSync(file, header, 0, 100, 0);
    closeSync(file);
  } catch (error) {
    throw refusal(path, `cannot be read: ${messageOf(error)}`);
  }
  if (length < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    throw refusal(path, 'is not a SQLite database');
  }
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const wanted = pageSize * header.readUInt32BE(28);
  // The count of pages is kept only while the counters at 24 and 92 agree.
  if (header.readUInt32BE(24) === header.readUInt32BE(92) && statSync(path).size < wanted) {
    throw refusal(path, `was cut short: ${statSync(path).size} of ${wanted} bytes are there`);
  }
}

function refusal(path: string, fault: string): UsageError {
  return new UsageError(`${path} ${fault}. Name another store, or move the file away and ingest the pages again`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isReadOnly(error: unknown): boolean {
  return /readonly|read-only|unable to open/i.test(messageOf(error));
}

function wrap(db: InstanceType<typeof DatabaseSync>, writable: boolean): Database {
  const statements = new Map<string, StatementSyncInstance>();
  const statement = (sql: string) => {
    let prepared = statements.get(sql);
    if (prepared === undefined) {
      prepared = db.prepare(sql);
      statements.set(sql, prepared);
    }
    return prepared;
  };
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw translated(error);
    }
  };
  return {
    writable,
    all: <Row>(sql: string, ...values: Value[]) => guarded(() => statement(sql).all(...values) as Row[]),
    get: <Row>(sql: string, ...values: Value[]) => guarded(() => statement(sql).get(...values) as Row | undefined),
    run: (sql, ...values) => guarded(() => statement(sql).run(...values).changes),
    transaction(work) {
      guarded(() => db.exec('BEGIN IMMEDIATE'));
      try {
        const result = work();
        guarded(() => db.exec('COMMIT'));
        return result;
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    close() {
      statements.clear();
      db.close();
    },
  };
}

/** A fault of the file or the disk is the store's; anything else is our own mistake and stays what it is. */
function translated(error: unknown): unknown {
  const fault = /malformed|not a database|disk I\/O|locked|disk is full|database or disk|readonly|not open/i;
  if (!(error instanceof Error) || !fault.test(error.message)) return error;
  return new StoreUnavailable(`the store failed: ${error.message}`, { cause: error });
}
