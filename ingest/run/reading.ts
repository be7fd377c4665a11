/** Reads many files in order, some of them on a second core meanwhile; what is known already is not read again. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { inspect } from './candidates.ts';
import type { PageFile } from './files.ts';
import type { Inspected } from './inspected.ts';
import type { ReadingOptions } from './read-file.ts';
import { newShares, type Shares, shareOf } from './shares.ts';

/** Files that are worth the start of a thread: that takes as long as a few hundred take to read. */
export const MANY = 500;
/** Files that wait to be read when the thread is started: where most are known there are none for it. */
const SOME = 64;
/** Files that are looked for among the known ones at once, and how far ahead of what is asked for. */
const LOOKED_FOR = 128;
const AHEAD_FILES = 512;

/** Memory of the thread for what it has just made: what a page takes is soon gone, and needs no more. */
const YOUNG_MB = 16;

/** What the thread is given, and what comes back: what some files hold, and the number of the first that they were given by. */
export interface ReadingTask {
  files: readonly PageFile[];
  options: ReadingOptions;
  shares: Shares;
}
export type ReadingReply = { first: number; found: Inspected[] } | { error: unknown };

export interface ReadingAids {
  /** Whether a thread may read, too. */
  isBeside: boolean;
  /** What is known of each of some files, null where it has to be read; null itself where nothing is known of any. */
  known: ((files: readonly PageFile[]) => Promise<(Inspected | null)[]>) | null;
}

/** What each of some files holds; `each` takes it as soon as its file is read. */
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

/** What each file holds, in the order of the files. */
export async function* inspectAll(
  files: readonly PageFile[],
  options: ReadingOptions,
  { isBeside, known }: ReadingAids,
): AsyncGenerator<Inspected> {
  const shares = newShares(files.length);
  const share = shareOf(shares, files);
  /** By place among the files, and by number among those that were given to be read. */
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
    // Replies of the thread, signals and timers have their turn.
    await setImmediate();
  };
  const read = async (number: number): Promise<Inspected> => {
    if (!readAs.has(number)) await setImmediate();
    while (!readAs.has(number)) {
      // What the thread has not come to yet is not waited for: the next files are read here.
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

/** Starts the thread; what it finds is put into `readAs`. */
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
    /** Waits for a reply. Throws what kept the thread from reading on. */
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
