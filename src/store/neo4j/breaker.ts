/**
 * Keeps a store that is away from holding up every caller: after a failure calls fail at once, until a probe in the
 * background, about once a second, finds the store back.
 */
import { StoreUnavailable } from '../../errors.ts';

export interface Breaker {
  /** Runs `call`; while the store is known to be away, fails at once with what was wrong. */
  guard<T>(call: () => Promise<T>): Promise<T>;
  /** What was wrong when the store was last found away; null while it is not. */
  fault(): StoreUnavailable | null;
  /** Ends the probing. */
  close(): void;
}

/**
 * @param probe - asks the store for a sign of life.
 * @param pause - after this failure, how long to wait before the next probe [ms]; null where it says nothing of other calls.
 */
export function breaker(probe: () => Promise<void>, pause: (error: unknown) => number | null): Breaker {
  let fault: StoreUnavailable | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const open = (error: unknown, wait: number) => {
    fault = error as StoreUnavailable;
    if (closed || timer !== undefined) return;
    timer = setTimeout(async () => {
      timer = undefined;
      try {
        await probe();
        fault = null;
      } catch (again) {
        open(again, pause(again) ?? wait);
      }
    }, wait);
    timer.unref();
  };

  return {
    async guard(call) {
      if (fault !== null) throw new StoreUnavailable(fault.message, { cause: fault.cause, reason: fault.reason });
      try {
        return await call();
      } catch (error) {
        const wait = pause(error);
        if (wait !== null) open(error, wait);
        throw error;
      }
    },
    fault: () => fault,
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
