/** Export by the command line. */

import { execFileSync } from 'node:child_process';
import {
  closeSync,
  createReadStream,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/store/open.ts';
import { definitionPage, writeFiles } from '../support/markdown.ts';
import { run, start, temporaryFolder } from '../support/program.ts';
import { textOf } from '../support/text.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
const at = (name: string) => join(folder.path, name);
const inFolder = (args: readonly string[]) => run(args, { cwd: folder.path });
const NDJSON = ['export', '--store', 'file:graph.db', '--format', 'ndjson'];

beforeAll(async () => {
  writeFiles(at('pages'), {
    'definition/a.md': definitionPage({ slug: 'a', name: 'Alpha', related: ['b', 'c'] }),
    'definition/b.md': definitionPage({ slug: 'b', name: 'Beta' }),
  });
  expect((await inFolder(['ingest', 'pages', '--store', 'file:graph.db'])).status).toBe(0);
});

describe('riskgraph export', () => {
  it('prints lines that make the same graph when they are ingested', async () => {
    const { status, stdout, stderr } = await inFolder(NDJSON);
    expect([status, stderr, stdout.trimEnd().split('\n').length]).toEqual([0, '', 2]);
    writeFileSync(at('out.ndjson'), stdout);
    expect(await inFolder(['ingest', 'out.ndjson', '--store', 'file:again.db'])).toMatchObject({
      status: 0,
      stdout: '2 pages: 2 added\n',
    });
    expect((await inFolder(['export', '--store', 'file:again.db', '--format', 'ndjson'])).stdout).toBe(stdout);
    await inFolder(['export', '--store', 'file:again.db', '--output', 'named.ndjson']);
    expect(readFileSync(join(folder.path, 'named.ndjson'), 'utf8')).toBe(stdout);
  });

  it('puts a whole file in the place of another, also behind a link, and leaves nothing beside it', async () => {
    mkdirSync(at('files'));
    writeFileSync(at('files/old.ndjson'), 'old');
    symlinkSync('old.ndjson', at('files/link.ndjson'));
    expect(await inFolder([...NDJSON, '--output', 'files/link.ndjson'])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(at('files/old.ndjson'), 'utf8')).toBe((await inFolder(NDJSON)).stdout);
    expect(readdirSync(at('files')).sort()).toEqual(['link.ndjson', 'old.ndjson']);
  });

  it('writes to a pipe that is there', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const read = textOf(createReadStream(at('pipe'), 'utf8') as AsyncIterable<string>);
    expect((await inFolder([...NDJSON, '--output', 'pipe'])).status).toBe(0);
    expect(await read).toBe((await inFolder(NDJSON)).stdout);
  });

  it('ends without complaint when its reader does', async () => {
    const running = start(NDJSON, { cwd: folder.path });
    running.child.stdout?.destroy();
    expect(await running.ended).toMatchObject({ status: 0, stderr: '' });
  });

  it('says in a line that its output is full', async () => {
    // A device without room for a single byte.
    for (const args of [NDJSON, ['schema'], ['--help']]) {
      const full = openSync('/dev/full', 'w');
      const running = start(args, { cwd: folder.path, output: full });
      closeSync(full);
      const told = 'standard output cannot be written: no space left on device\n';
      expect([args, await running.ended]).toEqual([args, { status: 1, stdout: '', stderr: told }]);
    }
  });

  it('says in a line what keeps it from writing', async () => {
    await (await openStore(`file:${at('empty.db')}`)).close();
    expect((await inFolder(['ingest', 'pages', '--dry-run', '--store', 'file:none.db'])).status).toBe(0);
    for (const [args, line] of [
      [['export'], 'error: --format must be given: one of turtle, jsonld, csv, ndjson, graphml'],
      [
        ['export', '--output', 'graph.foo'],
        'error: --format must be given, because the ending of --output graph.foo names no format: one of turtle, jsonld, csv, ndjson, graphml',
      ],
      [
        ['export', '--format', 'turtle', '--output', 'graph.csv'],
        'error: --format turtle contradicts the ending of --output graph.csv, which is csv',
      ],
      [['export', '--format', 'xml'], "error: option '--format <name>' argument 'xml' is invalid."],
      [
        ['export', '--format', 'ndjson', '--store', 'file:none.db'],
        'none.db does not exist: name a store with --store',
      ],
      [['export', '--format', 'ndjson', '--store', 'file:empty.db'], 'the graph is empty: ingest pages first'],
      [[...NDJSON, '--output', 'nowhere/x'], '--output nowhere/x cannot be written: no such file or directory'],
      [[...NDJSON, '--output', 'pages'], '--output pages cannot be written: '],
    ] as const) {
      const { status, stdout, stderr } = await inFolder(args);
      expect([args, status, stdout]).toEqual([args, 1, '']);
      expect(stderr).toContain(line);
    }
    expect(existsSync(at('none.db'))).toBe(false);
    expect(readdirSync(folder.path).filter((name) => name.includes('partial'))).toEqual([]);
  });
});
