/** Writes the winning sources in batches: pages new to the store while files are still read, all others afterwards. */
import { setImmediate } from 'node:timers/promises';
import { getOrMake } from '../../src/get-or-make.ts';
import { pageDifference } from '../../src/model/page-difference.ts';
import type { PageContent } from '../../src/model/types.ts';
import type { NewPage, Store, WriteContext } from '../../src/store/store.ts';
import { CHANGED_WHILE_READ } from '../formats/faults.ts';
import { newBatch } from './batch.ts';
import { pageOf } from './candidates.ts';
import type { Place } from './contest.ts';
import type { PageFile } from './files.ts';
import type { Candidate } from './inspected.ts';
import type { ReadingOptions } from './read-file.ts';
import { inspectAll, MANY } from './reading.ts';
import type { PageReport } from './report.ts';
import type { Shelf } from './shelf.ts';

export interface Writing {
  store: Store;
  /** Null for a dry run. */
  context: WriteContext | null;
  reading: ReadingOptions;
  /** Whether a worker thread may read too. */
  isBeside: boolean;
  signal?: AbortSignal | undefined;
  /** Holds pages that may be written later; those that do not fit are read again from their files. */
  shelf: Shelf;
}

export interface Writer {
  /** Writes pages that are new to the store, for the first time; puts the others on the shelf. */
  begin(places: readonly Place[]): Promise<void>;
  /**
   * Writes all of them, or reports what that would change in a dry run. Returns the reports of those that an
   * interruption left unwritten.
   */
  end(places: readonly Place[], onProgress: (done: number) => void): Promise<ReadonlySet<PageReport>>;
}

export function writerOf(writing: Writing): Writer {
  const { store, context, signal, shelf } = writing;

  async function write(context: WriteContext, places: readonly Place[], pages: readonly NewPage[]): Promise<void> {
    const changes = await store.replacePages(pages, context);
    for (const [i, place] of places.entries()) {
      const { report, hash } = place.candidate;
      report.status = place.kept === null ? 'added' : (changes[i] ?? report.status);
      place.written = hash;
    }
    // An embedded store writes synchronously: let signals and the lock's renewal run between batches.
    await setImmediate();
  }

  /** In a dry run, reports the fields that writing would change. */
  async function reportChanges(places: readonly Place[], pages: readonly PageContent[]): Promise<void> {
    const before = await store.wholePages(pages.map(({ url }) => url));
    for (const [i, { candidate }] of places.entries()) {
      const difference = pageDifference(before[i] ?? null, pages[i] ?? null);
      if (difference !== null) candidate.report.fields = difference.fields;
    }
  }

  return {
    async begin(places) {
      for (const batch of batchesOf(places)) {
        if (signal?.aborted) return;
        const unknown = batch.filter(({ kept }) => kept === undefined);
        const states = await store.pageStates(unknown.map(({ candidate }) => candidate.url));
        for (const [i, place] of unknown.entries()) place.kept = states[i] ?? null;
        // A candidate with a kept reading has no page yet: `end` reads all of those together.
        const added = batch.filter(
          ({ candidate, kept, written }) => kept === null && written === null && candidate.page !== null,
        );
        if (context !== null && added.length > 0) {
          const pages = await Promise.all(added.map(({ candidate }) => newPage(candidate, writing.reading)));
          await write(context, added, pages);
        }
        for (const { candidate, kept, written } of batch) {
          const { page } = candidate;
          if (candidate.hash === (written ?? kept?.hash)) candidate.page = null;
          else if (page !== null) candidate.page = shelf.put(page);
        }
      }
    },

    async end(places, onProgress) {
      const unwritten = new Set(places.map(({ candidate }) => candidate.report));
      const batch = newBatch<{ place: Place; page: NewPage }>();
      const flush = async () => {
        onProgress(places.length - unwritten.size);
        const taken = batch.take();
        const [written, pages] = [taken.map(({ place }) => place), taken.map(({ page }) => page)];
        if (context === null) await reportChanges(written, pages);
        else await write(context, written, pages);
        for (const { candidate } of written) unwritten.delete(candidate.report);
      };
      for await (const { place, page, error } of pagesOf(places, writing)) {
        if (signal?.aborted) return unwritten;
        if (page === null) {
          const { report } = place.candidate;
          Object.assign(report, { status: 'rejected', error });
          unwritten.delete(report);
          continue;
        }
        batch.add({ place, page }, place.candidate.size);
        if (batch.isFull()) await flush();
      }
      if (!batch.isEmpty() && !signal?.aborted) await flush();
      return unwritten;
    },
  };
}

function* batchesOf(places: readonly Place[]): Generator<Place[]> {
  const batch = newBatch<Place>();
  for (const place of places) {
    batch.add(place, place.candidate.size);
    if (batch.isFull()) yield batch.take();
  }
  if (!batch.isEmpty()) yield batch.take();
}

async function newPage(candidate: Candidate, reading: ReadingOptions): Promise<NewPage> {
  return { ...(await pageOf(candidate, reading)), hash: candidate.hash };
}

type Found = { place: Place } & ({ page: NewPage; error: null } | { page: null; error: PageReport['error'] });

const CHANGED = { code: 'UNREADABLE', message: CHANGED_WHILE_READ };

/** The pages of the places: first those that were kept, then the others, read again from their files. */
async function* pagesOf(places: readonly Place[], { reading, isBeside }: Writing): AsyncGenerator<Found> {
  const unkept = new Map<PageFile, Place[]>();
  for (const place of places) {
    const { candidate } = place;
    if (candidate.page === null) getOrMake(unkept, candidate.file, () => []).push(place);
    else yield { place, page: await newPage(candidate, reading), error: null };
    candidate.page = null;
  }
  const files = [...unkept.keys()];
  const aids = { isBeside: isBeside && files.length >= MANY, known: null };
  let count = 0;
  for await (const { candidates, reports } of inspectAll(files, reading, aids)) {
    for (const place of unkept.get(files[count++] as PageFile) ?? []) {
      const { url, names } = place.candidate;
      const again = candidates.find((candidate) => candidate.url === url);
      if (again === undefined) yield { place, page: null, error: reports[0]?.error ?? CHANGED };
      else yield { place, page: await pageOf({ ...again, names }, reading), error: null };
    }
  }
}
