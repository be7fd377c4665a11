import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { inTurns } from '../src/turns.ts';

/** Keeps the event loop for so long [ms]. */
function busy(time: number): void {
  const until = performance.now() + time;
  while (performance.now() < until);
}

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
    let longest = Number.POSITIVE_INFINITY;
    // A busy machine takes its time from whoever runs: the least disturbed of some tries tells what is ours.
    for (let tries = 0; tries < 5 && longest >= 50; tries++) {
      let isDone = false;
      const work = Promise.all(Array.from({ length: 40 }, () => inTurns([1, 2, 3, 4], () => busy(3)))).finally(() => {
        isDone = true;
      });
      let gap = 0;
      for (let last = performance.now(); !isDone; ) {
        await setImmediate();
        gap = Math.max(gap, performance.now() - last);
        last = performance.now();
      }
      await work;
      longest = Math.min(longest, gap);
    }
    expect(longest).toBeLessThan(50);
  });
});
