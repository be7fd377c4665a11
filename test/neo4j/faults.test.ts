import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StoreTimeout, StoreUnavailable, UsageError } from '../../src/errors.ts';
import { openNeo4jStore } from '../../src/store/neo4j/neo4j-store.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { OPTIONS, query, SERVER, wipe } from '../support/neo4j-server.ts';
import { page } from '../support/pages.ts';
import { proxyTo, type TcpProxy } from '../support/proxy.ts';
import { write } from '../support/writing.ts';

jest.setTimeout(60_000);

const SLUGS = ['margin-call', 'leverage'];
const PAGE = page('definition', 'margin-call', { links: { RELATED: ['leverage'] } });

/** How long `work` took [ms], and what came of it. */
async function timed(work: () => Promise<unknown>): Promise<{ ms: number; outcome: unknown }> {
  const start = performance.now();
  const outcome = await work().catch((error: unknown) => error);
  return { ms: performance.now() - start, outcome };
}

/** How long it takes until `store` answers again [ms]. */
async function recovery(store: Store): Promise<number> {
  const start = performance.now();
  for (;;) {
    const { outcome } = await timed(() => store.concepts(SLUGS));
    if (!(outcome instanceof Error)) return performance.now() - start;
    if (performance.now() - start > 20_000) throw outcome;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describeWithNeo4j('Faults of Neo4j', () => {
  let proxy: TcpProxy;
  let store: Store | undefined;
  const throughProxy = () => openNeo4jStore(`bolt://127.0.0.1:${proxy.port}`, OPTIONS);

  beforeAll(async () => {
    await wipe();
    const filling = await openNeo4jStore(SERVER, OPTIONS);
    await write(filling, [PAGE]);
    await filling.close();
  });
  beforeEach(async () => {
    proxy = proxyTo(SERVER);
    await proxy.up();
  });
  afterEach(async () => {
    await store?.close();
    store = undefined;
    await proxy.down();
  });

  it('let a store open within 5 s without a server, fail fast, and come back by itself', async () => {
    await proxy.down();
    const opening = await timed(async () => {
      store = await throughProxy();
    });
    expect(opening.outcome).toBeUndefined();
    expect(opening.ms).toBeLessThan(5_000);
    const { ms, outcome } = await timed(() => (store as Store).concepts(SLUGS));
    expect(outcome).toBeInstanceOf(StoreUnavailable);
    expect(ms).toBeLessThan(50);
    await proxy.up();
    expect(await recovery(store as Store)).toBeLessThan(10_000);
  });

  it('let a store open within 5 s where the server says nothing', async () => {
    proxy.swallow(true);
    const opening = await timed(async () => {
      store = await throughProxy();
    });
    expect(opening.outcome).toBeUndefined();
    expect(opening.ms).toBeLessThan(5_000);
    proxy.swallow(false);
    expect(await recovery(store as Store)).toBeLessThan(10_000);
  });

  it('end a call to a server that falls silent at its deadline, and the next ones at once', async () => {
    store = await throughProxy();
    await store.concepts(SLUGS);
    proxy.swallow(true);
    const first = await timed(() => (store as Store).concepts(SLUGS));
    expect(first.outcome).toBeInstanceOf(StoreTimeout);
    expect(first.ms).toBeLessThan(5_500);
    const second = await timed(() => (store as Store).concepts(SLUGS));
    expect(second.outcome).toBeInstanceOf(StoreUnavailable);
    expect(second.ms).toBeLessThan(50);
    proxy.swallow(false);
    expect(await recovery(store)).toBeLessThan(10_000);
  });

  it('never make a read answer in part: cut in mid-query it is made again or fails', async () => {
    store = await throughProxy();
    const whole = await store.concepts(SLUGS);
    for (let round = 0; round < 5; round++) {
      const reads = Array.from({ length: 20 }, () => timed(() => (store as Store).concepts(SLUGS)));
      await new Promise((resolve) => setTimeout(resolve, round * 3));
      proxy.reset();
      for (const { ms, outcome } of await Promise.all(reads)) {
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(StoreUnavailable);
        else expect(outcome).toEqual(whole);
        expect(ms).toBeLessThan(5_500);
      }
      expect(await recovery(store)).toBeLessThan(10_000);
    }
  });

  it('leave a batch that is cut in mid-write whole or absent', async () => {
    store = await throughProxy();
    await store.lock('ingest', 'test', 60);
    const pages = Array.from({ length: 100 }, (_, i) =>
      page('definition', `cut-${i}`, { meaning: 'Whole.', links: { RELATED: ['margin-call', `cut-${i + 1}`] } }),
    );
    const context = {
      owner: 'test',
      run: { id: 'cut', at: '2026-01-01T00:00:00.000Z' },
      attacher: { digest: 'none', calculators: [], attachmentsOf: () => [] },
    };
    const writing = timed(() => (store as Store).replacePages(pages, context));
    await new Promise((resolve) => setTimeout(resolve, 60));
    proxy.reset();
    const { outcome } = await writing;
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(StoreUnavailable);
    await recovery(store);
    const found = (await store.pages(pages.map(({ url }) => url))).filter((one) => one !== null).length;
    expect([0, 100]).toContain(found);
    await store.replacePages(pages, context);
    expect((await store.pages(pages.map(({ url }) => url))).every((one) => one !== null)).toBe(true);
    expect(await store.checkIntegrity()).toEqual([]);
    await store.unlock('ingest', 'test');
  });

  describe('of configuration are said in one line at start', () => {
    const refusal = async (url: string, environment: Record<string, string>) => {
      const { outcome } = await timed(() => openStore(url, environment));
      expect(outcome).toBeInstanceOf(UsageError);
      return (outcome as UsageError).message;
    };
    const environment = { NEO4J_USERNAME: OPTIONS.username, NEO4J_PASSWORD: OPTIONS.password };

    it('credentials that the server refuses, without telling them', async () => {
      const message = await refusal(SERVER, { ...environment, NEO4J_PASSWORD: 'not-the-password' });
      expect(message).toMatch(/refused the credentials: set NEO4J_USERNAME and NEO4J_PASSWORD/);
      expect(message).not.toMatch(/not-the-password|\n/);
    });

    it('a database that the server has not', async () => {
      expect(await refusal(SERVER, { ...environment, NEO4J_DATABASE: 'nowhere' })).toMatch(/has no database "nowhere"/);
    });

    it('a graph of a newer model', async () => {
      await query('MATCH (g:Graph) SET g.model = 99');
      expect(await refusal(SERVER, environment)).toMatch(/newer riskgraph \(model 99/);
      await query('MATCH (g:Graph) SET g.model = 2');
    });
  });
});

describe('A store’s address', () => {
  it('that is no store’s is refused without what may be a secret in it', async () => {
    await expect(openStore('neo5j://me:secret@host')).rejects.toThrow(
      new UsageError('store must be memory:, file:<path>, neo4j://<host> or bolt://<host>, but got "neo5j://…@host"'),
    );
  });

  it('holds no credentials', async () => {
    await expect(openStore('bolt://me:secret@127.0.0.1:1')).rejects.toThrow(
      new UsageError("the store's address must hold no credentials: set NEO4J_USERNAME and NEO4J_PASSWORD"),
    );
  });
});
