/** What the service reports about itself, what it logs, and in which order it stops. */
import { request } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { StoreDamaged } from '../../src/errors.ts';
import type { Fields, Log } from '../../src/log.ts';
import { type Service, startService } from '../../src/server/server.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { page } from '../support/pages.ts';
import { write } from '../support/writing.ts';

const QUERY = '{ concept(slug: "a") { definitions { text } } }';

let service: Service | undefined;
let opened: Store | undefined;
afterEach(async () => {
  await service?.stop();
  await opened?.close();
});

/** A service over one page, with `texts` as its reads of texts, and its log. */
async function serving(
  texts?: Store['texts'],
  pages = [page('definition', 'a', { body: ['Text.'] })],
  fault: Store['fault'] = () => null,
) {
  const store = await openSqliteStore(':memory:');
  opened = store;
  if (pages.length > 0) await write(store, pages);
  const lines: { text: unknown; fields: Fields | undefined }[] = [];
  const keep = (text: unknown, fields?: Fields) => {
    lines.push({ text, fields });
  };
  const log: Log = { info: keep, warn: keep, error: keep };
  const changed = { ...store, fault, texts: texts ?? store.texts };
  service = await startService({ store: changed, host: '127.0.0.1', port: 0, log, logRequests: true });
  const { url } = service;
  const ask = (headers: Record<string, string> = {}) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: QUERY }),
    });
  const ready = async () => {
    const response = await fetch(`${url}/readyz`);
    return [response.status, ((await response.json()) as { status: string }).status];
  };
  return { service, url, lines, ask, ready };
}

/** A read that waits until released. */
function gate() {
  let letGo = () => {};
  let entered = () => {};
  const open = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    entered = resolve;
  });
  const pass = () => {
    entered();
    return open;
  };
  return { pass, reached, letGo: () => letGo() };
}

describe('readiness', () => {
  it('is that a query on the graph was answered', async () => {
    expect(await (await serving()).ready()).toEqual([200, 'ready']);
  });

  it('is missing while the graph is empty', async () => {
    expect(await (await serving(undefined, [])).ready()).toEqual([503, 'the graph is empty: ingest pages first']);
  });

  it('is missing from when a read has shown that the store is damaged until it was opened anew, whatever other reads say', async () => {
    let fault: StoreDamaged | null = null;
    const meetDamage = async () => {
      fault = new StoreDamaged('page 7 is malformed');
      throw fault;
    };
    const { ready, ask } = await serving(meetDamage, undefined, () => fault);
    expect((await ready())[0]).toBe(200);
    expect(await (await ask()).json()).toMatchObject({ errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] });
    expect(await ready()).toEqual([503, 'the store is damaged: riskgraph verify says where']);
    fault = null;
    expect((await ready())[0]).toBe(200);
  });
});

describe('a request', () => {
  it('is named in its answer and in the lines that it caused', async () => {
    const fault = new Error('planted');
    const { ask, lines } = await serving(() => Promise.reject(fault));
    const answer = await ask({ 'x-request-id': 'from-the-proxy:7' });
    expect(answer.headers.get('x-request-id')).toBe('from-the-proxy:7');
    await answer.text();
    expect(lines).toContainEqual({ text: fault, fields: { requestId: 'from-the-proxy:7' } });
    expect(lines).toContainEqual({
      text: 'request',
      fields: { requestId: 'from-the-proxy:7', method: 'POST', path: '/graphql', status: 200, ms: expect.any(Number) },
    });
  });

  it('gets a name of ours where it has none or one that is unfit for a log', async () => {
    const { ask } = await serving();
    const names = new Set<string | null>();
    for (const headers of [{}, { 'x-request-id': 'a b' }, { 'x-request-id': 'x'.repeat(129) }]) {
      names.add((await ask(headers as Record<string, string>)).headers.get('x-request-id'));
    }
    expect([...names]).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(/^[0-9a-f-]{36}$/)));
  });

  it('whose client has left is waited for before the store may close, and is no fault', async () => {
    const { pass, reached, letGo } = gate();
    const {
      service: running,
      url,
      lines,
    } = await serving(async () => {
      await pass();
      done.push('read');
      return [null];
    });
    const done: string[] = [];
    const client = request(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } });
    client.on('error', () => {}).end(JSON.stringify({ query: QUERY }));
    await reached;
    client.destroy();
    while (!lines.some(({ text }) => text === 'request aborted by the client')) await new Promise(setImmediate);
    const stopped = running.stop().then(() => done.push('stopped'));
    letGo();
    await stopped;
    expect(done).toEqual(['read', 'stopped']);
    expect(lines.filter(({ text }) => text instanceof Error)).toEqual([]);
  });
});
