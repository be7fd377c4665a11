import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../src/errors.ts';
import { type GraphSource, graphSource } from '../../src/server/graph-source.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { whatHasComeIsRead } from '../../src/turns.ts';
import { letClockRun, passes, stopClock } from '../support/clock.ts';
import { page } from '../support/pages.ts';
import { until } from '../support/until.ts';
import { write } from '../support/writing.ts';

/** One page from each of two graphs, with the same page and version numbers. */
const OLD = page('term', 'old', { name: 'Old', body: ['What was.'], links: { RELATED: ['other'] } });
const NEW = page('term', 'new', { name: 'New', body: ['What is.'], links: { RELATED: ['other'] } });

describe('the graph that a service answers from', () => {
  let stores: [Store, Store];
  let current: Store;
  let source: GraphSource;
  let warnings: string[];
  let errors: unknown[];
  let calls: string[];
  const log = {
    info() {},
    warn: (message: string) => warnings.push(message),
    error: (error: unknown) => errors.push(error),
  };
  const open = (memory: number) => {
    const store = new Proxy(current, {
      get(_, name: keyof Store) {
        calls.push(name);
        return current[name];
      },
    });
    source = graphSource({ store, log, memory, readAhead: false, onVersion() {} });
  };
  beforeEach(async () => {
    stores = [await openSqliteStore(':memory:'), await openSqliteStore(':memory:')];
    await write(stores[0], [OLD]);
    await write(stores[1], [NEW]);
    current = stores[0];
    warnings = [];
    errors = [];
    calls = [];
    stopClock();
  });
  afterEach(async () => {
    source.stop();
    letClockRun();
    for (const store of stores) await store.close();
  });

  const texts = async (slug: string) => {
    const graph = await source.reader();
    return (await graph.definitions(slug, { kinds: ['BODY'], first: 9 })).map(({ text }) => text);
  };

  it('is another one as soon as another store stands in the place of the one that was read, names and texts too', async () => {
    open(Number.POSITIVE_INFINITY);
    expect(await texts('old')).toEqual(['What was.']);
    expect((await source.names()).lookup('old')).toMatchObject({ slug: 'old' });
    current = stores[1];
    await passes(1_000);
    await until(async () => (await (await source.reader()).concept('new')) !== null);
    expect(await texts('new')).toEqual(['What is.']);
    expect(await texts('old')).toEqual([]);
    await passes(2_000);
    await until(async () => (await source.names()).lookup('new').outcome === 'FOUND');
  });

  it('gives the answers that waited for it before it looks at names that nobody has asked for', async () => {
    open(Number.POSITIVE_INFINITY);
    await Promise.all([source.reader(), source.reader()]);
    await whatHasComeIsRead();
    expect(source.state()).toBeNull();
    await passes(1_000);
    await until(() => source.state() !== null);
  });

  it('never gives the texts of a later version of a page', async () => {
    open(Number.POSITIVE_INFINITY);
    const before = await source.reader();
    await write(current, [{ ...OLD, definitions: [{ kind: 'BODY', facet: null, text: 'What came.' }] }]);
    expect(await before.definitions('old', { kinds: ['BODY'], first: 9 })).toEqual([]);
    await passes(1_000);
    await until(async () => (await texts('old'))[0] === 'What came.');
  });

  it('is not followed in silence where a fault of ours keeps it from that, and is answered as it was', async () => {
    open(Number.POSITIVE_INFINITY);
    expect(await texts('old')).toEqual(['What was.']);
    const [store] = stores;
    const broken = new TypeError('a fault of ours');
    for (const [fault, logged] of [
      [broken, [broken]],
      [new StoreUnavailable('the file is gone'), [broken]],
    ] as const) {
      current = { ...store, state: () => Promise.reject(fault) };
      for (let second = 0; second < 3; second++) await passes(1_000);
      expect(errors).toEqual(logged);
      expect(await texts('old')).toEqual(['What was.']);
    }
  });

  it('is told of once, and read no more, where it does not fit into its memory and nothing else can answer', async () => {
    open(0);
    await expect(Promise.resolve(source.reader())).rejects.toThrow(/does not fit into the 0 MB/);
    for (let second = 0; second < 5; second++) await passes(1_000);
    expect(warnings).toEqual([
      'the graph does not fit into the 0 MB that --memory allows: a service over SQLite needs a larger --memory',
    ]);
    expect(calls.filter((name) => name === 'changes').length).toBeLessThanOrEqual(2);
  });
});
