/**
 * How a run and the thread beside it share the reading of files: each takes the next few in turn, and neither reads far
 * ahead of what is asked for. Numbers in memory that both see say how far they are.
 */

/** Files that are read at a time. */
const GROUP = 16;
/** Bytes of files that are read ahead; the smallest page takes room, too. */
const AHEAD_BYTES = 16 * 2 ** 20;
const LEAST_BYTES = 16 * 2 ** 10;

/** Places in the shared numbers: the group that is read next, and the bytes that were read and not used yet. */
const NEXT = 0;
const AHEAD = 1;

export function newShares(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}

/** What a group of files takes. */
interface Sized {
  size: number;
}

export interface Share<File> {
  /** The group that `place` belongs to. */
  groupOf(place: number): number;
  /** Whether nobody has taken a group yet. */
  isFree(group: number): boolean;
  /** The next group, which nobody else reads; null behind the last. */
  take(): { group: number; files: readonly File[] } | null;
  /** Whether enough was read ahead. */
  isFull(): boolean;
  /** Waits at once, as a thread may, until that is not so. */
  wait(): void;
  /** Counts what was read, and what of it was used. */
  read(found: readonly Sized[]): void;
  used(found: readonly Sized[]): void;
}

export function shareOf<File>(shares: Int32Array, files: readonly File[]): Share<File> {
  const bytesOf = (found: readonly Sized[]) => found.reduce((sum, { size }) => sum + Math.max(size, LEAST_BYTES), 0);
  const ahead = () => Atomics.load(shares, AHEAD);
  return {
    groupOf: (place) => Math.floor(place / GROUP),
    isFree: (group) => Atomics.load(shares, NEXT) <= group,
    take() {
      const group = Atomics.add(shares, NEXT, 1);
      const taken = files.slice(group * GROUP, (group + 1) * GROUP);
      return taken.length === 0 ? null : { group, files: taken };
    },
    isFull: () => ahead() > AHEAD_BYTES,
    wait() {
      for (let bytes = ahead(); bytes > AHEAD_BYTES; bytes = ahead()) Atomics.wait(shares, AHEAD, bytes);
    },
    read: (found) => void Atomics.add(shares, AHEAD, bytesOf(found)),
    used(found) {
      Atomics.sub(shares, AHEAD, bytesOf(found));
      Atomics.notify(shares, AHEAD);
    },
  };
}
