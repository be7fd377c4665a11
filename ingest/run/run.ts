/**
 * One run of ingest: files in, the graph changed, a report out.
 *
 * A page that is new to the store is written while later files are still being read, and once more if a better source
 * of its address comes. Whether a page that the store already has is replaced is decided after all files are read, so
 * that the next run over the same files changes nothing, whatever their order. Every batch is one transaction: the next
 * run continues one that was cut short.
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

/** Readings stored in one write. */
const READINGS = 200;

const NOTHING: FoundFiles = { files: [], leftOut: [], otherDocuments: [] };

export interface IngestOptions extends Partial<ReadingOptions> {
  store: Store;
  attacher: Attacher;
  /** Folders and files. */
  locations: readonly string[];
  /** Pages that were fetched from sites, in addition to the locations. */
  sites?: FetchedPages | null;
  /** Remove pages of the same sites that this run does not see. */
  prune: boolean;
  /** Report what would change, and change nothing. */
  dryRun: boolean;
  /** How many page changes the store keeps, those of this run included. */
  mostChanges?: number;
  /** Threads that read: 2 if there is a second core for many files; 1 by default. */
  threads?: 1 | 2;
  onProgress?: (progress: { step: 'reading' | 'writing'; done: number; total: number }) => void;
  /** Ends the run after the current batch. */
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

/** What a run read, visible to all clients: a file or folder only by its name, without its path on this machine. */
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
  // Markdown wins over HTML of the same page, so reading HTML last seldom writes a page twice.
  const inOrder = files.toSorted((a, b) => Number(a.format === 'html') - Number(b.format === 'html'));
  for await (const inspected of inspectAll(inOrder, reading, { isBeside, known })) {
    // After an interruption, leave out pages that were only read: they are not written, nor known to be in the store.
    if (signal?.aborted) return report(reported().filter(({ status }) => status === 'rejected' || status === 'added'));
    onProgress?.({ step: 'reading', done: reports.size, total: files.length });
    const file = inOrder[reports.size] as PageFile;
    reports.set(file, inspected.reports);
    // Most pages of a site are not part of its glossary, so only files are listed.
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
