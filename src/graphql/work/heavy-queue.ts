/**
 * Room for heavy requests: few at work at a time, the others wait in a queue that is bounded in number, and what their
 * answers take is bounded in all, from the first object to the last byte sent. Light requests need none of it.
 */
import { Overloaded } from '../../errors.ts';

export interface RoomLimits {
  /** Heavy requests at work at once. */
  places: number;
  /** Heavy requests that wait. */
  queue: number;
  /** Bytes of all heavy answers, in the making or on their way. */
  bytes: number;
}
export const ROOM: RoomLimits = { places: 4, queue: 50, bytes: 50_000_000 };

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
   * Waits for a place and for `bytes`.
   *
   * @throws Overloaded where too many wait; the signal's reason where it is aborted first.
   */
  enter(bytes: number, signal: AbortSignal): Promise<Place>;
  /** A place's bytes without the place, for an answer that grew past what a light one may have; null without room. */
  grow(bytes: number): Place | null;
  held(): { places: number; bytes: number; waiting: number };
}

interface Waiting {
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
    enter: (bytes, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        if (waiting.length >= limits.queue) {
          reject(new Overloaded('too many heavy requests at once, try again or ask for less'));
          return;
        }
        const leave = () => {
          waiting.splice(waiting.indexOf(own), 1);
          reject(signal.reason);
          proceed();
        };
        const own: Waiting = {
          bytes: Math.min(bytes, limits.bytes),
          admit(admitted) {
            signal.removeEventListener('abort', leave);
            resolve(admitted);
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(own);
        proceed();
      }),
    grow: (bytes) => (bytesHeld + bytes > limits.bytes ? null : place(bytes, false)),
    held: () => ({ places, bytes: bytesHeld, waiting: waiting.length }),
  };
}
