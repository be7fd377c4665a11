/** Crawls of a local site into an in-memory store, with a clock under the test's control. */
import { join } from 'node:path';
import { type CrawlOptions, crawl } from '../../../ingest/crawl/crawl.ts';
import type { Clock } from '../../../ingest/crawl/http/clock.ts';
import { openConnections } from '../../../ingest/crawl/http/connections.ts';
import type { Report } from '../../../ingest/run/report.ts';
import { ingest } from '../../../ingest/run/run.ts';
import { attacherOf } from '../../../src/calculators/attach.ts';
import { CALCULATORS } from '../../../src/calculators/registry.ts';
import type { PageContent } from '../../../src/model/types.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';

export const START = Date.UTC(2026, 0, 1);

/** Waiting completes at once and advances the time; randomness is fixed. */
export interface DrivenClock extends Clock {
  /** Durations waited for [ms]. */
  pauses: number[];
  /** Advances the time. */
  passes(time: number): void;
  /** Times out the current request. */
  endLimit(): void;
}

export function drivenClock(): DrivenClock {
  let now = START;
  let endLimit = () => {};
  const pauses: number[] = [];
  return {
    pauses,
    now: () => now,
    async pause(time, signal) {
      signal.throwIfAborted();
      pauses.push(time);
      now += time;
    },
    limit() {
      const ending = new AbortController();
      endLimit = () => ending.abort();
      return { signal: ending.signal, end: () => {} };
    },
    random: () => 0,
    passes: (time) => {
      now += time;
    },
    endLimit: () => endLimit(),
  };
}

export interface CrawlRun {
  report: Report;
  notices: string[];
}

/** A store and a folder of copies, shared by successive crawls. */
export async function crawlInto(folder: string, base: string | null = null) {
  const store = await openSqliteStore(':memory:');
  const clock = drivenClock();
  const attacher = attacherOf(CALCULATORS);
  return {
    store,
    clock,
    options: {
      folder: join(folder, 'crawl'),
      base,
      delay: 1,
      limits: { pages: 10_000, bytes: 2 ** 30, seconds: 1e6 },
      isPrivateAllowed: true,
      signal: new AbortController().signal,
      clock,
      connections: openConnections(true),
    } satisfies CrawlOptions,
    /** Crawls and ingests; a dry run, or one without settling, leaves the crawl's round unchanged. */
    async run(
      address: string,
      more: Partial<CrawlOptions> & { prune?: boolean; dryRun?: boolean } = {},
    ): Promise<CrawlRun> {
      const { prune = false, dryRun = false, ...rest } = more;
      const fetched = await crawl([address], { ...this.options, connections: openConnections(true), ...rest });
      if (fetched === null) throw new Error('the crawl was interrupted');
      try {
        const sites = fetched.pages;
        const report = await ingest({ store, attacher, locations: [], sites, base, prune, dryRun });
        if (!dryRun) fetched.settle();
        return { report, notices: fetched.notices };
      } finally {
        fetched.close();
      }
    },
    async pages(): Promise<PageContent[]> {
      return (await store.readPages({ first: 10_000, after: null })).map(({ page }) => page);
    },
  };
}
