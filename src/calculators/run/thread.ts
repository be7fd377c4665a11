/** The worker thread's side of the pool: reports that it is ready, then does one job after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { InvalidInput, RunTimeout } from '../../errors.ts';
import type { Job, Reply } from './pool.ts';
import { type Watch, watchOver } from './watch.ts';

/** What a worker thread can do, by the name of the task. */
export type Tasks = Readonly<Record<string, (given: never, watch: Watch) => unknown>>;

const reply = (message: Reply) => parentPort?.postMessage(message);

/** Does the jobs that the pool sends to this thread. */
export function doJobs(tasks: Tasks): void {
  const watch = watchOver(workerData as SharedArrayBuffer, (done, of) => reply({ type: 'progress', done, of }));
  parentPort?.on('message', ({ task, given }: Job) => {
    try {
      const work = tasks[task];
      if (work === undefined) throw new Error(`this thread knows no task ${task}`);
      reply({ type: 'done', answer: work(given as never, watch) });
    } catch (error) {
      if (error instanceof InvalidInput) reply({ type: 'refused', problems: error.problems });
      else if (error instanceof RunTimeout) reply({ type: 'late', message: error.message });
      else reply({ type: 'failed', error });
    }
  });
  reply({ type: 'ready' });
}
