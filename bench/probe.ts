/**
 * Loaded into a program by `--import`: tells the process that started it, whenever asked, what it has used. Every server
 * is measured from within in this way, so that all bear the same.
 */
import { openSync, readSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** `watch` begins to look how long the event loop is held; `usage` is answered. */
export type Question = 'watch' | 'usage';

/** What a process has used since it started. */
export interface Usage {
  /** User and system time, µs. */
  cpu: number;
  /** Resident memory, bytes: now, and at most. */
  memory: number;
  peak: number;
  /** Longest time that the event loop was held since `watch` or the last answer, ms; 0 while nobody watches. */
  longestBlock: number;
  /** Most CPU time that it took at once meanwhile, ms: what a block is when nobody else wants the processor. 0 where the system does not tell it. */
  longestTurn: number;
}

/** How often the delay is looked at, ms: its clock costs something, so that it runs on request only. */
const RESOLUTION = 1;

if (isMainThread && process.send !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  const turns = watchTurns();
  const tell = () => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = {
      cpu: user + system,
      memory: process.memoryUsage.rss(),
      peak: process.resourceUsage().maxRSS * 1024,
      longestBlock: delay.count === 0 ? 0 : delay.max / 1e6,
      longestTurn: turns.longest(),
    };
    delay.reset();
    turns.reset();
    process.send?.(usage);
  };
  process.on('message', (question: Question) => {
    if (question === 'watch') {
      delay.enable();
      turns.enable();
    } else tell();
  });
  // A program that comes to its end by itself says last what the whole of it took.
  process.once('beforeExit', tell);
  process.once('disconnect', () => process.exit(1));
  // The program ends when it wants to: it is not kept by whoever listens.
  process.channel?.unref();
}

/** How much CPU time this thread takes from one timer to the next, told by Linux to some milliseconds. */
function watchTurns() {
  const read = cpuOfThread();
  let longest = 0;
  let last = 0;
  const look = () => {
    longest = Math.max(longest, read() - last);
    last = read();
  };
  return {
    enable() {
      last = read();
      setInterval(look, RESOLUTION).unref();
    },
    longest: () => longest,
    reset() {
      longest = 0;
    },
  };
}

/** Reads the CPU time of the thread that calls this, ms. */
function cpuOfThread(): () => number {
  try {
    const file = openSync('/proc/thread-self/schedstat', 'r');
    const text = Buffer.alloc(64);
    return () => Number(text.toString('latin1', 0, readSync(file, text, 0, text.length, 0)).split(' ')[0]) / 1e6;
  } catch {
    return () => 0;
  }
}
