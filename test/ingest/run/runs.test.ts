/** How ingest runs combine several files of one page, and several runs. */
import { mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from '@photostructure/sqlite';
import { findFiles } from '../../../ingest/run/files.ts';
import type { Inspected } from '../../../ingest/run/inspected.ts';
import { inspectAll } from '../../../ingest/run/reading.ts';
import { ingest } from '../../../ingest/run/run.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { definitionPage } from '../../support/markdown.ts';
import { temporaryFolder } from '../../support/program.ts';
import { NO_CALCULATORS } from '../../support/writing.ts';
import { kept } from '../kept.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const at = (name: string) => join(folder.path, name);
function put(name: string, text: string): string {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
  return at(name);
}

const SITE = 'https://glossary.example';
const sign = (to: string) =>
  `<title>Moved</title><link rel="canonical" href="${to}"><meta http-equiv="refresh" content="0; url=${to}">`;

it('takes a sign for an old address as a name of the page that it leads to, and prunes beside it', async () => {
  put('site/definition/cover-call/index.html', sign(`${SITE}/definition/margin-call/`));
  put('site/definition/elsewhere/index.html', sign('https://elsewhere.example/'));
  put('site/definition/margin-call.md', definitionPage({ slug: 'margin-call', name: 'Margin Call' }));
  const gone = put('gone.md', definitionPage({ slug: 'gone', name: 'Gone' }));
  const { pages, warnings, report } = await kept([gone], {}, [[at('site')], { prune: true }]);
  expect(pages).toMatchObject([{ name: 'Margin Call', alternateNames: ['Cover Call'] }]);
  expect(warnings).toEqual(['REDIRECT', 'REDIRECT']);
  expect(report.totals).toEqual({ added: 1, changed: 0, unchanged: 2, rejected: 0, removed: 1 });
});

it('never lets an older copy replace a newer page, in whatever run it comes', async () => {
  const dated = (modified: string, text: string) =>
    definitionPage({ slug: 'a', name: 'Alpha', modified, paragraphs: [text] });
  const newer = put('newer.md', dated('2026-03-02T00:00:00+00:00', 'The newer text.'));
  const older = put('older.md', dated('2026-03-01T00:00:00+00:00', 'The older text.'));
  const { pages, warnings } = await kept([newer], {}, [[older], {}]);
  expect(pages[0]?.definitions.map(({ text }) => text)).toContain('The newer text.');
  expect(warnings).toEqual(['OLDER_COPY']);
  expect((await kept([older], {}, [[newer], {}])).report.totals.changed).toBe(1);
});

it('tells how many files are read, then how many pages are written or would be, of how many', async () => {
  for (let n = 0; n < 250; n++) put(`many/p${n}.md`, definitionPage({ slug: `p${n}`, name: `P ${n}` }));
  const store = await openSqliteStore(':memory:');
  const told = { reading: [] as number[], writing: [] as number[] };
  await ingest({
    store,
    attacher: NO_CALCULATORS,
    locations: [at('many')],
    base: null,
    prune: false,
    dryRun: true,
    onProgress({ step, done, total }) {
      expect(total).toBe(250);
      told[step].push(done);
    },
  });
  await store.close();
  expect(told.reading).toEqual(Array.from({ length: 250 }, (_, i) => i));
  // In batches of 200.
  expect(told.writing).toEqual([0, 200]);
});

it('reads the same of every file in the same order, whether a thread reads beside it or not', async () => {
  for (let n = 0; n < 60; n++) put(`many/p${n}.md`, definitionPage({ slug: `p${n}`, name: `P ${n}` }));
  put('many/p7.html', sign(`${SITE}/definition/p3/`));
  put('many/p8.md', '');
  put('many/p9.csv', 'term\nOne\nTwo\n');
  const { files } = await findFiles([at('many')]);
  const reading = { program: 'this', base: `${SITE}/`, language: 'en', columns: {} };
  const all = async (isBeside: boolean) => {
    const found: Inspected[] = [];
    for await (const inspected of inspectAll(files, reading, { isBeside, known: null })) found.push(inspected);
    return found;
  };
  const alone = await all(false);
  const beside = await all(true);
  // Pages cross threads as JSON.
  for (const { candidates } of beside) {
    for (const one of candidates) if (typeof one.page === 'string') one.page = JSON.parse(one.page);
  }
  expect(beside).toEqual(alone);
  expect(beside.map(({ reports }) => reports[0]?.source)).toEqual(files.map(({ source }) => source));
  // A candidate and the run share the same report object.
  expect(beside.every(({ candidates, reports }) => candidates.every(({ report }) => reports.includes(report)))).toBe(
    true,
  );
});

it('writes no more at once than some megabytes, whether pages are new or changed', async () => {
  const store = await openSqliteStore(':memory:');
  const batches: number[] = [];
  const { replacePages } = store;
  store.replacePages = (pages, context) => {
    batches.push(JSON.stringify(pages).length);
    return replacePages(pages, context);
  };
  for (const edition of ['first', 'second']) {
    // 8 MB in 40 pages: a batch of normal-sized pages would have far more of them.
    const paragraphs = Array.from(
      { length: 200 },
      (_, i) => `${edition} ${i}. ${'It falls and calls for margin. '.repeat(32)}`,
    );
    for (let n = 0; n < 40; n++) put(`large/p${n}.md`, definitionPage({ slug: `p${n}`, name: `P ${n}`, paragraphs }));
    await ingest({
      store,
      attacher: NO_CALCULATORS,
      locations: [at('large')],
      base: null,
      prune: false,
      dryRun: false,
    });
  }
  await store.close();
  expect(Math.max(...batches)).toBeLessThan(3 * 2 ** 20);
  expect(Math.min(...batches)).toBeGreaterThan(2 ** 20);
  expect(batches).toHaveLength(8);
});

describe('a run over more pages than a batch', () => {
  const MANY = 450;
  const dated = (n: number, modified: string, text: string) =>
    definitionPage({ slug: `p${n}`, name: `P ${n}`, modified: `${modified}T00:00:00+00:00`, paragraphs: [text] });

  /** Ingests the whole folder; resolves to the report, and the order of the run's steps. */
  async function ingestAll() {
    const store = await openSqliteStore(at('graph.db'));
    const steps: ('read' | 'write')[] = [];
    const { replacePages } = store;
    store.replacePages = (pages, context) => {
      steps.push('write');
      return replacePages(pages, context);
    };
    const report = await ingest({
      store,
      attacher: NO_CALCULATORS,
      locations: [at('pages')],
      prune: false,
      dryRun: false,
      onProgress: ({ step }) => step === 'reading' && steps.push('read'),
    });
    const pages = (await store.readPages({ first: 1_000, after: null })).map(({ page }) => page);
    await store.close();
    return { report, pages, steps };
  }

  beforeEach(() => {
    for (let n = 0; n < MANY; n++) put(`pages/p${n}.md`, dated(n, '2026-03-01', 'The text.'));
  });

  it('writes what is new while it reads on', async () => {
    const { steps, pages } = await ingestAll();
    expect(pages).toHaveLength(MANY);
    expect(steps.filter((step) => step === 'read')).toHaveLength(MANY);
    expect(steps.indexOf('write')).toBeLessThan(MANY / 2);
    expect(steps.filter((step) => step === 'write')).toHaveLength(3);
  });

  it('lets a better source that comes after the page was written count, and tells of the page once', async () => {
    put('pages/z.md', dated(0, '2026-04-01', 'The later text.'));
    put('pages/zz.md', dated(0, '2026-02-01', 'The earlier text.'));
    const { report, pages } = await ingestAll();
    const texts = pages.find(({ concept }) => concept === 'p0')?.definitions.map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining([expect.stringContaining('The later text.')]));
    expect(report.totals).toEqual({ added: MANY, changed: 0, unchanged: 2, rejected: 0, removed: 0 });
    expect(report.pages.find(({ source }) => source === 'z.md')?.status).toBe('added');
    const file = new DatabaseSync(at('graph.db'));
    expect(file.prepare('SELECT added, changed FROM run').all()).toEqual([{ added: MANY, changed: 0 }]);
    expect(file.prepare('SELECT DISTINCT kind FROM change').all()).toEqual([{ kind: 'ADDED' }]);
    file.close();
  });

  it('changes nothing when it is run again, though a worse source of a page comes first', async () => {
    put('pages/z.md', dated(0, '2026-04-01', 'The later text.'));
    const before = (await ingestAll()).pages;
    const { report, pages, steps } = await ingestAll();
    expect(report.totals).toEqual({ added: 0, changed: 0, unchanged: MANY + 1, rejected: 0, removed: 0 });
    expect(steps).not.toContain('write');
    expect(pages).toEqual(before);
  });

  it('replaces what has changed since, each page by the source that counts', async () => {
    await ingestAll();
    for (let n = 0; n < MANY; n++) put(`pages/p${n}.md`, dated(n, '2026-03-02', 'Another text.'));
    put('pages/z.md', dated(0, '2026-04-01', 'The later text.'));
    unlinkSync(at('pages/p1.md'));
    const { report } = await ingestAll();
    expect(report.totals).toEqual({ added: 0, changed: MANY - 1, unchanged: 1, rejected: 0, removed: 0 });
  });
});
