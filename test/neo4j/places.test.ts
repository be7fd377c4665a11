import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Overloaded } from '../../src/errors.ts';
import { type Places, places, type Weight } from '../../src/store/neo4j/places.ts';

describe('Places at the server', () => {
  let at: Places;
  let running: Record<Weight, (() => void)[]>;
  beforeEach(() => {
    jest.useFakeTimers();
    at = places();
    running = { light: [], heavy: [] };
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Makes `count` calls that stay pending until released; resolves to the outcome of each. */
  const call = (weight: Weight, count: number) =>
    Array.from({ length: count }, () =>
      at
        .during(weight, () => new Promise<void>((resolve) => running[weight].push(resolve)))
        .then(
          () => 'answered',
          (error: unknown) => error,
        ),
    );
  const settled = () => jest.advanceTimersByTimeAsync(0);

  it('are left to light calls however many heavy ones come', async () => {
    call('heavy', 100);
    await settled();
    expect(running.heavy).toHaveLength(35);
    call('light', 20);
    await settled();
    expect(running.light).toHaveLength(15);
  });

  it('go to those who wait as soon as one is free, to light ones first', async () => {
    call('heavy', 36);
    call('light', 16);
    await settled();
    expect([running.heavy.length, running.light.length]).toEqual([35, 15]);
    running.heavy[0]?.();
    await settled();
    expect([running.heavy.length, running.light.length]).toEqual([35, 16]);
    running.heavy[1]?.();
    await settled();
    expect([running.heavy.length, running.light.length]).toEqual([36, 16]);
  });

  it('that are not free within 2 s, or for which a thousand wait, make a call Overloaded', async () => {
    call('light', 50);
    const waiting = call('light', 1_000);
    await settled();
    const [refused] = call('heavy', 1);
    expect(await refused).toBeInstanceOf(Overloaded);
    await jest.advanceTimersByTimeAsync(1_999);
    running.light[0]?.();
    await jest.advanceTimersByTimeAsync(1);
    const outcomes = Promise.all(waiting.slice(1));
    expect((await outcomes).every((outcome) => outcome instanceof Overloaded)).toBe(true);
    running.light[50]?.();
    expect(await waiting[0]).toBe('answered');
  });

  it('tell a call how long it waited for one', async () => {
    call('light', 50);
    const late = at.during('light', async (waited) => waited);
    await jest.advanceTimersByTimeAsync(1_200);
    running.light[0]?.();
    expect(await late).toBe(1_200);
    expect(await at.during('light', async (waited) => waited)).toBe(0);
  });

  it('come back from calls that fail', async () => {
    for (let i = 0; i < 60; i++) {
      await expect(at.during('heavy', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    }
    expect(await at.during('heavy', async () => 'answered')).toBe('answered');
  });
});
