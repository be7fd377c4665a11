/**
 * How a run and its worker thread share the reading of files: the run queues the files to read, both take the next few
 * in turn, and neither reads far ahead of the consumer. Counters in shared memory track their progress.
 */

/** Files taken at a time. */
const GROUP = 16;
/**
 * Bytes of files to read ahead, about as many as are read while a batch is written. A smaller file counts as
 * LEAST_BYTES, because even the smallest page takes memory.
 */
const AHEAD_BYTES = 4 * 2 ** 20;
const LEAST_BYTES = 16 * 2 ** 10;

/** Indexes of the shared counters. */
const NUMBERS = {
  /** How many files were queued, and how many of them were taken. */
  given: 0,
  taken: 1,
  /** 1 once no more files will be queued. */
  isClosed: 2,
  /** Bytes that were read but not used yet. */
  ahead: 3,
  /** Incremented at every change that the thread may be waiting for. */
  changes: 4,
};

export interface Shares {
  numbers: Int32Array;
  /** The indexes of the queued files, in the order of the queue. */
  places: Int32Array;
}

/** @param count - number of all files, whether or not they will be queued. */
export function newShares(count: number): Shares {
  const shared = (length: number) => new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
  return { numbers: shared(Object.keys(NUMBERS).length), places: shared(count) };
}

/** Size of a file [bytes]. */
interface Sized {
  size: number;
}

export interface Share<File> {
  /** Queues files to be read, by their indexes. */
  give(places: readonly number[]): void;
  /** Declares that no more files will be queued. */
  close(): void;
  /** Number of queued files that were not taken yet. */
  waiting(): number;
  /** Whether the file with this number in the queue was not taken yet. */
  isFree(number: number): boolean;
  /** Takes the next files, which nobody else gets, and the queue number of the first; null if none is waiting. */
  take(): { first: number; files: readonly File[] } | null;
  /** Whether enough has been read ahead. */
  isFull(): boolean;
  /** Blocks, as only a worker thread may, until there is a file to take; false once there will be none. */
  wait(): boolean;
  /** Record what was read, and what of it was used. */
  read(found: readonly Sized[]): void;
  used(found: readonly Sized[]): void;
}

export function shareOf<File>({ numbers, places }: Shares, files: readonly File[]): Share<File> {
  const numberOf = (name: keyof typeof NUMBERS) => Atomics.load(numbers, NUMBERS[name]);
  const bytesOf = (found: readonly Sized[]) => found.reduce((sum, { size }) => sum + Math.max(size, LEAST_BYTES), 0);
  const isFull = () => numberOf('ahead') > AHEAD_BYTES;
  const waiting = () => numberOf('given') - numberOf('taken');
  const change = () => {
    Atomics.add(numbers, NUMBERS.changes, 1);
    Atomics.notify(numbers, NUMBERS.changes);
  };
  return {
    give(more) {
      places.set(more, numberOf('given'));
      Atomics.add(numbers, NUMBERS.given, more.length);
      change();
    },
    close() {
      Atomics.store(numbers, NUMBERS.isClosed, 1);
      change();
    },
    waiting,
    isFree: (number) => numberOf('taken') <= number,
    take() {
      for (;;) {
        const [first, given] = [numberOf('taken'), numberOf('given')];
        const end = Math.min(first + GROUP, given);
        if (first === end) return null;
        if (Atomics.compareExchange(numbers, NUMBERS.taken, first, end) !== first) continue;
        return { first, files: Array.from(places.subarray(first, end), (place) => files[place] as File) };
      }
    },
    isFull,
    wait() {
      for (;;) {
        const seen = numberOf('changes');
        const isOver = numberOf('isClosed') === 1;
        if (waiting() === 0 && isOver) return false;
        if (waiting() > 0 && !isFull()) return true;
        Atomics.wait(numbers, NUMBERS.changes, seen);
      }
    },
    read: (found) => void Atomics.add(numbers, NUMBERS.ahead, bytesOf(found)),
    used(found) {
      Atomics.sub(numbers, NUMBERS.ahead, bytesOf(found));
      change();
    },
  };
}
