/**
 * A circuit breaker, so that a store that is away does not hold up every caller: after a failure, calls fail at once
 * until a background probe, about once a second, finds the store back.
 */
import { StoreUnavailable } from '../../errors.ts';

export interface Breaker {
  /** Runs `call`; while the store is known to be away, fails at once with the last fault. */
  guard<T>(call: () => Promise<T>): Promise<T>;
  /** The fault that the store was last found away with; null while it is not away. */
  fault(): StoreUnavailable | null;
  /** Stops the probes. */
  close(): void;
}

/**
 * @param probe - asks the store for a sign of life.
 * @param pause - time from this failure to the next probe [ms]; null if the failure does not concern other calls.
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
