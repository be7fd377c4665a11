/** Jobs that poll their watch, with a clock under the test's control, ticking as fast as the thread follows. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { build } from 'esbuild';
import { createPool, type Pool, type Terms } from '../../../src/calculators/run/pool.ts';
import { Overloaded, RunTimeout } from '../../../src/errors.ts';
import { passes, stopClock } from '../../support/clock.ts';
import { temporaryFolder } from '../../support/program.ts';
import { until } from '../../support/until.ts';

const folder = temporaryFolder();
const entry = join(folder.path, 'worker.mjs');
beforeAll(() =>
  build({
    entryPoints: [join(import.meta.dirname, 'watched-jobs.ts')],
    outfile: entry,
    bundle: true,
    format: 'esm',
    platform: 'node',
  }),
);
afterAll(folder.remove);

let pool: Pool;
beforeEach(stopClock);
afterEach(() => pool.close());

const LIMIT = 2_000;
const TICK = LIMIT / 20;
const terms = (more: Partial<Terms> = {}): Terms => ({
  lane: 'analysis',
  what: 'a run of the sweep',
  advice: 'lower steps',
  ...more,
});

/** A pool with one idle thread. */
async function readyPool(limits = {}): Promise<void> {
  pool = createPool({ size: 1, milliseconds: LIMIT, ...limits }, entry);
  await pool.run({ task: 'quick', given: null }, terms());
}

/** Starts a job and counts its progress reports. */
function begin(task: string, given: unknown = {}, more: Partial<Terms> = {}) {
  let told = 0;
  let isSettled = false;
  const end = pool.run({ task, given }, terms({ onProgress: () => told++, ...more }));
  const settled = Promise.allSettled([end]).then(([result]) => {
    isSettled = true;
    return result;
  });
  return {
    settled,
    isSettled: () => isSettled,
    /** Resolves at its first report. */
    tells: () => until(() => told > 0),
    /** One tick and the report that follows it: the thread has polled its watch since. */
    async tick() {
      const before = told;
      await passes(TICK);
      await until(() => told > before || isSettled);
    },
  };
}

describe('a job that looks at its watch', () => {
  it('goes on until its time is up, and then ends with what it has', async () => {
    await readyPool();
    const job = begin('lasting');
    for (let tick = 1; tick < 20; tick++) await job.tick();
    expect(job.isSettled()).toBe(false);
    await job.tick();
    expect(await job.settled).toEqual({ status: 'fulfilled', value: 'what there was time for' });
  });

  it('is stopped in a run that takes longer than one alone may', async () => {
    await readyPool();
    const job = begin('stuck', { at: 0 });
    await job.tells();
    await passes(LIMIT - TICK);
    expect(job.isSettled()).toBe(false);
    await passes(2 * TICK); // it may have started within a tick
    expect(await job.settled).toMatchObject({ status: 'rejected', reason: expect.any(RunTimeout) });
  });

  it.each([0, 3])('has what it did before run %d, which never ends, where that stands alone', async (at) => {
    await readyPool();
    const job = begin('stuck', { at }, { isPartial: true });
    await job.tells();
    await passes(LIMIT + 2 * TICK);
    expect(await job.settled).toEqual({ status: 'fulfilled', value: `${at} runs` });
  });

  it('is stopped at twice its time, whatever it looks at', async () => {
    await readyPool();
    const job = begin('deaf');
    for (let tick = 1; tick < 40; tick++) await job.tick();
    expect(job.isSettled()).toBe(false);
    await job.tick();
    expect(await job.settled).toMatchObject({
      reason: { name: 'RunTimeout', message: 'a run of the sweep was stopped after 2 s: lower steps' },
    });
  });

  it('may time out by itself', async () => {
    await readyPool();
    await expect(pool.run({ task: 'late', given: {} }, terms())).rejects.toThrow(new RunTimeout('the time was up'));
  });
});

describe('a job whose owner has left', () => {
  it('waits no longer', async () => {
    await readyPool({ queue: 1 });
    const left = new AbortController();
    const first = begin('lasting');
    const second = begin('quick', 2, { signal: left.signal });
    await expect(pool.run({ task: 'quick', given: 3 }, terms())).rejects.toThrow(Overloaded);
    left.abort('gone');
    expect(await second.settled).toEqual({ status: 'rejected', reason: 'gone' });
    const third = begin('quick', 3); // the slot is free again
    for (let tick = 1; tick <= 20; tick++) await first.tick();
    expect(await third.settled).toEqual({ status: 'fulfilled', value: 3 });
  });

  it('ends at its next look, and its thread takes the next', async () => {
    await readyPool();
    const left = new AbortController();
    const job = begin('lasting', {}, { signal: left.signal });
    await job.tick();
    left.abort('gone');
    expect(await job.settled).toEqual({ status: 'rejected', reason: 'gone' });
    expect(await pool.run({ task: 'quick', given: 'next' }, terms())).toBe('next'); // no time has passed
  });

  it('is stopped with its thread at the next tick where it does not look', async () => {
    await readyPool();
    const left = new AbortController();
    const job = begin('blind', {}, { signal: left.signal });
    const next = begin('quick', 'next');
    left.abort('gone');
    expect(await job.settled).toEqual({ status: 'rejected', reason: 'gone' });
    expect(next.isSettled()).toBe(false);
    await passes(TICK);
    expect(await next.settled).toEqual({ status: 'fulfilled', value: 'next' });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('never begins where it had left before', async () => {
    await readyPool();
    const job = begin('blind', {}, { signal: AbortSignal.abort('gone') });
    expect(await job.settled).toEqual({ status: 'rejected', reason: 'gone' });
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('light and heavy jobs', () => {
  it('have queues of their own, and take turns', async () => {
    await readyPool({ queue: 2 });
    const heavy = begin('lasting');
    const order: string[] = [];
    const note = (name: string, lane: Terms['lane']) =>
      pool.run({ task: 'quick', given: name }, terms({ lane })).then((answer) => order.push(String(answer)));
    const others = [note('analysis 1', 'analysis'), note('analysis 2', 'analysis'), note('run 1', 'run')];
    await expect(pool.run({ task: 'quick', given: null }, terms())).rejects.toThrow(Overloaded);
    others.push(note('run 2', 'run'));
    for (let tick = 1; tick <= 20; tick++) await heavy.tick();
    await Promise.all(others);
    // The first analysis used two seconds of the thread, so the runs come next.
    expect(order).toEqual(['run 1', 'run 2', 'analysis 1', 'analysis 2']);
  });
});
