import { expect, it } from '@jest/globals';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { readerContract } from '../graph/contract.ts';
import { textContract } from '../search/text-contract.ts';
import { connectToSqlite } from '../support/connections.ts';
import { page } from '../support/pages.ts';
import { temporaryFolder } from '../support/program.ts';
import { imageReads } from '../support/reads.ts';
import { write } from '../support/writing.ts';
import { storeContract } from './contract.ts';

storeContract('SQLite', connectToSqlite);
readerContract('the image over SQLite', connectToSqlite, imageReads);
textContract('SQLite', connectToSqlite);

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
    'a: concept has no words for full text',
    'b: a sentence on it has no words for full text',
  ]);
  await store.close();
  folder.remove();
});
