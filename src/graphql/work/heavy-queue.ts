/**
 * Room for heavy requests: a few run at a time, the others queue, and the bytes of all their answers are bounded, from
 * the first object to the last byte sent. Light requests need none of it.
 *
 * The queue is bounded by the total cost of the waiting requests, so that an admitted one is answered soon on any
 * machine. The wait is also bounded in time, in case the store is slow.
 */
import { Overloaded } from '../../errors.ts';
import type { Charge } from './charge.ts';

export interface RoomLimits {
  /** Heavy requests running at once. */
  places: number;
  /** Total cost of all waiting requests; one that waits alone may exceed it. */
  waiting: number;
  /** How long a request waits before it is refused [ms]: as long as a store has for one answer. */
  patience: number;
  /** Bytes of all heavy answers in progress or being sent. */
  bytes: number;
}
export const ROOM: RoomLimits = { places: 2, waiting: 40_000, patience: 5_000, bytes: 50_000_000 };
/** Bytes that take as long to write as one object takes to make. */
const BYTES_PER_OBJECT = 1_000;

/** A heavy request's room: its place until the answer is made, its bytes until the answer is sent. */
export interface Place {
  /** Asks for more bytes; false if there is no room. */
  grow(bytes: number): boolean;
  /** Reduces its room to that many bytes. */
  shrink(bytes: number): void;
  leavePlace(): void;
  /** Gives back the place and the bytes. */
  leave(): void;
}

export interface HeavyQueue {
  /**
   * Waits for a place and for the bytes of a charge.
   *
   * @throws Overloaded if too many wait, or no place is free in time; the signal's reason if it is aborted first.
   */
  enter(charge: Pick<Charge, 'nodes' | 'bytes'>, signal: AbortSignal): Promise<Place>;
  /** Bytes without a place, for an answer that outgrew the limit of light ones; null if there is no room. */
  grow(bytes: number): Place | null;
  held(): { places: number; bytes: number; waiting: number };
}

interface Waiting {
  cost: number;
  bytes: number;
  admit(place: Place): void;
}

export function heavyQueue(limits: RoomLimits = ROOM): HeavyQueue {
  let places = 0;
  let bytesHeld = 0;
  const waiting: Waiting[] = [];

  function place(bytes: number, isAtWork: boolean): Place {
    let own = bytes;
    let hasPlace = isAtWork;
    bytesHeld += bytes;
    if (isAtWork) places++;
    const keep = (kept: number) => {
      bytesHeld += kept - own;
      own = kept;
      proceed();
    };
    const leavePlace = () => {
      if (hasPlace) places--;
      hasPlace = false;
      proceed();
    };
    return {
      grow(more) {
        if (bytesHeld + more > limits.bytes) return false;
        bytesHeld += more;
        own += more;
        return true;
      },
      shrink: (kept) => keep(Math.min(own, kept)),
      leavePlace,
      leave() {
        leavePlace();
        keep(0);
      },
    };
  }

  function proceed(): void {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (places >= limits.places || bytesHeld + next.bytes > limits.bytes) return;
      waiting.shift();
      next.admit(place(next.bytes, true));
    }
  }

  return {
    enter: ({ nodes, bytes }, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const overloaded = () => new Overloaded('too many heavy requests at once, try again or request less');
        const cost = nodes + bytes / BYTES_PER_OBJECT;
        const ahead = waiting.reduce((sum, other) => sum + other.cost, 0);
        if (ahead > 0 && ahead + cost > limits.waiting) {
          reject(overloaded());
          return;
        }
        const leave = (reason: unknown) => {
          stopWaiting();
          waiting.splice(waiting.indexOf(own), 1);
          reject(reason);
          proceed();
        };
        const leaveWithClient = () => leave(signal.reason);
        const timer = setTimeout(() => leave(overloaded()), limits.patience);
        const stopWaiting = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', leaveWithClient);
        };
        const own: Waiting = {
          cost,
          bytes: Math.min(bytes, limits.bytes),
          admit(admitted) {
            stopWaiting();
            resolve(admitted);
          },
        };
        signal.addEventListener('abort', leaveWithClient, { once: true });
        waiting.push(own);
        proceed();
      }),
    grow: (bytes) => (bytesHeld + bytes > limits.bytes ? null : place(bytes, false)),
    held: () => ({ places, bytes: bytesHeld, waiting: waiting.length }),
  };
}
