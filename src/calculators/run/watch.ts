/**
 * The watch of a job: through shared memory, the worker thread asks whether the job's time is up and whether to report
 * its progress. There is only one clock, the pool's.
 */

/** The worker thread's side: the time that a job has, and where to report its progress. */
export interface Watch {
  /**
   * Whether the time is up, so that no further run may start. To be called before each run: a thread that does not call
   * it for as long as one run may take is terminated.
   */
  isOver(): boolean;
  /** Reports how many of the runs are done. */
  progress(done: number, of: number): void;
}

/** Cells: calls of `isOver`; the call at which the time is up; whether it is up anyway; whether to report progress. */
const [LOOKS, LAST, OVER, WANTED] = [0, 1, 2, 3];

/** The pool's side. */
export interface WatchKeeper {
  /** Shared with the thread. */
  memory: SharedArrayBuffer;
  /**
   * Resets it for the next job.
   *
   * @param last - the call of `isOver` at which the time is up, from 1; 0 for none.
   */
  wind(last: number): void;
  /** Declares the time up. */
  end(): void;
  /** How often the thread has called `isOver` since the job began. */
  looks(): number;
  /** Makes the thread report its progress once. */
  wantProgress(): void;
}

export function watchKeeper(): WatchKeeper {
  const memory = new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT);
  const cells = new Int32Array(memory);
  const set = (cell: number, value: number) => {
    Atomics.store(cells, cell, value);
  };
  return {
    memory,
    wind(last) {
      for (const cell of [LOOKS, OVER, WANTED]) set(cell, 0);
      set(LAST, last);
    },
    end: () => set(OVER, 1),
    looks: () => Atomics.load(cells, LOOKS),
    wantProgress: () => set(WANTED, 1),
  };
}

/** The watch for a worker thread; it calls `report` with the progress when the pool wants it. */
export function watchOver(memory: SharedArrayBuffer, report: (done: number, of: number) => void): Watch {
  const cells = new Int32Array(memory);
  return {
    isOver() {
      const looks = Atomics.add(cells, LOOKS, 1) + 1;
      return Atomics.load(cells, OVER) === 1 || looks === Atomics.load(cells, LAST);
    },
    progress(done, of) {
      if (Atomics.exchange(cells, WANTED, 0) === 1) report(done, of);
    },
  };
}
