import { afterEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../src/errors.ts';
import { followNames, type NamesFollower } from '../../src/search/follow-names.ts';
import type { ConceptNames } from '../../src/store/store.ts';
import { named } from '../support/name-queries.ts';
import { until } from '../support/until.ts';

/** A graph of names that can change, be away, and be slow to read. */
function graph(rows: ConceptNames[]) {
  const state = { rows, isAway: false, reads: 0, gate: Promise.resolve() };
  return Object.assign(state, {
    async names({ first, after }: { first: number; after: string | null }) {
      if (after === null) state.reads++;
      await state.gate;
      if (state.isAway) throw new StoreUnavailable('away');
      return state.rows.filter(({ slug }) => after === null || slug > after).slice(0, first);
    },
  });
}

describe('the name index follows the graph', () => {
  let follower: NamesFollower;
  const faults: unknown[] = [];
  afterEach(() => {
    follower.stop();
    faults.length = 0;
  });
  const follow = (rows: ConceptNames[]) => {
    const state = graph(rows);
    follower = followNames({ names: state.names, version: async () => 1 }, (error) => faults.push(error));
    return state;
  };
  const slugs = async (prefix: string) => (await follower.current()).suggest(prefix, 8).map(({ slug }) => slug);

  it('builds once for all who wait for the first index, and reads names in pages', async () => {
    const rows = Array.from({ length: 1_203 }, (_, i) => named(`Term ${String(i).padStart(4, '0')}`));
    const state = follow(rows);
    follower.follow(1);
    expect(await Promise.all([slugs('term 0000'), slugs('term 1202')])).toEqual([
      expect.arrayContaining(['term-0000']),
      expect.arrayContaining(['term-1202']),
    ]);
    expect(state.reads).toBe(1);
    follower.follow(1);
    expect(state.reads).toBe(1);
  });

  it('answers from the index at hand until the next is ready', async () => {
    const state = follow([named('Gamma')]);
    follower.follow(1);
    expect(await slugs('gamma')).toEqual(['gamma']);
    let open = () => {};
    state.gate = new Promise((resolve) => {
      open = resolve;
    });
    state.rows = [named('Vega')];
    follower.follow(2);
    expect([await slugs('gamma'), await slugs('vega')]).toEqual([['gamma'], []]);
    open();
    await until(async () => (await slugs('vega')).length === 1);
    expect(await slugs('gamma')).toEqual([]);
  });

  it('ends with the last of many versions, without an index for each', async () => {
    const state = follow([named('Gamma')]);
    for (let version = 1; version <= 50; version++) {
      state.rows = [named(`Version ${version}`)];
      follower.follow(version);
    }
    await until(async () => (await slugs('version 50')).includes('version-50'));
    expect(state.reads).toBeLessThan(5);
  });

  it('says that the store is away until one was built, and then keeps the last', async () => {
    const state = follow([named('Gamma')]);
    state.isAway = true;
    follower.follow(1);
    await expect(follower.current()).rejects.toThrow(StoreUnavailable);
    state.isAway = false;
    expect(await slugs('gamma')).toEqual(['gamma']);
    state.isAway = true;
    follower.follow(2);
    await until(async () => faults.length > 0);
    expect(await slugs('gamma')).toEqual(['gamma']);
    state.isAway = false;
    state.rows = [named('Vega')];
    // The same version told again is tried again.
    await until(async () => {
      follower.follow(2);
      return (await slugs('vega')).length === 1;
    });
  });
});
