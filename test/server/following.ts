/** What a service shows of a store that other processes write to, given how to open one. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startService } from '../../src/server/server.ts';
import type { Connections } from '../support/connections.ts';
import { page } from '../support/pages.ts';
import { until } from '../support/until.ts';
import { context, write } from '../support/writing.ts';

const VEGA = page('definition', 'vega');
const QUERY = `{ concept(slug: "vega") { name } suggest(prefix: "vega") { concept { slug } } lookup(text: "Vega") { outcome }
  annotate(text: "a vega of one") { start concept { slug } } statistics { pages } }`;

export function serviceFollows(title: string, open: () => Promise<Connections>): void {
  describe(`a service over ${title}`, () => {
    let opened: Connections;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.dispose());

    it('shows what another process writes and removes', async () => {
      const { store, other } = opened;
      await write(store, [page('definition', 'margin-call')]);
      const faults: unknown[] = [];
      const log = { info() {}, warn() {}, error: (error: unknown) => faults.push(error) };
      const service = await startService({ store, host: '127.0.0.1', port: 0, log });
      const shows = async (wanted: object) => {
        const headers = { 'content-type': 'application/json' };
        const response = await fetch(`${service.url}/graphql`, {
          method: 'POST',
          headers,
          body: JSON.stringify({ query: QUERY }),
        });
        return JSON.stringify(((await response.json()) as { data: unknown }).data) === JSON.stringify(wanted);
      };
      const absent = {
        concept: null,
        suggest: [],
        lookup: { outcome: 'NOT_FOUND' },
        annotate: [],
        statistics: { pages: 1 },
      };
      const concept = { slug: 'vega' };
      const present = {
        concept: { name: 'Vega' },
        suggest: [{ concept }],
        lookup: { outcome: 'FOUND' },
        annotate: [{ start: 2, concept }],
        statistics: { pages: 2 },
      };
      try {
        await until(() => shows(absent));
        await write(other, [VEGA]);
        await until(() => shows(present));
        await other.lock('ingest', 'test', 30);
        await other.removePages([VEGA.url], context());
        await other.unlock('ingest', 'test');
        await until(() => shows(absent));
      } finally {
        await service.stop();
      }
      expect(faults).toEqual([]);
    });
  });
}
