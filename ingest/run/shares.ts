/**
 * How a run and the thread beside it share the reading of files: the run gives those that have to be read, each takes the
 * next few in turn, and neither reads far ahead of what is asked for. Numbers in memory that both see say how far they are.
 */

/** Files that are read at a time. */
const GROUP = 16;
/** Bytes of files that are read ahead, about as many as are read while a batch is written; the smallest page takes room, too. */
const AHEAD_BYTES = 4 * 2 ** 20;
const LEAST_BYTES = 16 * 2 ** 10;

/** Places in the shared numbers. */
const NUMBERS = {
  /** How many files were given, and how many of them were taken. */
  given: 0,
  taken: 1,
  /** Whether all were given that will be. */
  isClosed: 2,
  /** Bytes that were read and not used yet. */
  ahead: 3,
  /** Grows with every change that somebody may wait for. */
  changes: 4,
};

export interface Shares {
  numbers: Int32Array;
  /** The places of the files that were given, one after the other. */
  places: Int32Array;
}

/** @param count - of all files, whether they will be given or not. */
export function newShares(count: number): Shares {
  const shared = (length: number) => new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
  return { numbers: shared(Object.keys(NUMBERS).length), places: shared(count) };
}

/** What a file takes. */
interface Sized {
  size: number;
}

export interface Share<File> {
  /** Gives files to be read, by their places. */
  give(places: readonly number[]): void;
  /** Says that no more will be given. */
  close(): void;
  /** How many wait to be taken. */
  waiting(): number;
  /** Whether nobody has taken a file yet, by its number among those that were given. */
  isFree(number: number): boolean;
  /** The next files, which nobody else reads, and the number of the first of them; null where none waits. */
  take(): { first: number; files: readonly File[] } | null;
  /** Whether enough was read ahead. */
  isFull(): boolean;
  /** Waits at once, as a thread may, until there is a file to take; answers whether there is one. */
  wait(): boolean;
  /** Counts what was read, and what of it was used. */
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
