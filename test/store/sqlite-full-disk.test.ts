/** A full disk, simulated by a limit on file size. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { afterAll, expect, it } from '@jest/globals';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { manyPages, writeFiles } from '../support/markdown.ts';
import { ROOT, run, temporaryFolder } from '../support/program.ts';

const folder = temporaryFolder();
const at = (name: string) => `${folder.path}/${name}`;
const STORE = `file:${at('graph.db')}`;
afterAll(folder.remove);

/** The program, restricted to files of at most `kilobytes`. */
async function runWithin(
  kilobytes: number,
  args: readonly string[],
): Promise<{ status: number | null; stderr: string }> {
  const script = `trap '' XFSZ; ulimit -f ${kilobytes}; exec "$0" "$@"`;
  const child = spawn('bash', ['-c', script, process.execPath, `${ROOT}bin/riskgraph.js`, ...args]);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdout.resume();
  const [status] = await once(child, 'close');
  return { status, stderr: stderr.replaceAll(/^(reading|writing) \d+ of \d+\n/gm, '') };
}

it('ends an ingest with one line; what was written before stands, readers go on, and with room again it goes on', async () => {
  const pages = Object.entries(manyPages(600));
  writeFiles(at('some'), Object.fromEntries(pages.slice(0, 100)));
  writeFiles(at('all'), Object.fromEntries(pages));
  expect((await run(['ingest', at('some'), '--store', STORE])).status).toBe(0);
  const reader = await openSqliteStore(at('graph.db'));
  const size = statSync(at('graph.db')).size / 1024;

  const { status, stderr } = await runWithin(Math.ceil(size * 1.5), ['ingest', at('all'), '--store', STORE]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^\S+graph\.db cannot (grow: the disk is full.*|be read or written)\n$/);

  const kept = (await reader.state()).pages;
  expect(kept).toBeGreaterThanOrEqual(100);
  expect(kept).toBeLessThan(600);
  expect(await reader.checkIntegrity()).toEqual([]);
  await reader.close();
  expect((await run(['ingest', at('all'), '--store', STORE])).status).toBe(0);
  expect(await run(['verify', '--store', STORE])).toMatchObject({ status: 0, stdout: '600 pages, all sound\n' });
});
