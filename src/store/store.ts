/**
 * The contract that every store keeps, tested by one suite: a store keeps pages, their texts and their words. The graph
 * is made from what `changes` gives (see `src/graph`).
 *
 * Reads take many keys and answer in the order asked, one entry a key; an unknown key gives null. Any call may throw
 * StoreUnavailable, or Overloaded where too many wait. Strings are compared by code point, and no read changes anything.
 */
import type { StoreUnavailable } from '../errors.ts';
import type { Attacher, Slice } from '../model/graph.ts';
import type { PageDifference } from '../model/page-difference.ts';
import type { Page, PageContent, PageDefinition, StatementKind } from '../model/types.ts';
import type { GraphReads } from './graph-reads.ts';

/**
 * What a page says but for the texts that only its readers need: what the graph is made from.
 *
 * `meaning` is its own one-sentence meaning, `texts` the number of its definitions by kind.
 */
export interface PageOutline extends Page {
  name: string;
  alternateNames: readonly string[];
  meaning: string | null;
  texts: Readonly<Record<PageDefinition['kind'], number>>;
  /** What it states, in the order of the page, by the numbers of `Changes.statements`. */
  statements: Uint32Array;
}

/**
 * What a page states, without the page: many pages state the same. `gloss` is its sentence where that says what the
 * target means (it stands under no heading), '' where it says anything else, null where there is none. `link` is the page
 * that it leads to, as `linkText` writes it.
 */
export interface OutlineStatement {
  kind: StatementKind;
  target: string;
  anchor: string | null;
  gloss: string | null;
  link: string | null;
}

/** A page as a change left it, null where it was removed, and the version of the graph that it came with. */
export interface Change {
  url: string;
  version: number;
  page: PageOutline | null;
}

/** Where a reader of changes stands: behind a page, and behind a number of statements. */
export interface ChangeCursor extends PageVersion {
  statement: number;
}

export interface NumberedStatement extends OutlineStatement {
  number: number;
}

export interface Changes {
  /** Those that this answer or a later one may name, and none before it did. A number never means two of them. */
  statements: readonly NumberedStatement[];
  /** By version, then address; there may be none although there are more to come. */
  items: readonly Change[];
  /** Where the next answer goes on. */
  next: ChangeCursor | null;
  hasMore: boolean;
  state: GraphState;
}

/** The own texts of a page by kind, each in the order of the page. */
export type PageTexts = Readonly<Record<PageDefinition['kind'], readonly Pick<PageDefinition, 'facet' | 'text'>[]>>;

/** A page as one version of the graph left it. */
export interface PageVersion {
  url: string;
  version: number;
}

/** One statement, by its page and its place there, and the sentence that it says of its target. */
export interface GlossPlace extends PageVersion {
  position: number;
}
export interface Gloss {
  facet: string | null;
  text: string;
}

/** A concept whose own pages were found by their words; `relevance` lies between 0 and 1 and is the store's own. */
export interface TextHit {
  concept: string;
  relevance: number;
}

/** A sentence on other pages that was found by its words, and the concept it speaks of. */
export interface GlossHit extends TextHit {
  gloss: string;
}

/** How many changes of pages are kept unless a run says otherwise: about 10 MB, 80 at the most. */
export const MOST_CHANGES = 10_000;

/** What a writer brings along. */
export interface WriteContext {
  /** Holder of the ingest lock. */
  owner: string;
  /** Identifies this run of ingest; `at` is when it began, RFC 3339, `source` what it read. */
  run: { id: string; at: string; source: string };
  /** How many changes of pages are kept, those of this run included: the oldest go. */
  mostChanges: number;
  attacher: Attacher;
}

export type PageChange = 'added' | 'changed' | 'unchanged';

/** A page to be written; `hash` is its `pageHash`, where that is known already. */
export type NewPage = PageContent & { hash?: string };

/** What is known of a page without reading it whole. */
export interface PageState {
  url: string;
  hash: string;
  truncated: boolean;
  modifiedAt: string | null;
}

/** What a file was read as, by a digest of all that decides it: for ingest to understand (see `ingest/run/kept-readings.ts`). */
export interface KeptReading {
  digest: string;
  text: string;
}

/** How many readings are kept of a graph of so many pages: those that were written last. */
export function mostReadings(pages: number): number {
  return 2 * pages + 10_000;
}

/** A run of ingest that changed anything, and how many pages it did what to. */
export interface PastRun {
  id: string;
  at: string;
  /** Null for a run of a version that did not keep it. */
  source: string | null;
  added: number;
  changed: number;
  removed: number;
}

/** What a run did to one page; `slug` is the concept that it describes, or described. */
export interface PastChange extends PageDifference {
  run: PastRun;
  url: string;
  slug: string;
}

/** Where a reader of past changes stands: behind a change. */
export interface PastCursor {
  at: string;
  run: string;
  url: string;
}

export interface Lock {
  owner: string;
  /** When it was taken, RFC 3339. */
  since: string;
  /** How long it is still its holder's, unless it is renewed [s]. */
  secondsLeft: number;
}

/**
 * No lease is longer: one that seems to end later was given by a clock that has been set back since, or before the
 * machine was started anew, and is over.
 */
export const LONGEST_LEASE_SECONDS = 60;

export interface GraphState {
  /** Names the graph: another one has taken its place where this differs. */
  graph: string;
  /** Grows with every change of the graph, whoever makes it. */
  version: number;
  pages: number;
  lastIngestAt: string | null;
}

export interface Store {
  /** Reads of the graph where the store keeps it as one; null where it keeps pages alone. */
  readonly reads: GraphReads | null;

  state(): Promise<GraphState>;
  /**
   * The `first` pages changed and removed after `after`, null for all there ever were. A page that changes again moves
   * behind the others, so that who reads on misses nothing. `state` goes with this answer.
   */
  changes(query: { after: ChangeCursor | null; first: number }): Promise<Changes>;

  /** Null where the page is not of that version any more. */
  texts(pages: readonly PageVersion[]): Promise<(PageTexts | null)[]>;
  glosses(places: readonly GlossPlace[]): Promise<(Gloss | null)[]>;

  /** Concepts whose own pages, names included, have every word or any one of them: at most FOUND, in any order. */
  searchTexts(words: readonly string[], has: 'EVERY' | 'ANY'): Promise<TextHit[]>;
  /** Sentences on other pages that have every word: the FOUND_GLOSSES most relevant. */
  searchGlosses(words: readonly string[]): Promise<GlossHit[]>;

  /** What is kept of each page. */
  pageStates(urls: readonly string[]): Promise<(PageState | null)[]>;
  /** Addresses of the pages of one site, in order, after `after`. */
  pageUrls(query: { site: string; first: number; after: string | null }): Promise<string[]>;
  /** Whole pages in order of address, as they were written, with the hash kept for each. */
  readPages(query: { first: number; after: string | null }): Promise<{ page: PageContent; hash: string }[]>;

  /** Whole pages by address. */
  wholePages(urls: readonly string[]): Promise<(PageContent | null)[]>;

  /** The texts kept for some digests. */
  readings(digests: readonly string[]): Promise<(string | null)[]>;

  /** What runs changed since a time, null for all that is kept: the latest run first, its pages by address. */
  pastChanges(query: { since: string | null; first: number; after: PastCursor | null }): Promise<Slice<PastChange>>;
  countPastChanges(since: string | null): Promise<number>;
  /** The latest changes of the pages of each concept, in the same order. */
  histories(slugs: readonly string[], first: number): Promise<PastChange[][]>;

  /**
   * Writes pages in one transaction: each replaces all that its address said before; an equal one changes nothing.
   * @throws LockLost when `owner` no longer holds the ingest lock.
   */
  replacePages(pages: readonly NewPage[], context: WriteContext): Promise<PageChange[]>;
  /** Removes pages in one transaction; answers how many there were. */
  removePages(urls: readonly string[], context: WriteContext): Promise<number>;
  /**
   * Keeps readings beside the graph, which stays as it is; the oldest go where there are more than are kept.
   * @throws LockLost as `replacePages`.
   */
  keepReadings(readings: readonly KeptReading[], owner: string): Promise<void>;
  /**
   * Does what is better done once than with every batch, when a run of ingest has written its pages; answers are the same
   * before and after, and the next run does what one that was cut short left.
   * @throws LockLost when `owner` no longer holds the ingest lock.
   */
  endRun(owner: string): Promise<void>;
  /** Attaches the calculators anew where the store keeps attachments and those are of other calculators. */
  attachCalculators(attacher: Attacher): Promise<void>;

  /**
   * Takes or renews the lock called `name` for `seconds`, at most LONGEST_LEASE_SECONDS; answers the other holder where
   * somebody has it. It is a lease by the store's own clock: whoever died with it loses it when its time is up.
   */
  lock(name: string, owner: string, seconds: number): Promise<Lock | null>;
  unlock(name: string, owner: string): Promise<void>;

  /** What is wrong with the store's own structure, one line each; page hashes are the caller's to compare. */
  checkIntegrity(): Promise<string[]>;
  /**
   * What keeps the store from answering, or makes its answers doubtful, as its calls met it: StoreDamaged until it was
   * mended and opened anew; null where nothing is known.
   */
  fault(): StoreUnavailable | null;
  close(): Promise<void>;
}

/** Concepts that one search scores at most. */
export const FOUND = 20_000;
/** Sentences that one search goes by at most. */
export const FOUND_GLOSSES = 5_000;

/** The ingest lock went to somebody else: this run must stop. */
export class LockLost extends Error {
  constructor() {
    super('another ingest took over the lock of this one');
    this.name = 'LockLost';
  }
}
