/**
 * Opens files safely. SQLite recovers first: if the process was killed or the disk was full during a checkpoint, the
 * file is shorter than its header says but complete together with its WAL. A file that SQLite cannot recover, that is
 * not ours or that a newer version wrote is refused and left unchanged.
 */
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { UsageError } from '../../errors.ts';
import { reasonOf } from '../../reason.ts';
import { BUSY, CANTOPEN, CORRUPT, detailOf, NOTADB, READONLY, refusal, resultCode } from './faults.ts';
import { APPLICATION_ID, SCHEMA_VERSION, TABLES } from './schema.ts';

/** Files up to this size [bytes] are checked completely at start; `riskgraph verify` checks files of any size. */
const CHECKED_AT_START = 64 * 2 ** 20;
/** Bytes. A glossary page's row takes about 2 kB, so SQLite's default of 4,096 would leave half of the file empty. */
export const PAGE_SIZE = 8_192;
/** How long a call waits while another process writes. */
export const BUSY_TIMEOUT_MS = 5_000;

const PAUSE_MS = 20;

/**
 * How a file is used: `write` if it is writable; else `read`, alongside other processes that write; else `snapshot`, if
 * nothing can be written next to it either, so that SQLite does not notice changes.
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
 * Opens the file at `path`, or creates it.
 * @throws UsageError when it is not a usable store of ours; the file is left unchanged.
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

/** Node's own `recursive` option never returns on a system that creates no folders and reports each as missing. */
function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found !== undefined) throw new Error('not a directory');
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have created it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}

/** The reason given by the system or SQLite, after a colon; empty if SQLite gives none. */
function whyOf(error: unknown): string {
  return resultCode(error) === undefined ? `: ${reasonOf(error)}` : detailOf(error);
}

/**
 * Holds the file exclusively until the tables exist. Removes the `-wal` and `-shm` of an earlier file of this name
 * first: a process that still serves the earlier file would share them with the new one and return a mixture of both.
 */
function createTables(connection: DatabaseSyncInstance, file: string | null): void {
  connection.exec('BEGIN EXCLUSIVE');
  try {
    const { n } = connection.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
    if (n === 0) {
      // A file that is not in WAL mode uses neither of them, so these are left over.
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
  // The last connection to close writes the WAL into the file, so a file that may yet be refused is opened read-only.
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

/** Whether the shared memory of readers and writers exists or can be created. */
function canBeShared(connection: DatabaseSyncInstance): boolean {
  try {
    connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    return true;
  } catch (error) {
    // `examine` reports any other fault.
    const code = resultCode(error);
    return code !== CANTOPEN && code !== READONLY;
  }
}

/** Whether the file has no tables yet because the process that was creating them was killed. */
function isEmpty(connection: DatabaseSyncInstance): boolean {
  try {
    const { n } = connection.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
    return n === 0 && pragma(connection, 'application_id') === 0 && pragma(connection, 'user_version') === 0;
  } catch {
    return false; // `examine` reports the fault
  }
}

/** @throws UsageError when the database is damaged, belongs to another program or comes from a newer version. */
function examine(connection: DatabaseSyncInstance, file: string, path: string): void {
  try {
    connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    if (pragma(connection, 'application_id') !== APPLICATION_ID)
      throw refusal(path, 'is a database that belongs to another program');
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
 * SQLite's verdict on the tables as stored in the file; `ok` if all are sound. `riskgraph verify` also checks that the
 * full-text tables are consistent, which takes several times as long.
 */
function checkTables(connection: DatabaseSyncInstance): string {
  const tables = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").all();
  for (const { name } of tables as { name: string }[]) {
    const verdict = String(pragma(connection, `quick_check('${name}')`));
    if (verdict !== 'ok') return verdict;
  }
  return 'ok';
}

/** How much of a damaged file is missing according to its header; null if nothing is. */
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

/** Retries, because SQLite's busy timeout does not apply here while another process that creates the file locks it. */
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

/** Checks the file and its folder, where SQLite keeps the WAL. */
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
