/**
 * The state of a crawl, in its own folder beside the store: the known addresses, what each returned and when. It is
 * written page by page, so a killed run resumes where it stopped. No data of the graph is stored only here.
 *
 * A **round** visits every known address once. An address is due if it was found in this round and not yet visited in
 * it.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { UsageError } from '../../../src/errors.ts';
import { reasonOf } from '../../../src/reason.ts';
import type { PageFile } from '../../run/files.ts';
import type { Place, Scope } from '../site/scope.ts';
import { type Copies, openCopies } from './copies.ts';

export interface Round {
  number: number;
  /** ms since 1970. */
  begun: number;
  /**
   * PLANNED: its sitemaps are read. FETCHED: every page is visited. SETTLED: the graph has its pages, or the crawl
   * failed.
   */
  stage: 'NEW' | 'PLANNED' | 'FETCHED' | 'SETTLED';
  /** Whether a sitemap could not be read, so that some pages may be missing. */
  isPartial: boolean;
}

export interface Visited {
  key: string;
  spelling: string;
  /** What was fetched last, with the validators (ETag, Last-Modified) for a conditional request. */
  copy: Copy | null;
  /** The round of the last visit; 0 before the first. */
  round: number;
  /** Consecutive visits that found the page gone or permanently redirected. */
  missing: number;
  /** Key of the page that its address redirects to. */
  leadsTo: string | null;
  /** What went wrong at the last visit. */
  fault: { code: string; message: string } | null;
}

export interface Copy {
  location: string;
  format: PageFile['format'];
  /** Name of the bytes in {@link Copies}. */
  body: string;
  etag: string | null;
  modified: string | null;
}

/** What a visit found; fields that are left out keep their values. */
export type Finding = Partial<Omit<Visited, 'key' | 'spelling' | 'round'>>;

export interface CrawlState {
  copies: Copies;
  /** The last round of a start address; null before the first. */
  round(start: string): Round | null;
  /** Begins a round, in which every page with a copy or a redirect is due again. */
  begin(scope: Scope, now: number): Round;
  setRound(start: string, round: Round): void;
  /** Records places that were found; answers how many of them are newly due in the round. */
  found(places: readonly Place[], round: Round): number;
  /** The next page due: never visited ones first, then those visited longest ago; null if none is due. */
  next(scope: Scope, round: Round): Visited | null;
  /** Records what a visit found and the places that the page leads to; answers how many of them are newly due. */
  visited(page: Visited, finding: Finding, places: readonly Place[], round: Round): number;
  /** Makes pages that were visited in this round due again. */
  visitAgain(keys: readonly string[], round: Round): void;
  counts(scope: Scope, round: Round): { done: number; total: number };
  all(scope: Scope): Visited[];
  /** Forgets the copies of pages that are gone, and deletes bytes that no page refers to any more. */
  forgetGone(scope: Scope): void;
  close(): void;
}

/** Consecutive visits that must find a page gone before it counts as gone. */
export const GONE_AFTER = 2;

const TABLES = `
CREATE TABLE IF NOT EXISTS round (start TEXT PRIMARY KEY, number INTEGER NOT NULL, begun INTEGER NOT NULL,
  stage TEXT NOT NULL, isPartial INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS page (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, spelling TEXT NOT NULL,
  found INTEGER NOT NULL, visited INTEGER NOT NULL DEFAULT 0, missing INTEGER NOT NULL DEFAULT 0, leadsTo TEXT,
  location TEXT, format TEXT, body TEXT, etag TEXT, modified TEXT, faultCode TEXT, faultMessage TEXT) STRICT;
CREATE INDEX IF NOT EXISTS due ON page (visited, id);
PRAGMA user_version = 1;`;

interface Row {
  key: string;
  spelling: string;
  visited: number;
  missing: number;
  leadsTo: string | null;
  location: string | null;
  format: string | null;
  body: string | null;
  etag: string | null;
  modified: string | null;
  faultCode: string | null;
  faultMessage: string | null;
}

/** @throws UsageError while another crawl uses the folder, or if the folder cannot be used. */
export function openCrawlState(folder: string): CrawlState {
  const { database, lock } = open(folder);
  const copies = openCopies(join(folder, 'pages'));
  const statement = (sql: string) => database.prepare(sql);
  const inScope = `key >= ? AND key < ?`;
  const bounds = ({ prefix }: Scope): [string, string] => [prefix, `${prefix}\uffff`];
  const due = statement(
    `SELECT * FROM page WHERE visited < ? AND found >= ? AND ${inScope} ORDER BY visited, id LIMIT 1`,
  );
  const find = statement(
    `INSERT INTO page (key, spelling, found) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET found = excluded.found WHERE found < excluded.found`,
  );
  const write = statement(
    `UPDATE page SET visited = ?, missing = ?, leadsTo = ?, location = ?, format = ?, body = ?, etag = ?, modified = ?,
     faultCode = ?, faultMessage = ? WHERE key = ?`,
  );
  const transaction = <T>(work: () => T): T => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };
  const note = (places: readonly Place[], { number }: Round) =>
    places.reduce((count, { key, spelling }) => count + Number(find.run(key, spelling, number).changes), 0);

  return {
    copies,
    round(start) {
      const row = statement('SELECT number, begun, stage, isPartial FROM round WHERE start = ?').get(start);
      return row === undefined ? null : ({ ...row, isPartial: Boolean((row as Row & Round).isPartial) } as Round);
    },
    begin(scope, now) {
      return transaction(() => {
        const last = statement('SELECT max(number) AS last FROM round').get() as { last: number | null };
        const round: Round = { number: (last.last ?? 0) + 1, begun: now, stage: 'NEW', isPartial: false };
        statement(`UPDATE page SET found = ? WHERE (body IS NOT NULL OR leadsTo IS NOT NULL) AND ${inScope}`).run(
          round.number,
          ...bounds(scope),
        );
        note([scope.start], round);
        setRound(scope.start.key, round);
        return round;
      });
    },
    setRound,
    found: (places, round) => transaction(() => note(places, round)),
    next(scope, { number }) {
      const row = due.get(number, number, ...bounds(scope));
      return row === undefined ? null : visitedOf(row as unknown as Row);
    },
    visited(page, finding, places, round) {
      const { missing, leadsTo, copy, fault } = { ...page, ...finding };
      return transaction(() => {
        write.run(
          ...[round.number, missing, leadsTo, copy?.location ?? null, copy?.format ?? null, copy?.body ?? null],
          ...[copy?.etag ?? null, copy?.modified ?? null, fault?.code ?? null, fault?.message ?? null, page.key],
        );
        return note(places, round);
      });
    },
    visitAgain(keys, { number }) {
      for (const key of keys) statement('UPDATE page SET visited = ? WHERE key = ?').run(number - 1, key);
    },
    counts(scope, { number }) {
      const sql = `SELECT count(*) AS total, count(*) FILTER (WHERE visited >= ?) AS done FROM page
        WHERE found >= ? AND ${inScope}`;
      return statement(sql).get(number, number, ...bounds(scope)) as unknown as { done: number; total: number };
    },
    all(scope) {
      const rows = statement(`SELECT * FROM page WHERE visited > 0 AND ${inScope} ORDER BY key`).all(...bounds(scope));
      return (rows as unknown as Row[]).map(visitedOf);
    },
    forgetGone(scope) {
      statement(
        `UPDATE page SET body = NULL, location = NULL, format = NULL, etag = NULL, modified = NULL
         WHERE missing >= ${GONE_AFTER} AND ${inScope}`,
      ).run(...bounds(scope));
      const kept = statement('SELECT body FROM page WHERE body IS NOT NULL').all() as unknown as { body: string }[];
      copies.keepOnly(new Set(kept.map(({ body }) => body)));
    },
    close() {
      database.close();
      lock.close();
    },
  };

  function setRound(start: string, { number, begun, stage, isPartial }: Round): void {
    statement('INSERT OR REPLACE INTO round (start, number, begun, stage, isPartial) VALUES (?, ?, ?, ?, ?)').run(
      ...[start, number, begun, stage, Number(isPartial)],
    );
  }
}

function open(folder: string): Record<'database' | 'lock', InstanceType<typeof DatabaseSync>> {
  const opened: InstanceType<typeof DatabaseSync>[] = [];
  const connect = (name: string, statements: string) => {
    const database = new DatabaseSync(join(folder, name), { timeout: 0 });
    opened.push(database);
    database.exec(statements);
    return database;
  };
  try {
    mkdirSync(folder, { recursive: true });
    // This process holds the lock for its lifetime, on a connection of its own: closing a connection that has prepared
    // statements does not release its locks at once.
    const lock = connect('lock.db', 'BEGIN EXCLUSIVE');
    // With a WAL, killing the process loses no committed page.
    const database = connect('crawl.db', `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${TABLES}`);
    return { database, lock };
  } catch (error) {
    for (const database of opened) database.close();
    const isBusy = /locked|busy/i.test((error as Error).message);
    const advice = 'name another folder with --crawl-folder, or remove it to start the crawl afresh';
    const message = isBusy
      ? `another crawl is running: it uses ${folder}`
      : `${folder} cannot be used for the copies of a crawl: ${reasonOf(error)}; ${advice}`;
    throw new UsageError(message, { cause: error });
  }
}

function visitedOf(row: Row): Visited {
  const {
    key,
    spelling,
    visited: round,
    missing,
    leadsTo,
    location,
    format,
    body,
    etag,
    modified,
    faultCode,
    faultMessage,
  } = row;
  const copy =
    body === null ? null : { location: location ?? key, format: format as Copy['format'], body, etag, modified };
  const fault = faultCode === null ? null : { code: faultCode, message: faultMessage ?? '' };
  return { key, spelling, copy, round, missing, leadsTo, fault };
}
