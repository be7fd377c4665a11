import { request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { StoreUnavailable } from '../../src/errors.ts';
import type { Store } from '../../src/store/store.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const QUERY = JSON.stringify({ query: '{ __typename }' });
const NESTED = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;

describe('the HTTP service', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService([page('definition', 'a')]);
  });
  afterAll(() => service.stop());

  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  it('passes the audits of GraphQL over HTTP but those that want HTTP 200 for refused requests', async () => {
    const results = await auditServer({ url: `${service.url}/graphql`, fetchFn: fetch });
    const failed = await Promise.all(results.filter(({ status }) => status !== 'ok').map(({ name }) => name));
    expect(results.length).toBeGreaterThan(60);
    // Errors in the document or variables give HTTP 400 here, whatever media type was requested.
    expect(failed.sort()).toEqual(
      [
        'SHOULD use 200 status code on document parsing failure when accepting application/json',
        'SHOULD use 200 status code on document validation failure when accepting application/json',
        'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
      ].sort(),
    );
  });

  it.each([
    ['not JSON', 'nonsense', {}, 400, 'BAD_REQUEST'],
    ['no object', '[]', {}, 400, 'BAD_REQUEST'],
    ['a batch', `[${QUERY},${QUERY}]`, {}, 400, 'BAD_REQUEST'],
    ['nothing', '', {}, 400, 'BAD_REQUEST'],
    ['null', 'null', {}, 400, 'BAD_REQUEST'],
    ['a query that is no text', '{"query":1}', {}, 400, 'BAD_REQUEST'],
    ['variables that are no object', '{"query":"{__typename}","variables":[]}', {}, 400, 'BAD_REQUEST'],
    [
      'a form',
      'query={__typename}',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['plain text', QUERY, { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['another charset', QUERY, { 'content-type': 'application/json; charset=utf-7' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ...[NESTED, `{"a":${NESTED}}`, `{"query":"{__typename}","variables":{"x":${NESTED}}}`].map(
      (body) => ['what nests without end', body, {}, 400, 'BAD_REQUEST'] as const,
    ),
    [
      'a document past its length',
      JSON.stringify({ query: `{ __typename } # ${'x'.repeat(20_000)}` }),
      {},
      400,
      'DOCUMENT_TOO_LARGE',
    ],
    [
      'a body past its size',
      JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(1_000_000) } }),
      {},
      413,
      'PAYLOAD_TOO_LARGE',
    ],
  ])('refuses %s with a code', async (_, body, headers, status, code) => {
    const response = await post(body, headers);
    const text = await response.text();
    const answer = JSON.parse(text) as { data?: unknown; errors: { extensions: { code: string } }[] };
    expect([response.status, answer.errors[0]?.extensions.code, answer.data]).toEqual([status, code, undefined]);
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('refuses more headers than it reads, and the connection with them', async () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`x-${i}`, 'y']));
    expect((await post(QUERY, many(150))).status).toBe(200);
    // Beyond 1,000, newer Node releases answer by themselves.
    for (const count of [200, 900]) {
      const response = await post(QUERY, many(count));
      expect([response.status, response.headers.get('connection')]).toEqual([431, 'close']);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'TOO_MANY_HEADERS' } }] });
    }
  });

  it('does not unpack compressed bodies', async () => {
    expect((await post(new Uint8Array(gzipSync(QUERY)), { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it('refuses a body declared too large before it is sent, and one sent in chunks when it passes the limit', async () => {
    const status = (headers: Record<string, string>, send: (stream: ReturnType<typeof request>) => void) =>
      new Promise<number | undefined>((resolve, reject) => {
        const stream = request(`${service.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
        });
        stream.on('response', (response) => {
          response.resume();
          resolve(response.statusCode);
          stream.destroy();
        });
        stream.on('error', reject);
        send(stream);
      });
    expect(await status({ 'content-length': '10000000000' }, (stream) => stream.flushHeaders())).toBe(413);
    expect(
      await status({}, (stream) => {
        for (let i = 0; i < 20; i++) stream.write('x'.repeat(65_536));
      }),
    ).toBe(413);
  });

  it('takes queries by a plain GET: clients and caches send no other, and there is nothing to forge', async () => {
    const address = (query: string) => `${service.url}/graphql?query=${encodeURIComponent(query)}`;
    const response = await fetch(address('{ __typename }'));
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
    expect((await fetch(address('mutation { __typename }'))).ok).toBe(false);
    const nested = `${'['.repeat(65)}${']'.repeat(65)}`;
    expect((await fetch(`${address('{ __typename }')}&variables={"x":${nested}}`)).status).toBe(400);
  });

  it('sends whoever opens the endpoint in a browser to the explorer, and answers what an address asks', async () => {
    const open = (search: string, accept: string) =>
      fetch(`${service.url}/graphql${search}`, { headers: { accept }, redirect: 'manual' });
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const opened = await open('', browser);
    expect([opened.status, opened.headers.get('location')]).toEqual([303, '/explorer']);
    expect((await open('?query={__typename}', browser)).status).toBe(200);
    expect((await open('', '*/*')).status).toBe(400);
  });

  it('lets pages of any origin query, never with credentials', async () => {
    const preflight = await fetch(`${service.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://evil.example',
        'access-control-request-headers': 'content-type',
        'access-control-request-private-network': 'true',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
    expect(preflight.headers.get('access-control-allow-private-network')).toBe('true');
    for (const response of [preflight, await post(QUERY, { origin: 'https://evil.example' })]) {
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('answers other methods with 405 and what is allowed', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const response = await fetch(`${service.url}/graphql`, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
    }
    expect((await fetch(`${service.url}/healthz`, { method: 'POST' })).status).toBe(405);
  });

  it('tells liveness, readiness and metrics', async () => {
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${service.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
    const metrics = await fetch(`${service.url}/metrics`);
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain/);
    const text = await metrics.text();
    expect(text).toMatch(/^riskgraph_http_requests_total\{route="\/graphql",status="200"\} \d+$/m);
    expect(text).toMatch(/^riskgraph_graph_version 1$/m);
  });

  it('takes a whole address as target, as a server must (RFC 9112, 3.2.2)', async () => {
    const { hostname, port } = new URL(service.url);
    const status = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request({ hostname, port, path }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        asked.on('error', reject);
        asked.end();
      });
    expect(await status('http://glossary.example/healthz')).toBe(200);
    expect(await status('HTTPS://glossary.example:8443/concept/a/?x=/y')).toBe(200);
    expect(await status('http://glossary.example/graphql?query={__typename}')).toBe(200);
    expect(await status('http://glossary.example/package.json')).toBe(404);
  });

  it('has nothing anywhere else', async () => {
    for (const path of [
      '/package.json',
      '/..%2fpackage.json',
      '/.git/config',
      '/src/cli.ts',
      '//graphql',
      '/graphql/',
    ]) {
      const response = await fetch(service.url + path);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    }
  });

  it('cuts off nonsense and closes', async () => {
    const { hostname, port } = new URL(service.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () =>
        socket.write('GET / HTTP/1.1\r\nhost: x\r\nbad\0header: y\r\n\r\n'),
      );
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('close', () => resolve(text));
      socket.on('error', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('a service whose store is away', () => {
  let service: TestService;
  beforeAll(async () => {
    const reason = 'the file cannot be read';
    const away = () => Promise.reject(new StoreUnavailable('connection to /secret/path failed', { reason }));
    service = await startTestService([], (store) => {
      const kept = (name: keyof Store) => name === 'fault' || name === 'reads';
      const get = (target: Store, name: keyof Store) => (kept(name) ? target[name] : (away as never));
      return new Proxy(store, { get });
    });
  });
  afterAll(() => service.stop());

  it('answers what needs the store with null and a code, and the rest as ever', async () => {
    const { status, body } = await service.query(`{
      concept(slug: "a") { name } conceptsBySlug(slugs: ["a"]) { name } concepts { totalCount } statistics { pages }
      calculators { slug concepts { slug } }
      calculate { sellOffFeedback(input: {shock: 0.1}) { finalPrice } }
    }`);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      concept: null,
      conceptsBySlug: null,
      concepts: null,
      statistics: null,
      calculators: expect.arrayContaining([{ slug: 'sell-off-feedback', concepts: null }]),
      calculate: { sellOffFeedback: { finalPrice: expect.any(Number) } },
    });
    expect(new Set(body.errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['SERVICE_UNAVAILABLE']));
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('lives but is not ready', async () => {
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${service.url}/readyz`);
    // The reason, but not the path: the endpoint is public.
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'the store is not available: the file cannot be read' },
    ]);
  });
});

describe('load', () => {
  let letGo: () => void;
  let service: TestService;

  /** A service whose text reads wait until released. */
  beforeEach(async () => {
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    service = await startTestService([page('definition', 'a', { body: ['Text.'] })], (store) => {
      const texts: Store['texts'] = async (pages) => {
        await gate;
        return store.texts(pages);
      };
      return new Proxy(store, { get: (target, name: keyof Store) => (name === 'texts' ? texts : target[name]) });
    });
  });
  afterEach(() => letGo());

  const waiting = (count: number) =>
    Array.from({ length: count }, () => service.query('{ concept(slug: "a") { definitions { text } } }'));
  const inFlight = async () => {
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    return Number(/^riskgraph_http_requests_in_flight (\d+)$/m.exec(metrics)?.[1]);
  };

  it('past two hundred requests at once is refused while those go on', async () => {
    const slow = waiting(200);
    await until(async () => (await inFlight()) === 200);
    const { status, body } = await service.query('{ __typename }');
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([503, 'OVERLOADED']);
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    letGo();
    for (const answer of await Promise.all(slow)) expect(answer.status).toBe(200);
    expect((await service.query('{ __typename }')).status).toBe(200);
    await service.stop();
  });

  it('leaves its places when its client does, also those of requests sent behind another', async () => {
    const { hostname, port } = new URL(service.url);
    const body = JSON.stringify({ query: '{ concept(slug: "a") { definitions { text } } }' });
    const head = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
    const client = connect(Number(port), hostname, () => client.write(`${head}\r\n\r\n${body}`.repeat(5)));
    await until(async () => (await inFlight()) === 5);
    client.destroy();
    letGo();
    await until(async () => (await inFlight()) === 0);
    await service.stop();
  });

  it('that is under way is finished when the service stops', async () => {
    const slow = waiting(20);
    await until(async () => (await inFlight()) === 20);
    const stopped = service.stop();
    await until(async () => (await fetch(`${service.url}/healthz`).catch(() => null)) === null);
    letGo();
    for (const answer of await Promise.all(slow))
      expect(answer.body).toEqual({ data: { concept: { definitions: [{ text: 'Text.' }] } } });
    await stopped;
  });
});
