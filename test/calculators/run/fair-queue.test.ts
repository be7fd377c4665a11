import { describe, expect, it } from '@jest/globals';
import { fairQueue } from '../../../src/calculators/run/fair-queue.ts';

const [a, b, c] = [{}, {}, {}];

describe('a fair queue', () => {
  it('takes first what came first', () => {
    const queue = fairQueue<number>();
    for (const item of [1, 2, 3]) queue.add('run', {}, item);
    expect([queue.next(), queue.next(), queue.next(), queue.next()]).toEqual([1, 2, 3, undefined]);
  });

  it('gives the lane that had less time its turn, whatever waits in the other', () => {
    const queue = fairQueue<string>();
    for (let i = 0; i < 30; i++) queue.add('analysis', {}, `analysis ${i}`);
    expect(queue.next()).toBe('analysis 0');
    queue.took('analysis', 2_000);
    for (let i = 0; i < 30; i++) queue.add('run', {}, `run ${i}`);
    const order: (string | undefined)[] = [];
    for (let i = 0; i < 24; i++) {
      const item = queue.next();
      order.push(item);
      queue.took(item?.startsWith('run') ? 'run' : 'analysis', item?.startsWith('run') ? 200 : 2_000);
    }
    // Ten runs of 0.2 s to one analysis of 2 s.
    expect(order.filter((item) => item?.startsWith('analysis'))).toEqual(['analysis 1', 'analysis 2']);
    expect(order[0]).toBe('run 0');
  });

  it('grants no claim on time that a lane left to others while nothing waited in it', () => {
    const queue = fairQueue<string>();
    for (let i = 0; i < 50; i++) {
      queue.add('run', {}, 'run');
      queue.next();
      queue.took('run', 100);
    }
    for (let i = 0; i < 3; i++) queue.add('run', {}, `run ${i}`);
    for (let i = 0; i < 9; i++) queue.add('analysis', {}, `analysis ${i}`);
    const order = Array.from({ length: 4 }, () => {
      const item = queue.next();
      queue.took(item?.startsWith('run') ? 'run' : 'analysis', 100);
      return item;
    });
    expect(order.filter((item) => item?.startsWith('run')).length).toBeGreaterThan(0);
  });

  it('lets owners take turns', () => {
    const queue = fairQueue<string>();
    for (let i = 0; i < 3; i++) queue.add('run', a, `a${i}`);
    queue.add('run', b, 'b0');
    expect(queue.next()).toBe('a0');
    queue.add('run', c, 'c0');
    queue.add('run', b, 'b1');
    const order = Array.from({ length: 5 }, () => queue.next());
    expect(order).toEqual(['b0', 'a1', 'c0', 'b1', 'a2']);
  });

  it('forgets what is taken out', () => {
    const queue = fairQueue<string>();
    for (const item of ['x', 'y', 'z']) queue.add('run', a, item);
    expect([queue.remove('y'), queue.remove('y')]).toEqual([true, false]);
    expect([queue.waiting(), queue.waiting('run'), queue.waiting('analysis')]).toEqual([2, 2, 0]);
    expect([queue.clear(), queue.next()]).toEqual([['x', 'z'], undefined]);
  });
});
