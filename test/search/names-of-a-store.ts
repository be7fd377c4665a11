/** The name index over a store: read and built without holding the event loop, and never behind the graph for long. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { followNames } from '../../src/search/follow-names.ts';
import { startService } from '../../src/server/server.ts';
import type { Store } from '../../src/store/store.ts';
import { letClockRun, passes, stopClock, turnsOf } from '../support/clock.ts';
import type { Connections } from '../support/connections.ts';
import { page } from '../support/pages.ts';
import { until } from '../support/until.ts';
import { context, write } from '../support/writing.ts';

const CONCEPTS = 2_000;
const LINKS = 200;

/** Pages that link to `CONCEPTS` concepts, one in ten by two names. */
function manyConcepts() {
  return Array.from({ length: CONCEPTS / LINKS }, (_, i) => {
    const targets = Array.from({ length: LINKS }, (_, j) => {
      const n = i * LINKS + j;
      const [to, anchor] = [`term-${n}`, `Implied Liquidation Term ${n}`];
      return [{ to, anchor }, ...(n % 10 === 0 ? [{ to, anchor: `Forced Closing ${n}` }] : [])];
    });
    return page('definition', `source-${i}`, { links: { RELATED: targets.flat() } });
  });
}

export function namesFollowAStore(title: string, open: () => Promise<Connections>): void {
  describe(`the name index over ${title}`, () => {
    let opened: Connections;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.dispose());

    it('is read in pages and built in turns, one concept in each at the most', async () => {
      const { store } = opened;
      await write(store, manyConcepts());
      const faults: unknown[] = [];
      const read: number[] = [];
      const counted: Pick<Store, 'names' | 'version'> = {
        version: store.version,
        async names(query) {
          const rows = await store.names(query);
          read.push(rows.length);
          return rows;
        },
      };
      const follower = followNames(counted, (error) => faults.push(error));
      const turns = await turnsOf(() => follower.current());
      const names = await follower.current();
      follower.stop();
      expect(turns).toBeGreaterThan(CONCEPTS);
      expect(Math.max(...read)).toBeLessThanOrEqual(500);
      expect(names.suggest(`implied liquidation term ${CONCEPTS - 1}`, 1)[0]?.slug).toBe(`term-${CONCEPTS - 1}`);
      expect(names.lookup(`forced closing ${CONCEPTS - 10}`)).toEqual({
        outcome: 'FOUND',
        slug: `term-${CONCEPTS - 10}`,
      });
      expect(faults).toEqual([]);
    });

    it('shows within two seconds what another process writes and removes', async () => {
      stopClock();
      const { store, other } = opened;
      await write(store, [page('definition', 'margin-call')]);
      const log = { info() {}, warn() {}, error: (error: unknown) => faults.push(error) };
      const faults: unknown[] = [];
      const service = await startService({ store, host: '127.0.0.1', port: 0, log });
      const query = `{ suggest(prefix: "vega") { concept { slug } } lookup(text: "Vega") { outcome }
        annotate(text: "a vega of one") { start concept { slug } } }`;
      const ask = async () => {
        const body = JSON.stringify({ query });
        const headers = { 'content-type': 'application/json' };
        const response = await fetch(`${service.url}/graphql`, { method: 'POST', headers, body });
        return ((await response.json()) as { data: unknown }).data;
      };
      const shows = (wanted: unknown) => until(async () => JSON.stringify(await ask()) === JSON.stringify(wanted));
      const absent = { suggest: [], lookup: { outcome: 'NOT_FOUND' }, annotate: [] };
      try {
        await shows(absent);
        await write(other, [page('definition', 'vega')]);
        const concept = { slug: 'vega' };
        await passes(2_000);
        await shows({
          suggest: [{ concept }],
          lookup: { outcome: 'FOUND' },
          annotate: [{ start: 2, concept }],
        });
        await other.lock('ingest', 'test', 30);
        await other.removePages([page('definition', 'vega').url], context());
        await other.unlock('ingest', 'test');
        await passes(2_000);
        await shows(absent);
      } finally {
        letClockRun();
        await service.stop();
      }
      expect(faults).toEqual([]);
    });
  });
}
