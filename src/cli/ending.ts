/** When a service ends: the first signal asks for an orderly end, a second one ends at once. */
import type { EventEmitter } from 'node:events';
import type { Log } from '../log.ts';

/**
 * Resolves when `program` is told to stop by SIGINT or SIGTERM, or has met an error that nothing caught, which is logged.
 * A second signal calls `exit`.
 * @returns the exit status as it is then: 1 after an error that nothing caught, also one met while ending.
 */
export function untilToldToStop(program: EventEmitter, log: Log, exit: () => void): Promise<() => 0 | 1> {
  let status: 0 | 1 = 0;
  let isTold = false;
  return new Promise((resolve) => {
    const stop = () => resolve(() => status);
    const signalled = () => {
      if (isTold) exit();
      isTold = true;
      stop();
    };
    const failed = (error: unknown) => {
      // What follows from the first error is its doing.
      if (status === 0) log.error(error);
      status = 1;
      stop();
    };
    for (const signal of ['SIGINT', 'SIGTERM']) program.on(signal, signalled);
    for (const event of ['uncaughtException', 'unhandledRejection']) program.on(event, failed);
  });
}
