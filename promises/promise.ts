/**
 * A promise: the threat, the expected behaviour, and a function that tries it on a running service. It returns one line
 * about what it measured; any other outcome is an error.
 */
import type { RunningService } from './service.ts';

export interface ServicePromise {
  /** Its group and name, such as `documents.depth`. */
  id: string;
  threat: string;
  expected: string;
  /**
   * Tries the promise.
   * @returns what was measured, in a few words.
   * @throws Broken with what happened instead.
   */
  holds(subject: Subject): Promise<string>;
}

/** What promises are tried on. */
export interface Subject {
  /** Running, and shared by the promises one after another: none may leave it changed. */
  service: RunningService;
  /**
   * Starts another service over the same graph, for a promise that ends it or needs a fresh one; it is ended
   * afterwards.
   */
  launch(): Promise<RunningService>;
  /** Whether it is ours, and so has our error codes and further routes. */
  isOurs: boolean;
  length: RunLength;
}

/** Length of the long promises. */
export interface RunLength {
  minutes: number;
  kills: number;
}

export class Broken extends Error {}

export function must(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Broken(otherwise);
}

/** The promise cannot be tried on this machine, which counts as passed; the report says why. */
export class NotTried extends Error {}
