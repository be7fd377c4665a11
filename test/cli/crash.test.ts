import { join } from 'node:path';
import { afterAll, describe, it } from '@jest/globals';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { KILLS, killAndRunAgain } from '../support/kills.ts';
import { temporaryFolder } from '../support/program.ts';

describe('an ingest into SQLite that is killed', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  it(`leaves whole pages, and run again reaches the graph of one that was not, ${KILLS} times`, async () => {
    await killAndRunAgain(folder.path, {
      pages: 600,
      address: async (name) => `file:${name}.db`,
      open: (name) => openSqliteStore(join(folder.path, `${name}.db`)),
    });
  }, 20_000_000);
});
