/** From a store's address to the store. */
import { UsageError } from '../errors.ts';
import type { Store } from './store.ts';

/**
 * Opens `memory:` or `file:path/to/riskgraph.db`.
 * @throws UsageError when the address is of no such form or the store cannot be used.
 */
export async function openStore(url: string): Promise<Store> {
  if (url === 'memory:') return (await import('./sqlite/sqlite-store.ts')).openSqliteStore(':memory:');
  const file = /^file:(?:\/\/(?=\/))?(.+)$/s.exec(url)?.[1];
  if (file !== undefined) return (await import('./sqlite/sqlite-store.ts')).openSqliteStore(file);
  throw new UsageError(`store must be memory: or file:<path>, but got ${JSON.stringify(url.slice(0, 100))}`);
}
