/** A read-only file, as on a read-only mount: used by a user who owns none of it. */
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { page } from '../support/pages.ts';
import { run, start, temporaryFolder } from '../support/program.ts';
import { until } from '../support/until.ts';
import { write } from '../support/writing.ts';

/** Root ignores write permissions, so its tests run the program as nobody. */
const NOBODY = process.getuid?.() === 0 ? 65_534 : undefined;

describe('A store that can only be read', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  const at = (name: string) => `${folder.path}/${name}`;
  beforeEach(() => {
    folder = temporaryFolder();
    chmodSync(folder.path, 0o755);
  });
  afterEach(() => {
    for (const name of readdirSync(folder.path)) chmodSync(at(name), 0o755);
    folder.remove();
  });

  const fill = async (name: string) => {
    mkdirSync(at(name));
    const store = await openSqliteStore(at(`${name}/graph.db`));
    await write(store, [page('definition', 'a', { name: 'Alpha' })]);
    return store;
  };
  /** Moves everything into the file itself, which closing a connection may not do at once. */
  const checkpointed = async (name: string) => {
    const { DatabaseSync } = await import('@photostructure/sqlite');
    const raw = new DatabaseSync(at(`${name}/graph.db`));
    raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    raw.close();
  };
  /** A copy of the file alone in a folder of that name, without write permission. */
  const lock = (from: string, name: string) => {
    mkdirSync(at(name));
    copyFileSync(at(`${from}/graph.db`), at(`${name}/graph.db`));
    chmodSync(at(`${name}/graph.db`), 0o444);
    chmodSync(at(name), 0o555);
    return `file:${at(`${name}/graph.db`)}`;
  };
  const name = async (url: string) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ concept(slug: "a") { name } }' }),
    });
    return ((await response.json()) as { data: { concept: { name: string } | null } }).data?.concept?.name;
  };

  it.each(['plain', 'what?', 'number#1', 'a%20b', 'ünder way'])(
    'is served and verified from a folder called %s',
    async (folderName) => {
      const store = await fill('made');
      await store.close();
      await checkpointed('made');
      const address = lock('made', folderName);
      expect(await run(['verify', '--store', address], { uid: NOBODY })).toMatchObject({ status: 0, stderr: '' });
      const served = start(['serve', '--port', '0', '--store', address], { uid: NOBODY });
      const [, url = ''] = await served.says(/GraphQL +(\S+)/);
      expect(await name(url)).toBe('Alpha');
      served.child.kill('SIGTERM');
      expect((await served.ended).status).toBe(0);
      expect(readdirSync(at(folderName))).toEqual(['graph.db']);
    },
  );

  it('takes no ingest, and says why in one line', async () => {
    const store = await fill('made');
    await store.close();
    await checkpointed('made');
    const before = readFileSync(at('made/graph.db'));
    chmodSync(at('made/graph.db'), 0o444);
    for (const end of ['-wal', '-shm'])
      if (readdirSync(at('made')).includes(`graph.db${end}`)) chmodSync(at(`made/graph.db${end}`), 0o444);
    chmodSync(at('made'), 0o555);
    const ended = await run(['ingest', 'ingest/glossary', '--store', `file:${at('made/graph.db')}`], { uid: NOBODY });
    expect(ended).toMatchObject({ status: 1, stderr: expect.stringMatching(/^\S+graph\.db is read-only for .*\n$/) });
    expect(readFileSync(at('made/graph.db')).equals(before)).toBe(true);
  });

  it('shows what another user ingests meanwhile', async () => {
    const store = await fill('made');
    chmodSync(at('made'), 0o555);
    for (const file of readdirSync(at('made'))) chmodSync(at(`made/${file}`), 0o644);
    const served = start(['serve', '--port', '0', '--store', `file:${at('made/graph.db')}`], { uid: NOBODY });
    const [, url = ''] = await served.says(/GraphQL +(\S+)/);
    expect(await name(url)).toBe('Alpha');
    chmodSync(at('made'), 0o755);
    await write(store, [page('definition', 'a', { name: 'Alpha anew' })]);
    await until(async () => (await name(url)) === 'Alpha anew');
    served.child.kill('SIGTERM');
    await served.ended;
    await store.close();
  });
});
