import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { namesFollowAStore } from './names-of-a-store.ts';

jest.setTimeout(60_000);

namesFollowAStore('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'riskgraph-'));
  const path = join(folder, 'graph.db');
  const store = await openSqliteStore(path);
  const other = await openSqliteStore(path);
  return {
    store,
    other,
    async dispose() {
      await other.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
