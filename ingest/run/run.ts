/**
 * One run of ingest: files in, the graph changed, a report out.
 *
 * All files are read before the first page is written: what each says of its address, date and content settles the one
 * that counts where several have the same address. Pages that are new or changed are then written in batches; those that
 * were not kept, so that memory does not grow with their number, are read once more. Every batch is one transaction: a
 * run that is cut short is continued by the next.
 */
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { addressFromPath } from '../../src/model/address.ts';
import type { Attacher } from '../../src/model/graph.ts';
import { nameKey } from '../../src/model/names.ts';
import { byCodePoint } from '../../src/model/orders.ts';
import { pageHash } from '../../src/model/page-hash.ts';
import type { PageContent } from '../../src/model/types.ts';
import type { PageState, Store, WriteContext } from '../../src/store/store.ts';
import { nameOfSlug } from '../pages/head.ts';
import { PageRedirects, PageRejected, readPage } from '../pages/read-page.ts';
import { findPageFiles, type PageFile, readPageFile } from './files.ts';
import { withIngestLock } from './lock.ts';
import { type PageReport, type Report, reportOf } from './report.ts';

const BATCH = 200;
/** Bytes of files whose pages are kept until they are written. */
const KEPT_BYTES = 64 * 2 ** 20;

export interface IngestOptions {
  store: Store;
  attacher: Attacher;
  /** Folders and files. */
  locations: readonly string[];
  /** The site of pages that say no address; `https://host/`. */
  base: string | null;
  /** Remove pages of the same sites that this run does not see. */
  prune: boolean;
  /** Say what would change, and change nothing. */
  dryRun: boolean;
  onProgress?: (progress: { step: 'reading' | 'writing'; done: number; total: number }) => void;
  /** Ends the run after the batch at hand. */
  signal?: AbortSignal;
}

/** What the first reading keeps of a page. */
interface Candidate extends PageState {
  file: PageFile;
  report: PageReport;
  site: string;
  /** The page; null where it has to be read again. */
  page: PageContent | null;
  /** Other names, from old addresses that lead to it. */
  names: readonly string[];
}

/** An old address of a page as a name of what that page is about. */
interface Redirect {
  url: string;
  name: string;
}

/**
 * @throws UsageError when there is nothing to read or another ingest is running.
 */
export async function ingest(options: IngestOptions): Promise<Report> {
  const files = await findPageFiles(options.locations);
  if (options.dryRun) return run(files, options, null);
  return withIngestLock(options.store, (owner) => {
    const context = { owner, run: { id: randomUUID(), at: new Date().toISOString() }, attacher: options.attacher };
    return run(files, options, context);
  });
}

/** @param context - null for a dry run. */
async function run(files: readonly PageFile[], options: IngestOptions, context: WriteContext | null): Promise<Report> {
  const reports: PageReport[] = [];
  const byAddress = new Map<string, Candidate>();
  const names = new Map<string, string[]>();
  let room = KEPT_BYTES;
  for (const [done, file] of files.entries()) {
    // What was read alone is neither stored nor known to be.
    if (options.signal?.aborted) return reportOf(reports.filter(({ status }) => status === 'rejected'));
    options.onProgress?.({ step: 'reading', done, total: files.length });
    const candidate = await inspect(file, options.base);
    reports.push(candidate.report);
    if ('redirect' in candidate) add(names, candidate.redirect.url, candidate.redirect.name);
    if (!('url' in candidate)) continue;
    room -= candidate.size;
    if (room < 0) candidate.page = null;
    keepBetter(byAddress, candidate);
  }
  for (const [url, others] of names) await giveNames(byAddress.get(url), others, options.base);
  const fresh = await selectChanged([...byAddress.values()], options.store);
  if (context !== null) {
    await options.store.attachCalculators(options.attacher);
    const unwritten = await write(fresh, options, context);
    if (unwritten.size > 0) return reportOf(reports.filter((report) => !unwritten.has(report)));
  }
  if (options.prune && !options.signal?.aborted && reports.every(({ status }) => status !== 'rejected')) {
    reports.push(...(await prune(byAddress, options, context)));
  }
  return reportOf(reports);
}

/** Reads a file for the first time; a page that is rejected has nothing but its report. */
async function inspect(
  file: PageFile,
  base: string | null,
): Promise<(Candidate & { size: number }) | { report: PageReport } | { report: PageReport; redirect: Redirect }> {
  const report: PageReport = { source: file.source, status: 'unchanged', url: null, warnings: [] };
  try {
    const { page, warnings, size } = await readContent(file, base);
    report.url = page.url;
    report.warnings.push(...warnings);
    const { url, site, truncated, modifiedAt } = page;
    return { url, site, truncated, modifiedAt, hash: pageHash(page), file, report, page, size, names: [] };
  } catch (error) {
    if (error instanceof PageRedirects) return redirected(report, error, base);
    report.status = 'rejected';
    report.error = rejection(error);
    return { report };
  }
}

/** A file that only sends readers on is neither a page nor a fault. */
function redirected(report: PageReport, { to, target }: PageRedirects, base: string | null) {
  const own = addressFromPath(base ?? target?.site ?? '', report.source);
  report.url = own?.url ?? null;
  const isName = own !== null && target !== null && own.slug !== target.slug;
  const what = isName ? ', which gets the name that its address has' : '';
  report.warnings.push({ code: 'REDIRECT', message: `leads on to ${target?.url ?? to}${what}` });
  return isName ? { report, redirect: { url: target.url, name: nameOfSlug(own.slug) } } : { report };
}

/** Adds to a page the names of the addresses that lead to it, in an order of their own. */
async function giveNames(
  candidate: Candidate | undefined,
  names: readonly string[],
  base: string | null,
): Promise<void> {
  if (candidate === undefined) return;
  candidate.names = [...new Set(names)].sort(byCodePoint);
  const page = withNames(candidate.page ?? (await readContent(candidate.file, base)).page, candidate.names);
  candidate.hash = pageHash(page);
  if (candidate.page !== null) candidate.page = page;
}

function withNames(page: PageContent, names: readonly string[]): PageContent {
  const known = new Set([page.name, ...page.alternateNames].map(nameKey));
  return { ...page, alternateNames: [...page.alternateNames, ...names.filter((name) => !known.has(nameKey(name)))] };
}

function add(names: Map<string, string[]>, url: string, name: string): void {
  const known = names.get(url);
  if (known === undefined) names.set(url, [name]);
  else known.push(name);
}

async function readContent(file: PageFile, base: string | null) {
  const bytes = await readPageFile(file);
  const fallbackUrl = base === null ? null : (addressFromPath(base, file.source)?.url ?? null);
  return { ...readPage(bytes, { format: file.format, fallbackUrl }), size: bytes.length };
}

function rejection(error: unknown): { code: string; message: string } {
  if (error instanceof PageRejected) return { code: error.code, message: error.message };
  throw error;
}

/** Keeps, of two sources of one address, the one that counts; the other is reported as a duplicate. */
function keepBetter(byAddress: Map<string, Candidate>, candidate: Candidate): void {
  const rival = byAddress.get(candidate.url);
  if (rival === undefined) {
    byAddress.set(candidate.url, candidate);
    return;
  }
  const [winner, loser] = compare(candidate, rival) < 0 ? [candidate, rival] : [rival, candidate];
  byAddress.set(candidate.url, winner);
  loser.report.warnings.push({
    code: 'DUPLICATE_ADDRESS',
    message: `${winner.file.source} has the same address and counts instead`,
  });
}

/** Latest modified first, whole before cut short, Markdown before HTML, then by path. */
function compare(a: Candidate, b: Candidate): number {
  return (
    byCodePoint(b.modifiedAt ?? '', a.modifiedAt ?? '') ||
    Number(a.truncated) - Number(b.truncated) ||
    Number(a.file.format === 'html') - Number(b.file.format === 'html') ||
    byCodePoint(a.file.source, b.file.source) ||
    byCodePoint(a.file.path, b.file.path)
  );
}

/** The candidates that the store does not hold as they are, their reports saying what will become of them. */
async function selectChanged(candidates: readonly Candidate[], store: Store): Promise<Candidate[]> {
  const changed: Candidate[] = [];
  for (let start = 0; start < candidates.length; start += BATCH) {
    const batch = candidates.slice(start, start + BATCH);
    const states = await store.pageStates(batch.map(({ url }) => url));
    for (const [i, candidate] of batch.entries()) {
      const kept = states[i] ?? null;
      if (kept?.hash === candidate.hash) {
        candidate.page = null;
        continue;
      }
      if (kept !== null && cutShort(candidate, kept)) {
        candidate.report.warnings.push({
          code: 'TRUNCATED_KEPT_WHOLE',
          message: 'the store keeps the whole page: this copy was cut short and is not newer',
        });
        continue;
      }
      if (kept !== null && isOlder(candidate, kept)) {
        candidate.report.warnings.push({
          code: 'OLDER_COPY',
          message: `the store keeps the page as it was modified at ${kept.modifiedAt}: this copy is of ${candidate.modifiedAt}`,
        });
        continue;
      }
      candidate.report.status = kept === null ? 'added' : 'changed';
      changed.push(candidate);
    }
  }
  return changed;
}

/** Whether `copy` is a cut-short copy of the whole page that is kept, and no later one. */
function cutShort(copy: PageState, kept: PageState): boolean {
  return copy.truncated && !kept.truncated && (copy.modifiedAt ?? '') <= (kept.modifiedAt ?? '');
}

/** Whether both say when they were modified, and `copy` was earlier. */
function isOlder(copy: PageState, kept: PageState): boolean {
  return copy.modifiedAt !== null && kept.modifiedAt !== null && copy.modifiedAt < kept.modifiedAt;
}

/** Writes in batches; answers the reports of the pages that an interruption left unwritten. */
async function write(
  changed: readonly Candidate[],
  options: IngestOptions,
  context: WriteContext,
): Promise<ReadonlySet<PageReport>> {
  for (let start = 0; start < changed.length; start += BATCH) {
    const batch = changed.slice(start, start + BATCH);
    // An embedded store writes at one go: signals, and the lock's renewal, come in between.
    await setImmediate();
    if (options.signal?.aborted) return new Set(changed.slice(start).map(({ report }) => report));
    options.onProgress?.({ step: 'writing', done: start, total: changed.length });
    const pages: PageContent[] = [];
    const written: Candidate[] = [];
    for (const candidate of batch) {
      try {
        const page =
          candidate.page ?? withNames((await readContent(candidate.file, options.base)).page, candidate.names);
        candidate.page = null;
        if (page.url !== candidate.url) throw new PageRejected('UNREADABLE', 'was changed while it was read');
        pages.push(page);
        written.push(candidate);
      } catch (error) {
        candidate.report.status = 'rejected';
        candidate.report.error = rejection(error);
      }
    }
    const changes = await options.store.replacePages(pages, context);
    for (const [i, { report }] of written.entries()) report.status = changes[i] ?? report.status;
  }
  return new Set();
}

async function prune(
  seen: ReadonlyMap<string, Candidate>,
  { store }: IngestOptions,
  context: WriteContext | null,
): Promise<PageReport[]> {
  const gone: string[] = [];
  for (const site of new Set([...seen.values()].map((candidate) => candidate.site))) {
    let after: string | null = null;
    do {
      const urls: string[] = await store.pageUrls({ site, first: BATCH, after });
      gone.push(...urls.filter((url) => !seen.has(url)));
      after = urls.length < BATCH ? null : (urls.at(-1) ?? null);
    } while (after !== null);
  }
  for (let start = 0; context !== null && start < gone.length; start += BATCH) {
    await store.removePages(gone.slice(start, start + BATCH), context);
  }
  return gone.map((url) => ({ source: url, status: 'removed', url, warnings: [] }));
}
