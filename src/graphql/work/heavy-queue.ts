/**
 * Room for heavy requests: few at work at a time, the others wait in a queue, and what their answers take is bounded in
 * all, from the first object to the last byte sent. Light requests need none of it.
 *
 * The queue is bounded in what those who wait will make the service do, so that whoever is let in is answered soon on any
 * machine; and in time, for a store that is slow.
 */
import { Overloaded } from '../../errors.ts';
import type { Charge } from './charge.ts';

export interface RoomLimits {
  /** Heavy requests at work at once. */
  places: number;
  /** Cost of all that wait, but for one who waits alone. */
  waiting: number;
  /** How long one waits before it is refused [ms]: as long as a store has for one answer. */
  patience: number;
  /** Bytes of all heavy answers, in the making or on their way. */
  bytes: number;
}
export const ROOM: RoomLimits = { places: 2, waiting: 40_000, patience: 5_000, bytes: 50_000_000 };
/** Bytes that take as long to write as an object to make. */
const BYTES_PER_OBJECT = 1_000;

/** A heavy request's room: its place until the answer is made, its bytes until the answer is gone. */
export interface Place {
  /** Asks for more bytes; false where there are none. */
  grow(bytes: number): boolean;
  /** Keeps just so many bytes. */
  shrink(bytes: number): void;
  leavePlace(): void;
  /** Gives all of it back. */
  leave(): void;
}

export interface HeavyQueue {
  /**
   * Waits for a place and for the bytes of a charge.
   *
   * @throws Overloaded where too many wait, or there is no place in time; the signal's reason where it is aborted first.
   */
  enter(charge: Pick<Charge, 'nodes' | 'bytes'>, signal: AbortSignal): Promise<Place>;
  /** A place's bytes without the place, for an answer that grew past what a light one may have; null without room. */
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
        const overloaded = () => new Overloaded('too many heavy requests at once, try again or ask for less');
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
