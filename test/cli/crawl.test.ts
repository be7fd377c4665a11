/** A crawl by the built program, as a user runs it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { definitionPage, manyPages } from '../support/markdown.ts';
import { ROOT, type Running, start, temporaryFolder } from '../support/program.ts';
import { type Site, startSite } from '../support/site.ts';
import { contents } from '../support/writing.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
let site: Site;
beforeEach(async () => {
  site = await startSite();
});
afterEach(() => site.close());

const crawl = (...args: string[]): Running =>
  start(
    ['ingest', `${site.origin}/`, '--base', 'https://glossary.example/', '--allow-private', '--delay', '0', ...args],
    {
      cwd: folder.path,
    },
  );
const links = (slugs: readonly string[]) =>
  slugs.map((slug) => `<a href="/definition/${slug}/">${slug}</a>`).join('\n');

/** A store's contents, independent of the order in which they arrived. */
async function graphOf(name: string): Promise<unknown> {
  const store = await openSqliteStore(join(folder.path, name));
  try {
    return await contents(store);
  } finally {
    await store.close();
  }
}

it('that is killed goes on where it was, and ends with the graph of an undisturbed one', async () => {
  const PAGES = 600;
  const files = manyPages(PAGES);
  for (const [name, text] of Object.entries(files)) site.answers.set(`/${name}`, text);
  // All other pages are found through these.
  site.answers.set('/', links(['term-0', 'term-300']));
  const all = { status: 0, stdout: `${PAGES} pages: ${PAGES} added\n`, stderr: '' };
  expect(await crawl('--store', 'file:undisturbed.db').ended).toMatchObject(all);
  const undisturbed = await graphOf('undisturbed.db');
  const requests = site.asked.length;
  expect(new Set(site.asked).size).toBe(requests);
  expect(requests).toBe(PAGES + '/robots.txt /sitemap.xml /'.split(' ').length);

  site.forget();
  // During robots.txt, the sitemap, the first page and others.
  const kills = [1, 2, 3, 4, 50, 51, 150, 200];
  for (const at of kills) {
    const running = crawl('--store', 'file:killed.db');
    const end = site.asked.length + at;
    site.onRequest = () => {
      if (site.asked.length === end) running.child.kill('SIGKILL');
    };
    expect([at, (await running.ended).status]).toEqual([at, null]);
  }
  site.onRequest = () => {};
  expect(await crawl('--store', 'file:killed.db').ended).toMatchObject(all);
  expect(await graphOf('killed.db')).toEqual(undisturbed);
  // A restarted run refetches only robots.txt and the page during which the previous run was killed.
  const twice = [...new Set(site.asked)].filter((path) => path.startsWith('/definition/') && site.count(path) > 1);
  expect(twice.length).toBeLessThanOrEqual(kills.length);
  expect(twice.filter((path) => site.count(path) > 2)).toEqual([]);
  expect(site.count('/robots.txt')).toBe(kills.length + 1);
  expect(site.asked.length).toBeLessThanOrEqual(requests + 2 * kills.length + 4);
});

it('prints what its documentation shows', async () => {
  const text = readFileSync(join(ROOT, 'docs', 'crawl.md'), 'utf8');
  const [, command = '', shown = ''] = /^```sh\nnpx riskgraph (.*?)\n```\n\n```text\n(.*?)^```$/ms.exec(text) ?? [];
  const related = ['haircut', 'cover-call', 'secret'];
  site.answers.set('/', links(['margin-call', ...related]).replace('definition/haircut', 'term/haircut'));
  site.answers.set('/robots.txt', 'User-agent: *\nDisallow: /definition/secret');
  site.answers.set('/definition/margin-call.md', definitionPage({ slug: 'margin-call', name: 'Margin Call' }));
  site.answers.set('/term/haircut/', '<title>Haircut</title><main><h1>Haircut</h1><p>What is taken off.</p></main>');
  const leadsOn = { status: 301, headers: { location: '/definition/margin-call/' } };
  site.answers.set('/definition/cover-call/', leadsOn);
  const [, ...flags] = command.split(' ').slice(1);
  const { status, stdout, stderr } = await crawl(...flags, '--store', 'file:documented.db').ended;
  const here = `${stdout}${stderr}`.replaceAll(site.origin, 'https://glossary.example');
  expect(status).toBe(0);
  expect(here.trimEnd().split('\n').sort()).toEqual(shown.trimEnd().split('\n').sort());
});

it('is refused on this machine unless that is allowed, and where another crawl is running', async () => {
  site.answers.set('/', links(['a']));
  const refused = await start(['ingest', `${site.origin}/`, '--store', 'file:refused.db'], { cwd: folder.path }).ended;
  const why = 'is not a public address; use --allow-private to crawl it';
  expect(refused).toMatchObject({
    status: 1,
    stderr: `${site.origin} is not crawled: 127.0.0.1 ${why}\n`,
  });
  expect(site.asked).toEqual([]);

  const held = new Promise<void>((resolve) => {
    site.answers.set('/definition/a.md', () => resolve());
  });
  const first = crawl('--store', 'file:two.db');
  await held;
  expect(await crawl('--store', 'file:two.db').ended).toMatchObject({
    status: 1,
    stderr: 'another crawl is running: it uses two.db.crawl\n',
  });
  first.child.kill('SIGINT');
  expect(await first.ended).toMatchObject({
    status: 130,
    stderr: 'interrupted: downloaded pages are kept; run the command again to continue\n',
  });
});
