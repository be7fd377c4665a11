/**
 * A store for one request: calls that failed are not repeated, and once the request's work is over, no more calls are
 * made on its behalf.
 */
import type { Work } from './work.ts';

/** Calls of a store in progress, so that it is not closed during them. */
export interface Calls {
  begin(): void;
  end(): void;
  /** Resolves once there are none. */
  none(): Promise<void>;
}

export function storeCalls(): Calls {
  let underWay = 0;
  let waiting: (() => void)[] = [];
  return {
    begin: () => {
      underWay++;
    },
    end() {
      underWay--;
      if (underWay > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
    none: () =>
      underWay === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
  };
}

/** Failed calls of a store, by method and arguments. */
export type FailedCalls = Map<string, Promise<unknown>>;

/**
 * `store` with its calls counted, and left unanswered once the work is over. A call that failed before fails again at
 * once, so that a client does not wait twice for a slow store.
 */
export function guarded<Store extends object>(
  store: Store,
  work: Pick<Work, 'isOver' | 'never'>,
  calls: Calls,
  failed: FailedCalls = new Map(),
): Store {
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...given: unknown[]) => {
        if (work.isOver()) return work.never();
        const call = () => JSON.stringify([name, given]);
        const before = failed.size > 0 && failed.get(call());
        if (before) return before;
        const answer: unknown = method.apply(target, given);
        if (!(answer instanceof Promise)) return answer;
        calls.begin();
        answer.catch(() => failed.set(call(), answer));
        return answer.finally(calls.end).then((settled: unknown) => (work.isOver() ? work.never() : settled));
      };
    },
  });
}
