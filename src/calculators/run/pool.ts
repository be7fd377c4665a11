/**
 * Worker threads for jobs that may be slow, so that the event loop stays responsive: runs of calculators, and analyses
 * that make many runs.
 *
 * A thread starts when a job waits for one, and an idle thread does not keep the process alive. Once its time is up, a
 * job that checks its watch ends by itself; a job that does not check for as long as a run may take is terminated with
 * its thread. That loses what it had done; if a partial answer is useful the job is done again up to there, which is
 * safe since a job is a pure function. The pool refuses jobs beyond the longest queue and jobs that have waited twice
 * as long as a run may take. A job whose owner has left leaves the queue, or ends at its next check or with its thread.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InvalidInput, Overloaded, type Problem, RunTimeout } from '../../errors.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import { fairQueue } from './fair-queue.ts';
import { type WatchKeeper, watchKeeper } from './watch.ts';

/** A job as sent to a thread: the name of a task, and its argument. */
export interface Job {
  task: string;
  given: unknown;
}
export type Reply =
  | { type: 'ready' }
  | { type: 'progress'; done: number; of: number }
  | { type: 'done'; answer: unknown }
  /** An InvalidInput: an error sent between threads keeps its message, but not its class or its problems. */
  | { type: 'refused'; problems: readonly [Problem, ...Problem[]] }
  | { type: 'late'; message: string }
  | { type: 'failed'; error: unknown };

export interface PoolLimits {
  /** Most threads; one core of a small machine is left to the event loop. */
  size: number;
  /** Most jobs of one lane that wait for a thread. */
  queue: number;
  /** Time limit of a run and of an analysis, and half of the longest wait for a thread, ms. */
  milliseconds: number;
}
const LIMITS: PoolLimits = { size: availableParallelism() > 2 ? 2 : 1, queue: 32, milliseconds: 2_000 };

/** How a job is queued, and who waits for it. */
export interface Terms {
  /** Lanes share the threads evenly. */
  lane: 'run' | 'analysis';
  /** For the error if it is stopped: what was stopped, such as `the run`, and advice, such as `lower maxRounds`. */
  what: string;
  advice: string;
  /** Whether a partial answer is useful, if one of the job's runs has to be stopped. */
  isPartial?: boolean;
  /** Aborted once nobody waits for the job. Jobs with the same signal have the same owner, and owners take turns. */
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, of: number) => void) | undefined;
}

export interface Pool {
  /**
   * Runs a job in a thread.
   *
   * @returns its answer; a partial one if its time was up and a partial answer is useful.
   * @throws InvalidInput and RunTimeout from the job; RunTimeout if it takes too long; Overloaded if too many jobs wait
   * or the pool is closed; the signal's reason once it is aborted.
   */
  run(job: Job, terms: Terms): Promise<unknown>;
  /** Terminates the threads; unfinished jobs fail with Overloaded. */
  close(): Promise<void>;
}

interface Task {
  job: Job;
  terms: Terms;
  since: number;
  /** How often it had checked its watch when it was stopped in the middle of a run; 0 if it was not. */
  stoppedAt: number;
  settle: { resolve(answer: unknown): void; reject(error: unknown): void };
  isLeft: boolean;
}

interface Thread {
  worker: Worker;
  watch: WatchKeeper;
  isReady: boolean;
  task: Task | null;
  /** When the thread got the task. */
  begun: number;
  ticking: NodeJS.Timeout | undefined;
}

/** Fewest ticks, at which the pool looks at a job, in the time of a run; and the longest time between two ticks, ms. */
const FEWEST_TICKS = 20;
const LONGEST_TICK = 100;

/** @param entry - built script of the worker thread, which does the tasks that jobs name. */
export function createPool(given: Partial<PoolLimits> = {}, entry = join(PACKAGE_ROOT, 'dist/worker.js')): Pool {
  const limits = { ...LIMITS, ...given };
  const tick = Math.min(LONGEST_TICK, limits.milliseconds / FEWEST_TICKS);
  /** Ticks in the time of a run. */
  const most = Math.round(limits.milliseconds / tick);
  const waiting = fairQueue<Task>();
  /** Jobs that were stopped in the middle of a run, to be done again up to there. */
  const again: Task[] = [];
  const threads = new Set<Thread>();
  let isClosed = false;

  /** Hands waiting jobs to free threads, and starts another thread if none is free. */
  function proceed(): void {
    while (again.length + waiting.waiting() > 0) {
      const free = [...threads].find(({ isReady, task }) => isReady && task === null);
      if (free === undefined) {
        if (threads.size < limits.size) start();
        return;
      }
      const stopped = again.shift();
      if (stopped !== undefined) {
        if (!stopped.isLeft) give(free, stopped);
        continue;
      }
      const task = waiting.next() as Task;
      if (performance.now() - task.since > 2 * limits.milliseconds) task.settle.reject(overloaded());
      else give(free, task);
    }
  }

  function start(): void {
    const watch = watchKeeper();
    const worker = new Worker(entry, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 256 },
      workerData: watch.memory,
    });
    const thread: Thread = { worker, watch, isReady: false, task: null, begun: 0, ticking: undefined };
    threads.add(thread);
    worker.on('message', (reply: Reply) => hear(thread, reply));
    worker.on('error', (error) => lose(thread, error));
    worker.on('exit', (code) => lose(thread, new Error(`a calculator thread ended with ${code}`)));
  }

  function give(thread: Thread, task: Task): void {
    thread.task = task;
    thread.begun = performance.now();
    thread.watch.wind(task.stoppedAt);
    thread.ticking = setInterval(ticks(thread, task), tick);
    thread.worker.ref();
    try {
      thread.worker.postMessage(task.job);
    } catch (error) {
      // A job that cannot be cloned, such as a value nested too deeply, fails alone.
      release(thread);
      thread.worker.unref();
      task.settle.reject(error);
    }
  }

  /** What to do at each tick of a job: enforces its time limit and asks for its progress. */
  function ticks(thread: Thread, task: Task): () => void {
    const { watch } = thread;
    let count = 0;
    let looks = 0;
    let still = 0;
    return () => {
      count++;
      still = watch.looks() === looks ? still + 1 : 0;
      looks = watch.looks();
      if (still >= (task.isLeft ? 1 : most) || count >= 2 * most) {
        stop(thread, task);
        return;
      }
      if (count >= most) watch.end();
      watch.wantProgress();
    };
  }

  /** Stops a job in the middle of a run; if a partial answer is useful, the part before that run is done again. */
  function stop(thread: Thread, task: Task): void {
    const { what, advice, isPartial = false } = task.terms;
    const looks = thread.watch.looks();
    if (isPartial && task.stoppedAt === 0 && looks > 0 && !task.isLeft) {
      task.stoppedAt = looks;
      release(thread);
      again.push(task);
    }
    lose(thread, new RunTimeout(`${what} was stopped after ${limits.milliseconds / 1000} s: ${advice}`));
  }

  function hear(thread: Thread, reply: Reply): void {
    const { task } = thread;
    if (reply.type === 'progress') {
      if (task !== null && !task.isLeft) task.terms.onProgress?.(reply.done, reply.of);
      return;
    }
    release(thread);
    thread.isReady = true;
    thread.worker.unref();
    if (reply.type === 'done') task?.settle.resolve(reply.answer);
    if (reply.type === 'refused') task?.settle.reject(new InvalidInput(reply.problems));
    if (reply.type === 'late') task?.settle.reject(new RunTimeout(reply.message));
    if (reply.type === 'failed') task?.settle.reject(reply.error);
    proceed();
  }

  /** Takes the task off a thread, and charges its lane for the time that it took. */
  function release(thread: Thread): void {
    clearInterval(thread.ticking);
    if (thread.task !== null) waiting.took(thread.task.terms.lane, performance.now() - thread.begun);
    thread.task = null;
  }

  /** Drops a thread and fails its task; if the thread could not even start, fails all waiting jobs. */
  function lose(thread: Thread, error: unknown): void {
    if (!threads.delete(thread)) return;
    const failed = thread.isReady ? [thread.task] : [...again.splice(0), ...waiting.clear()];
    release(thread);
    void thread.worker.terminate();
    for (const task of failed) task?.settle.reject(error);
    proceed();
  }

  function leave(task: Task): void {
    waiting.remove(task);
    task.isLeft = true;
    for (const thread of threads) if (thread.task === task) thread.watch.end();
    task.settle.reject(task.terms.signal?.reason);
  }

  return {
    run: (job, terms) =>
      new Promise((resolve, reject) => {
        const { lane, signal } = terms;
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        if (isClosed || waiting.waiting(lane) >= limits.queue) {
          reject(overloaded());
          return;
        }
        const left = () => leave(task);
        const settled =
          <Value>(settle: (value: Value) => void) =>
          (value: Value) => {
            signal?.removeEventListener('abort', left);
            settle(value);
          };
        const settle = { resolve: settled(resolve), reject: settled(reject) };
        const task: Task = { job, terms, since: performance.now(), settle, stoppedAt: 0, isLeft: false };
        signal?.addEventListener('abort', left, { once: true });
        waiting.add(lane, signal ?? task, task);
        proceed();
      }),
    async close() {
      isClosed = true;
      for (const { settle } of [...again.splice(0), ...waiting.clear()]) settle.reject(overloaded());
      const ended = [...threads].map(({ worker }) => worker.terminate());
      for (const thread of threads) lose(thread, overloaded());
      await Promise.all(ended);
    },
  };
}

function overloaded(): Overloaded {
  return new Overloaded('too many long runs at once, try again later');
}
