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
import { UsageError } from '../../src/errors.ts';
import type { Attacher } from '../../src/model/graph.ts';
import type { PageContent } from '../../src/model/types.ts';
import type { PageState, Store, WriteContext } from '../../src/store/store.ts';
import { type Candidate, giveNames, keepBetter, readAgain, rejection } from './candidates.ts';
import { type FoundFiles, findFiles } from './files.ts';
import { withIngestLock } from './lock.ts';
import type { ReadingOptions } from './read-file.ts';
import { inspectAll } from './reading.ts';
import { type PageReport, type Report, reportOf } from './report.ts';

const BATCH = 200;
/** Files that are worth the start of a second thread. */
const MANY = 500;
/** Bytes of files whose pages are kept until they are written. */
const KEPT_BYTES = 64 * 2 ** 20;

export interface IngestOptions extends Partial<ReadingOptions> {
  store: Store;
  attacher: Attacher;
  /** Folders and files. */
  locations: readonly string[];
  /** Remove pages of the same sites that this run does not see. */
  prune: boolean;
  /** Say what would change, and change nothing. */
  dryRun: boolean;
  /** Threads that may read: 2 where a second core is free for many files, by default 1. */
  threads?: 1 | 2;
  onProgress?: (progress: { step: 'reading' | 'writing'; done: number; total: number }) => void;
  /** Ends the run after the batch at hand. */
  signal?: AbortSignal;
}

interface Run {
  options: IngestOptions;
  reading: ReadingOptions;
  /** Null for a dry run. */
  context: WriteContext | null;
}

/**
 * @throws UsageError when there is nothing to read or another ingest is running.
 */
export async function ingest(options: IngestOptions): Promise<Report> {
  const found = await findFiles(options.locations);
  const { base = null, language = 'en', columns = {} } = options;
  const reading = { base, language, columns };
  if (options.dryRun) return run(found, { options, reading, context: null });
  return withIngestLock(options.store, (owner) => {
    const context = { owner, run: { id: randomUUID(), at: new Date().toISOString() }, attacher: options.attacher };
    return run(found, { options, reading, context });
  });
}

async function run({ files, leftOut }: FoundFiles, { options, reading, context }: Run): Promise<Report> {
  const reports: PageReport[] = [];
  const report = (pages: PageReport[], pruned: Report['pruned'] = 'not asked for'): Report =>
    reportOf(pages, { leftOut, pruned });
  const byAddress = new Map<string, Candidate>();
  const names = new Map<string, string[]>();
  let room = KEPT_BYTES;
  let done = 0;
  for await (const inspected of inspectAll(files, reading, options.threads === 2 && files.length >= MANY)) {
    // What was read alone is neither stored nor known to be.
    if (options.signal?.aborted) return report(reports.filter(({ status }) => status === 'rejected'));
    options.onProgress?.({ step: 'reading', done: done++, total: files.length });
    reports.push(...inspected.reports);
    const { redirect } = inspected;
    if (redirect !== null) {
      const known = names.get(redirect.url) ?? [];
      known.push(redirect.name);
      names.set(redirect.url, known);
    }
    room -= inspected.size;
    for (const candidate of inspected.candidates) {
      // A file of many pages is not read again for each of them.
      if (room < 0 && inspected.candidates.length === 1) candidate.page = null;
      keepBetter(byAddress, candidate);
    }
  }
  if (reports.length === 0) throw new UsageError(`there is no page of a glossary in ${options.locations.join(', ')}`);
  for (const [url, others] of names) {
    const candidate = byAddress.get(url);
    if (candidate !== undefined) await giveNames(candidate, others, reading);
  }
  const fresh = await selectChanged([...byAddress.values()], options.store);
  if (context !== null) {
    await options.store.attachCalculators(options.attacher);
    const unwritten = await write(fresh, { options, reading, context });
    if (unwritten.size > 0) return report(reports.filter((each) => !unwritten.has(each)));
  }
  if (!options.prune || options.signal?.aborted) return report(reports);
  if (reports.some(({ status }) => status === 'rejected')) return report(reports, 'not after a rejection');
  return report([...reports, ...(await prune(byAddress, options, context))], 'yes');
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
  { options, reading, context }: Run & { context: WriteContext },
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
        pages.push(candidate.page ?? (await readAgain(candidate, reading)));
        written.push(candidate);
        candidate.page = null;
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
