/** One round through a site: its robots.txt, its sitemaps, then each page and the pages it leads to. */
import { readFile } from 'node:fs/promises';
import { UsageError } from '../../../src/errors.ts';
import { decode } from '../../formats/decode.ts';
import { PageRejected } from '../../formats/faults.ts';
import type { Clock } from '../http/clock.ts';
import { ComeBackLater, type Fetcher, isTrouble } from '../http/fetcher.ts';
import type { Robots } from '../http/robots.ts';
import {
  type Copy,
  type CrawlState,
  type Finding,
  GONE_AFTER,
  type Round,
  type Visited,
} from '../state/crawl-state.ts';
import { linksOf } from './links.ts';
import { permissionOf } from './permission.ts';
import { neighbours, type Place, type Scope } from './scope.ts';
import { readSitemap, SITEMAP_SIZE } from './sitemap.ts';
import { type Outcome, SiteMoved, visit } from './visit.ts';

/** An unfinished round older than this [ms] is abandoned: the pages it saw may have changed by now. */
const ROUND_TIME = 24 * 3_600_000;
/** Consecutive pages that cannot be fetched before the round stops: the site has trouble. */
const FAULTS = 5;
/** Pages without Markdown after which a site that never served any is no longer asked for it. */
const WITHOUT_MARKDOWN = 20;
const SITEMAPS = 1_000;

export interface RoundTools {
  state: CrawlState;
  fetcher: Fetcher;
  clock: Clock;
  signal: AbortSignal;
  /** Why the run must stop now; null to continue. */
  limit: () => string | null;
  onVisit: (counts: { done: number; total: number }) => void;
}

export interface RoundEnd {
  round: Round;
  /** Why the round did not finish; null if it did. */
  stopped: string | null;
  /** Whether an earlier run finished the round, so that this one requested no page. */
  isOld: boolean;
  /** Pages that robots.txt disallows. */
  disallowed: number;
  /** Pages that are still due. */
  left: number;
}

/**
 * Resumes the open round of a site, or begins one.
 * @throws UsageError if nothing may be fetched from the site, or the start address has nothing.
 */
export async function goRound(scope: Scope, tools: RoundTools): Promise<RoundEnd> {
  const { state, clock, fetcher } = tools;
  const last = state.round(scope.start.key);
  const isOpen = last !== null && last.stage !== 'SETTLED' && clock.now() - last.begun < ROUND_TIME;
  const round = isOpen ? last : state.begin(scope, clock.now());
  if (round.stage === 'FETCHED') return { round, stopped: null, isOld: true, disallowed: 0, left: 0 };
  const robots = await permissionOf(scope.origin, fetcher);
  fetcher.slowDown(robots.delay ?? 0);
  const advance = (stage: Round['stage']) => {
    round.stage = stage;
    state.setRound(scope.start.key, round);
  };
  try {
    if (round.stage === 'NEW') {
      if (!scope.isSingle) await readSitemaps(scope, robots, round, tools);
      advance('PLANNED');
    }
    const { stopped, disallowed } = await visitAll(scope, robots, round, tools);
    if (stopped === null) advance('FETCHED');
    const { done, total } = state.counts(scope, round);
    return { round, stopped, isOld: false, disallowed, left: total - done };
  } catch (error) {
    if (error instanceof UsageError || error instanceof SiteMoved) advance('SETTLED');
    if (!(error instanceof ComeBackLater)) throw error;
    const { done, total } = state.counts(scope, round);
    return { round, stopped: error.message, isOld: false, disallowed: 0, left: total - done };
  }
}

/** Records the pages in the site's sitemaps: those that robots.txt names, else `/sitemap.xml`. */
async function readSitemaps(scope: Scope, robots: Robots, round: Round, tools: RoundTools): Promise<void> {
  const { fetcher, state, limit } = tools;
  const usual = new URL('/sitemap.xml', scope.origin).href;
  const queue = robots.sitemaps.length > 0 ? [...robots.sitemaps] : [usual];
  const seen = new Set<string>();
  for (const written of queue) {
    const url = URL.canParse(written, scope.origin) ? new URL(written, scope.origin) : null;
    if (url === null || url.origin !== scope.origin || seen.has(url.href) || !robots.allows(url)) continue;
    if (limit() !== null || seen.size >= SITEMAPS) {
      round.isPartial = true;
      return;
    }
    seen.add(url.href);
    try {
      const answer = await fetcher.get(url, { largest: () => SITEMAP_SIZE });
      if (isTrouble(answer)) round.isPartial = true;
      if (answer.status !== 200) continue;
      const { pages, sitemaps } = await readSitemap(answer.body);
      state.found(
        pages.flatMap((page) => scope.placeOf(page, url.href) ?? []),
        round,
      );
      queue.push(...sitemaps);
    } catch (error) {
      tools.signal.throwIfAborted();
      if (error instanceof ComeBackLater) throw error;
      round.isPartial = true; // the sitemap may have listed more pages
    }
  }
}

async function visitAll(
  scope: Scope,
  robots: Robots,
  round: Round,
  { state, fetcher, signal, limit, onVisit }: RoundTools,
): Promise<{ stopped: string | null; disallowed: number }> {
  const hasMarkdown = state.all(scope).some(({ copy }) => copy?.format === 'markdown');
  let withoutMarkdown = hasMarkdown ? Number.NEGATIVE_INFINITY : 0;
  const counts = state.counts(scope, round);
  let disallowed = 0;
  let faulty: string[] = [];
  for (;;) {
    const page = state.next(scope, round);
    if (page === null) return { stopped: null, disallowed };
    const stopped = limit();
    if (stopped !== null) return { stopped, disallowed };
    onVisit(counts);
    const hasCopy = page.copy !== null && state.copies.has(page.copy.body);
    const asksMarkdown = scope.isFamily(page.key) && withoutMarkdown < WITHOUT_MARKDOWN;
    const outcome = await visit({ page, scope, robots, fetcher, hasCopy, asksMarkdown });
    signal.throwIfAborted();
    if (outcome.kind === 'PAGE' && asksMarkdown) {
      withoutMarkdown = outcome.copy.format === 'markdown' ? Number.NEGATIVE_INFINITY : withoutMarkdown + 1;
    }
    if (outcome.kind === 'DISALLOWED') disallowed++;
    const { finding, places } = await findingOf(outcome, page, scope, state);
    counts.done++;
    counts.total += state.visited(page, finding, places, round);
    const isAll = page.key === scope.start.key && page.copy === null && counts.total === counts.done;
    if (isAll && finding.fault) throw new UsageError(`${page.spelling} ${finding.fault.message}`);
    faulty = outcome.kind === 'FAULT' && outcome.code === 'UNREADABLE' ? [...faulty, page.key] : [];
    if (faulty.length < FAULTS) continue;
    state.visitAgain(faulty, round);
    return { stopped: `${FAULTS} pages in a row could not be fetched`, disallowed };
  }
}

/** What the outcome of a visit means for the page, and the places to visit because of it. */
async function findingOf(
  outcome: Outcome,
  page: Visited,
  scope: Scope,
  state: CrawlState,
): Promise<{ finding: Finding; places: Place[] }> {
  const { copy, missing } = page;
  const isMeant = scope.isFamily(page.key) || page.key === scope.start.key;
  switch (outcome.kind) {
    case 'PAGE': {
      const body = await state.copies.keep(outcome.bytes);
      const finding = { copy: { ...outcome.copy, body }, ...WELL };
      return { finding, places: placesIn(outcome.bytes, outcome.copy, page.key, scope) };
    }
    case 'SAME': {
      const bytes = copy === null ? new Uint8Array() : await readFile(state.copies.path(copy.body));
      return { finding: WELL, places: copy === null ? [] : placesIn(bytes, copy, page.key, scope) };
    }
    case 'MOVED': {
      const times = copy !== null && outcome.isForGood ? missing + 1 : 0;
      const message = `redirects to ${outcome.to.key}${times === 0 ? '' : NEXT_TIME}`;
      const fault = copy === null || times >= GONE_AFTER ? null : { code: 'MOVED', message };
      return { finding: { leadsTo: outcome.to.key, missing: times, fault }, places: [outcome.to] };
    }
    case 'GONE': {
      const times = copy === null ? 0 : missing + 1;
      const isDoubtful = copy !== null && times < GONE_AFTER;
      const message = `answered ${outcome.status}${isDoubtful ? NEXT_TIME : ''}`;
      const isWorthReporting = isDoubtful || (copy === null && page.key === scope.start.key);
      const fault = isWorthReporting ? { code: 'NOT_FOUND', message } : null;
      return { finding: { leadsTo: null, missing: times, fault }, places: [] };
    }
    case 'DISALLOWED': {
      const isWorthReporting = copy !== null || page.key === scope.start.key;
      const fault = isWorthReporting ? { code: 'DISALLOWED', message: 'is disallowed by robots.txt' } : null;
      return { finding: { fault }, places: [] };
    }
    case 'NO_PAGE':
    case 'FAULT': {
      const { code, message } = outcome;
      return { finding: { fault: isMeant || copy !== null ? { code, message } : null }, places: [] };
    }
  }
}

const WELL = { missing: 0, leadsTo: null, fault: null };
const NEXT_TIME = ': the page is removed if this happens again on the next crawl';

function placesIn(bytes: Uint8Array, { format, location }: Omit<Copy, 'body'>, key: string, scope: Scope): Place[] {
  if (format !== 'html' && format !== 'markdown') return [];
  const places = neighbours(key).flatMap((address) => scope.placeOf(address, key) ?? []);
  try {
    const { base, links } = linksOf(decode(bytes).text, format);
    const from = base !== null && URL.canParse(base, location) ? new URL(base, location).href : location;
    return [...places, ...links.flatMap((link) => scope.placeOf(link, from) ?? [])];
  } catch (error) {
    if (error instanceof PageRejected) return places; // the bytes are not text; the ingest run reports that
    throw error;
  }
}
