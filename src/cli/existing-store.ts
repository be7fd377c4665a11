/** Stores of commands that end: what they write has to last, and none is made to be read. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { fileOf, openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';

/** @throws UsageError where the store is gone when the process ends. */
export function checkLasting(url: string): void {
  if (url === 'memory:') {
    throw new UsageError(
      '--store memory: lasts only as long as this command: name another, such as file:data/riskgraph.db',
    );
  }
}

/** @throws UsageError where there is no file or it could hold nothing, and as `openStore` does. */
export async function openExistingStore(url: string): Promise<Store> {
  checkLasting(url);
  checkThere(url);
  return openStore(url, process.env, { isCommand: true });
}

/**
 * @param otherwise - what else a command can do without the file.
 * @throws UsageError where the store is a file that there is not.
 */
export function checkThere(url: string, otherwise = ''): void {
  const file = fileOf(url);
  if (file !== undefined && !existsSync(file))
    throw new UsageError(`${file} does not exist: name a store with --store${otherwise}`);
}

/**
 * A store's own folder may have to be made; where the folder around that is missing too, the path is mistyped.
 * @throws UsageError
 */
export function checkFolder(url: string): void {
  const file = fileOf(url);
  if (file === undefined) return;
  const around = dirname(dirname(resolve(file)));
  if (!existsSync(around)) throw new UsageError(`${around} does not exist: name a store with --store`);
}
