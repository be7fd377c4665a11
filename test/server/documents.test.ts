/** Documents by reference: by ids of a manifest, and by the hash of a text that was sent before. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { LIMITS } from '../../src/graphql/limits.ts';
import { typeDefinitions } from '../../src/graphql/schema.ts';
import { faultsIn, manifestOf } from '../../src/server/documents/manifest.ts';
import { persistedDocuments } from '../../src/server/documents/persisted.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';

const TERM = 'query Term($slug: String!) { concept(slug: $slug) { name meaning } }';
const NAME = '{ concept(slug: "leverage") { name } }';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const PAGES = [page('definition', 'leverage', { meaning: 'Borrowed size.', body: ['Margin.'] })];
const FOUND = { data: { concept: { name: 'Leverage', meaning: 'Borrowed size.' } } };
const SLUG = { slug: 'leverage' };

type Parameters = Readonly<Record<string, unknown>>;

async function ask(url: string, parameters: Parameters, method = 'GET', headers: Record<string, string> = {}) {
  const search = new URLSearchParams(
    Object.entries(parameters).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  const response = await (method === 'GET'
    ? fetch(`${url}/graphql?${search}`, { headers })
    : fetch(`${url}/graphql`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(parameters),
      }));
  const text = await response.text();
  const body =
    text === '' ? null : (JSON.parse(text) as { errors?: { message: string; extensions: { code: string } }[] });
  return { status: response.status, headers: response.headers, body, code: body?.errors?.[0]?.extensions.code };
}

/** What Apollo Client's persisted query link sends: the operation name, variables and hash, without the document. */
const byHash = (id: string, more: Parameters = {}): Parameters => ({
  operationName: 'Term',
  variables: SLUG,
  extensions: { persistedQuery: { version: 1, sha256Hash: id } },
  ...more,
});

describe('a manifest', () => {
  it('is known in the forms of Apollo, Relay and GraphQL Code Generator', () => {
    const operations = [{ id: sha256(TERM), name: 'Term', type: 'query', body: TERM }];
    const forms = [
      { format: 'apollo-persisted-query-manifest', version: 1, operations },
      { [sha256(TERM)]: TERM },
      { [`sha256:${sha256(TERM)}`]: TERM },
    ];
    for (const form of forms) expect([...manifestOf(form, 'm.json')]).toEqual([[sha256(TERM), TERM]]);
  });

  it.each([
    ['[]', 'must be a manifest'],
    ['"text"', 'must be a manifest'],
    ['null', 'must be a manifest'],
    ['{"a": 1}', 'must be a manifest'],
    ['{"format": "apollo-persisted-query-manifest", "version": 2, "operations": []}', 'must be a manifest'],
    ['{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id": "a"}]}', 'must be a manifest'],
    ['{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [null]}', 'must be a manifest'],
    ['{}', 'lists no documents'],
    ['{"a": "{ x }", "sha256:a": "{ y }"}', 'has two different documents with the id sha256:a'],
  ])('is refused by name where it is none: %s', (json, message) => {
    expect(() => manifestOf(JSON.parse(json), 'm.json')).toThrow(`m.json ${message}`);
  });

  it('is told what of it cannot be answered', () => {
    const documents = new Map([
      ['a', TERM],
      ['b', '{ nothing }'],
      ['c', '{'],
      ['d', `{ statistics { concepts } } ${'#'.repeat(LIMITS.documentLength)}`],
    ]);
    const faults = faultsIn(documents, buildSchema(typeDefinitions()));
    expect(faults.map(({ id }) => id)).toEqual(['b', 'c', 'd']);
    expect(faults[0]?.reason).toContain('Cannot query field "nothing"');
  });
});

describe('a service with a manifest', () => {
  let service: TestService;
  beforeAll(async () => {
    const manifest = manifestOf({ [`sha256:${sha256(TERM)}`]: TERM, 'by-name': NAME }, 'm.json');
    service = await startTestService(PAGES, undefined, { manifest });
  });
  afterAll(() => service.stop());

  it('answers a document that is named, by GET and by POST', async () => {
    const ways = [
      byHash(sha256(TERM)),
      byHash(`sha256:${sha256(TERM)}`),
      { documentId: sha256(TERM), variables: SLUG },
      { documentId: `sha256:${sha256(TERM)}`, operationName: 'Term', variables: SLUG },
    ];
    // It is executed, compiled and served from the cache.
    for (let time = 0; time < 3; time++) {
      for (const way of ways) {
        for (const method of ['GET', 'POST']) {
          const { status, body } = await ask(service.url, way, method);
          expect({ way, status, body }).toEqual({ way, status: 200, body: FOUND });
        }
      }
    }
    const { body } = await ask(service.url, { documentId: 'by-name' });
    expect(body).toEqual({ data: { concept: { name: 'Leverage' } } });
  });

  it('lets caches keep what a GET by id answers, and says 304 to who has it', async () => {
    const first = await ask(service.url, byHash(sha256(TERM)));
    expect(first.headers.get('cache-control')).toBe('public, no-cache');
    const tag = first.headers.get('etag') ?? '';
    const again = await ask(service.url, byHash(sha256(TERM)), 'GET', { 'if-none-match': tag });
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, null, tag]);
  });

  it('answers other documents too', async () => {
    expect((await ask(service.url, { query: '{ statistics { concepts } }' })).status).toBe(200);
  });

  it('keeps the other extensions', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(TERM) }, cost: true };
    for (const method of ['GET', 'POST']) {
      expect((await ask(service.url, { ...byHash(''), extensions }, method)).body).toMatchObject({
        ...FOUND,
        extensions: { cost: expect.any(Number) },
      });
    }
  });

  it.each([
    [{ documentId: 'none' }, 404, 'PERSISTED_QUERY_NOT_FOUND'],
    [{ documentId: 'by-name', query: NAME }, 400, 'BAD_REQUEST'],
    [{ ...byHash(sha256(TERM)), documentId: 'by-name' }, 400, 'BAD_REQUEST'],
    [{ extensions: { persistedQuery: { version: 2, sha256Hash: sha256(TERM) } } }, 400, 'BAD_REQUEST'],
    [{ extensions: { persistedQuery: 'text' } }, 400, 'BAD_REQUEST'],
    [byHash(sha256(TERM), { query: NAME }), 400, 'BAD_REQUEST'],
    [byHash('constructor'), 200, 'PERSISTED_QUERY_NOT_FOUND'],
  ])('refuses %j, for nobody to keep', async (parameters, status, code) => {
    for (const method of ['GET', 'POST']) {
      const refused = await ask(service.url, parameters, method);
      expect([refused.status, refused.code, refused.headers.get('cache-control')]).toEqual([status, code, 'no-store']);
    }
  });
});

describe('automatic persisted queries', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(PAGES);
  });
  afterAll(() => service.stop());

  it('are asked for once, and known from then on', async () => {
    const missed = await ask(service.url, byHash(sha256(TERM)));
    // From this message clients know that they must send the document.
    expect([missed.status, missed.body?.errors?.[0]?.message, missed.code]).toEqual([
      200,
      'PersistedQueryNotFound',
      'PERSISTED_QUERY_NOT_FOUND',
    ]);
    expect((await ask(service.url, byHash(sha256(TERM), { query: TERM }), 'POST')).body).toEqual(FOUND);
    expect((await ask(service.url, byHash(sha256(TERM)))).body).toEqual(FOUND);
    expect((await ask(service.url, { documentId: sha256(TERM), variables: SLUG })).body).toEqual(FOUND);
  });

  it('take bounded memory, whatever is sent', () => {
    const documents = persistedDocuments();
    let most = 0;
    for (let i = 0; i < 1_000; i++) {
      const query = `${'#'.repeat(i * 19)} ${i}`;
      documents.resolve({ query, extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } } });
      most = Math.max(most, documents.bytes());
    }
    expect(most).toBeLessThanOrEqual(4_000_000);
    expect(most).toBeGreaterThan(2_000_000);
  });
});

describe('a service that answers its manifest alone', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(PAGES, undefined, {
      manifest: new Map([[sha256(TERM), TERM]]),
      onlyManifest: true,
    });
  });
  afterAll(() => service.stop());

  it('answers what is listed, named or sent', async () => {
    for (const method of ['GET', 'POST']) {
      for (const asked of [
        byHash(sha256(TERM)),
        byHash(sha256(TERM), { query: TERM }),
        { query: TERM, variables: SLUG },
      ]) {
        expect((await ask(service.url, asked, method)).body).toEqual(FOUND);
      }
    }
  });

  it('refuses all else, and learns nothing', async () => {
    for (const method of ['GET', 'POST']) {
      for (const asked of [{ query: NAME }, byHash(sha256(NAME), { query: NAME }), { query: '{ __typename }' }]) {
        const refused = await ask(service.url, asked, method);
        expect([refused.status, refused.code]).toEqual([403, 'QUERY_NOT_IN_SAFELIST']);
      }
      expect((await ask(service.url, byHash(sha256(NAME)), method)).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    }
  });

  it('cannot be asked otherwise', async () => {
    const ways: [string, RequestInit][] = [
      [`?query=${encodeURIComponent(TERM)}&query=${encodeURIComponent(NAME)}`, {}],
      [`?query=${encodeURIComponent(NAME)}&variables={`, {}],
      [`?query=${encodeURIComponent(NAME)}`, { method: 'POST', body: '{}' }],
      ['', { method: 'POST', body: JSON.stringify([{ query: NAME }]) }],
      ['', { method: 'POST', body: JSON.stringify({ query: [NAME] }) }],
    ];
    for (const [search, init] of ways) {
      const response = await fetch(`${service.url}/graphql${search}`, {
        ...init,
        headers: { 'content-type': 'application/json' },
      });
      expect([search, response.status]).toEqual([search, 400]);
    }
  });

  it('shows its own pages all the same, and is ready', async () => {
    for (const path of ['/concept/leverage/', '/readyz']) {
      expect([path, (await fetch(`${service.url}${path}`)).status]).toEqual([path, 200]);
    }
  });
});
