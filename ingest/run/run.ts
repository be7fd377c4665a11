/**
 * One run of ingest: files in, the graph changed, a report out.
 *
 * A page that the store has not is written while the files behind it are still read: where a better source of the same
 * address comes later, it is written once more. Whether a page that the store has is replaced is settled when all files
 * are read, so that the same files change nothing in the next run, whatever their order. Every batch is one transaction:
 * a run that is cut short is continued by the next.
 */
import { randomUUID } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { UsageError } from '../../src/errors.ts';
import { getOrMake } from '../../src/get-or-make.ts';
import type { Attacher } from '../../src/model/graph.ts';
import { type KeptReading, MOST_CHANGES, type Store, type WriteContext } from '../../src/store/store.ts';
import { newBatch } from './batch.ts';
import { giveNames } from './candidates.ts';
import { enter, isDue, type Place } from './contest.ts';
import { type FetchedPages, removeGone } from './fetched-pages.ts';
import { type FoundFiles, findFiles, type PageFile } from './files.ts';
import { knownReadings, readingProgram } from './kept-readings.ts';
import { withIngestLock } from './lock.ts';
import { prune } from './prune.ts';
import type { ReadingOptions } from './read-file.ts';
import { inspectAll, MANY } from './reading.ts';
import { type PageReport, type Report, reportOf } from './report.ts';
import { newShelf, type Shelf } from './shelf.ts';
import { writerOf } from './writing.ts';

/** Readings that are kept at once. */
const READINGS = 200;

const NOTHING: FoundFiles = { files: [], leftOut: [], otherDocuments: [] };

export interface IngestOptions extends Partial<ReadingOptions> {
  store: Store;
  attacher: Attacher;
  /** Folders and files. */
  locations: readonly string[];
  /** What was fetched from sites, which are named beside the locations. */
  sites?: FetchedPages | null;
  /** Remove pages of the same sites that this run does not see. */
  prune: boolean;
  /** Say what would change, and change nothing. */
  dryRun: boolean;
  /** How many changes of pages the store keeps, those of this run included. */
  mostChanges?: number;
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
  const { sites = null } = options;
  const found = sites !== null && options.locations.length === 0 ? NOTHING : await findFiles(options.locations);
  const { program = readingProgram(), base = null, language = 'en', columns = {} } = options;
  const reading = { program, base, language, columns };
  if (options.dryRun) return run(found, { options, reading, context: null });
  return withIngestLock(options.store, async (owner) => {
    const context = {
      owner,
      run: { id: randomUUID(), at: new Date().toISOString(), source: sourceOf(options) },
      mostChanges: options.mostChanges ?? MOST_CHANGES,
      attacher: options.attacher,
    };
    const report = await run(found, { options, reading, context });
    if (!options.signal?.aborted) await options.store.endRun(owner);
    return report;
  });
}

/** What a run read, for everybody to see: of a file or folder its name alone, not where on the machine it lies. */
function sourceOf({ locations, sites }: IngestOptions): string {
  return [...locations.map((location) => basename(resolve(location))), ...(sites?.addresses ?? [])].join(' ');
}

async function run(found: FoundFiles, run: Run): Promise<Report> {
  const shelf = newShelf();
  try {
    return await readAndWrite(found, run, shelf);
  } finally {
    shelf.close();
  }
}

async function readAndWrite(
  { files: found, leftOut, otherDocuments }: FoundFiles,
  { options, reading, context }: Run,
  shelf: Shelf,
): Promise<Report> {
  const { store, signal, onProgress, sites = null } = options;
  const files = [...found, ...(sites?.files ?? [])];
  const isBeside = options.threads === 2 && files.length >= MANY;
  const writer = writerOf({ store, context, reading, isBeside, signal, shelf });
  const reports = new Map<PageFile, readonly PageReport[]>();
  const withoutTerms: string[] = [];
  const reported = () => [...files.flatMap((file) => reports.get(file) ?? []), ...(sites?.reports ?? [])];
  const report = (pages: PageReport[], pruned: Report['pruned'] = 'not asked for'): Report =>
    reportOf(pages, { leftOut, otherDocuments, withoutTerms, pruned });
  const places = new Map<string, Place>();
  const names = new Map<string, string[]>();
  const fresh = newBatch<Place>();
  const readings: KeptReading[] = [];
  const isEmpty = reading.program === null || (await store.state()).pages === 0;
  const known = isEmpty ? null : knownReadings(store, reading);

  if (context !== null) await store.attachCalculators(options.attacher);
  // Of two formats of one page it is Markdown that counts: what comes first is seldom written twice.
  const inOrder = files.toSorted((a, b) => Number(a.format === 'html') - Number(b.format === 'html'));
  for await (const inspected of inspectAll(inOrder, reading, { isBeside, known })) {
    // What was read alone is neither stored nor known to be.
    if (signal?.aborted) return report(reported().filter(({ status }) => status === 'rejected' || status === 'added'));
    onProgress?.({ step: 'reading', done: reports.size, total: files.length });
    const file = inOrder[reports.size] as PageFile;
    reports.set(file, inspected.reports);
    // Of a site most pages are none of its glossary.
    const isFile = file.line === undefined && file.fetched === undefined;
    if (isFile && inspected.reports.length === 0) withoutTerms.push(file.source);
    const { redirect } = inspected;
    if (redirect !== null) getOrMake(names, redirect.url, () => []).push(redirect.name);
    for (const candidate of inspected.candidates) {
      const place = enter(places, candidate);
      if (place !== null) fresh.add(place, candidate.size);
    }
    if (fresh.isFull()) await writer.begin(fresh.take());
    if (inspected.reading !== null) readings.push(inspected.reading);
    if (readings.length >= READINGS && context !== null) await store.keepReadings(readings.splice(0), context.owner);
  }
  await writer.begin(fresh.take());
  if (readings.length > 0 && context !== null) await store.keepReadings(readings, context.owner);
  if (reported().length === 0 && (sites?.gone.length ?? 0) === 0) {
    const where = [...options.locations, ...(sites?.addresses ?? [])].join(', ');
    throw new UsageError(`no glossary page found in ${where}`);
  }
  for (const [url, others] of names) {
    const place = places.get(url);
    if (place !== undefined) await giveNames(place.candidate, others, reading);
  }
  const due = [...places.values()].filter(isDue);
  const unwritten = await writer.end(due, (done) => onProgress?.({ step: 'writing', done, total: due.length }));
  const pages = reported().filter((each) => !unwritten.has(each));
  if (signal?.aborted) return report(pages);
  if (sites !== null) pages.push(...(await removeGone(sites.gone, places, { store, reading, context })));
  if (!options.prune) return report(pages);
  if (sites?.isWhole === false) return report(pages, 'not after a part of a site');
  if (pages.some(({ status }) => status === 'rejected')) return report(pages, 'not after a rejection');
  const removed = await prune(places, { store, context });
  return removed === null ? report(pages, 'not of files alone') : report([...pages, ...removed], 'yes');
}
