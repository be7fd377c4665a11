/** All reading pages, as a browser without JavaScript gets them. */
import { describe, expect, it } from '@jest/globals';
import * as cheerio from 'cheerio';
import { EPISODES } from '../../src/episodes/registry.ts';
import { StoreUnavailable } from '../../src/errors.ts';
import { page } from '../support/pages.ts';
import { readingSite } from '../support/reading-site.ts';
import { startTestService } from '../support/service.ts';

/** Size limit for the page of a concept or a crash, in bytes. */
const MOST_BYTES = 30_000;

const site = readingSite();

describe('the pages for readers', () => {
  it('are all reached by links from the list of terms, none of which is dead', async () => {
    const seen = new Map<string, string>();
    const queue = ['/concepts/'];
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      if (seen.has(path)) continue;
      const { status, text, $ } = await site.get(path);
      expect([path, status]).toEqual([path, 200]);
      seen.set(path, text);
      for (const link of $('a[href]').toArray()) {
        const { pathname, origin, search } = new URL($(link).attr('href') ?? '', site.service.url + path);
        if (origin === site.service.url && search === '') queue.push(pathname);
      }
    }
    for (const { slug } of EPISODES) expect([...seen.keys()]).toContain(`/episodes/${slug}/`);
    for (const [path, text] of [...seen].filter(([at]) => at.startsWith('/episodes/')))
      expect([path, Buffer.byteLength(text) <= MOST_BYTES]).toEqual([path, true]);
    const { body } = await site.service.query('{ concepts(first: 100, filter: {isStub: false}) { totalCount } }');
    const { totalCount } = (body.data as { concepts: { totalCount: number } }).concepts;
    const concepts = [...seen].filter(([path]) => path.startsWith('/concept/'));
    expect(concepts.length).toBeGreaterThanOrEqual(totalCount);
    for (const [path, text] of concepts) {
      const $ = cheerio.load(text);
      expect([path, Buffer.byteLength(text) <= MOST_BYTES]).toEqual([path, true]);
      expect([$('h1').length, $('link[rel=canonical]').attr('href')]).toEqual([1, site.service.url + path]);
      const said = JSON.parse($('script[type="application/ld+json"]').text()) as Record<string, unknown>;
      const inDefinedTermSet = { url: `${site.service.url}/concepts/` };
      expect(said).toMatchObject({
        '@type': 'DefinedTerm',
        name: $('h1').text(),
        url: site.service.url + path,
        inDefinedTermSet,
      });
    }
    const listed = (await site.get('/sitemap.xml')).text.match(/(?<=<loc>)[^<]+/g) ?? [];
    const missing = listed.filter((url) => !seen.has(url.slice(site.service.url.length)));
    expect(missing).toEqual([]);
    expect(listed.length).toBeGreaterThan(totalCount);
  });

  it('may all be read by crawlers, which are told where they are listed', async () => {
    const { status, text } = await site.get('/robots.txt');
    expect([status, text]).toEqual([200, `User-agent: *\nDisallow:\n\nSitemap: ${site.service.url}/sitemap.xml\n`]);
  });

  it('stand at one address each, and need not be loaded again', async () => {
    const { status, headers } = await site.get('/concept/margin-call?x=1');
    expect([status, headers.get('location')]).toEqual([301, '/concept/margin-call/?x=1']);
    for (const [path, location] of [
      ['/concepts/margin-call/?x=1', '/concept/margin-call/?x=1'],
      ['/calculator/debtrank/?alpha=1', '/calculators/debtrank/?alpha=1'],
      ['/docs/', '/docs'],
      ['/explorer/?example=path', '/explorer?example=path'],
    ] as const) {
      const moved = await site.get(path);
      expect([path, moved.status, moved.headers.get('location')]).toEqual([path, 301, location]);
    }
    expect((await site.get('/calculator/no/')).status).toBe(404);
    const first = await site.get('/concept/margin-call/');
    const again = await site.get('/concept/margin-call/', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([again.status, again.text]).toEqual([304, '']);
    expect(first.headers.get('content-security-policy')).toContain("script-src 'self'");
    const head = await fetch(`${site.service.url}/concept/margin-call/`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await fetch(`${site.service.url}/concepts/`, { method: 'POST' })).status).toBe(405);
  });
});

describe('a page for readers', () => {
  it('announces the feeds', async () => {
    const { $ } = await site.get('/concept/margin-call/');
    const feeds = $('link[rel=alternate]').toArray();
    expect(feeds.map((feed) => $(feed).attr('type'))).toEqual(['application/atom+xml', 'application/feed+json']);
    for (const feed of feeds) {
      const { headers } = await site.get($(feed).attr('href') ?? '');
      expect(headers.get('content-type')).toContain($(feed).attr('type'));
    }
  });

  it('escapes whatever a glossary says', async () => {
    const hostile = '<img src=x onerror=alert(1)>"\'</script>&amp;';
    const other = await startTestService([
      page('definition', 'a', { name: hostile, meaning: hostile, body: [hostile], links: { RELATED: ['b"><i>'] } }),
    ]);
    const text = await (await fetch(`${other.url}/concept/a/`)).text();
    const $ = cheerio.load(text);
    expect([$('img').length, $('main i').length]).toEqual([0, 0]);
    expect([$('h1').text(), $('.lede').text()]).toEqual([hostile, hostile]);
    expect(JSON.parse($('script[type="application/ld+json"]').text())).toMatchObject({ description: hostile });
    await other.stop();
  });

  it('describes a term in whole characters, however long its meaning is without a space', async () => {
    const meaning = `${'x'.repeat(199)}😀${'x'.repeat(50)}`;
    const other = await startTestService([page('definition', 'a', { meaning })]);
    const $ = cheerio.load(await (await fetch(`${other.url}/concept/a/`)).text());
    expect($('meta[name=description]').attr('content')).toBe(`${'x'.repeat(199)}…`);
    await other.stop();
  });

  it('is linked wherever it stands on a site that nobody can visit', async () => {
    const document = (slug: string, url: string, links: object = {}) => ({
      ...page('definition', slug, { links }),
      kind: 'DOCUMENT' as const,
      url,
    });
    const urls = {
      a: 'https://x.example/#a',
      b: 'https://x.example/table/#b',
      c: 'https://x.example:8443/c%23.html?x=1&y=%3F#c%20d',
      d: 'https://x.example/p/d',
    };
    const pages = Object.entries(urls).map(([slug, url]) => document(slug, url));
    const other = await startTestService([...pages, page('definition', 'whole')]);
    for (const [slug, url] of Object.entries(urls)) {
      const $ = cheerio.load(await (await fetch(`${other.url}/concept/${slug}/`)).text());
      const href = $('#sources + ul a').attr('href') ?? '';
      const response = await fetch(other.url + href, { redirect: 'manual' });
      expect([href, response.status]).toEqual([href, 200]);
      expect(
        cheerio
          .load(await response.text())('main p.aside')
          .last()
          .text(),
      ).toBe(`Original URL: ${url}`);
    }
    await other.stop();
  });

  it('names the address that readers know the service by', async () => {
    const other = await startTestService([page('definition', 'a')], (store) => store, {
      publicUrl: 'https://glossary.example',
    });
    const $ = cheerio.load(await (await fetch(`${other.url}/concept/a/`)).text());
    expect($('link[rel=canonical]').attr('href')).toBe('https://glossary.example/concept/a/');
    await other.stop();
  });

  it('says that the glossary is away while its store is', async () => {
    const isAway = () => Promise.reject(new StoreUnavailable('bolt://secret is away'));
    const other = await startTestService([page('definition', 'a', { body: ['One.'] })], (store) => ({
      ...store,
      texts: isAway,
      wholePages: isAway,
    }));
    for (const path of ['/concept/a/', '/page/glossary.example/definition/a/']) {
      const response = await fetch(other.url + path);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
      const text = await response.text();
      expect([text.includes('the store is not available'), text.includes('secret')]).toEqual([true, false]);
    }
    await other.stop();
  });
});
