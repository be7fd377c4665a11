/** Reads many files in order, sharing the work with a worker thread; known readings are not read again. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { inspect } from './candidates.ts';
import type { PageFile } from './files.ts';
import type { Inspected } from './inspected.ts';
import type { ReadingOptions } from './read-file.ts';
import { newShares, type Shares, shareOf } from './shares.ts';

/** Number of files from which a worker thread pays off: starting it takes as long as reading a few hundred files. */
export const MANY = 500;
/** Files that must be waiting before the thread is started: if most readings are known, it has nothing to do. */
const SOME = 64;
/** Files per lookup of known readings, and how many files the lookups stay ahead of the consumer. */
const LOOKED_FOR = 128;
const AHEAD_FILES = 512;

/** Heap of the thread for new objects [MB]: a page's objects are short-lived and need no more. */
const YOUNG_MB = 16;

/** What the thread receives, and its reply: the readings of a group of files and the queue number of the first. */
export interface ReadingTask {
  files: readonly PageFile[];
  options: ReadingOptions;
  shares: Shares;
}
export type ReadingReply = { first: number; found: Inspected[] } | { error: unknown };

export interface ReadingAids {
  /** Whether a worker thread may read too. */
  isBeside: boolean;
  /** Looks up the known reading of each file, null if it must be read; null itself if nothing is known of any file. */
  known: ((files: readonly PageFile[]) => Promise<(Inspected | null)[]>) | null;
}

/** Reads a group of files; `each` gets every result as soon as its file is read. */
export async function inspectGroup(
  files: readonly PageFile[],
  options: ReadingOptions,
  each: (one: Inspected) => void = () => {},
): Promise<Inspected[]> {
  const found: Inspected[] = [];
  for (const file of files) {
    const one = await inspect(file, options);
    each(one);
    found.push(one);
  }
  return found;
}

/** Yields what each file holds, in the order of the files. */
export async function* inspectAll(
  files: readonly PageFile[],
  options: ReadingOptions,
  { isBeside, known }: ReadingAids,
): AsyncGenerator<Inspected> {
  const shares = newShares(files.length);
  const share = shareOf(shares, files);
  /** Known readings by position in `files`; new ones by number in the queue of files to read. */
  const knownAt = new Map<number, Inspected>();
  const readAs = new Map<number, Inspected>();
  let thread = null as ReturnType<typeof startThread> | null;
  let looked = 0;
  let wanted = 0;

  const lookFurther = async (): Promise<void> => {
    const first = looked;
    const some = known === null ? files : files.slice(first, first + LOOKED_FOR);
    const found = known === null ? [] : await known(some);
    const unknown: number[] = [];
    for (const place of some.keys()) {
      const one = found[place] ?? null;
      if (one === null) unknown.push(first + place);
      else knownAt.set(first + place, one);
    }
    looked += some.length;
    share.give(unknown);
    if (looked === files.length) share.close();
    if (isBeside && share.waiting() >= SOME) thread ??= startThread({ files, options, shares }, readAs);
    // Let the thread's replies, signals and timers be handled.
    await setImmediate();
  };
  const read = async (number: number): Promise<Inspected> => {
    if (!readAs.has(number)) await setImmediate();
    while (!readAs.has(number)) {
      // Read the next files here rather than wait for a file that the thread has not reached.
      const taken = share.isFull() && !share.isFree(number) ? null : share.take();
      if (taken === null) await thread?.reply();
      else {
        const found = await inspectGroup(taken.files, options);
        share.read(found);
        for (const [i, one] of found.entries()) readAs.set(taken.first + i, one);
      }
      await setImmediate();
    }
    const one = readAs.get(number) as Inspected;
    readAs.delete(number);
    share.used([one]);
    return one;
  };

  try {
    for (const place of files.keys()) {
      while (looked < Math.min(files.length, place + AHEAD_FILES)) await lookFurther();
      const one = knownAt.get(place);
      knownAt.delete(place);
      yield one ?? (await read(wanted++));
    }
  } finally {
    await thread?.end();
  }
}

/** Starts the thread; its results are put into `readAs`. */
function startThread(task: ReadingTask, readAs: Map<number, Inspected>) {
  const worker = new Worker(join(PACKAGE_ROOT, 'dist/reader.js'), {
    workerData: task,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  let failure: { error: unknown } | null = null;
  let heard = () => {};
  worker.on('message', (reply: ReadingReply) => {
    if ('error' in reply) failure = reply;
    else for (const [i, one] of reply.found.entries()) readAs.set(reply.first + i, one);
    heard();
  });
  worker.on('error', (error) => {
    failure = { error };
    heard();
  });
  return {
    /** Waits for a reply. Throws the error that stopped the thread. */
    async reply(): Promise<void> {
      if (failure === null) {
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
      if (failure !== null) throw (failure as { error: unknown }).error;
    },
    end: () => worker.terminate(),
  };
}
