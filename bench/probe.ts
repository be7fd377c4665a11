/**
 * Loaded into a program by `--import`: tells the process that started it, whenever asked, what it has used. Every server
 * is measured from within in this way, so that all bear the same.
 */
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
}

/** How often the delay is looked at, ms: its clock costs something, so that it runs on request only. */
const RESOLUTION = 1;

if (isMainThread && process.send !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  const tell = () => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = {
      cpu: user + system,
      memory: process.memoryUsage.rss(),
      peak: process.resourceUsage().maxRSS * 1024,
      longestBlock: delay.count === 0 ? 0 : delay.max / 1e6,
    };
    delay.reset();
    process.send?.(usage);
  };
  process.on('message', (question: Question) => {
    if (question === 'watch') delay.enable();
    else tell();
  });
  // A program that comes to its end by itself says last what the whole of it took.
  process.once('beforeExit', tell);
  process.once('disconnect', () => process.exit(1));
  // The program ends when it wants to: it is not kept by whoever listens.
  process.channel?.unref();
}
