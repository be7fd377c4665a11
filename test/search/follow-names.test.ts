import { afterEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../src/errors.ts';
import type { ConceptNames } from '../../src/model/graph.ts';
import { followNames, type NamesFollower } from '../../src/search/names/follow-names.ts';
import { named } from '../support/name-queries.ts';
import { until } from '../support/until.ts';

/** A graph of names that can change, become unavailable, or be slow to read. */
function graph(rows: ConceptNames[]) {
  const state = { rows, isAway: false, reads: 0, gate: Promise.resolve() };
  return Object.assign(state, {
    at: (version: number) => ({
      version: String(version),
      async rows() {
        state.reads++;
        await state.gate;
        if (state.isAway) throw new StoreUnavailable('away');
        return state.rows;
      },
    }),
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
    follower = followNames((error) => faults.push(error));
    return graph(rows);
  };
  const slugs = (prefix: string) =>
    follower
      .current()
      ?.suggest(prefix, 8)
      .map(({ slug }) => slug) ?? null;

  it('builds once for all who wait for the first index', async () => {
    const state = follow([named('Gamma'), named('Vega')]);
    follower.follow(state.at(1));
    const [one, other] = await Promise.all([follower.first(state.at(1)), follower.first(state.at(1))]);
    expect(other).toBe(one);
    expect(one.suggest('gamma', 1)[0]?.slug).toBe('gamma');
    expect(state.reads).toBe(1);
    follower.follow(state.at(1));
    expect(state.reads).toBe(1);
  });

  it('answers from the index at hand until the next is ready', async () => {
    const state = follow([named('Gamma')]);
    follower.follow(state.at(1));
    await until(() => slugs('gamma') !== null);
    let open = () => {};
    state.gate = new Promise((resolve) => {
      open = resolve;
    });
    state.rows = [named('Vega')];
    follower.follow(state.at(2));
    expect([slugs('gamma'), slugs('vega')]).toEqual([['gamma'], []]);
    open();
    await until(() => slugs('vega')?.length === 1);
    expect(slugs('gamma')).toEqual([]);
  });

  it('ends with the last of many versions, without an index for each', async () => {
    const state = follow([named('Gamma')]);
    for (let version = 1; version <= 50; version++) {
      state.rows = [named(`Version ${version}`)];
      follower.follow(state.at(version));
    }
    await until(() => slugs('version 50')?.includes('version-50') ?? false);
    expect(state.reads).toBeLessThan(5);
  });

  it('says that the store is away until one was built, and then keeps the last', async () => {
    const state = follow([named('Gamma')]);
    state.isAway = true;
    await expect(follower.first(state.at(1))).rejects.toThrow(StoreUnavailable);
    state.isAway = false;
    await follower.first(state.at(1));
    expect(slugs('gamma')).toEqual(['gamma']);
    state.isAway = true;
    follower.follow(state.at(2));
    await until(() => faults.length > 0);
    expect(slugs('gamma')).toEqual(['gamma']);
    state.isAway = false;
    state.rows = [named('Vega')];
    // Announcing the same version again triggers another attempt.
    await until(() => {
      follower.follow(state.at(2));
      return slugs('vega')?.length === 1;
    });
  });
});
