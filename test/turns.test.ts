import { describe, expect, it } from '@jest/globals';
import { inTurns } from '../src/turns.ts';
import { timesOfTurns } from './support/clock.ts';

describe('work in turns', () => {
  it('answers for each key, in their order', async () => {
    expect(await inTurns([3, 1, 2], (key) => key * 10)).toEqual([30, 10, 20]);
    expect(await inTurns([], () => 1)).toEqual([]);
  });

  it('ends with what a key throws', async () => {
    const fails = (key: number) => {
      if (key === 2) throw new Error('two');
      return key;
    };
    await expect(inTurns([1, 2, 3], fails)).rejects.toThrow('two');
    expect(await inTurns([1], fails)).toEqual([1]);
  });

  it('lets others in between, however many are at work at once', async () => {
    const times = await timesOfTurns((takes) =>
      Promise.all(Array.from({ length: 40 }, () => inTurns([1, 2, 3, 4], () => takes(3)))),
    );
    expect(times.filter((time) => time > 0).length).toBeGreaterThan(40);
    expect(Math.max(...times)).toBeCloseTo(3 + 3); // no key is started after 4 ms
  });
});
