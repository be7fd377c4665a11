import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ExecutionResult } from 'graphql';
import { Overloaded, StoreTimeout, StoreUnavailable, UsageError } from '../../src/errors.ts';
import { startService } from '../../src/server/server.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { letClockRun, passes, stopClock } from '../support/clock.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { OPTIONS, openNeo4j, query, SERVER, wipe } from '../support/neo4j-server.ts';
import { page } from '../support/pages.ts';
import { proxyTo, type TcpProxy } from '../support/proxy.ts';
import { aMoment, until } from '../support/until.ts';
import { write } from '../support/writing.ts';

const SLUGS = ['margin-call', 'leverage'];
const PAGE = page('definition', 'margin-call', { links: { RELATED: ['leverage'] } });

/** The result of `work`: its answer or its error. */
function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => error);
}

/** Reads two concepts from the graph. */
function concepts(store: Store | undefined) {
  if (!store?.reads) throw new Error('no store of a graph is open');
  return store.reads.concepts(SLUGS);
}

/** Advances the clock until `work` has ended; resolves to its outcome and its duration by that clock [ms]. */
async function passing(work: Promise<unknown>): Promise<{ outcome: unknown; ms: number }> {
  let isOver = false;
  let ms = 0;
  const outcome = outcomeOf(work).finally(() => {
    isOver = true;
  });
  for (; !isOver; ms += 100) {
    await passes(100);
    await aMoment();
  }
  return { outcome: await outcome, ms };
}

/** Advances the clock, a probe at a time, until `store` answers; each probe gets all the time that it needs. */
async function recovered(store: Store): Promise<void> {
  for (;;) {
    await passes(1_000);
    for (let tries = 0; tries < 100; tries++) {
      if (!((await outcomeOf(store.state())) instanceof Error)) return;
      await aMoment();
    }
  }
}

describeWithNeo4j('Faults of Neo4j', () => {
  let proxy: TcpProxy;
  let store: Store | undefined;
  const throughProxy = () => openNeo4j(`bolt://127.0.0.1:${proxy.port}`);

  beforeAll(async () => {
    await wipe();
    const filling = await openNeo4j();
    await write(filling, [PAGE]);
    await filling.close();
  });
  beforeEach(async () => {
    stopClock();
    proxy = proxyTo(SERVER);
    await proxy.up();
  });
  afterEach(async () => {
    letClockRun();
    await store?.close();
    store = undefined;
    await proxy.down();
  });

  it('let a store open within 5 s without a server, fail fast, and come back by itself', async () => {
    await proxy.down();
    const { ms, outcome } = await passing(throughProxy());
    store = outcome as Store;
    expect(ms).toBeLessThanOrEqual(5_000);
    expect(await outcomeOf(concepts(store))).toBeInstanceOf(StoreUnavailable);
    expect(store.fault()).toBeInstanceOf(StoreUnavailable);
    await proxy.up();
    await recovered(store);
    expect(store.fault()).toBeNull();
  });

  it('let a store open within 5 s where the server says nothing', async () => {
    proxy.swallow(true);
    const opening = throughProxy();
    await until(() => proxy.asked > 0);
    const { ms, outcome } = await passing(opening);
    store = outcome as Store;
    expect(ms).toBeLessThanOrEqual(5_000);
    proxy.swallow(false);
    await recovered(store);
  });

  it('let a store open where the server has too much to do for the first call, and answers the second', async () => {
    const opening = throughProxy();
    await until(() => proxy.asked > 0);
    proxy.freeze();
    const { outcome } = await passing(opening);
    store = outcome as Store;
    expect(await store.state()).toMatchObject({ pages: 1 });
  });

  it('end a call to a server that falls silent within its deadline, and the next ones without asking it', async () => {
    store = await throughProxy();
    await concepts(store);
    proxy.swallow(true);
    const { asked } = proxy;
    const call = concepts(store);
    await until(() => proxy.asked > asked);
    const first = await passing(call);
    expect(first.outcome).toBeInstanceOf(StoreTimeout);
    expect(first.ms).toBeLessThanOrEqual(5_000);
    const before = [proxy.accepted, proxy.asked];
    for (let i = 0; i < 20; i++) {
      expect(await outcomeOf(concepts(store))).toBeInstanceOf(StoreUnavailable);
    }
    expect([proxy.accepted, proxy.asked]).toEqual(before);
    proxy.swallow(false);
    await recovered(store);
  });

  it('end each of more requests than there are places within the deadline of one call, also of a document that comes again', async () => {
    store = await throughProxy();
    const log = { info() {}, warn() {}, error() {} };
    const service = await startService({ store, log, host: '127.0.0.1', port: 0, memory: 0 });
    const query = '{ concept(slug: "margin-call") { slug related { slug } } concepts { nodes { slug } } }';
    const ask = async () => {
      const body = JSON.stringify({ query });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${service.url}/graphql`, { method: 'POST', headers, body });
      return (await answer.json()) as ExecutionResult;
    };
    try {
      // When a server plans a query for the first time, it may exceed the service's time limit.
      for (let answered = 0; answered < 3; ) if ((await ask()).errors === undefined) answered++;
      proxy.swallow(true);
      const { asked } = proxy;
      const requests = Array.from({ length: 60 }, ask);
      await until(() => proxy.asked > asked);
      const all = await passing(Promise.all(requests));
      for (const { errors } of all.outcome as ExecutionResult[]) {
        expect(['TIMEOUT', 'SERVICE_UNAVAILABLE', 'OVERLOADED']).toContain(errors?.[0]?.extensions?.code);
      }
      expect(all.ms).toBeLessThanOrEqual(5_000);
    } finally {
      letClockRun();
      await service.stop();
      store = undefined;
    }
  });

  it('are none of others where one call has passed its deadline: they are answered while it waits, and after', async () => {
    store = await throughProxy();
    await concepts(store);
    proxy.freeze();
    const { asked } = proxy;
    const call = outcomeOf(concepts(store));
    await until(() => proxy.asked > asked);
    for (let seconds = 0; seconds < 5; seconds++) {
      expect(store.fault()).toBeNull();
      expect(await Promise.all(Array.from({ length: 6 }, () => concepts(store)))).toHaveLength(6);
      await passes(1_000);
    }
    expect(await call).toBeInstanceOf(StoreTimeout);
    expect(store.fault()).toBeNull();
    expect(await concepts(store)).toHaveLength(2);
  });

  it('leave a call of a command two minutes', async () => {
    store = await openNeo4j(`bolt://127.0.0.1:${proxy.port}`, { isCommand: true });
    await concepts(store);
    proxy.freeze();
    const { asked } = proxy;
    let isOver = false;
    const call = outcomeOf(concepts(store)).finally(() => {
      isOver = true;
    });
    await until(() => proxy.asked > asked);
    for (let seconds = 0; seconds < 119; seconds++) {
      expect(await concepts(store)).toHaveLength(2);
      await passes(1_000);
    }
    expect(isOver).toBe(false);
    await passes(1_000);
    expect(await call).toBeInstanceOf(StoreTimeout);
  });

  it('are none where a call is slow while nobody else asks: the server is asked before it is taken for silent', async () => {
    store = await throughProxy();
    await concepts(store);
    proxy.freeze();
    const { asked } = proxy;
    const call = outcomeOf(concepts(store));
    await until(() => proxy.asked > asked);
    for (let looks = 1; looks <= 5; looks++) {
      const { accepted, open } = proxy;
      await passes(1_000);
      if (looks % 2 === 1) continue;
      // The probe uses its own connection, which closes after the answer.
      await until(() => proxy.accepted > accepted);
      await until(() => proxy.open === open);
    }
    expect(await call).toBeInstanceOf(StoreTimeout);
    expect(store.fault()).toBeNull();
    expect(await concepts(store)).toHaveLength(2);
  });

  it('never make a read answer in part: cut in mid-query it is made again or fails', async () => {
    store = await throughProxy();
    const before = proxy.answered;
    const whole = await concepts(store);
    const bytes = proxy.answered - before;
    for (const answers of [0.1, 0.5, 3.5, 9.9, 19]) {
      proxy.resetAfter(Math.round(answers * bytes));
      const reads = Array.from({ length: 20 }, () => outcomeOf(concepts(store)));
      const { outcome } = await passing(Promise.all(reads));
      expect(proxy.isToReset).toBe(false);
      for (const one of outcome as unknown[]) {
        if (one instanceof Error) expect([StoreUnavailable, Overloaded].some((kind) => one instanceof kind)).toBe(true);
        else expect(one).toEqual(whole);
      }
      await recovered(store);
    }
  });

  it('are none where a handshake comes in pieces, which the driver cannot put together', async () => {
    letClockRun();
    store = await openNeo4j(`bolt://127.0.0.1:${proxy.port}`, { isCommand: true });
    proxy.splitHandshakes(2);
    proxy.reset();
    expect(await concepts(store)).toHaveLength(2);
    await store.lock('ingest', 'test', 600);
    proxy.splitHandshakes(2);
    proxy.reset();
    await store.unlock('ingest', 'test');
    proxy.splitHandshakes(1_000);
    proxy.reset();
    expect(await outcomeOf(concepts(store))).toBeInstanceOf(StoreUnavailable);
    proxy.splitHandshakes(0);
    const opened = store;
    await until(async () => !((await outcomeOf(opened.state())) instanceof Error));
  });

  describe('that cut a batch', () => {
    const context = {
      owner: 'test',
      run: { id: 'cut', at: '2026-01-01T00:00:00.000Z', source: 'pages' },
      mostChanges: 10,
      attacher: { digest: 'none', calculators: [], attachmentsOf: () => [] },
    };
    const batch = (name: string) =>
      Array.from({ length: 100 }, (_, i) =>
        page('definition', `${name}-${i}`, {
          meaning: 'Whole.',
          links: { RELATED: ['margin-call', `${name}-${i + 1}`] },
        }),
      );

    it.each([1, 20, 50, 80, 95])('after %d %% of its answers leave it whole or absent', async (percent) => {
      store = await throughProxy();
      await store.lock('ingest', 'test', 600);
      const before = proxy.answered;
      await store.replacePages(batch(`whole-${percent}`), context);
      const bytes = proxy.answered - before;

      const pages = batch(`piece-${percent}`);
      proxy.resetAfter(Math.round((percent / 100) * bytes));
      const { outcome } = await passing(store.replacePages(pages, context));
      expect(proxy.isToReset).toBe(false);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(StoreUnavailable);
      await recovered(store);
      const found = (await store.pageStates(pages.map(({ url }) => url))).filter((one) => one !== null).length;
      expect([0, 100]).toContain(found);
      await store.replacePages(pages, context);
      expect((await store.pageStates(pages.map(({ url }) => url))).every((one) => one !== null)).toBe(true);
      expect(await store.checkIntegrity()).toEqual([]);
      await store.unlock('ingest', 'test');
    });
  });

  describe('of configuration are said in one line at start', () => {
    const refusal = async (url: string, environment: Record<string, string>) => {
      const outcome = await outcomeOf(openStore(url, environment));
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
      await query('MATCH (g:Graph) SET g.model = 3');
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
      new UsageError("the store's address must not contain credentials: set NEO4J_USERNAME and NEO4J_PASSWORD"),
    );
  });
});
