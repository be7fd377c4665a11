/**
 * The watch of a job in a thread: the thread asks whether its time is up, and tells how far it is, both by memory that it
 * shares with the thread that waits for it. There is one clock, that of the waiting thread.
 */

/** The time a job has, and who watches its progress. */
export interface Watch {
  /**
   * Whether the time is up: no further run is begun. Asked before each run: a thread that does not ask for as long as one
   * run may take is stopped in the middle of it.
   */
  isOver(): boolean;
  /**
   * Tells how many of the runs are done.
   *
   * @param soFar - the answer as it would be if the time were up now, where a part of it stands alone; it is asked for
   * now and then, so that it is there when the next run has to be stopped.
   */
  progress(done: number, of: number, soFar?: () => unknown): void;
}

/** How many times the thread asked; whether its time is up; what it is to tell next. */
const [LOOKS, OVER, WANTED] = [0, 1, 2];
const WANTS = { nothing: 0, progress: 1, soFar: 2 } as const;

/** The side of whoever waits. */
export interface WatchKeeper {
  /** Shared with the thread. */
  memory: SharedArrayBuffer;
  /** Makes it ready for the next job. */
  wind(): void;
  /** Ends the time. */
  end(): void;
  /** How many times the thread has asked since the job began. */
  looks(): number;
  /** Asks for the progress. */
  want(what: 'progress' | 'soFar'): void;
}

export function watchKeeper(): WatchKeeper {
  const memory = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT);
  const cells = new Int32Array(memory);
  return {
    memory,
    wind: () => {
      for (const cell of [LOOKS, OVER, WANTED]) Atomics.store(cells, cell, 0);
    },
    end: () => {
      Atomics.store(cells, OVER, 1);
    },
    looks: () => Atomics.load(cells, LOOKS),
    want: (what) => {
      Atomics.store(cells, WANTED, WANTS[what]);
    },
  };
}

/** The side of the thread. `tell` is called where the progress was asked for. */
export function watchOver(
  memory: SharedArrayBuffer,
  tell: (progress: { done: number; of: number; soFar?: unknown }) => void,
): Watch {
  const cells = new Int32Array(memory);
  return {
    isOver() {
      Atomics.add(cells, LOOKS, 1);
      return Atomics.load(cells, OVER) === 1;
    },
    progress(done, of, soFar) {
      const wanted = Atomics.load(cells, WANTED);
      if (wanted === WANTS.nothing) return;
      Atomics.store(cells, WANTED, WANTS.nothing);
      tell({ done, of, ...(wanted === WANTS.soFar && soFar !== undefined && { soFar: soFar() }) });
    },
  };
}
