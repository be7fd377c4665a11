import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { prepareGraph } from '../../src/cli/graph-preparation.ts';
import { StoreUnavailable } from '../../src/errors.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';

describe('a graph that is made ready', () => {
  let opened: Store;
  let isAway: boolean;
  let store: Store;
  let warnings: string[];
  beforeEach(async () => {
    opened = await openSqliteStore(':memory:');
    isAway = true;
    store = new Proxy(opened, {
      get: (target, name: keyof Store) =>
        isAway ? () => Promise.reject(new StoreUnavailable('cannot be reached')) : target[name],
    });
    warnings = [];
  });
  afterEach(() => opened.close());
  const log = { info() {}, warn: (message: string) => warnings.push(message), error() {} };
  const pages = async () => (await opened.state()).pages;

  it('has the bundled glossary, where it was empty, before anything else happens', async () => {
    isAway = false;
    const { end } = await prepareGraph(store, { demo: true, log });
    expect(await pages()).toBeGreaterThan(20);
    await end();
  });

  it('is not filled unless asked for', async () => {
    isAway = false;
    const { end } = await prepareGraph(store, { demo: false, log });
    expect(await pages()).toBe(0);
    await end();
  });

  it('is filled once a store that was away is there, and says once that it is away', async () => {
    const pauses: number[] = [];
    const { end } = await prepareGraph(store, {
      demo: true,
      log,
      pause: async (failures) => {
        pauses.push(failures);
        isAway = failures < 4;
      },
    });
    while ((await pages()) === 0) await setImmediate();
    await end();
    expect(pauses).toEqual([1, 2, 3, 4]);
    expect(warnings).toEqual(['the graph is not ready yet: cannot be reached']);
  });

  it('is tried no more once the service ends', async () => {
    let pauses = 0;
    const { end } = await prepareGraph(store, {
      demo: true,
      log,
      pause: (_, signal) => {
        pauses++;
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      },
    });
    await end();
    expect(pauses).toBe(1);
    isAway = false;
    expect(await pages()).toBe(0);
  });
});
