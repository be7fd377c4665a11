import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { refuse } from '../../src/server/answers.ts';
import { staticFiles } from '../../src/server/static-files.ts';
import { startTestService, type TestService } from '../support/service.ts';

it('is without the schema where the schema is hidden', async () => {
  const hiding = await startTestService([], (store) => store, { introspection: false });
  expect((await fetch(`${hiding.url}/schema.graphql`)).status).toBe(404);
  expect((await fetch(`${hiding.url}/docs`)).status).toBe(200);
  await hiding.stop();
});

it('is refused as anything is, and kept by nobody, where it cannot be made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'riskgraph-'));
  mkdirSync(join(folder, 'public'));
  writeFileSync(join(folder, 'public', 'part-1234.js.br'), 'not compressed at all');
  const entry = { path: '/widget/part-1234.js', file: 'part-1234.js.br', isHashed: true };
  writeFileSync(join(folder, 'public.json'), JSON.stringify([entry]));
  const [file] = staticFiles(folder).values();
  rmSync(folder, { recursive: true });
  const server = createServer((request, response) => {
    file?.send(request, response).catch((error) => refuse(response, error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'accept-encoding': 'gzip' } });
  const { errors } = (await response.json()) as { errors: { extensions: object }[] };
  expect([response.status, errors[0]?.extensions]).toEqual([500, { code: 'INTERNAL_SERVER_ERROR' }]);
  const told = ['cache-control', 'etag', 'content-encoding'].map((name) => response.headers.get(name));
  expect(told).toEqual(['no-store', null, null]);
  server.close();
});

describe('what browsers load', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${service.url}${path}`, { method, headers, redirect: 'manual' });
  const directives = (response: Response) =>
    new Map(
      (response.headers.get('content-security-policy') ?? '').split('; ').map((directive): [string, string] => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values.join(' ')];
      }),
    );

  it('is three pages, each under a policy without anything inline', async () => {
    for (const path of ['/', '/docs', '/explorer']) {
      const response = await get(path);
      expect([path, response.status, response.headers.get('content-type')]).toEqual([
        path,
        200,
        'text/html; charset=utf-8',
      ]);
      const policy = directives(response);
      expect(policy.get('default-src')).toBe("'none'");
      expect(policy.get('script-src')).toBe("'self'");
      expect(policy.get('style-src')).toBe(path === '/explorer' ? "'self' 'unsafe-inline'" : "'self'");
      for (const closed of ['base-uri', 'frame-ancestors']) expect(policy.get(closed)).toBe("'none'");
      // The landing page's lookup is a form when there is no script.
      expect(policy.get('form-action')).toBe(path === '/' ? "'self'" : "'none'");
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('asks again for what keeps its name, and never for what has a hash in it', async () => {
    const entry = await get('/widget/term-lookup.js');
    expect(entry.headers.get('cache-control')).toBe('no-cache');
    const [, part = ''] = /"\.\/([\w.-]+-[A-Z0-9]{8}\.js)"/.exec(await entry.text()) ?? [];
    const hashed = await get(`/widget/${part}`);
    expect(hashed.status).toBe(200);
    expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('answers 304 to whoever has it, with a tag for each encoding', async () => {
    const plain = await get('/widget/term-card.js', { 'accept-encoding': 'identity' });
    const zipped = await get('/widget/term-card.js', { 'accept-encoding': 'gzip' });
    const tags = [plain, zipped].map((response) => response.headers.get('etag') ?? '');
    expect(new Set(tags).size).toBe(2);
    expect(await zipped.text()).toBe(await plain.text());
    for (const tag of [tags[0] ?? '', `"other", W/${tags[0]}`, '*']) {
      const again = await get('/widget/term-card.js', { 'accept-encoding': 'identity', 'if-none-match': tag });
      expect([again.status, await again.text()]).toEqual([304, '']);
    }
    expect((await get('/widget/term-card.js', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('is compressed for those who take it', async () => {
    const { request } = await import('node:http');
    const { encoding, bytes } = await new Promise<{ encoding: string | undefined; bytes: Buffer }>(
      (resolve, reject) => {
        request(`${service.url}/`, { headers: { 'accept-encoding': 'gzip, br' } }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({ encoding: response.headers['content-encoding'], bytes: Buffer.concat(chunks) }),
          );
        })
          .on('error', reject)
          .end();
      },
    );
    expect(encoding).toBe('br');
    expect(brotliDecompressSync(bytes).toString()).toContain('<h1>');
    expect((await get('/', { 'accept-encoding': 'gzip;q=0' })).headers.get('content-encoding')).toBeNull();
  });

  it('has the large files of the explorer in memory compressed, and gives them to everybody', async () => {
    const dist = join(PACKAGE_ROOT, 'dist');
    const entries = JSON.parse(readFileSync(join(dist, 'public.json'), 'utf8')) as { path: string; file: string }[];
    const own = entries.filter(({ path }) => path.startsWith('/explorer/'));
    const bytes = own.reduce((sum, { file }) => sum + statSync(join(dist, 'public', file)).size, 0);
    expect([own.length > 20, bytes < 2_500_000]).toEqual([true, true]);
    const forms = await Promise.all(
      ['identity', 'gzip', 'br'].map(async (encoding) => {
        const response = await get('/explorer/explorer.css', { 'accept-encoding': encoding });
        const { headers } = response;
        return [headers.get('content-encoding'), headers.get('content-type'), await response.text()] as const;
      }),
    );
    expect(forms.map(([encoding]) => encoding)).toEqual([null, 'gzip', 'br']);
    expect(new Set(forms.map(([, type, text]) => `${type} ${text}`)).size).toBe(1);
    expect(forms[0]?.[1]).toBe('text/css; charset=utf-8');
    expect(forms[0]?.[2]).toContain('.graphiql');
  });

  it('may be loaded by any page where it is an element, and by our own where it is not', async () => {
    const element = await get('/widget/term-lookup.js');
    expect(element.headers.get('access-control-allow-origin')).toBe('*');
    expect(element.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const page = await get('/');
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
    expect(page.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('is named files only', async () => {
    const foreign = [
      '/widget/',
      '/widget/..%2f..%2fpackage.json',
      '/widget/../../package.json',
      '/public.json',
      '/pages/landing.html',
      '/landing.html',
      '/dist/cli.js',
      '/src/cli.ts',
      '/.git/config',
      '/widget/term-lookup.js/',
      '//widget/term-lookup.js',
      '/__proto__',
      '/constructor',
    ];
    for (const path of foreign) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    }
    expect((await get('/', {}, 'POST')).status).toBe(405);
    const head = await get('/', {}, 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('is the whole schema as well', async () => {
    const text = await (await get('/schema.graphql')).text();
    for (const type of ['type Query', 'type Concept', 'type Calculator', 'type Calculate'])
      expect(text).toContain(type);
  });
});
