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
  /** Tells how many of the runs are done. */
  progress(done: number, of: number): void;
}

/** How often the thread has asked; at which time of asking its time is up; whether it is; whether to tell its progress. */
const [LOOKS, LAST, OVER, WANTED] = [0, 1, 2, 3];

/** The side of whoever waits. */
export interface WatchKeeper {
  /** Shared with the thread. */
  memory: SharedArrayBuffer;
  /**
   * Makes it ready for the next job.
   *
   * @param last - the time of asking at which the time is up; 0 where there is none.
   */
  wind(last: number): void;
  /** Ends the time. */
  end(): void;
  /** How often the thread has asked since the job began. */
  looks(): number;
  /** Has the thread tell its progress once. */
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

/** The side of the thread. `tell` is called where the progress is wanted. */
export function watchOver(memory: SharedArrayBuffer, tell: (done: number, of: number) => void): Watch {
  const cells = new Int32Array(memory);
  return {
    isOver() {
      const looks = Atomics.add(cells, LOOKS, 1) + 1;
      return Atomics.load(cells, OVER) === 1 || looks === Atomics.load(cells, LAST);
    },
    progress(done, of) {
      if (Atomics.exchange(cells, WANTED, 0) === 1) tell(done, of);
    },
  };
}
