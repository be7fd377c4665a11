/**
 * Fetches glossaries from their sites for an ingest run to read. Each fetched page is kept in a folder beside the
 * store, so an interrupted crawl resumes where it stopped and the next crawl requests only what has changed.
 */
import { UsageError } from '../../src/errors.ts';
import { canonicalAddress } from '../../src/model/address.ts';
import type { FetchedPages } from '../run/fetched-pages.ts';
import type { PageFile } from '../run/files.ts';
import type { PageReport } from '../run/report.ts';
import { type Clock, SYSTEM_CLOCK } from './http/clock.ts';
import { type Connections, openConnections } from './http/connections.ts';
import { openFetcher } from './http/fetcher.ts';
import { goRound, type RoundEnd } from './site/round.ts';
import { type Scope, scopeOf } from './site/scope.ts';
import { SiteMoved } from './site/visit.ts';
import { type CrawlState, GONE_AFTER, openCrawlState, type Visited } from './state/crawl-state.ts';

export interface CrawlLimits {
  /** Maximum pages that one run visits. */
  pages: number;
  /** Maximum bytes that one run receives from the network. */
  bytes: number;
  /** Maximum duration of one run [s]. */
  seconds: number;
}

export interface CrawlOptions {
  /** The folder of the crawl's state and page copies. */
  folder: string;
  /** The published site of the pages where the crawled one is a copy of it, `https://host/`; null otherwise. */
  base: string | null;
  /** Minimum pause between two requests to a site [s]. */
  delay: number;
  limits: CrawlLimits;
  /** Whether private and other non-public addresses may be requested. */
  isPrivateAllowed: boolean;
  signal: AbortSignal;
  onVisit?: (counts: { done: number; total: number }) => void;
  clock?: Clock;
  connections?: Connections;
}

export interface Crawl {
  pages: FetchedPages;
  /** Messages about the crawl as a whole, one line each. */
  notices: string[];
  /** Records that the graph has what was fetched, so that the next crawl begins a new round. */
  settle(): void;
  close(): void;
}

const SITE_MOVES = 3;

/**
 * @returns null if the run was interrupted; what was fetched is kept.
 * @throws UsageError for an address that may not be crawled, or while another crawl is running.
 */
export async function crawl(addresses: readonly string[], options: CrawlOptions): Promise<Crawl | null> {
  const scopes = addresses.map((address) => scopeOf(address, options.base));
  const { clock = SYSTEM_CLOCK, connections = openConnections(options.isPrivateAllowed) } = options;
  const state = openCrawlState(options.folder);
  try {
    const ends: { scope: Scope; end: RoundEnd }[] = [];
    const goThrough = siteByBudget(state, { ...options, clock, connections });
    for (const scope of scopes) ends.push(await goThrough(scope));
    return {
      pages: fetchedPages(addresses, ends, state),
      notices: ends.flatMap(noticesOf),
      settle: () => settle(ends, state),
      close: () => state.close(),
    };
  } catch (error) {
    state.close();
    if (options.signal.aborted) return null;
    throw error;
  } finally {
    connections.close();
  }
}

/** Crawls one site after another; the limits of the run apply to all of them together. */
function siteByBudget(
  state: CrawlState,
  {
    clock,
    connections,
    delay,
    limits,
    signal,
    base,
    onVisit = () => {},
  }: CrawlOptions & Required<Pick<CrawlOptions, 'clock' | 'connections'>>,
): (scope: Scope) => Promise<{ scope: Scope; end: RoundEnd }> {
  const begun = clock.now();
  let pages = 0;
  let bytes = 0;

  return async (first) => {
    let scope = first;
    for (let moves = 0; ; moves++) {
      const fetcher = openFetcher({ connections, clock, delay, signal });
      const before = pages;
      const limit = () => {
        if (pages >= limits.pages) return `stopped after ${pages} pages (--max-pages)`;
        const received = bytes + fetcher.bytes();
        if (received >= limits.bytes) return `stopped after ${Math.round(received / 2 ** 20)} MB (--max-megabytes)`;
        const seconds = (clock.now() - begun) / 1_000;
        return seconds >= limits.seconds ? `stopped after ${Math.round(seconds / 60)} minutes (--max-minutes)` : null;
      };
      const visiting = (counts: { done: number; total: number }) => {
        pages++;
        onVisit(counts);
      };
      try {
        const end = await goRound(scope, { state, fetcher, clock, signal, limit, onVisit: visiting });
        return { scope, end };
      } catch (error) {
        if (!(error instanceof SiteMoved)) throw error;
        if (moves === SITE_MOVES)
          throw new UsageError(`${first.start.spelling} redirects more than ${SITE_MOVES} times`);
        pages = before;
        scope = scopeOf(error.to, base);
      } finally {
        bytes += fetcher.bytes();
      }
    }
  };
}

function noticesOf({ scope, end }: { scope: Scope; end: RoundEnd }): string[] {
  const { round, stopped, isOld, disallowed, left } = end;
  const pages = (count: number) => `${count} ${count === 1 ? 'page' : 'pages'}`;
  const at = new Date(round.begun).toISOString().slice(0, 19);
  return [
    ...(isOld
      ? [`${scope.origin}: was fetched at ${at}Z and is not fetched again until that copy is in the graph`]
      : []),
    ...(disallowed > 0 ? [`${scope.origin}: robots.txt disallows ${pages(disallowed)}`] : []),
    ...(stopped === null
      ? []
      : [`${scope.origin}: ${stopped}; ${pages(left)} left to visit; run the command again to continue`]),
  ];
}

function fetchedPages(
  addresses: readonly string[],
  ends: readonly { scope: Scope; end: RoundEnd }[],
  state: CrawlState,
): FetchedPages {
  const files: PageFile[] = [];
  const gone: PageFile[] = [];
  const reports: PageReport[] = [];
  const seen = new Set<string>();
  for (const { scope, end } of ends) {
    for (const page of state.all(scope)) {
      if (seen.has(page.key)) continue;
      seen.add(page.key);
      const isGone = page.missing >= GONE_AFTER;
      if (page.copy !== null) (isGone ? gone : files).push(fileOf(page, scope, state));
      const { leadsTo, fault } = page;
      const isSign = leadsTo !== null && (page.copy === null || isGone);
      if (isSign && scope.isFamily(page.key) && scope.isFamily(leadsTo)) files.push(signOf(page.key, leadsTo, scope));
      // Report only pages visited in this round: a page that nothing links to any more is no loss.
      if (page.copy === null && fault !== null && page.round >= end.round.number) {
        const url = canonicalAddress(scope.published(page.key))?.url ?? null;
        reports.push({ source: page.spelling, status: 'rejected', url, warnings: [], error: fault });
      }
    }
  }
  const isWhole = ends.every(({ end: { round } }) => round.stage === 'FETCHED' && !round.isPartial);
  return { addresses, files, gone, reports, isWhole };
}

function fileOf({ key, copy, missing, leadsTo, fault }: Visited, scope: Scope, { copies }: CrawlState): PageFile {
  const { location, format, body } = copy as NonNullable<Visited['copy']>;
  const isGone = missing >= GONE_AFTER;
  const message = leadsTo === null ? 'the site no longer has it' : `redirects to ${leadsTo} permanently`;
  const warnings = isGone ? [{ code: 'GONE', message }] : fault === null ? [] : [fault];
  const isMeant = scope.isFamily(key);
  const fetched = { address: scope.published(key), leadsTo: null, isNote: scope.isNote(key), warnings };
  return { path: copies.path(body), source: location, format, isMeant, fetched };
}

function signOf(key: string, leadsTo: string, scope: Scope): PageFile {
  const fetched = { address: scope.published(key), leadsTo: scope.published(leadsTo), isNote: false, warnings: [] };
  return { path: key, source: key, format: 'html', isMeant: true, fetched };
}

function settle(ends: readonly { scope: Scope; end: RoundEnd }[], state: CrawlState): void {
  for (const { scope, end } of ends) {
    state.forgetGone(scope);
    if (end.round.stage === 'FETCHED') state.setRound(scope.start.key, { ...end.round, stage: 'SETTLED' });
  }
}
