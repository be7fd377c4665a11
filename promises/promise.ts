/**
 * What a promise is here: the threat, what is to happen, and one function that tries it on a running service.
 * What it measured is told in a line; what came instead of what was promised is an error.
 */
import type { RunningService } from './service.ts';

export interface ServicePromise {
  /** Its group and name, such as `documents.depth`. */
  id: string;
  threat: string;
  expected: string;
  /**
   * Tries it.
   * @returns what was measured, in a few words.
   * @throws Broken with what came instead.
   */
  holds(subject: Subject): Promise<string>;
}

/** What promises are tried on. */
export interface Subject {
  /** Up, and used by one promise after another: none may leave it other than it was. */
  service: RunningService;
  /** Starts another over the same graph, for what ends a process or wants one that is fresh; it is ended afterwards. */
  launch(): Promise<RunningService>;
  /** Whether the codes of our refusals and our other addresses can be expected of it. */
  isOurs: boolean;
  length: RunLength;
}

/** How long the long ones are. */
export interface RunLength {
  minutes: number;
  kills: number;
}

export class Broken extends Error {}

export function must(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Broken(otherwise);
}

/** Passes where the promise cannot be tried on this machine; `why` is told in its line. */
export class NotTried extends Error {}
