/** Changes over HTTP, after real ingest runs. */
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'cheerio';
import { type IngestOptions, ingest } from '../../ingest/run/run.ts';
import { StoreUnavailable } from '../../src/errors.ts';
import { writeFiles } from '../support/markdown.ts';
import { page } from '../support/pages.ts';
import { temporaryFolder } from '../support/program.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';
import { NO_CALCULATORS, write } from '../support/writing.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const definition = (title: string, description: string, more = '') =>
  `---\ntitle: ${title}\ndescription: ${description}\n---\n\nIt is told here.\n\n${more}`;

describe('the feeds and the API', () => {
  let service: TestService;
  const run = (options: Partial<IngestOptions> = {}) =>
    ingest({
      store: service.store,
      attacher: NO_CALCULATORS,
      locations: [folder.path],
      base: 'https://desk.example/',
      prune: true,
      dryRun: false,
      ...options,
    });
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(service.url + path, { headers, method });

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const CHANGES = `query($since: DateTime, $after: String) { changes(since: $since, first: 2, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { kind slug url concept { name } fields { field before after leftOut } run { added changed removed source } } } }`;

  it('are empty before the first run', async () => {
    const { body } = await service.query(CHANGES);
    expect(body).toEqual({
      data: { changes: { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] } },
    });
    const feed = await get('/changes.atom');
    expect([feed.status, (await feed.text()).match(/<updated>(.*)<\/updated>/)?.[1]]).toEqual([
      200,
      '1970-01-01T00:00:00.000Z',
    ]);
    expect(((await (await get('/changes.json')).json()) as { items: unknown[] }).items).toEqual([]);
  });

  it('tell of a changed page the field, before and after, and of one that is gone', async () => {
    writeFiles(folder.path, {
      'definition/margin-call.md': definition('Margin Call', 'A demand for collateral.'),
      'definition/haircut.md': definition('Haircut', 'What is taken off.'),
    });
    await run();
    expect((await run()).totals).toMatchObject({ unchanged: 2, added: 0, changed: 0 });
    writeFiles(folder.path, {
      'definition/margin-call.md': definition('Margin Call', 'A demand for <more> & "better" collateral.'),
    });
    rmSync(join(folder.path, 'definition/haircut.md'));
    const foretold = await run({ dryRun: true });
    await run();

    const shown = '{ removed: concept(slug: "haircut") { slug } changed: concept(slug: "margin-call") { meaning } }';
    await until(async () => {
      const { data } = (await service.query(shown)).body;
      return data?.removed === null && JSON.stringify(data.changed).includes('better');
    });
    const { body } = await service.query(CHANGES);
    const source = basename(folder.path);
    const changed = { field: 'meaning', before: 'A demand for collateral.' };
    expect(body.data?.changes).toEqual({
      totalCount: 4,
      pageInfo: { hasNextPage: true, endCursor: expect.any(String) },
      nodes: [
        {
          ...{ kind: 'REMOVED', slug: 'haircut', url: 'https://desk.example/definition/haircut/', concept: null },
          fields: [
            { field: 'name', before: 'Haircut', after: null, leftOut: 0 },
            { field: 'meaning', before: 'What is taken off.', after: null, leftOut: 0 },
          ],
          run: { added: 0, changed: 1, removed: 1, source },
        },
        {
          ...{ kind: 'CHANGED', slug: 'margin-call', url: 'https://desk.example/definition/margin-call/' },
          concept: { name: 'Margin Call' },
          fields: [{ ...changed, after: 'A demand for <more> & "better" collateral.', leftOut: 0 }],
          run: { added: 0, changed: 1, removed: 1, source },
        },
      ],
    });
    // A dry run predicted the same.
    const told = new Map(foretold.pages.map(({ url, fields }) => [url, fields]));
    const data = body.data as { changes: { nodes: { url: string; fields: unknown }[] } };
    for (const { url, fields } of data.changes.nodes) {
      expect(told.get(url)).toEqual(fields);
    }
    expect(foretold.totals).toMatchObject({ changed: 1, removed: 1 });
  });

  it('are paged, since a time, and told of each concept', async () => {
    const first = (await service.query(CHANGES)).body.data?.changes as { pageInfo: { endCursor: string } };
    const after = first.pageInfo.endCursor;
    const next = (await service.query(CHANGES, { after })).body.data?.changes as { nodes: { kind: string }[] };
    expect(next.nodes.map(({ kind }) => kind)).toEqual(['ADDED', 'ADDED']);
    // The last of these falls into the year 10000 in UTC.
    for (const since of ['2999-01-01', '9999-12-31', '9999-12-31T23:59:59-12:00']) {
      expect((await service.query(CHANGES, { since })).body.data?.changes).toMatchObject({ totalCount: 0 });
    }
    const foreign = await service.query(CHANGES, { after, since: '2020-01-01' });
    expect(foreign.body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    service.calls.length = 0;
    const { body } = await service.query(`{ conceptsBySlug(slugs: ["margin-call", "none", "margin-call"]) {
      history(first: 1) { at kind fields { field } } } concept(slug: "margin-call") { history { kind } } }`);
    expect(body.data).toEqual({
      conceptsBySlug: [0, 1, 0].map((missing) =>
        missing
          ? null
          : { history: [{ at: expect.stringMatching(/^20.*Z$/), kind: 'CHANGED', fields: [{ field: 'meaning' }] }] },
      ),
      concept: { history: [{ kind: 'CHANGED' }, { kind: 'ADDED' }] },
    });
    expect(service.calls).toEqual(['histories', 'histories']);
  });

  it('are an Atom feed: ids that stay, times, links to itself and to the pages', async () => {
    const response = await get('/changes.atom');
    expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const text = await response.text();
    const $ = load(text, { xml: true });
    const id = expect.stringMatching(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect($.root().children().length).toBe(1);
    expect($('feed').attr('xmlns')).toBe('http://www.w3.org/2005/Atom');
    const one = (name: string) => $(`feed > ${name}`).text();
    expect([one('id'), one('title'), one('author > name')]).toEqual([id, 'What changed in the glossary', 'Riskgraph']);
    expect(one('updated')).toBe($('entry > updated').first().text());
    expect($('feed > link[rel="self"]').attr('href')).toBe(`${service.url}/changes.atom`);
    const entries = $('entry')
      .toArray()
      .map((entry) => {
        const of = (name: string) => $(entry).find(name);
        expect([of('id').text(), of('updated').text()]).toEqual([id, expect.stringMatching(/^20\S+Z$/)]);
        return [of('title').text(), of('category').attr('term'), of('link').attr('href'), of('content').text()];
      });
    expect(entries.slice(0, 2)).toEqual([
      [
        ...['Removed: Haircut', 'REMOVED', 'https://desk.example/definition/haircut/'],
        '<ul><li>name: Haircut</li><li>meaning: What is taken off.</li></ul>',
      ],
      [
        ...['Changed: Margin Call', 'CHANGED', 'https://desk.example/definition/margin-call/'],
        '<ul><li>meaning: A demand for collateral. → A demand for &lt;more&gt; &amp; &quot;better&quot; collateral.</li></ul>',
      ],
    ]);
    expect(
      new Set(
        $('id')
          .toArray()
          .map((element) => $(element).text()),
      ).size,
    ).toBe(5);
    expect(await (await get('/changes.atom')).text()).toBe(text);
  });

  it('name the service as its client does, behind one proxy or several', async () => {
    const schemes = { https: 'https:', 'HTTPS , http': 'https:', 'http, https': 'http:', http: 'http:', '': 'http:' };
    for (const [forwarded, scheme] of Object.entries(schemes)) {
      const response = await get('/changes.json', { 'x-forwarded-proto': forwarded });
      const { feed_url } = (await response.json()) as { feed_url: string };
      expect([forwarded, new URL(feed_url).protocol]).toEqual([forwarded, scheme]);
    }
  });

  it('are a JSON Feed 1.1 with each change as the API gives it', async () => {
    const response = await get('/changes.json', { 'x-forwarded-proto': 'https' });
    expect(response.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
    const site = service.url.replace('http:', 'https:');
    expect(await response.json()).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'What changed in the glossary',
      feed_url: `${site}/changes.json`,
      items: [
        { title: 'Removed: Haircut', tags: ['REMOVED'] },
        {
          id: expect.stringMatching(/^urn:uuid:/),
          url: 'https://desk.example/definition/margin-call/',
          title: 'Changed: Margin Call',
          content_text: 'meaning: A demand for collateral. → A demand for <more> & "better" collateral.',
          date_published: expect.stringMatching(/^20\S+Z$/),
          _riskgraph: { kind: 'CHANGED', slug: 'margin-call', fields: [{ field: 'meaning' }] },
        },
        { title: 'Added: Haircut' },
        { title: 'Added: Margin Call' },
      ],
    });
  });

  it.each(['/changes.atom', '/changes.json'])('are compressed for who accepts it: %s', async (path) => {
    const plain = await get(path, { 'accept-encoding': 'identity' });
    const text = await plain.text();
    expect([plain.headers.get('content-encoding'), plain.headers.get('vary')]).toEqual([null, 'accept-encoding']);
    for (const encoding of ['gzip', 'br']) {
      const headers = { 'accept-encoding': encoding };
      const packed = await get(path, headers);
      expect([packed.headers.get('content-encoding'), packed.headers.get('vary')]).toEqual([
        encoding,
        'accept-encoding',
      ]);
      expect(Number(packed.headers.get('content-length'))).toBeLessThan(Buffer.byteLength(text) / 2);
      expect(await packed.text()).toBe(text);
      // Bodies that differ must not share a strong entity tag (RFC 9110, 8.8.3).
      const etag = packed.headers.get('etag') ?? '';
      expect(etag).not.toBe(plain.headers.get('etag'));
      expect((await get(path, { ...headers, 'if-none-match': etag })).status).toBe(304);
    }
  });

  it.each(['/changes.atom', '/changes.json'])('are sent once: %s', async (path) => {
    const identity = { 'accept-encoding': 'identity' };
    const response = await get(path, identity);
    const etag = response.headers.get('etag') ?? '';
    const length = Buffer.byteLength(await response.text());
    for (const method of ['GET', 'HEAD']) {
      const again = await get(path, { ...identity, 'if-none-match': `"other", W/${etag}` }, method);
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    }
    const head = await get(path, identity, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(length), '']);
    expect((await get(path, {}, 'POST')).status).toBe(405);
    await write(service.store, [page('definition', `new-${path.slice(9)}`)], {
      run: { id: path, at: '2997-01-01T00:00:00.000Z', source: 'x' },
    });
    expect((await get(path, { ...identity, 'if-none-match': etag })).status).toBe(200);
  });

  it('say what no XML can say as something else', async () => {
    await write(service.store, [page('definition', 'odd', { name: 'Odd \u0000\ud800\ufffe]]> <name>' })], {
      run: { id: 'odd', at: '2998-01-01T00:00:00.000Z', source: 'x' },
    });
    const text = await (await get('/changes.atom')).text();
    expect(text).toContain('<title>Added: Odd \ufffd\ufffd\ufffd]]&gt; &lt;name&gt;</title>');
  });
});

it('is 503 while the store is away', async () => {
  const service = await startTestService([], (store) => ({
    ...store,
    pastChanges: () => Promise.reject(new StoreUnavailable('bolt://secret is away', { reason: 'Neo4j is away' })),
  }));
  const response = await fetch(`${service.url}/changes.atom`);
  expect([response.status, await response.json()]).toEqual([
    503,
    { errors: [{ message: 'Neo4j is away', extensions: { code: 'SERVICE_UNAVAILABLE' } }] },
  ]);
  const { body } = await service.query('{ changes { nodes { at } } statistics { pages } }');
  expect(body.data).toEqual({ changes: null, statistics: { pages: 0 } });
  await service.stop();
});
