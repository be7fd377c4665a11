/** Handles the addresses given to `riskgraph ingest`: crawls each site and keeps the copies beside the store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Crawl } from '../../ingest/crawl/crawl.ts';
import { fileOf } from '../store/open.ts';
import { CRAWL_DEFAULTS } from './crawl-options.ts';

/** Options of a crawl as commander parses them. */
export interface CrawlFlags {
  store: string;
  base?: string;
  crawlFolder?: string;
  /** Seconds. */
  delay?: number;
  maxPages?: number;
  maxMegabytes?: number;
  maxMinutes?: number;
  allowPrivate?: boolean;
}

export interface Crawling {
  /** Null if it was interrupted. */
  fetch(onVisit: (counts: { done: number; total: number }) => void): Promise<Crawl | null>;
  end(): Promise<void>;
}

/** Separates addresses of any scheme from folders and files. */
export function byKind(locations: readonly string[]): { addresses: string[]; paths: string[] } {
  const isAddress = (location: string) => /^[a-z][a-z\d+.-]*:\/\//i.test(location);
  return { addresses: locations.filter(isAddress), paths: locations.filter((location) => !isAddress(location)) };
}

export function crawlingOf(addresses: readonly string[], flags: CrawlFlags, signal: AbortSignal): Crawling {
  const { delay, maxPages, maxMegabytes, maxMinutes } = { ...CRAWL_DEFAULTS, ...flags };
  let crawl: Crawl | null = null;
  let passing: string | null = null;
  return {
    async fetch(onVisit) {
      const known = flags.crawlFolder ?? besideStore(flags.store);
      if (known === null) passing = await mkdtemp(join(tmpdir(), 'riskgraph-crawl-'));
      const { crawl: start } = await import('../../ingest/crawl/crawl.ts');
      crawl = await start(addresses, {
        folder: known ?? (passing as string),
        base: flags.base ?? null,
        delay,
        limits: { pages: maxPages, bytes: maxMegabytes * 2 ** 20, seconds: maxMinutes * 60 },
        isPrivateAllowed: flags.allowPrivate ?? false,
        signal,
        onVisit,
      });
      return crawl;
    },
    async end() {
      crawl?.close();
      if (passing !== null) await rm(passing, { recursive: true, force: true });
    },
  };
}

/** One folder per store; null if the store ends with the process. */
function besideStore(store: string): string | null {
  if (store === 'memory:') return null;
  const file = fileOf(store);
  if (file !== undefined) return `${file}.crawl`;
  const place = store.replace(/^[a-z+\d]+:\/\//i, '').replace(/[^a-z\d.-]+/gi, '-');
  return join('data', `${place}.crawl`);
}
