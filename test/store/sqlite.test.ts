import { expect, it } from '@jest/globals';
import { type Database, openDatabase } from '../../src/store/sqlite/database.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { writePages } from '../../src/store/sqlite/writes.ts';
import { readerContract } from '../graph/contract.ts';
import { textContract } from '../search/text-contract.ts';
import { connectToSqlite } from '../support/connections.ts';
import { page } from '../support/pages.ts';
import { temporaryFolder } from '../support/program.ts';
import { imageReads } from '../support/reads.ts';
import { write } from '../support/writing.ts';
import { storeContract } from './contract.ts';
import { historyContract } from './history-contract.ts';

storeContract('SQLite', connectToSqlite);
readerContract('the image over SQLite', connectToSqlite, imageReads);
textContract('SQLite', connectToSqlite);
historyContract('SQLite', connectToSqlite);

it('SQLite finds where full text is out of step with the tables', async () => {
  const folder = temporaryFolder();
  const path = `${folder.path}/graph.db`;
  const store = await openSqliteStore(path);
  const one = page('definition', 'a', { links: { MENTIONS: [{ to: 'b', facet: 'Use', gloss: 'It helps.' }] } });
  await write(store, [one]);
  const db = openDatabase(path);
  db.run("DELETE FROM concept_text WHERE rowid = (SELECT id FROM described WHERE concept = 'a')");
  db.run('DELETE FROM gloss_text WHERE rowid IN (SELECT id FROM gloss_text_docsize)');
  db.close();
  expect(await store.checkIntegrity()).toEqual([
    'a: concept is missing from the full-text index',
    'b: a sentence on it is missing from the full-text index',
  ]);
  await store.close();
  folder.remove();
});

it.each([
  [
    'a word of a concept',
    "INSERT OR REPLACE INTO concept_text(rowid, name, meaning, definition, facet) VALUES (1, 'a', 'one sale', '', '')",
    'a: concept has other words in the full-text index than on its pages',
  ],
  [
    'a word that moved to another field',
    "INSERT OR REPLACE INTO concept_text(rowid, name, meaning, definition, facet) VALUES (1, 'a one', 'fall', '', '')",
    'a: concept has other words in the full-text index than on its pages',
  ],
  [
    'a word of a sentence',
    "INSERT OR REPLACE INTO gloss_text(rowid, gloss) VALUES (1, 'it harm')",
    'b: a sentence on it has other words in the full-text index than on its pages',
  ],
  [
    'words that no page has',
    "INSERT INTO gloss_text(rowid, gloss) VALUES (77, 'more')",
    'the full-text index holds texts that are on no page: 1',
  ],
])('SQLite finds in full text %s', async (_, statement, fault) => {
  const folder = temporaryFolder();
  const path = `${folder.path}/graph.db`;
  const store = await openSqliteStore(path);
  const gloss = 'It helps: Überzeichnung, an über-word.';
  const one = page('definition', 'a', {
    name: 'A',
    meaning: 'One fall.',
    links: { MENTIONS: [{ to: 'b', facet: 'Use', gloss }] },
  });
  await write(store, [one, page('definition', 'c', { body: [`${'x'.repeat(40_000)} Über-größe's`] })]);
  expect(await store.checkIntegrity()).toEqual([]);
  const db = openDatabase(path);
  db.run(statement);
  db.close();
  expect(await store.checkIntegrity()).toEqual([fault]);
  await store.close();
  folder.remove();
});

it('SQLite does not read again what a replaced page goes on to state', () => {
  const opened = openDatabase(':memory:');
  let read = 0;
  const db: Database = {
    ...opened,
    get: (sql, ...values) => {
      if (sql.includes('FROM statement WHERE id')) read++;
      return opened.get(sql, ...values);
    },
  };
  const run = { id: 'r', at: '2026-01-01T00:00:00.000Z', source: 'pages' };
  const linked = (body: string, ...targets: string[]) => {
    const said = targets.map((to) => ({ to, facet: 'Use', gloss: `It helps ${to}.` }));
    return page('definition', 'a', { body: [body], links: { MENTIONS: said } });
  };
  writePages(db, [linked('Once.', 'b', 'c', 'd')], { run, mostChanges: 9 });
  writePages(db, [linked('Twice.', 'b', 'd', 'e')], { run: { ...run, id: 's' }, mostChanges: 9 });
  expect(read).toBe(1); // only the text about c
  const change = db.get<{ fields: string }>("SELECT fields FROM change WHERE run = 's'");
  const fields = JSON.parse(change?.fields ?? '').map(({ field }: { field: string }) => field);
  expect(fields).toEqual(['text', 'relations', 'glosses', 'linkTexts']);
});
