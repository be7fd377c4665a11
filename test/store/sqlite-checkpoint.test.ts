/** A process killed, or a disk full, while SQLite checkpoints its WAL into the file. */
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from '@photostructure/sqlite';
import { PAGE_SIZE } from '../../src/store/sqlite/opening.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { page } from '../support/pages.ts';
import { temporaryFolder } from '../support/program.ts';
import { contents, write } from '../support/writing.ts';

describe('A checkpoint that is cut short', () => {
  const folder = temporaryFolder();
  const at = (name: string) => `${folder.path}/${name}`;
  afterAll(folder.remove);
  let before: Buffer;
  let after: Buffer;
  let expected: unknown;

  beforeAll(async () => {
    const pages = Array.from({ length: 24 }, (_, i) =>
      page('definition', `term-${i}`, {
        body: [`Paragraph ${i} of it. `.repeat(20)],
        links: { RELATED: [`term-${i * 7}`] },
      }),
    );
    const store = await openSqliteStore(at('graph.db'));
    await write(store, pages.slice(0, 1));
    const raw = new DatabaseSync(at('graph.db'));
    raw.exec('PRAGMA wal_checkpoint(FULL)');
    // While there is a reader, later writes stay in the WAL.
    raw.exec('BEGIN');
    raw.prepare('SELECT count(*) FROM page').get();
    await write(store, pages.slice(1));
    before = readFileSync(at('graph.db'));
    copyFileSync(at('graph.db-wal'), at('log'));
    raw.exec('COMMIT');
    raw.exec('PRAGMA wal_checkpoint(FULL)');
    after = readFileSync(at('graph.db'));
    raw.close();
    expected = await contents(store);
    await store.close();
  });

  /** The file after `bytes` of it were written: SQLite writes its pages in order. */
  const stateAfter = (bytes: number) =>
    Buffer.concat([after.subarray(0, bytes), before.subarray(Math.min(bytes, before.length))]);
  const leave = (bytes: number): string => {
    const path = at(`killed-at-${bytes}.db`);
    writeFileSync(path, stateAfter(bytes));
    copyFileSync(at('log'), `${path}-wal`);
    return path;
  };

  it('leaves, at whatever byte, a store with every page that was committed', async () => {
    const sizes: number[] = [];
    for (let written = 0; written <= after.length; written += PAGE_SIZE) {
      const path = leave(written);
      sizes.push(statSync(path).size);
      const store = await openSqliteStore(path);
      expect(await contents(store)).toEqual(expected);
      expect(await store.checkIntegrity()).toEqual([]);
      await store.close();
    }
    // Most of the time the file was shorter than its first page says.
    expect(sizes.filter((size) => size < after.length).length).toBeGreaterThan(25);
  });

  it('is no excuse for a file that its log does not mend: that is refused, and left as it was, log and all', async () => {
    const whole = stateAfter(after.length);
    const cases: [string, Buffer][] = [
      ['cut.db', whole.subarray(0, whole.length - 3 * PAGE_SIZE)],
      ['overwritten.db', Buffer.from(whole).fill(0xff, 16, 200)],
    ];
    for (const [name, broken] of cases) {
      // A WAL that ends before its first commit holds nothing.
      const log = readFileSync(at('log')).subarray(0, 32 + 100);
      writeFileSync(at(name), broken);
      writeFileSync(at(`${name}-wal`), log);
      await expect(openSqliteStore(at(name))).rejects.toThrow(
        /\.db (was cut short|is not|is damaged).* move the file away, together with \S+\.db-wal/,
      );
      expect(readFileSync(at(name)).equals(broken)).toBe(true);
      expect(readFileSync(at(`${name}-wal`)).equals(log)).toBe(true);
    }
  });
});
