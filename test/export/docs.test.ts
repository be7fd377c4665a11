/** The output printed in docs/export.md is what a reader gets. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EXPORT_NAMES } from '../../src/export/names.ts';
import { missing } from '../support/documented.ts';
import { ROOT, run, start, temporaryFolder } from '../support/program.ts';

const DOCUMENT = readFileSync(join(ROOT, 'docs/export.md'), 'utf8');
const folder = temporaryFolder();
afterAll(folder.remove);
const store = `file:${join(folder.path, 'graph.db')}`;

/** Each command, and the output printed below it. */
const EXAMPLES = [...DOCUMENT.matchAll(/^```sh\n([^`\n]*)\n```\n\n```\w+\n([^`]*)```$/gm)].map(
  ([, command = '', printed = '']) => ({ command, printed }),
);

describe('docs/export.md', () => {
  beforeAll(async () => {
    expect((await run(['ingest', 'ingest/glossary', '--store', store])).status).toBe(0);
  });

  it('has an example of every format', () => {
    const commands = EXAMPLES.map(({ command }) => /--format (\w+)/.exec(command)?.[1] ?? 'http');
    expect(commands.sort()).toEqual([...EXPORT_NAMES, 'http'].sort());
  });

  it.each(EXAMPLES.filter(({ command }) => command.startsWith('npx')))(
    'prints what $command does',
    async ({ command, printed }) => {
      const { status, stdout, stderr } = await run(command.replace('npx riskgraph ', '').split(' '), {
        env: { RISKGRAPH_STORE: store },
      });
      expect([status, stderr, missing(printed, stdout)]).toEqual([0, '', []]);
    },
  );

  it.each(EXAMPLES.filter(({ command }) => command.startsWith('curl')))(
    'prints what $command does',
    async ({ command, printed }) => {
      const service = start(['serve', '--port', '0', '--store', store]);
      const [, url = ''] = await service.says(/^Riskgraph +(http:\S+)\/$/m);
      const line = command.replace('http://127.0.0.1:4000', url).replace('curl', 'curl --silent');
      const { stdout } = await promisify(execFile)('sh', ['-c', line], { maxBuffer: 10_000_000 });
      expect(missing(printed, stdout)).toEqual([]);
      service.child.kill('SIGTERM');
      await service.ended;
    },
  );

  it('takes a graph to another store by its two commands', async () => {
    const [, both = ''] = /^```sh\n(npx riskgraph export [^`]*\nnpx riskgraph ingest [^`]*)```$/m.exec(DOCUMENT) ?? [];
    const [out = '', back = ''] = both
      .trimEnd()
      .split('\n')
      .map((line) => line.replace('npx riskgraph ', ''));
    const inFolder = { cwd: folder.path, env: { RISKGRAPH_STORE: store } };
    expect(await run(out.split(' '), inFolder)).toEqual({ status: 0, stdout: '', stderr: '' });
    const other = back.replace('neo4j://host', 'file:other.db').split(' ');
    expect((await run(other, inFolder)).status).toBe(0);
    const again = await run(['export', '--format', 'ndjson', '--store', 'file:other.db'], inFolder);
    expect(again.stdout).toBe(readFileSync(join(folder.path, 'graph.ndjson'), 'utf8'));
  });
});
