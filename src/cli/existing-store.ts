/** A store for a command that reads: none is made where there is none. */
import { existsSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { fileOf, openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';

/** @throws UsageError where there is no file, and as `openStore` does. */
export async function openExistingStore(url: string): Promise<Store> {
  const file = fileOf(url);
  if (file !== undefined && !existsSync(file))
    throw new UsageError(`${file} does not exist: name a store with --store`);
  return openStore(url);
}
