import { existsSync, readFileSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Report } from '../../ingest/run/report.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { definitionPage, manyPages, writeFiles } from '../support/markdown.ts';
import { type Ended, ROOT, run, start, temporaryFolder } from '../support/program.ts';
import { contents } from '../support/writing.ts';

const A = definitionPage({ slug: 'a', name: 'Alpha', related: ['b', 'c'] });
const B = definitionPage({ slug: 'b', name: 'Beta', related: ['a'] });

describe('riskgraph ingest', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const at = (name: string) => join(folder.path, name);
  const ingest = async (...args: string[]): Promise<Ended & { report: Report | null }> => {
    rmSync(at('report.json'), { force: true });
    const ended = await run(['ingest', '--store', 'file:graph.db', '--report', 'report.json', ...args], {
      cwd: folder.path,
    });
    const report = existsSync(at('report.json'))
      ? (JSON.parse(readFileSync(at('report.json'), 'utf8')) as Report)
      : null;
    return { ...ended, report };
  };
  const statuses = (report: Report | null) => report?.pages.map(({ source, status }) => `${status} ${source}`);
  const codes = (report: Report | null) =>
    report?.pages.flatMap(({ source, warnings, error }) =>
      [...warnings, ...(error ? [error] : [])].map(({ code }) => `${source} ${code}`),
    );

  it('adds pages, says unchanged the second time, and replaces what changed', async () => {
    writeFiles(at('pages'), { 'definition/a.md': A, 'definition/b.md': B, 'notes.txt': 'left alone', 'image.png': '' });
    const first = await ingest('pages');
    const stderr = 'no terms found in notes.txt (ingest such a file alone to see why)\n';
    expect(first).toMatchObject({ status: 0, stderr });
    expect(first.stdout).toBe('2 pages: 2 added\n');
    expect(first.report).toEqual({
      pages: [
        { source: 'definition/a.md', status: 'added', url: 'https://glossary.example/definition/a/', warnings: [] },
        { source: 'definition/b.md', status: 'added', url: 'https://glossary.example/definition/b/', warnings: [] },
      ],
      totals: { added: 2, changed: 0, unchanged: 0, rejected: 0, removed: 0 },
    });
    const second = await ingest('pages');
    expect(statuses(second.report)).toEqual(['unchanged definition/a.md', 'unchanged definition/b.md']);
    writeFiles(at('pages'), { 'definition/b.md': B.replace('Beta in a paragraph.', 'Another text.') });
    expect(statuses((await ingest('pages')).report)).toEqual(['unchanged definition/a.md', 'changed definition/b.md']);
  });

  it('keeps all good pages where others are bad, names these with their reasons, and ends with 3', async () => {
    writeFiles(at('pages'), {
      'a.md': A,
      'binary.md': '# A\0B',
      'empty.md': '',
      'homeless.md': '# Somewhere ⎊ Definition\n\n## Somewhere\n\nA text.\n',
      'large.md': `${A}${'x'.repeat(2_100_000)}`,
      'locked.md': A,
    });
    rmSync(at('pages/locked.md'));
    writeFiles(at('pages'), { 'locked.md/inside.txt': 'a folder called like a page' });
    const { status, report, stderr } = await ingest('pages');
    expect(status).toBe(3);
    expect(codes(report)).toEqual([
      'binary.md NOT_TEXT',
      'empty.md NOT_A_PAGE',
      'homeless.md NO_ADDRESS',
      'large.md TOO_LARGE',
    ]);
    expect(report?.totals).toMatchObject({ added: 1, rejected: 4 });
    expect(stderr.trim().split('\n')).toHaveLength(5);
    expect(stderr).toContain('no terms found in locked.md/inside.txt (');
  });

  it('advises --base for a page without an address where none was given', async () => {
    writeFiles(at('pages'), { 'homeless.md': '# Somewhere ⎊ Definition\n\n## Somewhere\n\nA text.\n' });
    const errors = async (...options: string[]) =>
      (await ingest('pages', ...options)).report?.pages.map(({ error }) => error?.message ?? '');
    expect(await errors()).toEqual([expect.stringMatching(/; --base https:\/\/host\/ derives one from its path$/)]);
    expect(await errors('--base', 'https://glossary.example/')).toEqual([expect.not.stringContaining('--base')]);
  });

  it('gives a page that says no address the one that --base and its path make', async () => {
    writeFiles(at('pages'), {
      'area/x/resource/8.md': '# X ⎊ Area ⎊ Resource 8\n\n---\n\n## What is the Risk of X?\n\nA text.\n',
    });
    const { report } = await ingest('pages', '--base', 'https://glossary.example/');
    expect(report?.pages[0]).toMatchObject({ status: 'added', url: 'https://glossary.example/area/x/resource/8/' });
  });

  it('lets, of several copies of one page, the latest modified count, then Markdown, then the first path', async () => {
    const dated = (modified: string, text: string) =>
      definitionPage({ slug: 'a', name: 'Alpha', modified, paragraphs: [text] });
    writeFiles(at('pages'), {
      'a.md': dated('2026-02-01T00:00:00+00:00', 'The older text.'),
      'b.md': dated('2026-03-01T00:00:00+00:00', 'The later text.'),
      'c.md': dated('2026-03-01T00:00:00+00:00', 'The later text in another file.'),
    });
    const { status, report } = await ingest('pages');
    expect(status).toBe(0);
    expect(statuses(report)).toEqual(['unchanged a.md', 'added b.md', 'unchanged c.md']);
    expect(codes(report)).toEqual(['a.md DUPLICATE_ADDRESS', 'c.md DUPLICATE_ADDRESS']);
  });

  it('never lets a copy cut short replace a whole page that is as new', async () => {
    writeFiles(at('pages'), { 'definition/a.md': A });
    await ingest('pages');
    writeFiles(at('pages'), { 'definition/a.md': A.slice(0, A.indexOf('## Raw Schema Data')) });
    const { report } = await ingest('pages', '--base', 'https://glossary.example/');
    expect(statuses(report)).toEqual(['unchanged definition/a.md']);
    expect(codes(report)).toEqual(['definition/a.md TRUNCATED', 'definition/a.md TRUNCATED_KEPT_WHOLE']);
  });

  it('says in a dry run what would change, and changes nothing', async () => {
    writeFiles(at('pages'), { 'a.md': A });
    const dry = await ingest('pages', '--dry-run');
    expect(statuses(dry.report)).toEqual(['added a.md']);
    expect(existsSync(at('graph.db'))).toBe(false);
    await ingest('pages');
    writeFiles(at('pages'), { 'a.md': A.replace('Alpha in', 'Alpha, in'), 'b.md': B });
    expect(statuses((await ingest('pages', '--dry-run')).report)).toEqual(['changed a.md', 'added b.md']);
    expect(statuses((await ingest('pages', '--dry-run')).report)).toEqual(['changed a.md', 'added b.md']);
  });

  it('prunes pages of the same site that are gone, but never after a rejection', async () => {
    const elsewhere = definitionPage({ slug: 'x', name: 'X', site: 'https://other.example' });
    writeFiles(at('pages'), { 'a.md': A, 'b.md': B, 'x.md': elsewhere });
    await ingest('pages');
    unlinkSync(at('pages/b.md'));
    unlinkSync(at('pages/x.md'));
    writeFiles(at('pages'), { 'bad.md': '' });
    expect((await ingest('pages', '--prune')).report?.totals).toMatchObject({ removed: 0, rejected: 1 });
    unlinkSync(at('pages/bad.md'));
    const url = 'https://glossary.example/definition/b/';
    const dry = await ingest('pages', '--prune', '--dry-run');
    const gone = (field: string, before: string) => ({ field, before, after: null, leftOut: 0 });
    const fields = [gone('name', 'Beta'), gone('meaning', 'What Beta means.')];
    expect(dry.report?.pages[1]).toEqual({ source: url, status: 'removed', url, warnings: [], fields });
    expect(statuses((await ingest('pages', '--prune')).report)).toEqual(['unchanged a.md', `removed ${url}`]);
    expect(statuses((await ingest('pages', '--prune')).report)).toEqual(['unchanged a.md']);
  });

  it('prunes by a file alone no more than the terms of that file, and says what it needs for more', async () => {
    writeFiles(at('pages'), { 'a.md': A, 'b.md': B });
    writeFiles(at('.'), { 'desk.csv': 'term,definition\nBasis,Futures less spot.\nCarry,What holding earns.' });
    await ingest('pages');
    const { report, stderr } = await ingest('pages/a.md', '--prune');
    expect(statuses(report)).toEqual(['unchanged a.md']);
    expect(stderr).toBe(
      '--prune removed nothing: single files do not show which pages are gone; name the folder or site with the whole glossary\n',
    );
    const based = ['desk.csv', '--base', 'https://glossary.example/'];
    await ingest(...based);
    writeFiles(at('.'), { 'desk.csv': 'term,definition\nBasis,Futures less spot.' });
    const gone = 'removed https://glossary.example/desk/#carry';
    expect(statuses((await ingest(...based, '--prune')).report)).toEqual(['unchanged desk.csv', gone]);
    expect(statuses((await ingest('pages', 'desk.csv', '--base', based[2] as string, '--prune')).report)).toEqual([
      'unchanged a.md',
      'unchanged b.md',
      'unchanged desk.csv',
    ]);
  });

  it('prints what was rejected, warned of or left out, why nothing was pruned, and all pages only where asked', async () => {
    writeFiles(at('pages'), {
      'a.md': A,
      'b.md': B.replace('](', '](javascript:'),
      'empty.md': '',
      '.git/c.md': A,
      'node_modules/d.md': A,
      'README.md': '# Pages',
    });
    const { stdout, stderr } = await ingest('pages', '--prune');
    expect(stdout).toBe('3 pages: 2 added, 1 rejected\n');
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^b\.md: BAD_LINK: /),
      expect.stringMatching(/^empty\.md: NOT_A_PAGE: /),
      'left out: .git/, README.md, node_modules/ (hidden, ignored or about the project)',
      expect.stringMatching(/^--prune removed nothing: pages were rejected, /),
    ]);
    const { stdout: all } = await ingest('pages', '--verbose');
    expect(all).toBe('unchanged a.md\nunchanged b.md\nrejected  empty.md\n3 pages: 2 unchanged, 1 rejected\n');
  });

  it('reads files of many terms, each by the parser that its format wants', async () => {
    const skos = 'http://www.w3.org/2004/02/skos/core#';
    writeFiles(at('voc'), {
      'a.ttl': `<https://v.example/a> a <${skos}Concept> ; <${skos}prefLabel> "Alpha"@en .`,
      'b.rdf': `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="${skos}"><s:Concept rdf:about="https://v.example/b"><s:prefLabel>Beta</s:prefLabel></s:Concept></rdf:RDF>`,
      'c.jsonld': JSON.stringify({
        '@id': 'https://v.example/c',
        '@type': `${skos}Concept`,
        [`${skos}prefLabel`]: 'Gamma',
      }),
      'd.csv': 'term,definition\nDelta,The fourth.',
      'e.jsonld': JSON.stringify({ '@type': 'DefinedTermSet', name: 'Words', hasDefinedTerm: [{ name: 'Epsilon' }] }),
    });
    const { status, report } = await ingest('voc', '--base', 'https://glossary.example/');
    expect([status, codes(report)]).toEqual([0, []]);
    expect(report?.pages.map(({ url }) => url)).toEqual([
      'https://v.example/a',
      'https://v.example/b',
      'https://v.example/c',
      'https://glossary.example/d/#delta',
      'https://glossary.example/e/#epsilon',
      'https://glossary.example/e/',
    ]);
  });

  it('says of which of the terms in a file a line speaks, and counts one page as one', async () => {
    const skos = 'http://www.w3.org/2004/02/skos/core#';
    const concept = (name: string) =>
      `<https://v.example/${name}> a <${skos}Concept> ; <${skos}prefLabel> "${name}"@en .`;
    writeFiles(at('voc'), { 'voc.ttl': `${concept('a')} ${concept('b')}`, 'one.ttl': concept('c') });
    const { stdout } = await ingest('voc', '--verbose');
    expect(stdout).toBe(
      'added     one.ttl\nadded     voc.ttl https://v.example/a\nadded     voc.ttl https://v.example/b\n3 pages: 3 added\n',
    );
    expect((await ingest('voc/one.ttl')).stdout).toBe('1 page: 1 unchanged\n');
  });

  it('finds the address of a file or a folder that is named alone, by the way to it', async () => {
    writeFiles(at('site'), { 'area/x.md': '# X\n\nA text.\n' });
    for (const place of ['site/area/x.md', 'site/area', at('site/area/x.md')]) {
      const { report } = await ingest(place, '--base', 'https://glossary.example/');
      expect(report?.pages.map(({ url }) => url)).toEqual(['https://glossary.example/area/x/']);
    }
  });

  it('names two files of one name by the way to each', async () => {
    writeFiles(folder.path, { 'one/p.md': A, 'two/p.md': A });
    const { report } = await ingest('one/p.md', 'two/p.md');
    expect(report?.pages[1]?.warnings[0]?.message).toBe('one/p.md has the same address and is used instead');
  });

  it('gives the same graph whatever the order of files and folders', async () => {
    const pages = Object.entries(manyPages(30));
    const stores: unknown[] = [];
    for (const order of [pages, [...pages].reverse()]) {
      const name = `pages-${stores.length}`;
      // Files are read by name: numbering them shuffles the pages.
      writeFiles(at(name), Object.fromEntries(order.map(([, text], i) => [`${String(i).padStart(3, '0')}.md`, text])));
      await run(['ingest', name, '--store', `file:${name}.db`], { cwd: folder.path });
      const store = await openSqliteStore(at(`${name}.db`));
      stores.push(await contents(store));
      await store.close();
    }
    expect(stores[1]).toEqual(stores[0]);
  });

  it('ends with 1 and one line where it cannot begin', async () => {
    writeFiles(at('pages'), { 'a.md': A });
    writeFiles(at('none'), { 'a.png': '' });
    writeFiles(at('notes'), { 'a.txt': 'Milk, eggs.' });
    for (const [args, line] of [
      [['nowhere'], /^nowhere cannot be read: /],
      [['none'], /^no glossary files \(\.md, .*\.csv, \.tsv, \.ndjson, \.jsonl\) in none\n$/],
      [['notes'], /^no glossary page found in notes\n$/],
      [['pages', '--base', 'https://x.example/?y=1'], /--base.*address of a site/],
      [['pages', '--columns', 'word=Wort'], /--columns.*term=Name/],
      [['pages', '--store', 'mysql://x'], /^store must be memory:, file:/],
      [['pages', '--base', 'ftp://x'], /--base.*address of a site/],
      [['pages', '--report', 'no/where.json'], /^--report no\/where\.json cannot be written: /],
      [['pages', '--store', 'file:pages/a.md'], /^pages\/a\.md is not a SQLite database\. /],
      [['pages', '--colour'], /unknown option '--colour'/],
      [[], /missing required argument/],
    ] as const) {
      const { status, stdout, stderr } = await run(['ingest', ...args], { cwd: folder.path });
      expect([args, status, stdout]).toEqual([args, 1, '']);
      expect(stderr).toMatch(line);
      expect(stderr).not.toMatch(/node:|\.js:/);
    }
  });

  it('reads its options from the environment too, where flags win', async () => {
    writeFiles(at('pages'), { 'a.md': A });
    const env = { RISKGRAPH_STORE: 'file:other.db', RISKGRAPH_DRY_RUN: '1' };
    await run(['ingest', 'pages'], { cwd: folder.path, env });
    expect(existsSync(at('other.db'))).toBe(false);
    await run(['ingest', 'pages', '--store', 'file:named.db'], {
      cwd: folder.path,
      env: { RISKGRAPH_STORE: 'file:other.db' },
    });
    expect([existsSync(at('other.db')), existsSync(at('named.db'))]).toEqual([false, true]);
  });

  it('runs once at a time: a second one does not wait, and names the first', async () => {
    writeFiles(at('pages'), { 'a.md': A });
    const store = await openSqliteStore(at('graph.db'));
    await store.lock('ingest', 'desk process 7 x', 60); // the longest possible lease
    const { status, stderr } = await run(['ingest', 'pages', '--store', 'file:graph.db'], { cwd: folder.path });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^another ingest is running: desk process 7, since 20\d\d-.*\n$/);
    await store.unlock('ingest', 'desk process 7 x');
    await store.close();
    expect((await run(['ingest', 'pages', '--store', 'file:graph.db'], { cwd: folder.path })).status).toBe(0);
  });

  it('starts at once with others over a new file: one ingests, the others say that it is running', async () => {
    writeFiles(at('pages'), manyPages(300));
    const runs = Array.from({ length: 4 }, () =>
      run(['ingest', 'pages', '--store', 'file:graph.db'], { cwd: folder.path }),
    );
    const refused = (await Promise.all(runs)).filter(({ status }) => status !== 0);
    for (const { status, stderr } of refused) {
      expect([status, stderr]).toEqual([1, expect.stringMatching(/^another ingest is running: [^\n]*\n$/)]);
    }
    expect(refused.length).toBeLessThan(4);
  });

  it('keeps what is whole when it is interrupted, and ends with 130', async () => {
    writeFiles(at('pages'), manyPages(600)); // three batches
    const preload = { NODE_OPTIONS: `--import=${pathToFileURL(join(ROOT, 'test/support/killed-at.js')).href}` };
    const ingestInto = (store: string, env: Record<string, string>) =>
      start(['ingest', 'pages', '--store', store], { cwd: folder.path, env: { ...preload, ...env } }).ended;
    await ingestInto('file:other.db', { COUNT_IN: at('count') });
    const half = Math.round(Number(readFileSync(at('count'), 'utf8')) / 2);
    const { status, stderr } = await ingestInto('file:graph.db', { KILL_AT: String(half), KILL_BY: 'SIGINT' });
    expect([status, stderr]).toEqual([
      130,
      'interrupted: the pages listed above are stored; run the command again to continue\n',
    ]);
    const again = await ingest('pages');
    expect(again.status).toBe(0);
    const { added = 0, unchanged = 0 } = again.report?.totals ?? {};
    expect([added + unchanged, added > 0, unchanged > 0]).toEqual([600, true, true]);
  });
});
