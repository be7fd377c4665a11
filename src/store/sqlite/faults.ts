/** What SQLite's errors mean to a caller, by result code; the lower byte of an extended code is its primary code. */
import { existsSync } from 'node:fs';
import { StoreDamaged, StoreUnavailable, UsageError } from '../../errors.ts';

/** SQLITE_CORRUPT, also reported for full-text tables. */
export const CORRUPT = 11;
/** SQLITE_BUSY */
export const BUSY = 5;
/** SQLITE_READONLY */
export const READONLY = 8;
/** SQLITE_CANTOPEN */
export const CANTOPEN = 14;
/** SQLITE_NOTADB */
export const NOTADB = 26;

const DAMAGED: Readonly<Record<number, string>> = {
  [CORRUPT]: 'is damaged',
  [NOTADB]: 'is not a SQLite database',
};
/** SQLITE_IOERR_SHORT_READ: the file ends before a page that it should contain. */
const SHORT_READ = 522;
const UNAVAILABLE: Readonly<Record<number, string>> = {
  3: 'cannot be accessed by this user', // SQLITE_PERM
  [BUSY]: 'is locked by another process',
  6: 'is locked by another process', // SQLITE_LOCKED
  [READONLY]: 'cannot be written to',
  10: 'cannot be read or written', // SQLITE_IOERR
  13: 'cannot grow: the disk is full; earlier writes are kept', // SQLITE_FULL
  [CANTOPEN]: 'cannot be opened',
  15: 'is locked by another process', // SQLITE_PROTOCOL
};

/** The primary result code of a SQLite `error`, such as 11 for SQLITE_CORRUPT; undefined for any other error. */
export function resultCode(error: unknown): number | undefined {
  const code = typeof error === 'object' && error !== null && 'errcode' in error ? Number(error.errcode) : Number.NaN;
  if (code === SHORT_READ) return CORRUPT;
  return Number.isInteger(code) ? code & 0xff : undefined;
}

/** Turns a fault of the file or the disk into an error of the store; any other error is our own bug and is kept. */
export function translated(error: unknown, path: string): unknown {
  const code = resultCode(error);
  if (code === undefined) {
    return /not open/i.test(messageOf(error)) ? new StoreUnavailable('the store was closed', { cause: error }) : error;
  }
  const damage = DAMAGED[code];
  if (damage !== undefined) return new StoreDamaged(`${path} ${damage}${detailOf(error)}`, { cause: error });
  const fault = UNAVAILABLE[code];
  return fault === undefined
    ? error
    : new StoreUnavailable(`${path} ${fault}${detailOf(error)}`, { cause: error, reason: `the file ${fault}` });
}

/** SQLite's message after a colon; empty if it only repeats the text of the result code. */
export function detailOf(error: unknown): string {
  const { errstr } = error as { errstr?: unknown };
  const message = messageOf(error);
  return typeof errstr === 'string' && message.endsWith(errstr) ? '' : `: ${message}`;
}

/** SQLite's errors may come from another realm, where `instanceof Error` is false. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

/** The error that refuses the file at `path` because of `fault`, and says what to do about it. */
export function refusal(path: string, fault: string): UsageError {
  return new UsageError(
    `${path} ${fault}. Name another store, or move the file away${besides(path)} and ingest the pages again`,
  );
}

/** The files that belong to the one at `path`: if left behind, SQLite applies them to the next file of that name. */
function besides(path: string): string {
  const there = ['-wal', '-shm', '-journal'].map((end) => path + end).filter((name) => existsSync(name));
  return there.length === 0 ? '' : `, together with ${there.join(' and ')},`;
}
