/** Downloads of the graph. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'oxigraph';
import { StoreUnavailable } from '../../src/errors.ts';
import { pageLine } from '../../src/export/ndjson.ts';
import type { Store } from '../../src/store/store.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';
import { write } from '../support/writing.ts';

const PAGES = [
  page('term', 'repo', { meaning: 'A secured loan.', links: { RELATED: ['haircut'] } }),
  page('term', 'haircut', { meaning: 'What is taken off.' }),
];
const TYPES = {
  ttl: 'text/turtle; charset=utf-8',
  jsonld: 'application/ld+json',
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson',
  graphml: 'application/graphml+xml',
};

describe('/export/graph', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(PAGES);
  });
  afterAll(() => service.stop());
  const get = (name: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${service.url}/export/${name}`, { method, headers });

  it.each(Object.entries(TYPES))(
    '.%s is the graph, to be kept under its name, for pages of any site',
    async (ending, type) => {
      const response = await get(`graph.${ending}`);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="riskgraph.${ending}"`);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(await response.text()).toContain('repo');
    },
  );

  it('is what the command prints, with concepts named by the address that the client has for the service', async () => {
    expect(await (await get('graph.ndjson')).text()).toBe([...PAGES].reverse().map(pageLine).join(''));
    const turtle = await (await get('graph.ttl', { 'x-forwarded-proto': 'https' })).text();
    const { host } = new URL(service.url);
    const subjects = parse(turtle, { format: 'text/turtle' }).map(({ subject }) => subject.value);
    expect(new Set(subjects.filter((id) => id.includes('/concept')))).toEqual(
      new Set(['concepts/', 'concept/haircut/', 'concept/repo/'].map((path) => `https://${host}/${path}`)),
    );
  });

  it('names concepts by the address that readers know the service by', async () => {
    const known = await startTestService(PAGES, (store) => store, { publicUrl: 'https://terms.example' });
    const turtle = await (await fetch(`${known.url}/export/graph.ttl`)).text();
    expect([turtle.includes('<https://terms.example/concept/repo/>'), turtle.includes(known.url)]).toEqual([
      true,
      false,
    ]);
    await known.stop();
  });

  it.each([
    ['text/turtle', 'ttl'],
    ['text/csv', 'csv'],
    ['text/csv;q=0.5, application/ld+json', 'jsonld'],
    ['text/*;q=0.3, application/graphml+xml;q=0.2', 'ttl'],
    ['text/turtle;q=0, text/*', 'csv'],
    ['*/*', 'ttl'],
    ['application/*;q=0.9, application/ld+json;q=0, */*;q=0.1', 'ndjson'],
  ] as const)('is what the client likes best of %s', async (accept, ending) => {
    const response = await get('graph', { accept });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, TYPES[ending]]);
    expect(response.headers.get('vary')).toContain('accept');
    await response.body?.cancel();
  });

  it('is refused where the client takes none of its formats, or sends something', async () => {
    const refused = await get('graph', { accept: 'image/png, text/turtle;q=0' });
    expect(refused.status).toBe(406);
    const { errors } = (await refused.json()) as { errors: { message: string; extensions: object }[] };
    expect(errors[0]?.extensions).toEqual({ code: 'NOT_ACCEPTABLE' });
    for (const type of Object.values(TYPES)) expect(errors[0]?.message).toContain(type.split(';')[0]);
    expect((await get('graph.ttl', {}, 'POST')).status).toBe(405);
    expect((await get('graph.xls')).status).toBe(404);
  });

  it('is sent once for each version, packed where that is wanted', async () => {
    const first = await get('graph.ndjson', { 'accept-encoding': 'identity' });
    const tag = first.headers.get('etag') ?? '';
    const body = await first.text();
    const again = await get('graph.ndjson', { 'accept-encoding': 'identity', 'if-none-match': `"x", W/${tag}` });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    const head = await get('graph.ndjson', { 'accept-encoding': 'identity' }, 'HEAD');
    expect([head.status, await head.text(), head.headers.get('etag')]).toEqual([200, '', tag]);
    const packed = await fetch(`${service.url}/export/graph.ndjson`, { headers: { 'accept-encoding': 'gzip' } });
    expect([packed.headers.get('content-encoding'), await packed.text()]).toEqual(['gzip', body]);
    expect(packed.headers.get('etag')).not.toBe(tag);
    expect((await get('graph.jsonld')).headers.get('etag')).not.toBe(tag);
    await write(service.store, [page('term', 'margin')]);
    const changed = await get('graph.ndjson', { 'accept-encoding': 'identity', 'if-none-match': tag });
    expect([changed.status, await changed.text()]).toEqual([200, expect.stringContaining('margin')]);
    expect(await (await get('graph.ttl')).text()).toContain('concept/margin/>');
  });
});

describe('an export without end', () => {
  let service: TestService;
  let sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets = [];
    await service.stop();
  });
  let reads = 0;
  /** An endless list of pages. */
  const endless = (store: Store): Store =>
    new Proxy(store, {
      get(target, name) {
        if (name !== 'readPages') return Reflect.get(target, name);
        return async ({ first }: { first: number }) => {
          reads++;
          return Array.from({ length: first }, () => ({
            page: page('term', 'x', { body: ['x'.repeat(2_000)] }),
            hash: '',
          }));
        };
      },
    });

  /** Sends a request without reading the answer. */
  async function ask(): Promise<Socket> {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {}); // it may be cut off
    sockets.push(socket);
    await once(socket, 'connect');
    socket.write('GET /export/graph.ndjson HTTP/1.1\r\nhost: x\r\n\r\n');
    await once(socket, 'readable');
    return socket;
  }
  const status = async () => {
    const { status, body, headers } = await fetch(`${service.url}/export/graph.ndjson`);
    await body?.cancel();
    return status === 503 ? `503 ${headers.get('retry-after')} ${headers.get('cache-control')}` : status;
  };

  it('is sent to four clients at once, is made no faster than they take it, and ends with them', async () => {
    service = await startTestService(PAGES, endless);
    for (let i = 0; i < 4; i++) await ask();
    await until(async () => (await status()) === '503 5 no-store');
    // Nothing is sent meanwhile, since the clients do not read.
    let before = -1;
    await until(() => {
      const isStill = reads === before;
      before = reads;
      return isStill;
    });
    for (const socket of sockets) socket.destroy();
    await until(async () => (await status()) === 200);
    await until(() => {
      const isStill = reads === before;
      before = reads;
      return isStill;
    });
    expect(service.errors).toEqual([]);
    const { body } = await service.query('{ concept(slug: "repo") { name } }');
    expect(body.data).toEqual({ concept: { name: 'Repo' } });
  });

  it('is cut off where its client takes nothing', async () => {
    service = await startTestService(PAGES, endless, { readerTimeout: 500 });
    for (let i = 0; i < 4; i++) await ask();
    await until(async () => (await status()) === 200);
    expect(service.errors).toEqual([]);
  });

  it('is refused in words while the store is away', async () => {
    const away = (store: Store): Store =>
      new Proxy(store, {
        get(target, name) {
          if (name !== 'readPages') return Reflect.get(target, name);
          return () => Promise.reject(new StoreUnavailable('bolt://secret is away', { reason: 'Neo4j is away' }));
        },
      });
    service = await startTestService(PAGES, away);
    const response = await fetch(`${service.url}/export/graph.ndjson`);
    expect([response.status, await response.json()]).toEqual([
      503,
      { errors: [{ message: 'Neo4j is away', extensions: { code: 'SERVICE_UNAVAILABLE' } }] },
    ]);
  });
});
