/** Reads many files in order, some of them on a second core meanwhile. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { type Inspected, inspect } from './candidates.ts';
import type { PageFile } from './files.ts';
import type { ReadingOptions } from './read-file.ts';
import { newShares, shareOf } from './shares.ts';

/** Files that are worth the start of a thread: that takes as long as a few hundred take to read. */
export const MANY = 500;

/** What the thread is given, and what comes back: what a group of files holds. */
export interface ReadingTask {
  files: readonly PageFile[];
  options: ReadingOptions;
  shares: Int32Array;
}
export type ReadingReply = { group: number; found: Inspected[] } | { error: unknown };

/** What each of some files holds. */
export async function inspectGroup(files: readonly PageFile[], options: ReadingOptions): Promise<Inspected[]> {
  const found: Inspected[] = [];
  for (const file of files) found.push(await inspect(file, options));
  return found;
}

/**
 * What each file holds, in the order of the files.
 * @param isBeside - whether a thread reads, too.
 */
export async function* inspectAll(
  files: readonly PageFile[],
  options: ReadingOptions,
  isBeside: boolean,
): AsyncGenerator<Inspected> {
  const shares = newShares();
  const share = shareOf(shares, files);
  const groups = new Map<number, Inspected[]>();
  const thread = isBeside ? startThread({ files, options, shares }, groups) : null;
  try {
    for (let wanted = 0; wanted <= share.groupOf(files.length - 1); wanted++) {
      // Replies of the thread, signals and timers have their turn.
      if (!groups.has(wanted)) await setImmediate();
      while (!groups.has(wanted)) {
        // What the thread has not come to yet is not waited for: the next files are read here.
        const taken = share.isFull() && !share.isFree(wanted) ? null : share.take();
        if (taken === null) await thread?.reply();
        else {
          const found = await inspectGroup(taken.files, options);
          share.read(found);
          groups.set(taken.group, found);
        }
        await setImmediate();
      }
      const found = groups.get(wanted) ?? [];
      groups.delete(wanted);
      share.used(found);
      yield* found;
    }
  } finally {
    await thread?.end();
  }
}

/** Starts the thread; what it finds is put into `groups`. */
function startThread(task: ReadingTask, groups: Map<number, Inspected[]>) {
  const worker = new Worker(join(PACKAGE_ROOT, 'dist/reader.js'), { workerData: task, execArgv: [] });
  let failure: { error: unknown } | null = null;
  let heard = () => {};
  worker.on('message', (reply: ReadingReply) => {
    if ('error' in reply) failure = reply;
    else groups.set(reply.group, reply.found);
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
