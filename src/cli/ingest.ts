/** `riskgraph ingest`: reads pages into the store, prints rejections and warnings, and writes a report on request. */
import { constants } from 'node:fs';
import { access, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { PageReport, Report } from '../../ingest/run/report.ts';
import { ingest } from '../../ingest/run/run.ts';
import type { Column } from '../../ingest/sources/csv/columns.ts';
import { attacherOf } from '../calculators/attach.ts';
import { CALCULATORS } from '../calculators/registry.ts';
import { UsageError } from '../errors.ts';
import { changeLines } from '../model/change-words.ts';
import { printable } from '../printable.ts';
import { fileOf, openStore } from '../store/open.ts';
import { byKind, type CrawlFlags, crawlingOf } from './crawling.ts';
import { checkLasting } from './existing-store.ts';
import { keepHeapSmall } from './heap-growth.ts';
import { notice, progressLine, result } from './terminal.ts';

/** Options of `ingest` as commander parses them. */
export interface IngestFlags extends CrawlFlags {
  report?: string;
  dryRun?: boolean;
  prune?: boolean;
  language?: string;
  columns?: Partial<Record<Column, string>>;
  verbose?: boolean;
  /** How many page changes the store keeps. */
  history?: number;
}

const REJECTED = 3;
const INTERRUPTED = 130;

/** Returns the exit status. */
export async function ingestCommand(locations: string[], flags: IngestFlags): Promise<number> {
  if (flags.report !== undefined) await checkWritable(flags.report);
  if (!flags.dryRun) checkLasting(flags.store);
  keepHeapSmall();
  const url = flags.dryRun ? await existingStore(flags.store) : flags.store;
  const store = await openStore(url, process.env, { isCommand: true });
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const progress = progressLine();
  const { addresses, paths } = byKind(locations);
  const sites = addresses.length > 0 ? crawlingOf(addresses, flags, interruption.signal) : null;
  try {
    const crawl =
      sites === null ? null : await sites.fetch(({ done, total }) => progress.show(`fetching ${done} of ${total}`));
    if (sites !== null && crawl === null) {
      progress.end();
      notice('interrupted: downloaded pages are kept; run the command again to continue');
      return INTERRUPTED;
    }
    const report = await ingest({
      store,
      attacher: attacherOf(CALCULATORS),
      locations: paths,
      sites: crawl?.pages ?? null,
      base: flags.base ?? null,
      ...(flags.language !== undefined && { language: flags.language }),
      ...(flags.columns !== undefined && { columns: flags.columns }),
      ...(flags.history !== undefined && { mostChanges: flags.history }),
      prune: flags.prune ?? false,
      dryRun: flags.dryRun ?? false,
      threads: availableParallelism() > 1 ? 2 : 1,
      signal: interruption.signal,
      onProgress: ({ step, done, total }) => progress.show(`${step} ${done} of ${total}`),
    });
    if (!flags.dryRun && !interruption.signal.aborted) crawl?.settle();
    progress.end();
    for (const line of crawl?.notices ?? []) notice(line);
    print(report, flags.verbose ?? false);
    if (flags.report !== undefined) {
      const { pages, totals } = report;
      await writeFile(flags.report, `${JSON.stringify({ pages, totals }, null, 2)}\n`);
    }
    if (interruption.signal.aborted) {
      notice('interrupted: the pages listed above are stored; run the command again to continue');
      return INTERRUPTED;
    }
    return report.totals.rejected > 0 ? REJECTED : 0;
  } finally {
    progress.end();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await sites?.end();
    await store.close();
  }
}

/** How many folders and files the line on skipped ones names. */
const NAMED = 5;
/** Fewest further pages with the same warning that share one line with the first. */
const ALIKE = 3;

/**
 * With --verbose a line for each page; else for those rejected or warned about, and for what a dry run would change.
 * Totals come last.
 */
function print({ pages, totals, pruned, ...files }: Report, isVerbose: boolean): void {
  const nameOf = namesOf(pages);
  const counts = new Map<string, number>();
  for (const { message } of pages.flatMap(faults)) counts.set(message, (counts.get(message) ?? 0) + 1);
  const printed = new Set<string>();
  for (const page of pages) {
    if (isVerbose || page.fields !== undefined) result(`${page.status.padEnd(9)} ${nameOf(page)}`);
    for (const line of differenceLines(page)) result(`  ${printable(line)}`);
    for (const { code, message } of faults(page)) {
      const more = (counts.get(message) ?? 1) - 1;
      const isShort = !isVerbose && more >= ALIKE;
      if (isShort && printed.has(message)) continue;
      printed.add(message);
      notice(`${nameOf(page)}${isShort ? ` and ${more} more` : ''}: ${code}: ${message}`);
    }
  }
  const { leftOut, otherDocuments, withoutTerms } = files;
  if (otherDocuments.length > 0) {
    notice(`not read: ${some(otherDocuments)} (convert them to Markdown, HTML or CSV first)`);
  }
  if (leftOut.length > 0) notice(`left out: ${some(leftOut)} (hidden, ignored or about the project)`);
  if (withoutTerms.length > 0) {
    notice(`no terms found in ${some(withoutTerms)} (ingest such a file alone to see why)`);
  }
  if (pruned === 'not after a rejection') {
    notice('--prune removed nothing: pages were rejected, and one of them may be a page that seems to be gone');
  }
  if (pruned === 'not after a part of a site') {
    notice(
      '--prune removed nothing: not all pages have been requested yet, so a page that seems to be gone may still exist',
    );
  }
  if (pruned === 'not of files alone') {
    notice(
      '--prune removed nothing: single files do not show which pages are gone; name the folder or site with the whole glossary',
    );
  }
  const counted = Object.entries(totals).filter(([, count]) => count > 0);
  result(
    `${pages.length} ${pages.length === 1 ? 'page' : 'pages'}: ${counted.map(([status, count]) => `${count} ${status}`).join(', ')}`,
  );
}

function some(files: readonly string[]): string {
  const more = files.length > NAMED ? ` and ${files.length - NAMED} more` : '';
  return printable(`${files.slice(0, NAMED).join(', ')}${more}`);
}

function differenceLines({ status, fields = [] }: PageReport): string[] {
  const kind = status === 'added' ? 'ADDED' : status === 'removed' ? 'REMOVED' : 'CHANGED';
  return changeLines({ kind, fields });
}

/** Names a page by its file, plus its address if the file contains several. */
function namesOf(pages: readonly PageReport[]): (page: PageReport) => string {
  const counts = new Map<string, number>();
  for (const { source } of pages) counts.set(source, (counts.get(source) ?? 0) + 1);
  return ({ source, url }) => printable(url === null || counts.get(source) === 1 ? source : `${source} ${url}`);
}

function faults({ warnings, error }: PageReport): { code: string; message: string }[] {
  return error === undefined ? warnings : [...warnings, error];
}

/** A dry run creates no store: without one, everything counts as new. */
async function existingStore(url: string): Promise<string> {
  const path = fileOf(url);
  if (path === undefined) return url;
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  return exists ? url : 'memory:';
}

async function checkWritable(file: string): Promise<void> {
  const folder = dirname(resolve(file));
  try {
    await access(folder, constants.W_OK);
  } catch {
    throw new UsageError(`--report ${file} cannot be written: ${folder} is not a writable folder`);
  }
}
