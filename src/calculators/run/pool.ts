/**
 * Threads for jobs that may be slow, so that the event loop goes on answering: runs of calculators, and analyses that
 * make many of them.
 *
 * A thread is started when a job waits for one, and keeps no process alive by itself. Once its time is up a job that looks
 * at its watch ends by itself; one that does not look for as long as a run may take is stopped with its thread. What that
 * one had done before is lost with the thread, and is done again where it stands alone: a job is a pure function. Jobs that nobody could wait for are refused: those past the longest queue and those that waited twice as long
 * as a run may take. A job whose owner has left waits no longer, and ends at its next look or with its thread.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InvalidInput, Overloaded, type Problem, RunTimeout } from '../../errors.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import { fairQueue } from './fair-queue.ts';
import { type WatchKeeper, watchKeeper } from './watch.ts';

/** A job as it is sent to a thread: which of its tasks, and what for. */
export interface Job {
  task: string;
  given: unknown;
}
export type Reply =
  | { type: 'ready' }
  | { type: 'progress'; done: number; of: number }
  | { type: 'done'; answer: unknown }
  /** An InvalidInput: between threads an error keeps its message, but neither its class nor its problems. */
  | { type: 'refused'; problems: readonly [Problem, ...Problem[]] }
  | { type: 'late'; message: string }
  | { type: 'failed'; error: unknown };

export interface PoolLimits {
  /** Threads at most; one core of a small machine stays with the event loop. */
  size: number;
  /** Jobs of one lane that wait for a thread. */
  queue: number;
  /** Longest run, time of an analysis, and half the longest wait before either, ms. */
  milliseconds: number;
}
const LIMITS: PoolLimits = { size: availableParallelism() > 2 ? 2 : 1, queue: 32, milliseconds: 2_000 };

/** How a job is waited for. */
export interface Terms {
  /** Lanes share the threads evenly. */
  lane: 'run' | 'analysis';
  /** What is told where it is stopped, such as `the run`; and what to ask for instead, such as `lower maxRounds`. */
  what: string;
  advice: string;
  /** Whether a part of its answer stands alone, so that it is worth having where a run in it has to be stopped. */
  isPartial?: boolean;
  /** Aborted once nobody waits any more. Jobs with the same signal have the same owner, and owners take turns. */
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, of: number) => void) | undefined;
}

export interface Pool {
  /**
   * Does a job in a thread.
   *
   * @returns its answer: of a part of the job where its time was up and that stands alone.
   * @throws InvalidInput and RunTimeout as the job does; RunTimeout where it takes too long; Overloaded where too many
   * wait, or the pool is closed; the signal's reason.
   */
  run(job: Job, terms: Terms): Promise<unknown>;
  /** Ends the threads; jobs that are not done are refused. */
  close(): Promise<void>;
}

interface Task {
  job: Job;
  terms: Terms;
  since: number;
  /** Where it was stopped in a run, how often it had looked at its watch by then; 0 before. */
  stoppedAt: number;
  settle: { resolve(answer: unknown): void; reject(error: unknown): void };
  isLeft: boolean;
}

interface Thread {
  worker: Worker;
  watch: WatchKeeper;
  isReady: boolean;
  task: Task | null;
  /** When the task was given to it. */
  begun: number;
  ticking: NodeJS.Timeout | undefined;
}

/** Fewest looks that are taken at a job within the time of a run, and longest time between two of them [ms]. */
const FEWEST_TICKS = 20;
const LONGEST_TICK = 100;

/** @param entry - the built thread, which does the tasks that jobs name. */
export function createPool(given: Partial<PoolLimits> = {}, entry = join(PACKAGE_ROOT, 'dist/worker.js')): Pool {
  const limits = { ...LIMITS, ...given };
  const tick = Math.min(LONGEST_TICK, limits.milliseconds / FEWEST_TICKS);
  /** How many of them are the time of a run. */
  const most = Math.round(limits.milliseconds / tick);
  const waiting = fairQueue<Task>();
  /** Jobs that were stopped in a run, to be done again up to there. */
  const again: Task[] = [];
  const threads = new Set<Thread>();
  let isClosed = false;

  /** Gives the free threads what waits, and starts another thread where there is none free. */
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
      // What cannot be copied, such as a value nested without end, fails alone.
      release(thread);
      thread.worker.unref();
      task.settle.reject(error);
    }
  }

  /** What is done at each tick of a job's time. */
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

  /** Stops a job in the midst of a run: the part before it is done again where it is worth having. */
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

  /** Takes a thread's task from it, and counts the time that it took. */
  function release(thread: Thread): void {
    clearInterval(thread.ticking);
    if (thread.task !== null) waiting.took(thread.task.terms.lane, performance.now() - thread.begun);
    thread.task = null;
  }

  /** Lets a thread go, and fails what it was doing; where it could not even start, all that waits for it. */
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
