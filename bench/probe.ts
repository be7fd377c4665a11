/**
 * Loaded into a program by `--import`: reports the process's resource usage to its parent on request. Every server is
 * measured from within like this, so the overhead is the same for all.
 */
import { openSync, readSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** `watch` starts measuring how long the event loop is blocked; `usage` asks for the figures. */
export type Question = 'watch' | 'usage';

/** A process's resource usage since it started. */
export interface Usage {
  /** User and system time, µs. */
  cpu: number;
  /** Resident memory, bytes: current and peak. */
  memory: number;
  peak: number;
  /** Longest time that the event loop was blocked since `watch` or the last report [ms]; 0 without `watch`. */
  longestBlock: number;
  /** Most CPU time of one turn meanwhile [ms]: a block minus waiting for a processor. 0 where the system lacks it. */
  longestTurn: number;
}

/** Sampling interval of the delay [ms]; sampling costs CPU time, so it runs on request only. */
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
  // A program that ends by itself reports its total usage at the end.
  process.once('beforeExit', tell);
  process.once('disconnect', () => process.exit(1));
  // The channel does not keep the program alive.
  process.channel?.unref();
}

/** The most CPU time of this thread between two timer ticks; Linux updates the figure every few milliseconds. */
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

/** Returns a function that reads the CPU time of its calling thread [ms]. */
function cpuOfThread(): () => number {
  try {
    const file = openSync('/proc/thread-self/schedstat', 'r');
    const text = Buffer.alloc(64);
    return () => Number(text.toString('latin1', 0, readSync(file, text, 0, text.length, 0)).split(' ')[0]) / 1e6;
  } catch {
    return () => 0;
  }
}
