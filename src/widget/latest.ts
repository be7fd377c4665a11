/** One request at a time: a newer one aborts the older, whose answer is dropped. */

export interface Latest {
  /** Runs `work`; resolves to undefined if a newer run or `cancel` superseded it. */
  run<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result | undefined>;
  cancel(): void;
}

export function latest(): Latest {
  let current: AbortController | undefined;
  return {
    async run(work) {
      current?.abort();
      const own = new AbortController();
      current = own;
      try {
        const result = await work(own.signal);
        return own.signal.aborted ? undefined : result;
      } catch (error) {
        if (own.signal.aborted) return undefined;
        throw error;
      }
    },
    cancel() {
      current?.abort();
    },
  };
}

/** Calls `work` once `call` has been quiet for `ms`. */
export function debounced(work: () => void, ms: number): { call(): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => clearTimeout(timer);
  return {
    cancel,
    call() {
      cancel();
      timer = setTimeout(work, ms);
    },
  };
}
