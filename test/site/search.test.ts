/** The list of terms with search results, and pages that do not exist. */
import { describe, expect, it } from '@jest/globals';
import { readingSite } from '../support/reading-site.ts';

const site = readingSite();

describe('a search', () => {
  it('find terms by a search', async () => {
    const { $ } = await site.get('/concepts/?q=who+pays+when+a+trader+goes+bankrupt%3F');
    expect($('main .terms a').first().attr('href')).toBe('/concept/insurance-fund/'); // as in README
  });

  it('list all that a search finds, page by page, with the passage that matched', async () => {
    const query = 'market';
    const { body } = await site.service.query(`{ search(query: "${query}", first: 100) {
      totalCount edges { node { slug } match { field text } }
    } }`);
    const { totalCount, edges } = (
      body.data as {
        search: { totalCount: number; edges: { node: { slug: string }; match: { field: string; text: string } }[] };
      }
    ).search;
    expect(totalCount).toBeGreaterThan(50); // more than fit on one page
    const listed: string[] = [];
    const passages = new Map<string, string>();
    for (let next: string | undefined = `/concepts/?q=${query}`; next !== undefined; ) {
      const { status, $ } = await site.get(next);
      expect([next, status]).toEqual([next, 200]);
      for (const entry of $('main .terms li').toArray()) {
        const href = $(entry).find('a').attr('href') ?? '';
        listed.push(href);
        passages.set(href, $(entry).find('.aside').text());
        if (passages.get(href) !== '') expect($(entry).find('mark').text()).toMatch(/market/i);
      }
      next = $('main a:contains("More terms")').attr('href');
    }
    expect(listed.length).toBe(totalCount);
    expect(listed.slice(0, edges.length)).toEqual(edges.map(({ node }) => `/concept/${node.slug}/`));
    for (const { node, match } of edges) {
      const isShown = match.field === 'NAME' || match.field === 'MEANING';
      expect([node.slug, passages.get(`/concept/${node.slug}/`)]).toEqual([node.slug, isShown ? '' : match.text]);
    }
    expect([...passages.values()].some((text) => text !== '')).toBe(true);
    expect((await site.get(`/concepts/?q=${query}&after=zzz`)).status).toBe(404);
  });

  it('say that a search was corrected, and that it found nothing', async () => {
    const corrected = (await site.get('/concepts/?q=liqidation+cascde')).$('main').text();
    expect(corrected).toContain(
      'Nothing matches “liqidation cascde” as it is spelt. These terms match liquidation cascade.',
    );
    const none = (await site.get('/concepts/?q=%3Cxyzzyqq%3E')).$;
    expect(none('main').text()).toContain('No term matches “<xyzzyqq>”. Try other words, or look through all terms.');
    expect(none('main').text()).not.toContain('0 terms');
  });
});

describe('what is not there', () => {
  it('name what may have been meant where there is nothing', async () => {
    const { status, $ } = await site.get('/concept/margn-call/');
    expect(status).toBe(404);
    expect($('main a').first().attr('href')).toBe('/concept/margin-call/');
    for (const path of [
      '/concept/',
      '/concepts/x/',
      '/concept/a/b/',
      '/page/',
      '/page/x/',
      '/concept/%ff/',
      '/calculators/no/',
    ])
      expect([path, (await site.get(path)).status]).toEqual([path, 404]);
    const elsewhere = await site.get('/margin-call', { accept: 'text/html' });
    expect([elsewhere.status, elsewhere.$('main a').first().attr('href')]).toEqual([404, '/concept/margin-call/']);
    expect((await site.get('/margin-call')).headers.get('content-type')).toContain('application/json');
  });

  it('take an address that is not found for the words that a browser shows of it', async () => {
    const { $ } = await site.get('/concept/margin%20cal/');
    expect([$('#q').attr('value'), $('main a').first().attr('href')]).toEqual(['margin cal', '/concept/margin-call/']);
    expect((await site.get('/concept/d%C3%A9faut/')).$('#q').attr('value')).toBe('défaut');
    expect((await site.get('/concept/100%/')).$('#q').attr('value')).toBe('100%');
    // No query contains half a surrogate pair.
    const long = await site.get(`/concept/${encodeURIComponent(`${'x'.repeat(199)}😀`)}/`);
    expect(long.status).toBe(404);
  });

  it('have nothing where a list is said to go on at a place that is not in it', async () => {
    const { body } = await site.service.query('{ search(query: "margin", first: 1) { pageInfo { endCursor } } }');
    const { endCursor } = (body.data as { search: { pageInfo: { endCursor: string } } }).search.pageInfo;
    for (const after of ['zzz', endCursor]) {
      for (const path of ['/concepts/', '/concept/margin-call/', '/sitemap.xml']) {
        const { status, $ } = await site.get(`${path}?${new URLSearchParams({ after })}`);
        expect([path, status, $('h1').text()]).toEqual([path, 404, 'Page not found']);
      }
    }
    expect((await site.get(`/concept/${'margin'.repeat(500)}/`)).status).toBe(404);
    for (const path of ['/concepts/', '/concept/margin-call/']) {
      const { status, $ } = await site.get(`${path}?after=`);
      expect([status, $('link[rel=canonical]').attr('href')]).toEqual([200, site.service.url + path]);
    }
  });
});
