/**
 * Checks on the stores of commands that end: a store to write to must outlast the command, and one to read must exist.
 */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { fileOf, openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';

/** @throws UsageError if the store would be gone when the process ends. */
export function checkLasting(url: string): void {
  if (url === 'memory:') {
    throw new UsageError(
      '--store memory: lasts only as long as this command; name another store, such as file:data/riskgraph.db',
    );
  }
}

/** @throws UsageError if there is no file or it would not last; and whatever `openStore` throws. */
export async function openExistingStore(url: string): Promise<Store> {
  checkLasting(url);
  checkThere(url);
  return openStore(url, process.env, { isCommand: true });
}

/**
 * @param otherwise - what else the command can do without the file.
 * @throws UsageError if the store is a file that does not exist.
 */
export function checkThere(url: string, otherwise = ''): void {
  const file = fileOf(url);
  if (file !== undefined && !existsSync(file))
    throw new UsageError(`${file} does not exist: name a store with --store${otherwise}`);
}

/**
 * A store's own folder may be created; if its parent is missing too, the path is probably mistyped.
 * @throws UsageError
 */
export function checkFolder(url: string): void {
  const file = fileOf(url);
  if (file === undefined) return;
  const around = dirname(dirname(resolve(file)));
  if (!existsSync(around)) throw new UsageError(`${around} does not exist: name a store with --store`);
}
