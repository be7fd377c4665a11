/** How answers are compressed for clients that accept it. */
import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodingFor } from '../../src/server/encodings.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';

const LONG = 'Size over equity, which a fall of prices raises. '.repeat(60);
const PAGES = [page('definition', 'leverage', { meaning: 'Short.', body: [LONG] })];
const SHORT_QUERY = '{ concept(slug: "leverage") { meaning } }';
const LONG_QUERY = '{ concept(slug: "leverage") { definitions { text } } }';

interface Seen {
  status: number | undefined;
  headers: Record<string, string | string[] | undefined>;
  bytes: Buffer;
}

/** Unlike `fetch`, decodes nothing and adds no headers. */
function ask(url: string, query: string, headers: Record<string, string>, method = 'GET'): Promise<Seen> {
  const search = method === 'GET' ? `?query=${encodeURIComponent(query)}` : '';
  const sent = method === 'GET' ? headers : { 'content-type': 'application/json', ...headers };
  return new Promise((resolve, reject) => {
    request(`${url}/graphql${search}`, { method, headers: sent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(parts) }),
      );
    })
      .on('error', reject)
      .end(method === 'GET' ? '' : JSON.stringify({ query }));
  });
}

describe('what a client takes', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['identity', null],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0.5, gzip;q=0.9', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['gzip;q=0', null],
    ['gzip;q=0.000, identity', null],
    ['gzip;q=0.2, identity;q=0.8', null],
    ['*', 'br'],
    ['*;q=0', null],
    ['deflate', null],
    ['br2, xgzip', null],
    [`gzip${' '.repeat(5_000)}`, 'gzip'],
  ])('is read from the header: %j', (header, encoding) => {
    const asked = { headers: header === undefined ? {} : { 'accept-encoding': header } };
    // The second time it comes from the cache.
    for (let time = 0; time < 2; time++) expect(encodingFor(asked as never)).toBe(encoding);
  });

  it('is the best of what is offered', () => {
    const asked = { headers: { 'accept-encoding': 'br, gzip;q=0.1' } } as never;
    expect([encodingFor(asked), encodingFor(asked, ['gzip'])]).toEqual(['br', 'gzip']);
  });
});

describe('the service', () => {
  let service: TestService;
  let plain: TestService;
  beforeAll(async () => {
    service = await startTestService(PAGES);
    plain = await startTestService(PAGES, undefined, { compress: false });
  });
  afterAll(async () => {
    await service.stop();
    await plain.stop();
  });

  it('sends the same answer in each encoding, each with a tag of its own', async () => {
    const tags = new Set<unknown>();
    // It is executed, compiled and served from the cache.
    for (let time = 0; time < 4; time++) {
      const whole = await ask(service.url, LONG_QUERY, {});
      const zipped = await ask(service.url, LONG_QUERY, { 'accept-encoding': 'gzip' });
      const brotli = await ask(service.url, LONG_QUERY, { 'accept-encoding': 'gzip, br' });
      expect([whole, zipped, brotli].map(({ headers }) => headers['content-encoding'])).toEqual([
        undefined,
        'gzip',
        'br',
      ]);
      expect([gunzipSync(zipped.bytes), brotliDecompressSync(brotli.bytes)]).toEqual([whole.bytes, whole.bytes]);
      for (const { headers, bytes } of [whole, zipped, brotli]) {
        expect(headers.vary).toBe('accept, accept-encoding');
        expect(Number(headers['content-length'])).toBe(bytes.length);
        tags.add(headers.etag);
      }
      expect(zipped.bytes.length).toBeLessThan(whole.bytes.length / 4);
    }
    expect(tags.size).toBe(3);
  });

  it('says 304 for the tag of the encoding that it would send, and for no other', async () => {
    const encodings = ['identity', 'gzip', 'br'];
    const tags = await Promise.all(
      encodings.map(async (encoding) =>
        String((await ask(service.url, LONG_QUERY, { 'accept-encoding': encoding })).headers.etag),
      ),
    );
    for (const [i, encoding] of encodings.entries()) {
      for (const [j, tag] of tags.entries()) {
        const asked = { 'accept-encoding': encoding, 'if-none-match': tag };
        const { status, headers, bytes } = await ask(service.url, LONG_QUERY, asked);
        expect([encoding, tag, status]).toEqual([encoding, tag, i === j ? 304 : 200]);
        if (i === j) expect([headers.etag, bytes.length, headers['content-encoding']]).toEqual([tag, 0, undefined]);
      }
    }
  });

  it('compresses answers to a POST, and those with errors', async () => {
    const long = `{ ${'x'.repeat(2_000)} }`;
    for (const query of [LONG_QUERY, long]) {
      const whole = await ask(service.url, query, {}, 'POST');
      const packed = await ask(service.url, query, { 'accept-encoding': 'br' }, 'POST');
      expect([packed.status, packed.headers['cache-control']]).toEqual([whole.status, 'no-store']);
      expect([packed.headers['content-encoding'], packed.headers.etag]).toEqual(['br', undefined]);
      expect(brotliDecompressSync(packed.bytes)).toEqual(whole.bytes);
    }
  });

  it('sends short answers as they are', async () => {
    const { headers } = await ask(service.url, SHORT_QUERY, { 'accept-encoding': 'br' });
    expect([headers['content-encoding'], headers.vary]).toEqual([undefined, 'accept, accept-encoding']);
  });

  it('sends all answers as they are where it is told to', async () => {
    const { headers, bytes } = await ask(plain.url, LONG_QUERY, { 'accept-encoding': 'br' });
    expect([headers['content-encoding'], headers.vary]).toEqual([undefined, 'accept']);
    expect(bytes).toEqual((await ask(service.url, LONG_QUERY, {})).bytes);
  });

  it('makes a few at once, and sends further ones as they are', async () => {
    const queries = Array.from(
      { length: 40 },
      (_, i) => `{ a${i}: concept(slug: "leverage") { definitions { text } } }`,
    );
    const answers = await Promise.all(queries.map((query) => ask(service.url, query, { 'accept-encoding': 'gzip' })));
    for (const { status, headers, bytes } of answers) {
      const { data } = JSON.parse((headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString());
      expect([status, Object.keys(data).length]).toEqual([200, 1]);
      const isPacked = headers['content-encoding'] === 'gzip';
      expect(String(headers.etag).endsWith('-gzip"')).toBe(isPacked);
    }
  });
});
