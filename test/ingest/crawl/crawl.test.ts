/** A crawl follows a site politely, and its answers change the graph as they should. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { packageVersion } from '../../../src/package-root.ts';
import { definitionPage } from '../../support/markdown.ts';
import { temporaryFolder } from '../../support/program.ts';
import { type Site, type SiteAnswer, startSite } from '../../support/site.ts';
import { crawlInto } from './crawling.ts';

const BASE = 'https://glossary.example/';
let folder: ReturnType<typeof temporaryFolder>;
let site: Site;
let crawling: Awaited<ReturnType<typeof crawlInto>>;
beforeEach(async () => {
  folder = temporaryFolder();
  site = await startSite();
  crawling = await crawlInto(folder.path, BASE);
});
afterEach(async () => {
  await crawling.store.close();
  await site.close();
  folder.remove();
});

const start = () => `${site.origin}/`;
const name = (slug: string) => slug.charAt(0).toUpperCase() + slug.slice(1);
const markdown = (slug: string, related: readonly string[] = [], text = 'Some text.') =>
  definitionPage({ slug, name: name(slug), related, paragraphs: [text] });
const html = (slug: string, body = '') =>
  `<html><head><title>${name(slug)}</title><link rel="canonical" href="${BASE}definition/${slug}/"></head><body><main><h1>${name(slug)} ⎊ Definition</h1><p>Text of ${slug}.</p>${body}</main></body></html>`;
const home = (...slugs: string[]) => slugs.map((slug) => `<a href="/definition/${slug}/">${slug}</a>`).join('\n');
function has(answers: Readonly<Record<string, SiteAnswer>>): void {
  for (const [path, answer] of Object.entries(answers)) site.answers.set(path, answer);
}
const slugs = async () => (await crawling.pages()).map(({ concept }) => concept);
const DAY = 24 * 3_600_000;

it('follows links in Markdown first, and in HTML where there is none, each page once', async () => {
  has({
    '/': home('alpha', 'beta'),
    '/definition/alpha.md': markdown('alpha', ['gamma']),
    '/definition/beta/': html('beta', '<a href="../delta/?from=beta#top">d</a><a href="/about">a</a>'),
    '/definition/gamma.md': markdown('gamma', ['alpha', 'beta']),
    '/definition/delta/': html('delta'),
    '/about': '<p>About us, and <a href="https://elsewhere.example/definition/x/">others</a></p>',
  });
  const { report } = await crawling.run(start());
  expect(await slugs()).toEqual(['alpha', 'beta', 'delta', 'gamma']);
  expect(report.totals).toEqual({ added: 4, changed: 0, unchanged: 0, rejected: 0, removed: 0 });
  expect(report.pages.map(({ source }) => source.slice(site.origin.length)).sort()).toEqual([
    '/definition/alpha.md',
    '/definition/beta/',
    '/definition/delta/',
    '/definition/gamma.md',
  ]);
  expect(site.asked).toEqual([
    ...['/robots.txt', '/sitemap.xml', '/', '/definition/alpha.md', '/definition/beta.md', '/definition/beta/'],
    ...['/definition/gamma.md', '/definition/delta.md', '/definition/delta/', '/about'],
  ]);
  expect(site.atOnce()).toBe(1);
  expect(new Set(site.requests.map((headers) => headers['user-agent']))).toEqual(
    new Set([`riskgraph/${packageVersion()}`]),
  );
  // One second between requests.
  expect(crawling.clock.pauses).toEqual(Array(site.asked.length - 1).fill(1_000));
});

it('asks the next time for what has changed alone', async () => {
  const conditional =
    (slug: string, text: string): SiteAnswer =>
    (request, response) => {
      const isSame = request.headers['if-none-match'] === `"${text}"`;
      response.writeHead(isSame ? 304 : 200, { etag: `"${text}"`, 'content-type': 'text/markdown' });
      response.end(isSame ? undefined : markdown(slug, [], text));
    };
  const dated: SiteAnswer = (request, response) => {
    const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
    const isSame = request.headers['if-modified-since'] === date;
    response.writeHead(isSame ? 304 : 200, { 'last-modified': date }).end(isSame ? undefined : html('gamma'));
  };
  has({
    '/': home('alpha', 'beta', 'gamma'),
    '/definition/alpha.md': conditional('alpha', 'One'),
    '/definition/beta.md': conditional('beta', 'One'),
    '/definition/gamma/': dated,
  });
  await crawling.run(start());
  has({ '/definition/beta.md': conditional('beta', 'Two') });
  site.forget();
  const { report } = await crawling.run(start());
  expect(report.totals).toMatchObject({ added: 0, changed: 1, unchanged: 2 });
  expect(site.count('/definition/beta.md')).toBe(1);
  const [alpha, , gamma] = await crawling.pages();
  expect(alpha?.definitions.map(({ text }) => text)).toContain('One');
  expect(gamma?.definitions.map(({ text }) => text)).toContain('Text of gamma.');
});

it('reads sitemaps of sitemaps, by gzip too, and no address of another site or below another folder', async () => {
  const list = (...paths: string[]) =>
    `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="urn:i">${paths.map((path) => `<url><loc> ${site.origin}${path} </loc><image:image><image:loc>${site.origin}/definition/image/</image:loc></image:image></url>`).join('')}</urlset>`;
  has({
    '/robots.txt': `User-agent: *\nDisallow: /definition/beta\nSitemap: ${site.origin}/index.xml\n`,
    '/index.xml': `<sitemapindex><sitemap><loc>${site.origin}/one.xml</loc></sitemap><sitemap><loc>${site.origin}/two.xml.gz</loc></sitemap><sitemap><loc>${site.origin}/index.xml</loc></sitemap><sitemap><loc>https://elsewhere.example/three.xml</loc></sitemap></sitemapindex>`,
    '/one.xml': list('/definition/alpha/', '/definition/beta/'),
    '/two.xml.gz': { headers: { 'content-type': 'application/gzip' }, body: gzipSync(list('/area/gamma/resource/2/')) },
    '/': 'nothing here',
    '/definition/alpha.md': markdown('alpha'),
    '/area/gamma/resource/2.md': `# Gamma ⎊ Area ⎊ Resource 2\n\n## What is the Risk of Gamma?\n\nIt falls.\n`,
    '/area/gamma/resource/3.md': `# Gamma ⎊ Area ⎊ Resource 3\n\n## What is the Use of Gamma?\n\nIt rises.\n`,
  });
  const { report, notices } = await crawling.run(start());
  expect(report.pages.map(({ url }) => url)).toEqual([
    `${BASE}area/gamma/resource/2/`,
    `${BASE}area/gamma/resource/3/`,
    `${BASE}definition/alpha/`,
  ]);
  expect(notices).toEqual([`${site.origin}: robots.txt disallows 1 page`]);
  expect(site.asked.filter((path) => /beta|image/.test(path))).toEqual([]);
  // If one further page of an area exists, the next ones may exist too.
  expect(site.asked).toEqual(expect.arrayContaining(['/area/gamma/resource/1.md', '/area/gamma/resource/4.md']));
});

describe('robots.txt', () => {
  it.each([500, 503])('that answers %i lets nothing be fetched', async (status) => {
    has({ '/robots.txt': { status }, '/': home('alpha') });
    await expect(crawling.run(start())).rejects.toThrow(
      `/robots.txt answered ${status}: without it nothing may be fetched`,
    );
    expect(site.asked).toEqual(Array(4).fill('/robots.txt'));
  });

  it('that is cut off lets nothing be fetched, and one that is not there or leads on too often everything', async () => {
    has({ '/robots.txt': (_, response) => response.destroy(), '/': home('alpha') });
    await expect(crawling.run(start())).rejects.toThrow('without it nothing may be fetched from the site');
    has({ '/definition/alpha.md': markdown('alpha'), '/robots.txt': { status: 403 } });
    await crawling.run(start());
    expect(await slugs()).toEqual(['alpha']);
    crawling.clock.passes(2 * DAY);
    site.forget();
    has({ '/robots.txt': { status: 302, headers: { location: '/robots.txt' } } });
    await crawling.run(start());
    expect(site.count('/robots.txt')).toBe(6);
    expect(site.count('/')).toBe(1);
  });

  it('counts where its own address leads to, and asks for longer pauses', async () => {
    has({
      '/robots.txt': { status: 301, headers: { location: '/other.txt' } },
      '/other.txt': 'User-agent: riskgraph\nCrawl-delay: 7\nDisallow: /definition/beta',
      '/': home('alpha', 'beta'),
      '/definition/alpha.md': markdown('alpha'),
    });
    await crawling.run(start());
    expect(crawling.clock.pauses).toEqual([1_000, 7_000, 7_000, 7_000]);
    expect(site.asked.at(-1)).toBe('/definition/alpha.md');
  });
});

it('waits as it is told and longer each time, and keeps what a site with trouble had', async () => {
  const busy = { status: 429, headers: { 'retry-after': '30' } };
  const first = (answer: SiteAnswer, then: SiteAnswer): SiteAnswer => {
    let asked = 0;
    return (request, response) => {
      const now = asked++ === 0 ? answer : then;
      if (typeof now === 'function') return now(request, response);
      const { status = 200, headers = {}, body = '' } = typeof now === 'string' ? { body: now } : now;
      response.writeHead(status, { 'content-type': 'text/markdown', ...headers }).end(body);
    };
  };
  has({ '/': home('alpha', 'beta'), '/definition/alpha.md': first(busy, markdown('alpha')) });
  has({ '/definition/beta.md': first((_, response) => response.destroy(), markdown('beta')) });
  await crawling.run(start());
  expect(await slugs()).toEqual(['alpha', 'beta']);
  expect(crawling.clock.pauses).toEqual([1_000, 1_000, 1_000, 30_000, 1_000, 2_000]);
  // Trouble with a single page: it is tried four times, and earlier fetches count.
  crawling.clock.pauses.length = 0;
  has({ '/definition/beta.md': { status: 500 }, '/definition/gamma/': { status: 502 }, '/': home('alpha', 'gamma') });
  for (const round of [1, 2, 3]) {
    site.forget();
    const { report } = await crawling.run(start(), { prune: true });
    expect([round, site.count('/definition/beta.md')]).toEqual([round, 4]);
    expect(report.totals).toMatchObject({ unchanged: 2, removed: 0, rejected: 1 });
    expect(report.pruned).toBe('not after a rejection');
    expect(report.pages.find(({ status }) => status === 'rejected')).toMatchObject({
      source: `${site.origin}/definition/gamma/`,
      error: { code: 'UNREADABLE', message: 'answered 502' },
    });
    expect(report.pages.find(({ warnings }) => warnings.length > 0)).toMatchObject({
      source: `${site.origin}/definition/beta.md`,
      warnings: [{ code: 'UNREADABLE', message: 'answered 500' }],
    });
  }
  expect(crawling.clock.pauses.filter((pause) => pause > 1_000).slice(0, 3)).toEqual([2_000, 4_000, 8_000]);
});

it.each([404, 410])('removes a page that answers %i twice in a row, and not before', async (status) => {
  const both = home('alpha', 'beta');
  has({ '/': both, '/definition/alpha.md': markdown('alpha'), '/definition/beta.md': markdown('beta') });
  await crawling.run(start());
  const gone = { status };
  const back = markdown('beta');
  for (const [answer, kept] of [
    [gone, 2],
    [back, 2],
    [gone, 2],
    [gone, 1],
    [gone, 1],
    [back, 2],
  ] as const) {
    has({ '/definition/beta.md': answer, '/definition/beta/': gone });
    const { report } = await crawling.run(start());
    expect((await slugs()).length).toBe(kept);
    for (const page of report.pages.filter((each) => each.status === 'removed')) {
      expect(page).toMatchObject({ url: `${BASE}definition/beta/`, warnings: [{ code: 'GONE' }] });
    }
  }
});

it('gives a page that says it is of another site no say over what is removed there', async () => {
  has({
    '/': home('alpha', 'beta'),
    '/definition/alpha.md': markdown('alpha'),
    '/definition/beta.md': markdown('beta'),
  });
  const other = await crawlInto(folder.path);
  const urls = async () => (await other.pages()).map(({ url }) => url);
  await other.run(start());
  const both = [`${BASE}definition/alpha/`, `${BASE}definition/beta/`];
  expect(await urls()).toEqual(both);
  has({ '/': home('alpha'), '/definition/beta.md': { status: 410 } });
  for (const _ of [1, 2, 3]) await other.run(start(), { prune: true });
  expect(await urls()).toEqual(both);
  await other.store.close();
});

it('takes an address that leads on for good as another name of the page there, and ends in no circle', async () => {
  const to = (location: string, status = 301): SiteAnswer => ({ status, headers: { location } });
  has({
    '/': home('margin-call', 'cover-call', 'round', 'itself', 'away'),
    '/definition/margin-call.md': markdown('margin-call'),
    '/definition/cover-call.md': to('/definition/margin-call.md'),
    '/definition/round.md': to('/definition/about/'),
    '/definition/about.md': to('/definition/round/'),
    '/definition/itself/': to('/definition/itself', 302),
    '/definition/itself': to('/definition/itself/', 302),
    '/definition/away/': to('https://elsewhere.example/definition/away/'),
  });
  const { report } = await crawling.run(start());
  expect(await crawling.pages()).toMatchObject([{ concept: 'margin-call', alternateNames: ['Cover Call'] }]);
  expect(report.pages.filter(({ error }) => error !== undefined).map(({ source, error }) => [source, error])).toEqual([
    [
      `${site.origin}/definition/away/`,
      {
        code: 'NOT_A_PAGE',
        message: `redirects to https://elsewhere.example/definition/away/, which is not below ${site.origin}/`,
      },
    ],
    [`${site.origin}/definition/itself/`, { code: 'UNREADABLE', message: 'redirects more than 3 times' }],
  ]);
  expect(site.asked.length).toBeLessThan(20);
});

it('reads no more of an answer than a page may have, whatever it is packed in, and nothing that is no page', async () => {
  const bomb = gzipSync(Buffer.alloc(100 * 2 ** 20));
  let sent = 0;
  const endless: SiteAnswer = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/markdown' });
    const more = () => {
      while (response.writable && response.write(Buffer.alloc(65_536, 'a'))) sent += 65_536;
    };
    response.on('drain', more);
    more();
  };
  has({
    '/': home('alpha', 'bomb', 'declared', 'endless', 'picture', 'cut'),
    '/definition/alpha.md': markdown('alpha'),
    '/definition/bomb.md': { headers: { 'content-encoding': 'gzip' }, body: bomb },
    '/definition/declared.md': (_, response) => response.writeHead(200, { 'content-length': '10000000000' }).write('a'),
    '/definition/endless.md': endless,
    '/definition/picture/': { headers: { 'content-type': 'image/png' }, body: 'PNG' },
    '/definition/cut.md': (_, response) => {
      response.writeHead(200, { 'content-length': '1000', 'content-type': 'text/markdown' });
      response.write('# Half', () => response.destroy());
    },
  });
  const { report } = await crawling.run(start());
  expect(await slugs()).toEqual(['alpha']);
  const faults = report.pages.flatMap(({ source, error }) =>
    error === undefined ? [] : [[source.split('/')[4], error.code, error.message]],
  );
  const large = ['TOO_LARGE', 'is larger than 2097152 bytes, the maximum that is read'];
  expect(faults).toEqual([
    ['bomb', ...large],
    ['cut', 'UNREADABLE', 'could not be fetched 4 times: the response was cut off'],
    ['declared', ...large],
    ['endless', ...large],
    ['picture', 'NOT_A_PAGE', 'is image/png, but a page is expected'],
  ]);
  expect(sent).toBeLessThan(20 * 2 ** 20);
});

it('lets no answer take longer than its time', async () => {
  has({ '/': home('slow', 'alpha'), '/definition/alpha.md': markdown('alpha') });
  has({ '/definition/slow.md': () => crawling.clock.endLimit() });
  const { report } = await crawling.run(start());
  expect(site.count('/definition/slow.md')).toBe(4);
  expect(report.totals).toMatchObject({ added: 1, rejected: 1 });
  expect(report.pages.find(({ error }) => error)?.error?.message).toBe(
    'could not be fetched 4 times: took longer than 10 s',
  );
});

it('goes on behind its limits, and prunes only what a whole crawl has not seen', async () => {
  const all = ['a', 'b', 'c', 'd', 'e'];
  has({ '/': home(...all) });
  for (const slug of all) has({ [`/definition/${slug}.md`]: markdown(slug) });
  const limits = (pages: number) => ({ limits: { ...crawling.options.limits, pages }, prune: true });
  const first = await crawling.run(start(), limits(3));
  expect(await slugs()).toEqual(['a', 'b']);
  expect(first.report.pruned).toBe('not after a part of a site');
  expect(first.notices).toEqual([
    `${site.origin}: stopped after 3 pages (--max-pages); 3 pages left to visit; run the command again to continue`,
  ]);
  const second = await crawling.run(start(), limits(3));
  expect(await slugs()).toEqual(all);
  expect([second.notices, second.report.pruned]).toEqual([[], 'yes']);
  for (const slug of all) expect(site.count(`/definition/${slug}.md`)).toBe(1);
});

it('stops where the site asks for long peace, or where nothing of it can be fetched any more', async () => {
  const all = Array.from({ length: 20 }, (_, i) => `p${i}`);
  has({ '/': home(...all) });
  for (const slug of all) has({ [`/definition/${slug}.md`]: markdown(slug) });
  has({ '/definition/p3.md': { status: 503, headers: { 'retry-after': '3600' } } });
  const { notices } = await crawling.run(start());
  expect(notices).toEqual([
    `${site.origin}: ${site.origin}/definition/p3.md answered 503 and asked for a pause of 3600 s; 17 pages left to visit; run the command again to continue`,
  ]);
  for (let i = 3; i < 20; i++) has({ [`/definition/p${i}.md`]: { status: 500 } });
  site.forget();
  expect((await crawling.run(start())).notices[0]).toMatch(/: 5 pages in a row could not be fetched; 17 pages/);
  expect(new Set(site.asked.filter((path) => path.startsWith('/definition/'))).size).toBe(5);
  for (const slug of all) has({ [`/definition/${slug}.md`]: markdown(slug) });
  await crawling.run(start());
  expect((await slugs()).length).toBe(20);
});

it('takes the pages below a folder that is named for a term each, and leaves others alone', async () => {
  const note = (title: string, text: string) =>
    `<html><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`;
  has({
    '/glossary/': note('Glossary', '<a href="margin-call">m</a> <a href="/about">a</a> <a href="haircut/?q=1">h</a>'),
    '/glossary/margin-call': note('Margin call', 'A demand. <a href="haircut">Haircut</a>'),
    '/glossary/haircut': note('Haircut', 'What is taken off.'),
    '/about': note('About', 'Us.'),
  });
  await crawling.run(`${site.origin}/glossary/`);
  expect(await crawling.pages()).toMatchObject([
    { concept: 'haircut', url: `${BASE}glossary/haircut` },
    { concept: 'margin-call', statements: [{ kind: 'LINKS_TO', target: 'haircut' }] },
  ]);
  expect(site.asked).not.toContain('/about');
});

it('fetches a file that is named, and nothing else', async () => {
  const table = { headers: { 'content-type': 'text/plain' }, body: 'term,definition\nHaircut,What is taken off.\n' };
  has({ '/terms.csv': table, '/sitemap.xml': `${site.origin}/definition/alpha/` });
  has({ '/definition/alpha.md': markdown('alpha', ['beta']), '/definition/beta.md': markdown('beta') });
  await crawling.run(`${site.origin}/terms.csv`);
  expect(await slugs()).toEqual(['haircut']);
  expect(site.asked).toEqual(['/robots.txt', '/terms.csv']);
  site.forget();
  await crawling.run(`${site.origin}/definition/alpha/`);
  expect(await slugs()).toEqual(['alpha', 'haircut']);
  expect(site.asked).toEqual(['/robots.txt', '/definition/alpha.md']);
});

it('takes an answer for the characters that its header says, and follows a sign', async () => {
  const latin = Buffer.from(html('rémunération').replaceAll('rémunération', 'prime'), 'latin1');
  const sign = '<title>Moved</title><meta http-equiv="refresh" content="0; url=\'/definition/itô/\'">';
  has({
    '/': home('prime', 'old'),
    '/definition/prime/': {
      headers: { 'content-type': 'text/html; charset=ISO-8859-1' },
      body: Buffer.from(latin.toString('latin1').replace('Text of', 'Rémunéré, of'), 'latin1'),
    },
    '/definition/old/': sign,
    '/definition/it%C3%B4.md': { body: markdown('itô') },
  });
  await crawling.run(start());
  const pages = await crawling.pages();
  expect(pages.map(({ concept, alternateNames }) => [concept, alternateNames])).toEqual([
    ['itô', ['Old']],
    ['prime', []],
  ]);
  expect(pages[1]?.definitions[0]?.text).toBe('Rémunéré, of prime.');
});

it('asks for no Markdown any more where twenty pages have none', async () => {
  const all = Array.from({ length: 30 }, (_, i) => `p${i}`);
  has({ '/': home(...all) });
  for (const slug of all) has({ [`/definition/${slug}/`]: html(slug) });
  await crawling.run(start());
  expect((await slugs()).length).toBe(30);
  expect(site.asked.filter((path) => path.endsWith('.md')).length).toBe(20);
});

it('tells in a dry run what would go with a page that is gone, and keeps it', async () => {
  has({
    '/': home('alpha', 'beta'),
    '/definition/alpha.md': markdown('alpha'),
    '/definition/beta.md': markdown('beta'),
  });
  await crawling.run(start());
  has({ '/definition/beta.md': { status: 404 }, '/definition/beta/': { status: 404 } });
  await crawling.run(start());
  const { report } = await crawling.run(start(), { dryRun: true });
  const removed = report.pages.filter(({ status }) => status === 'removed');
  expect(removed.map(({ fields }) => fields?.[0])).toEqual([
    { field: 'name', before: expect.stringMatching(/beta/i), after: null, leftOut: 0 },
  ]);
  expect((await slugs()).length).toBe(2);
});

it('fetches in a dry run what the run after it then takes without a request', async () => {
  has({ '/': home('alpha'), '/definition/alpha.md': markdown('alpha') });
  const dry = await crawling.run(start(), { dryRun: true });
  expect([dry.report.totals.added, await slugs()]).toEqual([1, []]);
  site.forget();
  const { report, notices } = await crawling.run(start());
  expect([report.totals.added, site.asked]).toEqual([1, []]);
  expect(dry.notices).toEqual([]);
  expect(notices).toEqual([
    `${site.origin}: was fetched at 2026-01-01T00:00:00Z and is not fetched again until that copy is in the graph`,
  ]);
});

it('says of a folder that it cannot use what to do with it, and leaves it as it is', async () => {
  const database = join(crawling.options.folder, 'crawl.db');
  mkdirSync(crawling.options.folder);
  writeFileSync(database, 'no database, but a text of some length'.repeat(100));
  await expect(crawling.run(start())).rejects.toThrow(
    /crawl cannot be used for the copies of a crawl: .*; name another folder with --crawl-folder, or remove it/,
  );
  expect(readFileSync(database, 'utf8')).toContain('no database');
});

it('says what is wrong with an address', async () => {
  await expect(crawling.run('ftp://glossary.example/')).rejects.toThrow('an http or https address is required');
  await expect(crawling.run('https://me:secret@glossary.example/')).rejects.toThrow(
    '"https://…@glossary.example/" contains a user name or password',
  );
  await expect(crawling.run(`${site.origin}/nothing`)).rejects.toThrow(`${site.origin}/nothing answered 404`);
  has({ '/robots.txt': 'User-agent: *\nDisallow: /' });
  await expect(crawling.run(start())).rejects.toThrow(`${site.origin}/ is disallowed by robots.txt`);
});
