/** The ids of statements that a writer knows from its batches before: they must be those that the file has. */
import { expect, it } from '@jest/globals';
import { type Database, openDatabase } from '../../src/store/sqlite/database.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { writes } from '../../src/store/sqlite/writes.ts';
import { page } from '../support/pages.ts';
import { temporaryFolder } from '../support/program.ts';
import { contents, context, write } from '../support/writing.ts';

const stating = (slug: string, ...targets: string[]) =>
  page('definition', slug, {
    links: { MENTIONS: targets.map((to) => ({ to, facet: 'Use', gloss: `It helps ${to}.` })) },
  });

/** What a store has that was given these pages and nothing else. */
async function freshContents(pages: readonly ReturnType<typeof page>[]): Promise<unknown> {
  const store = await openSqliteStore(':memory:');
  await write(store, pages);
  const found = await contents(store);
  await store.close();
  return found;
}

it('looks up again what another process may have removed meanwhile', async () => {
  const folder = temporaryFolder();
  const path = `${folder.path}/graph.db`;
  const [one, other] = [await openSqliteStore(path), await openSqliteStore(path)];
  await write(one, [stating('a', 'x')]);
  // The other process removes the last use of the statement.
  await write(other, [stating('a', 'y')]);
  await write(one, [stating('b', 'x')]);
  expect(await contents(other)).toEqual(await freshContents([stating('a', 'y'), stating('b', 'x')]));
  expect(await other.checkIntegrity()).toEqual([]);
  for (const store of [one, other]) await store.close();
  folder.remove();
});

it('looks up again what a batch of its own has removed', async () => {
  const store = await openSqliteStore(':memory:');
  await write(store, [stating('a', 'x'), stating('b', 'x', 'y')]);
  await write(store, [stating('a', 'y')]);
  await write(store, [stating('b', 'z')]);
  await write(store, [stating('a', 'x')]);
  expect(await contents(store)).toEqual(await freshContents([stating('a', 'x'), stating('b', 'z')]));
  expect((await store.searchGlosses(['help', 'y'])).length).toBe(0);
  await store.close();
});

it('does not use the ids of a batch that failed', async () => {
  const opened = openDatabase(':memory:');
  let fails = false;
  const db: Database = {
    ...opened,
    run: (sql, ...values) => {
      if (fails && sql.startsWith('INSERT INTO page')) throw new Error('the disk is full');
      return opened.run(sql, ...values);
    },
  };
  db.run("INSERT INTO lock VALUES ('ingest', 'test', '2026-01-01', 0)");
  const { replacePages } = writes(db);
  const idsIn = (slug: string) =>
    db.get<{ statements: Uint8Array }>('SELECT statements FROM page WHERE concept = ?', slug)?.statements;
  await replacePages([stating('a', 'w')], context());
  fails = true;
  await expect(replacePages([stating('b', 'x', 'y')], context())).rejects.toThrow('the disk is full');
  fails = false;
  // In the place of those that were taken back come others.
  await replacePages([stating('c', 'z')], context());
  await replacePages([stating('d', 'x')], context());
  const [id] = new Uint32Array(Uint8Array.from(idsIn('d') ?? []).buffer);
  expect(db.get('SELECT target FROM statement WHERE id = ?', id ?? 0)).toEqual({ target: 'x' });
  expect(db.all('SELECT statement FROM used')).toHaveLength(3);
  db.close();
});
