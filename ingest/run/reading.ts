/** Reads many files in order, some of them on a second core meanwhile. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { type Inspected, inspect } from './candidates.ts';
import type { PageFile } from './files.ts';
import type { ReadingOptions } from './read-file.ts';

/** Files that the thread is given ahead, and that are kept while an earlier one is not read yet. */
const GIVEN = 8;
const KEPT = 64;

/** What goes to the thread, and what comes back: a file by its place. */
export interface ReadingTask {
  place: number;
  file: PageFile;
}
export type ReadingReply = { place: number } & ({ inspected: Inspected } | { error: unknown });

/**
 * What each file holds, in the order of the files.
 * @param isBeside - whether a thread reads, too: it takes longer to start than a few hundred files take to read.
 */
export async function* inspectAll(
  files: readonly PageFile[],
  options: ReadingOptions,
  isBeside: boolean,
): AsyncGenerator<Inspected> {
  const thread = isBeside ? startThread(options) : null;
  const found = new Map<number, Inspected | Promise<Inspected>>();
  let next = 0;
  try {
    for (let place = 0; place < files.length; place++) {
      while (thread !== null && thread.given() < GIVEN && next < files.length) {
        found.set(next, thread.inspect({ place: next, file: files[next] as PageFile }));
        next++;
      }
      // What the thread has not come to yet is not waited for: the next file is read here.
      while (!thread?.isDone(place) && next < files.length && (next === place || found.size < KEPT)) {
        found.set(next, await inspect(files[next] as PageFile, options));
        next++;
        if (thread === null) break;
      }
      yield (await found.get(place)) as Inspected;
      found.delete(place);
    }
  } finally {
    await thread?.end();
  }
}

function startThread(options: ReadingOptions) {
  const worker = new Worker(join(PACKAGE_ROOT, 'dist/reader.js'), { workerData: options, execArgv: [] });
  const waiting = new Map<number, { resolve(inspected: Inspected): void; reject(error: unknown): void }>();
  worker.on('message', ({ place, ...reply }: ReadingReply) => {
    const task = waiting.get(place);
    waiting.delete(place);
    if ('error' in reply) task?.reject(reply.error);
    else task?.resolve(reply.inspected);
  });
  worker.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error);
  });
  return {
    given: () => waiting.size,
    isDone: (place: number) => !waiting.has(place),
    inspect(task: ReadingTask): Promise<Inspected> {
      const answer = new Promise<Inspected>((resolve, reject) => waiting.set(task.place, { resolve, reject }));
      answer.catch(() => {}); // it is waited for later
      worker.postMessage(task);
      return answer;
    },
    end: () => worker.terminate(),
  };
}
