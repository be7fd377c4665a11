/** The file moved away, removed or replaced while it is open. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../src/errors.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { followFile } from '../../src/store/sqlite/followed-file.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { definitionPage, writeFiles } from '../support/markdown.ts';
import { page } from '../support/pages.ts';
import { run, temporaryFolder } from '../support/program.ts';
import { imageReads } from '../support/reads.ts';
import { NO_CALCULATORS, write } from '../support/writing.ts';

const FILES = ['graph.db', 'graph.db-wal', 'graph.db-shm'];

describe('A file that changes while it is served', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let store: Store;
  const at = (name: string) => `${folder.path}/${name}`;
  /** The names of the concepts `a` and `b`, in slug order. */
  const names = async () =>
    (await imageReads(store, NO_CALCULATORS).concepts(['a', 'b'])).map((concept) => concept?.name ?? null);
  const move = (from: string, to: string, files = FILES) => {
    for (const name of files)
      if (existsSync(at(`${from}/${name}`))) renameSync(at(`${from}/${name}`), at(`${to}/${name}`));
  };
  const remove = (files: readonly string[]) => {
    for (const name of files) rmSync(at(`here/${name}`), { force: true });
  };
  const ingestAnother = async () => {
    writeFiles(at('pages'), {
      'b.md': definitionPage({ slug: 'b', name: 'Beta anew' }),
      'a.md': definitionPage({ slug: 'a', name: 'Alpha anew' }),
    });
    const ended = await run(['ingest', at('pages'), '--store', `file:${at('here/graph.db')}`]);
    expect(ended).toMatchObject({ status: 0, stderr: '' });
  };

  beforeEach(async () => {
    folder = temporaryFolder();
    mkdirSync(at('here'));
    mkdirSync(at('away'));
    store = await openSqliteStore(at('here/graph.db'));
    await write(store, [page('definition', 'a', { name: 'Alpha' }), page('definition', 'b', { name: 'Beta' })]);
    expect(await names()).toEqual(['Alpha', 'Beta']);
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  it.each<[string, () => void]>([
    ['moved away whole', () => move('here', 'away')],
    ['moved away without its log', () => move('here', 'away', ['graph.db'])],
    ['removed whole', () => remove(FILES)],
    ['removed without its log', () => remove(['graph.db'])],
  ])('is answered by SERVICE_UNAVAILABLE once and then anew, after it was %s', async (_, change) => {
    const { graph } = await store.state();
    change();
    await ingestAnother();
    await expect(names()).rejects.toThrow(StoreUnavailable);
    expect(await names()).toEqual(['Alpha anew', 'Beta anew']);
    expect((await store.state()).graph).not.toBe(graph);
    expect(await store.checkIntegrity()).toEqual([]);
    expect(store.fault()).toBeNull();
    expect(await run(['verify', '--store', `file:${at('here/graph.db')}`])).toMatchObject({ status: 0 });
  });

  it('is waited for while it is gone, and no empty one is made in its place', async () => {
    move('here', 'away');
    for (let i = 0; i < 3; i++)
      await expect(names()).rejects.toThrow(new StoreUnavailable(`${at('here/graph.db')} is gone`));
    expect(store.fault()?.message).toMatch(/is gone/);
    expect(existsSync(at('here/graph.db'))).toBe(false);
    move('away', 'here');
    expect(await names()).toEqual(['Alpha', 'Beta']);
    expect(store.fault()).toBeNull();
  });

  it('takes no writes for a file that it is not any more', async () => {
    expect(await store.lock('ingest', 'test', 30)).toBeNull();
    move('here', 'away', ['graph.db']);
    const context = {
      owner: 'test',
      run: { id: 'r', at: '2026-01-01T00:00:00.000Z', source: 'pages' },
      mostChanges: 10,
    };
    const attacher = { digest: 'none', calculators: [], attachmentsOf: () => [] };
    const pages = [page('definition', 'c')];
    await expect(store.replacePages(pages, { ...context, attacher })).rejects.toThrow(StoreUnavailable);
  });

  it('that is no store of ours makes calls fail until there is one again', async () => {
    move('here', 'away');
    writeFileSync(at('here/graph.db'), 'no database, only text'.repeat(10));
    for (let i = 0; i < 2; i++) await expect(names()).rejects.toThrow(StoreUnavailable);
    expect(store.fault()?.message).toMatch(/is not a SQLite database/);
    rmSync(at('here/graph.db'));
    move('away', 'here');
    expect(await names()).toEqual(['Alpha', 'Beta']);
  });

  it('fails the calls that began with one file and ended with another', async () => {
    const path = at('here/graph.db');
    const file = followFile(path, () => openDatabase(path));
    let goOn = () => {};
    const slow = file.call(async () => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      return 'what the first file said';
    });
    move('here', 'away');
    await ingestAnother();
    await expect(file.call(async () => 1)).rejects.toThrow(StoreUnavailable);
    expect(await file.call(async () => 1)).toBe(1);
    goOn();
    await expect(slow).rejects.toThrow(/was replaced/);
    file.db.close();
  });
});
