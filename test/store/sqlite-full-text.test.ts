import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, openDatabase } from '../../src/store/sqlite/database.ts';
import { fullText } from '../../src/store/sqlite/full-text.ts';
import { upgrade } from '../../src/store/sqlite/upgrade.ts';
import { FOUND } from '../../src/store/store.ts';

/** The numbers from 1 to the parameter. */
const NUMBERS = 'WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)';

describe('full text over SQLite', () => {
  let db: Database;
  beforeEach(() => {
    db = openDatabase(':memory:');
    upgrade(db, ':memory:');
  });
  afterEach(() => db.close());

  const fill = (concepts: number) => {
    db.run(`${NUMBERS} INSERT INTO described(id, concept) SELECT n, 'concept-' || n FROM number`, concepts);
    db.run(
      `${NUMBERS} INSERT INTO concept_text(rowid, name, meaning, definition, facet) SELECT n, 'margin', 'call ' || n, '', '' FROM number`,
      concepts,
    );
  };
  /** Records how many rows each statement of a search returned. */
  const counting = (rows: number[]): Database => ({
    ...db,
    all<Row>(sql: string, ...values: Parameters<Database['run']>[1][]) {
      const found = db.all<Row>(sql, ...values);
      rows.push(found.length);
      return found;
    },
  });

  it('scores a few thousand concepts at once, each once, and no more than are looked for', async () => {
    for (const [concepts, wanted] of [
      [5_000, 5_000],
      [FOUND + 1, FOUND],
    ] as const) {
      db.run('DELETE FROM described');
      db.run('DELETE FROM concept_text');
      fill(concepts);
      const rows: number[] = [];
      const hits = await fullText(counting(rows)).searchTexts(['margin', 'call'], 'EVERY');
      expect([hits.length, new Set(hits.map(({ concept }) => concept)).size]).toEqual([wanted, wanted]);
      expect(Math.max(...rows)).toBeLessThanOrEqual(2_000);
    }
  });
});
