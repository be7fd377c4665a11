import type { Database } from './database.ts';

/** More than any one file counts. */
const CHANGES_OF_A_FILE = 2 ** 32;

/** The graph's version: it grows with each change of the file, and past all of these when another file takes its place. */
export function graphVersion(db: Database): number {
  const { version } = db.get<{ version: number }>('SELECT version FROM graph') ?? { version: 0 };
  return db.generation * CHANGES_OF_A_FILE + version;
}
