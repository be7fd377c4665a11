/** What runs of ingest make of several files of one page, and of several runs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Inspected } from '../../../ingest/run/candidates.ts';
import { findFiles } from '../../../ingest/run/files.ts';
import { inspectAll } from '../../../ingest/run/reading.ts';
import { definitionPage } from '../../support/markdown.ts';
import { temporaryFolder } from '../../support/program.ts';
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

it('reads the same of every file in the same order, whether a thread reads beside it or not', async () => {
  for (let n = 0; n < 60; n++) put(`many/p${n}.md`, definitionPage({ slug: `p${n}`, name: `P ${n}` }));
  put('many/p7.html', sign(`${SITE}/definition/p3/`));
  put('many/p8.md', '');
  put('many/p9.csv', 'term\nOne\nTwo\n');
  const { files } = await findFiles([at('many')]);
  const reading = { base: `${SITE}/`, language: 'en', columns: {} };
  const all = async (isBeside: boolean) => {
    const found: Inspected[] = [];
    for await (const inspected of inspectAll(files, reading, isBeside)) found.push(inspected);
    return found;
  };
  const alone = await all(false);
  const beside = await all(true);
  expect(beside).toEqual(alone);
  expect(beside.map(({ reports }) => reports[0]?.source)).toEqual(files.map(({ source }) => source));
  // A candidate and the run speak of one report.
  expect(beside.every(({ candidates, reports }) => candidates.every(({ report }) => reports.includes(report)))).toBe(
    true,
  );
});
