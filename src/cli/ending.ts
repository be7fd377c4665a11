/** When a service stops: the first signal asks for an orderly shutdown, a second one stops it at once. */
import type { EventEmitter } from 'node:events';
import type { Log } from '../log.ts';

/**
 * Resolves on SIGINT, SIGTERM or an uncaught error, which is logged. A second signal calls `exit`.
 * @returns a function for the exit status: 1 after an uncaught error, even one during shutdown.
 */
export function untilToldToStop(program: EventEmitter, log: Log, exit: () => void): Promise<() => 0 | 1> {
  let status: 0 | 1 = 0;
  let isStopping = false;
  return new Promise((resolve) => {
    const stop = () => resolve(() => status);
    const signalled = () => {
      if (isStopping) exit();
      isStopping = true;
      stop();
    };
    const failed = (error: unknown) => {
      // Later errors are consequences of the first.
      if (status === 0) log.error(error);
      status = 1;
      stop();
    };
    for (const signal of ['SIGINT', 'SIGTERM']) program.on(signal, signalled);
    for (const event of ['uncaughtException', 'unhandledRejection']) program.on(event, failed);
  });
}
