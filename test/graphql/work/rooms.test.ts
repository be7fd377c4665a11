/** Turns and memory shared by all requests, with an event loop under the test's control. */
import { describe, expect, it } from '@jest/globals';
import type { GraphQLResolveInfo } from 'graphql';
import { Overloaded } from '../../../src/errors.ts';
import { LIGHT } from '../../../src/graphql/work/charge.ts';
import { heavyQueue, type Place, type RoomLimits } from '../../../src/graphql/work/heavy-queue.ts';
import { TURN, type TurnQueue, turnQueue } from '../../../src/graphql/work/turn-queue.ts';
import { startWork } from '../../../src/graphql/work/work.ts';
import { passes, stopClock } from '../../support/clock.ts';

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
    const flow = queue.flow();
    expect([flow.turn(6), flow.turn(6)]).toEqual([undefined, undefined]);
    expect(flow.turn(1)).toBeInstanceOf(Promise);
    turn();
    turn();
    expect(flow.turn(1)).toBeUndefined();
  });

  it('take what waits first come first served, so many units at a time', async () => {
    const { queue, turn } = loop(10);
    queue.add(10);
    const flow = queue.flow();
    const begun: number[] = [];
    for (let i = 0; i < 5; i++) void flow.turn(4)?.then(() => begun.push(i));
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
    expect(queue.flow().turn(1)).toBeInstanceOf(Promise);
    expect(queue.flow().turn(0)).toBeInstanceOf(Promise);
    expect(queue.enter()).toBeInstanceOf(Promise);
  });

  /** How many of each name have started after some turns, with more units waiting than those turns have. */
  async function shares(begin: (queue: TurnQueue, begun: Map<string, number>) => void): Promise<Map<string, number>> {
    const { queue, turn } = loop(TURN);
    queue.add(TURN);
    const begun = new Map<string, number>();
    begin(queue, begun);
    for (let i = 0; i < 10; i++) {
      turn();
      await settled();
    }
    return begun;
  }
  const waits = (begun: Map<string, number>, name: string, units: number, wait: Promise<void> | undefined) =>
    void wait?.then(() => begun.set(name, (begun.get(name) ?? 0) + units));

  it('give those at work as much again as was read since the turn before, within bounds', async () => {
    const { queue, turn } = loop(TURN);
    queue.add(TURN);
    const begun = new Map<string, number>();
    const flow = queue.flow();
    for (let i = 0; i < 2_000; i++) waits(begun, 'at work', 10, flow.turn(10));
    for (let i = 0; i < 1_000; i++) waits(begun, 'newcomers', 50, queue.enter());
    const had: (number | undefined)[][] = [];
    for (const read of [0, 30, 1_000, 0]) {
      for (let i = 0; i < read; i++) queue.arrived();
      begun.clear();
      turn();
      await settled();
      had.push([begun.get('at work'), begun.get('newcomers')]);
    }
    const [half] = had[0] as [number];
    expect(half).toBeGreaterThanOrEqual(TURN / 2 - 50);
    expect(had).toEqual([half, half + 30 * 50, half + 4 * TURN, half].map((units) => [units, had[0]?.[1]]));
  });

  it('are short after a connection has come, as more may wait for their round', async () => {
    const { queue, turn } = loop(TURN);
    queue.add(TURN);
    const begun = new Map<string, number>();
    for (let i = 0; i < 1_000; i++) waits(begun, 'newcomers', 50, queue.enter());
    const had: (number | undefined)[] = [];
    for (const hasConnected of [true, false]) {
      if (hasConnected) queue.connected();
      begun.clear();
      turn();
      await settled();
      had.push(begun.get('newcomers'));
    }
    expect(had).toEqual([TURN / 4, TURN]);
  });

  it('leave half to those at work, however many come, and half to those who come, however many are at work', async () => {
    const begun = await shares((queue, counts) => {
      for (let i = 0; i < 1_000; i++) waits(counts, 'newcomers', 1, queue.enter());
      for (let flow = 0; flow < 20; flow++) {
        const own = queue.flow();
        for (let i = 0; i < 1_000; i++) waits(counts, 'at work', 10, own.turn(10));
      }
    });
    expect(begun.get('at work')).toBeGreaterThanOrEqual((10 * TURN) / 2 - 100);
    // Each newcomer counts as a twentieth of a turn.
    expect(begun.get('newcomers')).toBeGreaterThanOrEqual((10 * 20) / 2 - 2);
  });

  it('are shared by units among those at work: one of many small steps, one of few large ones, one that came last', async () => {
    const begun = await shares((queue, counts) => {
      const [small, large, late] = [queue.flow(), queue.flow(), queue.flow()];
      for (let i = 0; i < 20_000; i++) waits(counts, 'small', 1, small.turn(1));
      for (let i = 0; i < 100; i++) waits(counts, 'large', 400, large.turn(400));
      waits(counts, 'late', 90, late.turn(90));
    });
    expect(begun.get('late')).toBe(90);
    const [small = 0, large = 0] = [begun.get('small'), begun.get('large')];
    expect(Math.abs(small - large)).toBeLessThanOrEqual(500);
    expect(small + large).toBeGreaterThanOrEqual(10 * TURN - 90);
  });

  it('are not spent on work that has ended', async () => {
    const { queue, turn } = loop(10);
    queue.add(10);
    const [ended, other] = [queue.flow(), queue.flow()];
    const begun: string[] = [];
    for (let i = 0; i < 100; i++) void ended.turn(10)?.then(() => begun.push('ended'));
    void other.turn(10)?.then(() => begun.push('other'));
    ended.end();
    turn();
    await settled();
    expect(begun).toEqual(['other']);
  });
});

describe('room for heavy requests', () => {
  const never = new AbortController().signal;
  const LIMITS: RoomLimits = { places: 2, waiting: 3_000, patience: 1_000, bytes: 100 };

  /** Enters the queue, and records the slot once it is granted. */
  function entering(queue: ReturnType<typeof heavyQueue>, bytes: number, signal = never, nodes = 999) {
    const entry: { place: Place | null; error: unknown } = { place: null, error: null };
    queue.enter({ nodes, bytes }, signal).then(
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
    expect(third.place).toBeNull(); // a free slot, but not enough bytes
    first.place?.shrink(10);
    await settled();
    expect(third.place).not.toBeNull();
    for (const { place } of [first, second, third]) place?.leave();
    expect(queue.held()).toEqual({ places: 0, bytes: 0, waiting: 0 });
  });

  it('is waited for by one of any cost, and by no more than can be answered soon', async () => {
    const queue = heavyQueue({ ...LIMITS, places: 1 });
    const costs = [1, 9_000, 10];
    const [running, alone, refused] = costs.map((nodes) => entering(queue, 1, never, nodes));
    await settled();
    expect([running?.place !== null, alone?.error, refused?.error]).toEqual([true, null, expect.any(Overloaded)]);
    running?.place?.leave();
    await settled();
    const next = [1_000, 1_999, 2, 1].map((nodes) => entering(queue, 0, never, nodes));
    await settled();
    expect(next.map(({ error }) => error === null)).toEqual([true, true, false, true]);
  });

  it('is left by those whose client has left', async () => {
    const queue = heavyQueue({ ...LIMITS, places: 1 });
    const running = entering(queue, 1);
    const left = new AbortController();
    const waiting = [entering(queue, 1), entering(queue, 1, left.signal), entering(queue, 1)];
    await settled();
    left.abort('gone');
    await settled();
    expect([waiting[1]?.error, queue.held().waiting]).toEqual(['gone', 2]);
    running.place?.leave();
    await settled();
    expect(waiting.map(({ place }) => place !== null)).toEqual([true, false, false]);
  });

  it('is refused to whoever has waited for long: one who comes later may still be in time', async () => {
    stopClock();
    const queue = heavyQueue({ ...LIMITS, places: 1 });
    const running = entering(queue, 1);
    const early = entering(queue, 1);
    await passes(LIMITS.patience - 1);
    const late = entering(queue, 1);
    expect(early.error).toBeNull();
    await passes(1);
    expect(early.error).toBeInstanceOf(Overloaded);
    running.place?.leave();
    await passes(LIMITS.patience);
    expect([late.place !== null, late.error]).toEqual([true, null]);
    expect(queue.held()).toEqual({ places: 1, bytes: 1, waiting: 0 });
  });

  it('is taken by nobody whose work has ended', () => {
    const heavy = heavyQueue();
    let leave = () => {};
    const work = startWork({ turns: turnQueue(), heavy }, (tell) => {
      leave = tell;
    });
    work.ended.catch(() => {});
    const info = { path: { key: 'a', prev: undefined, typename: undefined } } as GraphQLResolveInfo;
    work.wrote(LIGHT.bytes + 1, info);
    expect(heavy.held().bytes).toBeGreaterThan(0);
    leave();
    work.leave();
    work.wrote(2 * LIGHT.bytes, info);
    expect(heavy.held()).toEqual({ places: 0, bytes: 0, waiting: 0 });
  });

  it('grows while there is any', () => {
    const queue = heavyQueue(LIMITS);
    const place = queue.grow(60);
    expect([place?.grow(30), place?.grow(20), queue.grow(20)]).toEqual([true, false, null]);
    place?.leave();
    expect(queue.held().bytes).toBe(0);
  });
});
