import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UsageError } from '../../src/errors.ts';
import { pageHash } from '../../src/model/page-hash.ts';
import { type Database, openDatabase } from '../../src/store/sqlite/database.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { upgrade } from '../../src/store/sqlite/upgrade.ts';
import type { Store } from '../../src/store/store.ts';
import { page } from '../support/pages.ts';
import { contents, write } from '../support/writing.ts';
import { writeOldFile } from './sqlite-version-2.ts';
import { writeFileOfVersion3 } from './sqlite-version-3.ts';
import { writeFileOfVersion4 } from './sqlite-version-4.ts';

const PAGES = [
  page('area', 'insurance-fund', { resource: 2, truncated: true, facets: { Use: 'It pays.' } }),
  page('definition', 'margin-call', {
    alternateNames: ['MC'],
    author: 'A. Writer',
    publishedAt: '2026-01-01T00:00:00.000Z',
    body: ['A demand for collateral.'],
    links: {
      RELATED: [{ to: 'leverage', anchor: 'Lever' }],
      MENTIONS: [
        { to: 'insurance-fund', facet: 'Use', gloss: 'It pays for a bankrupt.' },
        { to: 'leverage', facet: 'Use' },
      ],
    },
  }),
  page('definition', 'reserve', {
    links: { MENTIONS: [{ to: 'insurance-fund', facet: 'Use', gloss: 'It pays for a bankrupt.' }] },
  }),
];

describe.each([1, 2, 3, 4] as const)('a file of version %d', (version) => {
  const folder = mkdtempSync(join(tmpdir(), 'riskgraph-'));
  const path = join(folder, 'graph.db');
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeEach(() => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
    if (version === 4) writeFileOfVersion4(path, PAGES);
    else if (version === 3) writeFileOfVersion3(path, PAGES);
    else writeOldFile(path, PAGES, version);
  });

  it('holds what one written by this version holds, for all who open it', async () => {
    const fresh = await openSqliteStore(':memory:');
    await write(fresh, PAGES);
    const both = [await openSqliteStore(path), await openSqliteStore(path)];
    for (const store of both) {
      expect(await contents(store)).toEqual(await contents(fresh));
      expect((await store.readPages({ first: 9, after: null })).map(({ hash }) => hash)).toEqual(PAGES.map(pageHash));
      expect(await store.searchTexts(['collateral'], 'EVERY')).toMatchObject([{ concept: 'margin-call' }]);
      expect(await store.searchGlosses(['bankrupt'])).toMatchObject([{ concept: 'insurance-fund' }]);
      expect(await store.state()).toMatchObject({ pages: 3, lastIngestAt: '2026-01-01T00:00:00.000Z' });
      expect((await store.state()).version).toBe(version === 4 ? 7 : 8);
      expect(await store.readings(['none'])).toEqual([null]);
      expect(await store.checkIntegrity()).toEqual([]);
    }
    const [store] = both as [Store];
    expect(await write(store, PAGES)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(await store.countPastChanges(null)).toBe(0);
    await write(store, [page('definition', 'margin-call', { body: ['Something else.'] })]);
    expect(await store.searchTexts(['collateral'], 'EVERY')).toEqual([]);
    // Another page still says it.
    expect(await store.searchGlosses(['bankrupt'])).toMatchObject([{ concept: 'insurance-fund' }]);
    await write(store, [page('definition', 'reserve', {})]);
    expect(await store.searchGlosses(['bankrupt'])).toEqual([]);
    expect((await store.histories(['margin-call'], 9))[0]).toMatchObject([
      { kind: 'CHANGED', fields: expect.arrayContaining([expect.objectContaining({ field: 'text' })]) },
    ]);
    for (const one of [...both, fresh]) await one.close();
  });

  it('is refused where it can only be read, with what to do', () => {
    const forReading = (): Database => ({ ...openDatabase(path), access: 'read' });
    expect(() => upgrade(forReading(), path)).toThrow(UsageError);
    expect(() => upgrade(forReading(), path)).toThrow(/older riskgraph.*open it once with write access/);
  });
});
