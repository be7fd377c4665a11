import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { manyPages, writeFiles } from '../support/markdown.ts';
import { run, start, temporaryFolder } from '../support/program.ts';
import { until } from '../support/until.ts';
import { contents } from '../support/writing.ts';

/** .ci/run asks for ten, `npm run test:promises` for fifty. */
const KILLS = Number(process.env.KILLS ?? 3);

describe('an ingest that is killed', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  const graphOf = async (name: string) => {
    const store = await openSqliteStore(join(folder.path, name));
    try {
      expect(await store.checkIntegrity()).toEqual([]);
      return await contents(store);
    } finally {
      await store.close();
    }
  };
  /** What a run has written so far. */
  const written = (name: string) =>
    [name, `${name}-wal`].reduce(
      (sum, file) => sum + (statSync(join(folder.path, file), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  const ingest = (name: string) => ['ingest', 'pages', '--store', `file:${name}`];
  let undisturbed: unknown;
  let bytes = 0;

  beforeAll(async () => {
    writeFiles(join(folder.path, 'pages'), manyPages(1_000));
    const running = start(ingest('undisturbed.db'), { cwd: folder.path });
    await until(() => {
      bytes = Math.max(bytes, written('undisturbed.db'));
      return running.child.exitCode !== null;
    });
    await running.ended;
    undisturbed = await graphOf('undisturbed.db');
  });

  it(`leaves whole pages, and run again reaches the graph of one that was not, ${KILLS} times`, async () => {
    for (let i = 0; i < KILLS; i++) {
      const name = `killed-${i}.db`;
      const running = start(ingest(name), { cwd: folder.path });
      const enough = (bytes * (i + 1)) / (KILLS + 1);
      await until(() => written(name) >= enough || running.child.exitCode !== null);
      running.child.kill('SIGKILL');
      await running.ended;
      const again = await run(ingest(name), { cwd: folder.path });
      expect([again.status, again.stderr]).toEqual([0, '']);
      expect(await graphOf(name)).toEqual(undisturbed);
      expect(await run(['verify', '--store', `file:${name}`], { cwd: folder.path })).toMatchObject({
        status: 0,
        stdout: '1000 pages, all sound\n',
      });
    }
  }, 300_000);
});
