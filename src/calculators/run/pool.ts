/**
 * Threads for runs that may be slow, so that the event loop goes on answering.
 *
 * A thread is started when a run waits for one, and keeps no process alive by itself. A run past its time is stopped with
 * its thread; runs that nobody could wait for are refused: those past the longest queue and those that waited twice as
 * long as a run may take.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InvalidInput, Overloaded, type Problem, RunTimeout } from '../../errors.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import type { Run } from './run.ts';

/** A run as it is sent to a thread, its parameters checked and completed. */
export interface Job {
  slug: string;
  parameters: Run['parameters'];
}
export type Computed = Omit<Run, 'parameters'>;
export type Reply =
  | { type: 'ready' }
  | { type: 'done'; computed: Computed }
  /** An InvalidInput: between threads an error keeps its message, but neither its class nor its problems. */
  | { type: 'refused'; problems: readonly [Problem, ...Problem[]] }
  | { type: 'failed'; error: unknown };

export interface PoolLimits {
  /** Threads at most; one core of a small machine stays with the event loop. */
  size: number;
  /** Runs that wait for a thread. */
  queue: number;
  /** Longest run, and half the longest wait before it, ms. */
  milliseconds: number;
}
const LIMITS: PoolLimits = { size: availableParallelism() > 2 ? 2 : 1, queue: 32, milliseconds: 2_000 };

export interface Pool {
  /**
   * Runs a job in a thread.
   *
   * @param advice - what to ask for instead where the run takes too long, such as `lower maxRounds`.
   * @throws InvalidInput as `computeRun` does; RunTimeout where it takes too long; Overloaded where too many wait, or the pool is closed.
   */
  run(job: Job, advice: string): Promise<Computed>;
  /** Ends the threads; runs that are not done are refused. */
  close(): Promise<void>;
}

interface Task {
  job: Job;
  advice: string;
  since: number;
  resolve(computed: Computed): void;
  reject(error: unknown): void;
}

interface Thread {
  worker: Worker;
  isReady: boolean;
  task: Task | null;
  deadline: NodeJS.Timeout | undefined;
}

/** @param entry - the built `worker.ts`. */
export function createPool(
  given: Partial<PoolLimits> = {},
  entry = join(PACKAGE_ROOT, 'dist/calculator-worker.js'),
): Pool {
  const limits = { ...LIMITS, ...given };
  const waiting: Task[] = [];
  const threads = new Set<Thread>();
  let isClosed = false;

  /** Gives the free threads what waits, and starts another thread where there is none free. */
  function proceed(): void {
    while (waiting.length > 0) {
      const free = [...threads].find(({ isReady, task }) => isReady && task === null);
      if (free === undefined) {
        if (threads.size < limits.size) start();
        return;
      }
      const task = waiting.shift() as Task;
      if (performance.now() - task.since > 2 * limits.milliseconds) task.reject(overloaded());
      else give(free, task);
    }
  }

  function start(): void {
    const worker = new Worker(entry, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 256 } });
    const thread: Thread = { worker, isReady: false, task: null, deadline: undefined };
    threads.add(thread);
    worker.on('message', (reply: Reply) => hear(thread, reply));
    worker.on('error', (error) => lose(thread, error));
    worker.on('exit', (code) => lose(thread, new Error(`a calculator thread ended with ${code}`)));
  }

  function give(thread: Thread, task: Task): void {
    thread.task = task;
    thread.deadline = setTimeout(() => {
      const seconds = limits.milliseconds / 1000;
      lose(thread, new RunTimeout(`the run was stopped after ${seconds} s: ${task.advice}`));
    }, limits.milliseconds);
    thread.worker.ref();
    thread.worker.postMessage(task.job);
  }

  function hear(thread: Thread, reply: Reply): void {
    const { task } = thread;
    clearTimeout(thread.deadline);
    thread.isReady = true;
    thread.task = null;
    thread.worker.unref();
    if (reply.type === 'done') task?.resolve(reply.computed);
    if (reply.type === 'refused') task?.reject(new InvalidInput(reply.problems));
    if (reply.type === 'failed') task?.reject(reply.error);
    proceed();
  }

  /** Lets a thread go, and fails what it was doing; where it could not even start, all that waits for it. */
  function lose(thread: Thread, error: unknown): void {
    if (!threads.delete(thread)) return;
    clearTimeout(thread.deadline);
    void thread.worker.terminate();
    const failed = thread.isReady ? [thread.task] : waiting.splice(0);
    for (const task of failed) task?.reject(error);
    proceed();
  }

  return {
    run: (job, advice) =>
      new Promise((resolve, reject) => {
        if (isClosed || waiting.length >= limits.queue) {
          reject(overloaded());
          return;
        }
        waiting.push({ job, advice, since: performance.now(), resolve, reject });
        proceed();
      }),
    async close() {
      isClosed = true;
      for (const { reject } of waiting.splice(0)) reject(overloaded());
      const ended = [...threads].map(({ worker }) => worker.terminate());
      for (const thread of threads) lose(thread, overloaded());
      await Promise.all(ended);
    },
  };
}

function overloaded(): Overloaded {
  return new Overloaded('too many long runs at once, try again later');
}
