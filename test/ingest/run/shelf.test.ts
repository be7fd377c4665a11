/** Waiting pages are kept in memory up to a limit, and beyond it in an unlinked file. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { newShelf, type Shelf, type Shelved } from '../../../ingest/run/shelf.ts';
import { temporaryFolder } from '../../support/program.ts';

let folder: ReturnType<typeof temporaryFolder>;
let shelf: Shelf;
beforeEach(() => {
  folder = temporaryFolder();
  shelf = newShelf(folder.path);
});
afterEach(() => {
  shelf.close();
  folder.remove();
});

const UNITS = 1_000_000;
/** With characters of one to four bytes. */
const textOf = (n: number) => `${n} ⎊ é 𝄞 `.padEnd(UNITS, 'x');
const read = (shelved: Shelved | null) => (typeof shelved === 'function' ? shelved() : shelved);

it('gives every text back as it was, and holds no more of them in memory than it has room for', () => {
  const shelved = Array.from({ length: 12 }, (_, n) => shelf.put(textOf(n)));
  for (const n of [11, 0, 5, 5, 3]) expect(read(shelved[n] ?? null)).toBe(textOf(n));
  const inMemory = shelved.filter((one) => typeof one === 'string');
  expect(inMemory).toHaveLength(4);
  expect(readdirSync(folder.path)).toEqual([]);
});

it('says so where it has no room', () => {
  const closed = join(folder.path, 'none');
  const other = newShelf(closed);
  const shelved = Array.from({ length: 6 }, (_, n) => other.put(textOf(n)));
  expect(shelved.map((one) => typeof one)).toEqual([...Array(4).fill('string'), 'object', 'object']);
  other.close();
});
