/**
 * The contract of every store, tested by one suite: a store keeps pages, their texts and their words. The graph is
 * built from the result of `changes` (see `src/graph`).
 *
 * Reads take many keys and return one entry per key, in the same order; an unknown key gives null. Any call may throw
 * StoreUnavailable, or Overloaded if too many calls wait. Strings are compared by code point. No read changes anything.
 */
import type { StoreUnavailable } from '../errors.ts';
import type { Attacher, Slice } from '../model/graph.ts';
import type { PageDifference } from '../model/page-difference.ts';
import type { Page, PageContent, PageDefinition, StatementKind } from '../model/types.ts';
import type { GraphReads } from './graph-reads.ts';

/**
 * What the graph is built from: a page without the texts that only its readers need.
 *
 * `meaning` is the page's own one-sentence meaning, `texts` the number of its definitions by kind.
 */
export interface PageOutline extends Page {
  name: string;
  alternateNames: readonly string[];
  meaning: string | null;
  texts: Readonly<Record<PageDefinition['kind'], number>>;
  /** The page's statements in page order, as numbers from `Changes.statements`. */
  statements: Uint32Array;
}

/**
 * A statement without its page, because many pages make the same statement. `gloss` is its sentence if the sentence
 * says what the target means (it stands under no heading), '' for any other sentence, null if there is none. `link` is
 * the page that the statement links to, in the form of `linkText`.
 */
export interface OutlineStatement {
  kind: StatementKind;
  target: string;
  anchor: string | null;
  gloss: string | null;
  link: string | null;
}

/** A page after a change (null if it was removed) and the version of the graph that the change created. */
export interface Change {
  url: string;
  version: number;
  page: PageOutline | null;
}

/** The position of a reader of changes: the last page and the last statement number that it has read. */
export interface ChangeCursor extends PageVersion {
  statement: number;
}

export interface NumberedStatement extends OutlineStatement {
  number: number;
}

export interface Changes {
  /** Statements that pages of this answer or later ones refer to; earlier answers do not. Numbers are never reused. */
  statements: readonly NumberedStatement[];
  /** Ordered by version, then address; may be empty although `hasMore` is true. */
  items: readonly Change[];
  /** The cursor for the next answer. */
  next: ChangeCursor | null;
  hasMore: boolean;
  state: GraphState;
}

/** A page's own texts by kind, each list in page order. */
export type PageTexts = Readonly<Record<PageDefinition['kind'], readonly Pick<PageDefinition, 'facet' | 'text'>[]>>;

/** Names a page as it was written in one version of the graph. */
export interface PageVersion {
  url: string;
  version: number;
}

/** One statement, named by its page and its position there. `Gloss` is the sentence that it says about its target. */
export interface GlossPlace extends PageVersion {
  position: number;
}
export interface Gloss {
  facet: string | null;
  text: string;
}

/** A concept whose own pages match; `relevance` is between 0 and 1, on a scale that differs between stores. */
export interface TextHit {
  concept: string;
  relevance: number;
}

/** A matching sentence on other pages, and the concept that it is about. */
export interface GlossHit extends TextHit {
  gloss: string;
}

/** Default number of page changes to keep: about 10 MB, at most 80 MB. */
export const MOST_CHANGES = 10_000;

/** What the caller passes with each write. */
export interface WriteContext {
  /** Holder of the ingest lock. */
  owner: string;
  /** Identifies this ingest run; `at` is its start, RFC 3339, `source` what it reads. */
  run: { id: string; at: string; source: string };
  /** The number of page changes to keep, including those of this run; the oldest are deleted. */
  mostChanges: number;
  attacher: Attacher;
}

export type PageChange = 'added' | 'changed' | 'unchanged';

/** A page to write; `hash` is its `pageHash` if the caller already has it. */
export type NewPage = PageContent & { hash?: string };

/** What a store knows about a page without reading the whole page. */
export interface PageState {
  url: string;
  hash: string;
  truncated: boolean;
  modifiedAt: string | null;
}

/** The result of reading a source file, keyed by a digest of its inputs; see `ingest/run/kept-readings.ts`. */
export interface KeptReading {
  digest: string;
  text: string;
}

/** The number of readings to keep for a graph of `pages` pages; the oldest are deleted. */
export function mostReadings(pages: number): number {
  return 2 * pages + 10_000;
}

/** An ingest run that changed something, with its counts of pages. */
export interface PastRun {
  id: string;
  at: string;
  /** Null for runs of older versions, which did not record it. */
  source: string | null;
  added: number;
  changed: number;
  removed: number;
}

/** What a run did to one page; `slug` is the concept that the page describes, or described before it was removed. */
export interface PastChange extends PageDifference {
  run: PastRun;
  url: string;
  slug: string;
}

/** The position of a reader of past changes: the last change that it has read. */
export interface PastCursor {
  at: string;
  run: string;
  url: string;
}

export interface Lock {
  owner: string;
  /** When it was taken, RFC 3339. */
  since: string;
  /** Time until the lock expires unless it is renewed [s]. */
  secondsLeft: number;
}

/**
 * The longest lease. A lease that seems to end later has expired: since it was granted, the clock was set back or the
 * machine was restarted.
 */
export const LONGEST_LEASE_SECONDS = 60;

export interface GraphState {
  /** Identifies the graph; a different value means that another graph has replaced it. */
  graph: string;
  /** Grows with every change of the graph, by any process. */
  version: number;
  pages: number;
  lastIngestAt: string | null;
}

export interface Store {
  /** Graph reads, if the store keeps the graph itself; null if it keeps only pages. */
  readonly reads: GraphReads | null;

  state(): Promise<GraphState>;
  /**
   * The first `first` pages changed or removed after `after`; null starts at the beginning. A page that changes again
   * moves to the end, so a reader that continues misses nothing. `state` is the state that the changes were read from.
   */
  changes(query: { after: ChangeCursor | null; first: number }): Promise<Changes>;

  /** Null if the page no longer has that version. */
  texts(pages: readonly PageVersion[]): Promise<(PageTexts | null)[]>;
  glosses(places: readonly GlossPlace[]): Promise<(Gloss | null)[]>;

  /** Concepts whose own pages or names contain every word, or any of them: at most FOUND, in any order. */
  searchTexts(words: readonly string[], has: 'EVERY' | 'ANY'): Promise<TextHit[]>;
  /** Sentences on other pages that contain every word: the FOUND_GLOSSES most relevant. */
  searchGlosses(words: readonly string[]): Promise<GlossHit[]>;

  pageStates(urls: readonly string[]): Promise<(PageState | null)[]>;
  /** Addresses of the pages of one site, in order, after `after` (exclusive). */
  pageUrls(query: { site: string; first: number; after: string | null }): Promise<string[]>;
  /** Whole pages as they were written, ordered by address, each with its stored hash. */
  readPages(query: { first: number; after: string | null }): Promise<{ page: PageContent; hash: string }[]>;

  /** Whole pages by address. */
  wholePages(urls: readonly string[]): Promise<(PageContent | null)[]>;

  /** The texts of kept readings, by digest. */
  readings(digests: readonly string[]): Promise<(string | null)[]>;

  /** What runs changed since a time (null for everything kept): the latest run first, its pages ordered by address. */
  pastChanges(query: { since: string | null; first: number; after: PastCursor | null }): Promise<Slice<PastChange>>;
  countPastChanges(since: string | null): Promise<number>;
  /** The latest changes of the pages of each concept, in the order of `pastChanges`. */
  histories(slugs: readonly string[], first: number): Promise<PastChange[][]>;

  /**
   * Writes pages in one transaction. Each replaces the page at its address; an identical page changes nothing.
   * @throws LockLost when `owner` no longer holds the ingest lock.
   */
  replacePages(pages: readonly NewPage[], context: WriteContext): Promise<PageChange[]>;
  /** Removes pages in one transaction; returns how many of them existed. */
  removePages(urls: readonly string[], context: WriteContext): Promise<number>;
  /**
   * Stores readings without changing the graph, and deletes the oldest above `mostReadings`.
   * @throws LockLost as `replacePages`.
   */
  keepReadings(readings: readonly KeptReading[], owner: string): Promise<void>;
  /**
   * Does the work that is cheaper once per run than once per batch; ingest calls it after its last batch. Reads return
   * the same before and after. If a run is cut short, the next run makes up for it.
   * @throws LockLost when `owner` no longer holds the ingest lock.
   */
  endRun(owner: string): Promise<void>;
  /** If the store keeps attachments, and they come from other calculators, attaches the calculators again. */
  attachCalculators(attacher: Attacher): Promise<void>;

  /**
   * Takes or renews the lock `name` for `seconds`, at most LONGEST_LEASE_SECONDS; returns null, or the lock of the
   * other holder if there is one. The lock is a lease by the store's own clock, so it expires if its holder dies.
   */
  lock(name: string, owner: string, seconds: number): Promise<Lock | null>;
  unlock(name: string, owner: string): Promise<void>;

  /** Faults in the store's own structure, one line each. The caller compares the page hashes. */
  checkIntegrity(): Promise<string[]>;
  /**
   * The fault, met by an earlier call, that stops the store from answering or makes its answers doubtful; null if none
   * is known. StoreDamaged stays until the store is repaired and reopened.
   */
  fault(): StoreUnavailable | null;
  close(): Promise<void>;
}

/** The most concepts that one search scores. */
export const FOUND = 20_000;
/** The most sentences that one search considers. */
export const FOUND_GLOSSES = 5_000;

/** Another run has taken the ingest lock, so this run must stop. */
export class LockLost extends Error {
  constructor() {
    super('another ingest took over the lock of this one');
    this.name = 'LockLost';
  }
}
