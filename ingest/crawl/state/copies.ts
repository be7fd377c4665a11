/** The bytes of pages as they were fetched, each in a file named by the hash of its content. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Copies {
  /** Stores bytes; answers their name, which is the same for the same bytes. */
  keep(bytes: Uint8Array): Promise<string>;
  has(name: string): boolean;
  path(name: string): string;
  /** Removes all copies but these. */
  keepOnly(names: ReadonlySet<string>): void;
}

export function openCopies(folder: string): Copies {
  mkdirSync(folder, { recursive: true });
  const path = (name: string) => join(folder, name);
  return {
    path,
    has: (name) => existsSync(path(name)),
    async keep(bytes) {
      const name = createHash('sha256').update(bytes).digest('hex');
      if (!existsSync(path(name))) {
        const unfinished = `${path(name)}.part`;
        // Flush to disk before the rename makes the copy visible.
        await writeFile(unfinished, bytes, { flush: true });
        renameSync(unfinished, path(name));
      }
      return name;
    },
    keepOnly(names) {
      for (const name of readdirSync(folder)) if (!names.has(name)) rmSync(path(name), { force: true });
    },
  };
}
