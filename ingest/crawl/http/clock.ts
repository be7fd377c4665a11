/** The crawl's source of time and randomness, which a test can control. */
import { setTimeout } from 'node:timers/promises';

export interface Clock {
  /** ms since 1970. */
  now(): number;
  /** Waits for `time` ms. @throws AbortError when `signal` ends it. */
  pause(time: number, signal: AbortSignal): Promise<void>;
  /** A signal that aborts after `time` ms unless `end` is called first. */
  limit(time: number): { signal: AbortSignal; end(): void };
  /** A random number in [0, 1). */
  random(): number;
}

export const SYSTEM_CLOCK: Clock = {
  now: Date.now,
  async pause(time, signal) {
    await setTimeout(time, undefined, { signal });
  },
  limit(time) {
    const ending = new AbortController();
    const timer = globalThis.setTimeout(() => ending.abort(), time);
    return { signal: ending.signal, end: () => clearTimeout(timer) };
  },
  random: Math.random,
};
