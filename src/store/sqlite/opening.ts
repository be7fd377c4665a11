/**
 * Opening a file with care. SQLite judges first: a process that was killed, or a disk that was full, in the middle of a
 * checkpoint leaves a file that is shorter than it says, and whole together with the log beside it. What SQLite cannot
 * mend, is not ours or is newer than this program is refused and left as it was.
 */
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { UsageError } from '../../errors.ts';
import { reasonOf } from '../../reason.ts';
import { BUSY, CANTOPEN, CORRUPT, detailOf, NOTADB, READONLY, refusal, resultCode } from './faults.ts';
import { APPLICATION_ID, SCHEMA_VERSION, TABLES } from './schema.ts';

/** Files up to this size are checked whole at start; `riskgraph verify` checks any. */
const CHECKED_AT_START = 64 * 2 ** 20;
/** Bytes. A glossary page's row takes about 2 kB, so that SQLite's default of 4,096 would leave half of the file empty. */
export const PAGE_SIZE = 8_192;
/** How long a call waits for another process that writes. */
export const BUSY_TIMEOUT_MS = 5_000;

const PAUSE_MS = 20;

/**
 * How a file is used: `write` where it can be written to; else `read`, together with those who write; else as a
 * `snapshot`, where nothing can be written beside it either and SQLite sees no change of it.
 */
export type Access = 'write' | 'read' | 'snapshot';

export interface Opened {
  connection: DatabaseSyncInstance;
  access: Access;
}

/** A database that ends with the process. */
export function openInMemory(): Opened {
  const connection = new DatabaseSync(':memory:');
  createTables(connection, null);
  return { connection, access: 'write' };
}

/**
 * Opens, and where it does not exist creates, the file at `path`.
 * @throws UsageError when it is not a usable store of ours; the file is left as it was.
 */
export function openFile(path: string): Opened {
  const file = resolve(path);
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found !== undefined && !found.isFile()) {
      throw new UsageError(
        `${path} is ${found.isDirectory() ? 'a folder' : 'not a regular file'}: name a file with --store`,
      );
    }
    if (found === undefined || found.size === 0) return create(file, path);
    return canWrite(file) ? openToWrite(file, path) : openToRead(file, path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} cannot be opened${whyOf(error)}: name another store with --store`, { cause: error });
  }
}

function create(file: string, path: string): Opened {
  makeFolder(dirname(file));
  const connection = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    connection.exec(`PRAGMA page_size = ${PAGE_SIZE}`);
    createTables(connection, file);
    examine(connection, file, path);
    return { connection: configured(connection), access: 'write' };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** By hand, as Node's own `recursive` never ends where a system that makes no folders says of each that it is not there. */
function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found !== undefined) throw new Error('not a directory');
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}

/** What the system or SQLite says, where it says more than that. */
function whyOf(error: unknown): string {
  return resultCode(error) === undefined ? `: ${reasonOf(error)}` : detailOf(error);
}

/**
 * Whoever creates holds the file alone until the tables are there. The last of a former file of this name goes first: a
 * process that still serves the former one would share it with the new one, and give a mixture of the two.
 */
function createTables(connection: DatabaseSyncInstance, file: string | null): void {
  connection.exec('BEGIN EXCLUSIVE');
  try {
    const { n } = connection.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
    if (n === 0) {
      // A file without write-ahead log uses neither: these are nobody's.
      if (file !== null && pragma(connection, 'journal_mode') === 'delete') {
        for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
      }
      connection.exec(TABLES);
      connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION};`);
    }
    connection.exec('COMMIT');
  } catch (error) {
    connection.exec('ROLLBACK');
    throw error;
  }
}

function openToWrite(file: string, path: string): Opened {
  // Whoever closes a file last writes its log into it: a file that may be refused is only read.
  const readOnly = sizeOf(`${file}-wal`) > 0;
  let connection = new DatabaseSync(file, { readOnly, timeout: BUSY_TIMEOUT_MS });
  try {
    if (isEmpty(connection)) {
      connection.close();
      return create(file, path);
    }
    examine(connection, file, path);
    if (readOnly) {
      connection.close();
      connection = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    }
    return { connection: configured(connection), access: 'write' };
  } catch (error) {
    if (connection.isOpen) connection.close();
    throw error;
  }
}

function openToRead(file: string, path: string): Opened {
  let connection = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  let access: Access = 'read';
  try {
    if (!canBeShared(connection)) {
      connection.close();
      if (sizeOf(`${file}-wal`) > 0) {
        throw new UsageError(
          `${path} has changes in ${path}-wal that cannot be read without write access: open it once with write access`,
        );
      }
      connection = new DatabaseSync(`${pathToFileURL(file).href}?immutable=1`, { readOnly: true });
      access = 'snapshot';
    }
    examine(connection, file, path);
    return { connection, access };
  } catch (error) {
    if (connection.isOpen) connection.close();
    throw error;
  }
}

/** Whether the memory that readers share with a writer is there or can be made. */
function canBeShared(connection: DatabaseSyncInstance): boolean {
  try {
    connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    return true;
  } catch (error) {
    // What else is wrong shows when it is examined.
    const code = resultCode(error);
    return code !== CANTOPEN && code !== READONLY;
  }
}

/** Whether nothing was ever made in it: a process that was to do so was killed. */
function isEmpty(connection: DatabaseSyncInstance): boolean {
  try {
    const { n } = connection.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
    return n === 0 && pragma(connection, 'application_id') === 0 && pragma(connection, 'user_version') === 0;
  } catch {
    return false; // what is wrong shows when it is examined
  }
}

/** @throws UsageError when the database is damaged, of another program or of a newer version. */
function examine(connection: DatabaseSyncInstance, file: string, path: string): void {
  try {
    connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    if (pragma(connection, 'application_id') !== APPLICATION_ID)
      throw refusal(path, 'is a database of another program');
    const version = pragma(connection, 'user_version') as number;
    if (version > SCHEMA_VERSION) {
      throw new UsageError(
        `${path} was written by a newer riskgraph (store version ${version}, this one reads ${SCHEMA_VERSION}): update riskgraph`,
      );
    }
    if (version < 1) throw refusal(path, `is damaged: its store version is ${version}`);
    if (statSync(file).size > CHECKED_AT_START) return;
    const verdict = checkTables(connection);
    if (verdict !== 'ok') throw refusal(path, cutShort(file) ?? `is damaged: ${verdict.split('\n').at(-1)}`);
  } catch (error) {
    const code = resultCode(error);
    if (code === NOTADB) throw refusal(path, 'is not a SQLite database');
    if (code === CORRUPT) throw refusal(path, cutShort(file) ?? `is damaged${detailOf(error)}`);
    throw error;
  }
}

/**
 * What SQLite says of the tables as they lie in the file, `ok` where all are whole. That full text agrees with itself,
 * which takes several times as long, is for `riskgraph verify`.
 */
function checkTables(connection: DatabaseSyncInstance): string {
  const tables = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").all();
  for (const { name } of tables as { name: string }[]) {
    const verdict = String(pragma(connection, `quick_check('${name}')`));
    if (verdict !== 'ok') return verdict;
  }
  return 'ok';
}

/** How much of a damaged file is missing, by its header; null where nothing is. */
function cutShort(file: string): string | null {
  const header = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  const length = readSync(descriptor, header, 0, 100, 0);
  closeSync(descriptor);
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const wanted = pageSize * header.readUInt32BE(28);
  const size = statSync(file).size;
  return length === 100 && size < wanted ? `was cut short: ${size} of ${wanted} bytes are there` : null;
}

function configured(connection: DatabaseSyncInstance): DatabaseSyncInstance {
  takeWriteAheadLog(connection);
  connection.exec('PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -4096;');
  return connection;
}

/** SQLite does not wait here, as it does elsewhere, while another process that made the same file holds it. */
function takeWriteAheadLog(connection: DatabaseSyncInstance): void {
  for (let waited = 0; ; waited += PAUSE_MS) {
    try {
      connection.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (resultCode(error) !== BUSY || waited >= BUSY_TIMEOUT_MS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

function pragma(connection: DatabaseSyncInstance, text: string): unknown {
  return Object.values(connection.prepare(`PRAGMA ${text}`).get() as object)[0];
}

/** Of the file and its folder, in which SQLite keeps its log. */
function canWrite(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    accessSync(dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
