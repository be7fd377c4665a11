/** Turns and room of all requests together, by a loop that the test drives. */
import { describe, expect, it } from '@jest/globals';
import { Overloaded } from '../../../src/errors.ts';
import { heavyQueue, type Place } from '../../../src/graphql/work/heavy-queue.ts';
import { turnQueue } from '../../../src/graphql/work/turn-queue.ts';

describe('turns', () => {
  function loop(most: number) {
    const next: (() => void)[] = [];
    const queue = turnQueue(most, (callback) => next.push(callback));
    const turn = () => {
      for (const callback of next.splice(0)) callback();
    };
    return { queue, turn };
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('let work begin at once until the turn has had its units', () => {
    const { queue, turn } = loop(10);
    expect([queue.turn(6), queue.turn(6)]).toEqual([undefined, undefined]);
    expect(queue.turn(1)).toBeInstanceOf(Promise);
    turn();
    turn();
    expect(queue.turn(1)).toBeUndefined();
  });

  it('take what waits first come first served, so many units at a time', async () => {
    const { queue, turn } = loop(10);
    queue.add(10);
    const begun: number[] = [];
    for (let i = 0; i < 5; i++) void queue.turn(4)?.then(() => begun.push(i));
    const seen: number[] = [];
    for (let i = 0; i < 3; i++) {
      turn();
      await settled();
      seen.push(begun.length);
    }
    expect(seen).toEqual([3, 5, 5]);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });

  it('have nobody overtake those who wait', () => {
    const { queue } = loop(10);
    queue.add(10);
    expect(queue.turn(1)).toBeInstanceOf(Promise);
    expect(queue.turn(0)).toBeInstanceOf(Promise);
  });
});

describe('room for heavy requests', () => {
  const never = new AbortController().signal;
  const LIMITS = { places: 2, queue: 3, bytes: 100 };

  /** Enters, and writes down the place once it is given. */
  function entering(queue: ReturnType<typeof heavyQueue>, bytes: number, signal = never) {
    const entry: { place: Place | null; error: unknown } = { place: null, error: null };
    queue.enter(bytes, signal).then(
      (place) => {
        entry.place = place;
      },
      (error: unknown) => {
        entry.error = error;
      },
    );
    return entry;
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('is given to so many at once and to so many bytes, then waited for in order', async () => {
    const queue = heavyQueue(LIMITS);
    const [first, second, third] = [entering(queue, 50), entering(queue, 40), entering(queue, 40)];
    await settled();
    expect([first.place !== null, second.place !== null, third.place]).toEqual([true, true, null]);
    expect(queue.held()).toEqual({ places: 2, bytes: 90, waiting: 1 });
    first.place?.leavePlace();
    await settled();
    expect(third.place).toBeNull(); // a place, but not the bytes
    first.place?.shrink(10);
    await settled();
    expect(third.place).not.toBeNull();
    for (const { place } of [first, second, third]) place?.leave();
    expect(queue.held()).toEqual({ places: 0, bytes: 0, waiting: 0 });
  });

  it('is refused where too many wait, and left by those whose client has left', async () => {
    const queue = heavyQueue({ ...LIMITS, places: 1 });
    const running = entering(queue, 1);
    const left = new AbortController();
    const waiting = [entering(queue, 1), entering(queue, 1, left.signal), entering(queue, 1)];
    const refused = entering(queue, 1);
    await settled();
    expect(refused.error).toBeInstanceOf(Overloaded);
    left.abort('gone');
    await settled();
    expect([waiting[1]?.error, queue.held().waiting]).toEqual(['gone', 2]);
    running.place?.leave();
    await settled();
    expect(waiting.map(({ place }) => place !== null)).toEqual([true, false, false]);
  });

  it('grows while there is any', () => {
    const queue = heavyQueue(LIMITS);
    const place = queue.grow(60);
    expect([place?.grow(30), place?.grow(20), queue.grow(20)]).toEqual([true, false, null]);
    place?.leave();
    expect(queue.held().bytes).toBe(0);
  });
});
