/** The output printed in docs/caching.md is what a reader gets. */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from '@jest/globals';
import { missing } from '../support/documented.ts';
import { ROOT, run, start, temporaryFolder } from '../support/program.ts';

const DOCUMENT = readFileSync(join(ROOT, 'docs/caching.md'), 'utf8');
const folder = temporaryFolder();
afterAll(folder.remove);

/** Each command, and the output printed below it. */
const COMMANDS = [...DOCUMENT.matchAll(/^```sh\n([^`\n]*)\n```(?:\n\n```(?!sh\b)\w+\n([^`]*)```)?$/gm)].map(
  ([, command = '', printed = '']) => ({ command, printed }),
);

it('docs/caching.md prints what a reader gets', async () => {
  const [, title = '', manifest = ''] = /^```json title="([^"]+)"\n(.*?)^```$/ms.exec(DOCUMENT) ?? [];
  writeFileSync(join(folder.path, title), manifest);
  let service: ReturnType<typeof start> | null = null;
  let url = '';
  let asked = 0;
  const stop = async () => {
    service?.child.kill('SIGTERM');
    await service?.ended;
  };
  for (const { command, printed } of COMMANDS) {
    if (command.startsWith('npx riskgraph ')) {
      await stop();
      const args = command.replace('npx riskgraph ', '').split(' ');
      service = start([...args, '--port', '0', '--store', `file:${folder.path}/graph.db`], { cwd: folder.path });
      [, url = ''] = await service.says(/^Riskgraph +(http:\S+)\/$/m);
      continue;
    }
    const line = command.replace('http://127.0.0.1:4000', url).replace('curl', 'curl --silent');
    const { stdout } = await promisify(execFile)('sh', ['-c', line]);
    expect([command, missing(printed, stdout)]).toEqual([command, []]);
    asked++;
  }
  await stop();
  expect(asked).toBe(3);
});

it.each([
  [['--only-documents'], '--only-documents requires --documents <file>'],
  [['--documents', 'none.json'], '--documents none.json cannot be read: no such file or directory'],
  [['--documents', '{"a": 1}'], '{"a": 1} must be a manifest: '],
])('a service does not start with %j', async (flags, message) => {
  const ended = await run(['serve', '--store', 'memory:', '--port', '0', ...flags], { cwd: folder.path });
  expect([ended.status, ended.stderr.startsWith(message), ended.stderr.split('\n').length]).toEqual([1, true, 2]);
});
