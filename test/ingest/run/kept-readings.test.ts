/** Unchanged files are not read again, and a run's results do not show the difference. */
import { mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { findFiles } from '../../../ingest/run/files.ts';
import type { Inspected } from '../../../ingest/run/inspected.ts';
import { knownReadings, readingProgram } from '../../../ingest/run/kept-readings.ts';
import { inspectAll } from '../../../ingest/run/reading.ts';
import type { Report } from '../../../ingest/run/report.ts';
import { type IngestOptions, ingest } from '../../../ingest/run/run.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { definitionPage } from '../../support/markdown.ts';
import { temporaryFolder } from '../../support/program.ts';
import { contents, NO_CALCULATORS } from '../../support/writing.ts';

const SITE = 'https://glossary.example';

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
beforeEach(async () => {
  folder = temporaryFolder();
  store = await openSqliteStore(':memory:');
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

const at = (name: string) => join(folder.path, name);
function put(name: string, text: string): void {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
}

type Options = Partial<IngestOptions>;

/** A run; `read` counts the files that were parsed as pages: each such result is kept. */
async function run(options: Options = {}, into = store): Promise<{ report: Report; read: number }> {
  let read = 0;
  const counting: Store = {
    ...into,
    keepReadings: (readings, owner) => {
      read += readings.length;
      return into.keepReadings(readings, owner);
    },
  };
  const locations = options.locations ?? [at('pages')];
  const fixed = { attacher: NO_CALCULATORS, locations, prune: false, dryRun: false };
  return { report: await ingest({ store: counting, ...fixed, ...options }), read };
}

const dated = (slug: string, modified: string, text: string) =>
  definitionPage({ slug, name: slug.toUpperCase(), modified: `${modified}T00:00:00+00:00`, paragraphs: [text] });

/** Pages, one of them twice, a truncated copy, an old address, a term set, and a file that is not a page. */
function putAll(): void {
  for (const slug of ['a', 'b', 'c', 'd']) put(`pages/${slug}.md`, dated(slug, '2026-03-01', `The text of ${slug}.`));
  put('pages/z.md', dated('a', '2026-02-01', 'An earlier text.'));
  put('pages/cut.md', dated('e', '2026-03-01', 'A text that ends in the middle of').slice(0, 150));
  put('pages/bad-link.md', `${dated('f', '2026-03-01', 'A text.')}\n## Related\n\n- [X](https://x.example/)\n`);
  put(
    'pages/old.html',
    `<title>Moved</title><link rel="canonical" href="${SITE}/definition/b/"><meta http-equiv="refresh" content="0; url=${SITE}/definition/b/">`,
  );
  put('pages/terms.csv', 'term,definition\nOne,The first.\nTwo,The second.\n');
  put('pages/no-page.html', '<p>Nothing</p>');
  put('pages/empty.md', '');
}

describe('a second run', () => {
  const base = `${SITE}/`;

  it('reads nothing, and tells, keeps and changes what one that reads everything does', async () => {
    putAll();
    const other = await openSqliteStore(':memory:');
    const glossary = join(PACKAGE_ROOT, 'ingest/glossary');
    for (const more of [{}, { base }, { dryRun: true }, { base, prune: true, locations: [at('pages'), glossary] }]) {
      const first = await run({ base: null, ...more });
      await run({ base: null, ...more, program: null }, other);
      const second = await run({ base: null, ...more });
      const reading = await run({ base: null, ...more, program: null }, other);
      expect(second.read).toBe(0);
      if (more.dryRun !== true) expect(first.read).toBeGreaterThan(9);
      expect(second.report).toEqual(reading.report);
      expect(await contents(store)).toEqual(await contents(other));
      expect((await store.state()).version).toBe((await other.state()).version);
    }
    await other.close();
  });

  it('reads what has changed, by one byte, and nothing else', async () => {
    putAll();
    await run({ base });
    put('pages/c.md', dated('c', '2026-03-01', 'The text of C.'));
    const { report, read } = await run({ base });
    expect(read).toBe(1);
    expect(report.totals.changed).toBe(1);
    expect((await run({ base })).read).toBe(0);
  });

  it('reads all where something else decides: another program, site or language, or a place', async () => {
    put('pages/a.md', dated('a', '2026-03-01', 'The text.'));
    expect((await run({ program: '1' })).read).toBe(1);
    const all: Options[] = [{ program: '2' }, { base }, { language: 'de' }, { columns: { term: 'Word' } }];
    for (const others of all) {
      expect((await run({ program: '1', ...others })).read).toBe(1);
      expect((await run({ program: '1', ...others })).read).toBe(0);
    }
    put('pages/under/a.md', readFileSync(at('pages/a.md'), 'utf8'));
    expect((await run({ program: '1' })).read).toBe(1);
  });

  it('brings back a page that was removed, though its file is known', async () => {
    for (const slug of ['a', 'b']) put(`pages/${slug}.md`, dated(slug, '2026-03-01', 'The text.'));
    await run({ base });
    const [before] = await store.wholePages([`${SITE}/definition/b/`]);
    const text = readFileSync(at('pages/b.md'));
    unlinkSync(at('pages/b.md'));
    expect((await run({ base, prune: true })).report.totals.removed).toBe(1);
    writeFileSync(at('pages/b.md'), text);
    const { report, read } = await run({ base });
    expect(report.totals.added).toBe(1);
    expect(read).toBe(0); // as a page that is known: its content is read from the file when it is written
    expect(await store.wholePages([`${SITE}/definition/b/`])).toEqual([before]);
  });

  it('takes the page that counts where the one that counted is gone', async () => {
    putAll();
    await run({ base });
    unlinkSync(at('pages/a.md'));
    const { report } = await run({ base });
    expect(report.pages.find(({ source }) => source === 'z.md')?.warnings.map(({ code }) => code)).toEqual([
      'OLDER_COPY',
    ]);
  });

  it('reads the lines of an export that are new', async () => {
    put('pages/a.md', dated('a', '2026-03-01', 'The text.'));
    put('pages/b.md', dated('b', '2026-03-01', 'The text.'));
    await run();
    const pages = (await store.readPages({ first: 9, after: null })).map(({ page }) => JSON.stringify(page));
    const lines = at('export.ndjson');
    writeFileSync(lines, `${pages.join('\n')}\n`);
    expect((await run({ locations: [lines] })).read).toBe(2);
    writeFileSync(lines, `${[...pages, pages[0]?.replaceAll('definition/a', 'definition/x')].join('\n')}\n`);
    expect((await run({ locations: [lines] })).read).toBe(1);
  });

  it('reads what the store cannot tell of', async () => {
    put('pages/a.md', dated('a', '2026-03-01', 'The text.'));
    await run();
    const damaged: Store = { ...store, readings: async (digests) => digests.map(() => '{"reports":') };
    expect((await run({}, damaged)).read).toBe(1);
  });
});

it('starts no thread and reads nothing where all of many files are known', async () => {
  for (let n = 0; n < 700; n++) put(`pages/p${n}.md`, dated(`p${n}`, '2026-03-01', 'The text.'));
  await run();
  const { files } = await findFiles([at('pages')]);
  const reading = { program: readingProgram(), base: null, language: 'en', columns: {} };
  const found: Inspected[] = [];
  const known = knownReadings(store, reading);
  for await (const one of inspectAll(files, reading, { isBeside: true, known })) found.push(one);
  expect(found.map(({ reports }) => reports[0]?.source)).toEqual(files.map(({ source }) => source));
  expect(found.every(({ candidates }) => candidates.length === 1 && candidates[0]?.page === null)).toBe(true);
});

it('takes any change of what reads for another program', async () => {
  /** The bundle of the reading thread as `npm run build` makes it, with one source changed. */
  const readerWith = async (changed: string | null) => {
    const { outputFiles } = await build({
      entryPoints: { reader: join(PACKAGE_ROOT, 'ingest/run/reader.ts') },
      outdir: 'dist',
      ...{
        bundle: true,
        splitting: true,
        format: 'esm',
        platform: 'node',
        mainFields: ['module', 'main'],
        write: false,
      },
      plugins: [
        {
          name: 'change',
          setup: ({ onLoad }) =>
            onLoad({ filter: /\.ts$/ }, ({ path }) => {
              const contents = readFileSync(path, 'utf8');
              const isChanged = changed !== null && path === join(PACKAGE_ROOT, changed);
              return { loader: 'ts', contents: isChanged ? `${contents}\nMath.random();` : contents };
            }),
        },
      ],
    });
    return outputFiles.find(({ path }) => path.endsWith('reader.js'))?.text;
  };
  const parts = ['ingest/sources/csv/csv.ts', 'ingest/formats/markdown/inline.ts', 'src/model/page-hash.ts'];
  const bundles = await Promise.all([null, null, ...parts].map(readerWith));
  expect(bundles[0]).toBe(bundles[1]);
  expect(new Set(bundles).size).toBe(1 + parts.length);
});
