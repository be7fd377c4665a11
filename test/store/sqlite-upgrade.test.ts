import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UsageError } from '../../src/errors.ts';
import { type Database, openDatabase } from '../../src/store/sqlite/database.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { upgrade } from '../../src/store/sqlite/upgrade.ts';
import type { Store } from '../../src/store/store.ts';
import { page } from '../support/pages.ts';
import { write } from '../support/writing.ts';

const FILTER = { kinds: null, hasCalculator: null, isStub: null };
const PAGES = [
  page('definition', 'margin-call', {
    alternateNames: ['MC'],
    body: ['A demand for collateral.'],
    links: { MENTIONS: [{ to: 'insurance-fund', facet: 'Use', gloss: 'It pays for a bankrupt.' }] },
  }),
];

describe('a file of version 1, which had no full text', () => {
  const folder = mkdtempSync(join(tmpdir(), 'riskgraph-'));
  const path = join(folder, 'graph.db');
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeEach(async () => {
    rmSync(path, { force: true });
    const store = await openSqliteStore(path);
    await write(store, PAGES);
    await store.close();
    const db = openDatabase(path);
    for (const table of ['concept_word', 'concept_text', 'gloss_word', 'gloss_text']) db.run(`DROP TABLE ${table}`);
    db.run('PRAGMA user_version = 1');
    db.close();
  });

  const found = async (store: Store, word: string, scope: 'ALL_WORDS' | 'ONE_GLOSS') => {
    const query = { names: [word], words: [word], scope, leads: [], filter: FILTER, first: 10, after: null };
    return (await store.searchText(query)).items.map(({ concept }) => concept.slug);
  };

  it('is found in as if it had been written by this version, by all who open it', async () => {
    const both = [await openSqliteStore(path), await openSqliteStore(path)];
    for (const store of both) {
      expect(await found(store, 'collateral', 'ALL_WORDS')).toEqual(['margin-call']);
      expect(await found(store, 'mc', 'ALL_WORDS')).toEqual(['margin-call']);
      expect(await found(store, 'insurance', 'ALL_WORDS')).toEqual(['insurance-fund']);
      expect(await found(store, 'bankrupt', 'ONE_GLOSS')).toEqual(['insurance-fund']);
      expect(await store.checkIntegrity()).toEqual([]);
    }
    const [store] = both as [Store];
    await write(store, [page('definition', 'margin-call', { body: ['Something else.'] })]);
    expect(await found(store, 'collateral', 'ALL_WORDS')).toEqual([]);
    expect(await found(store, 'bankrupt', 'ONE_GLOSS')).toEqual([]);
    for (const one of both) await one.close();
  });

  it('is refused where it can only be read, with what to do', () => {
    const db: Database = { ...openDatabase(path), access: 'read' };
    expect(() => upgrade(db, path)).toThrow(UsageError);
    expect(() => upgrade({ ...openDatabase(path), access: 'read' }, path)).toThrow(
      /older riskgraph.*open it once where/,
    );
  });
});
