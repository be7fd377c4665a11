/** What every resolver is given. */
import type { Loaders } from '../loaders.ts';
import type { NameIndex } from '../search/name-index.ts';
import type { Statistics, Store } from '../store/store.ts';

export interface Context {
  /** Names the request in the log. */
  requestId: string;
  /** Aborted once nobody waits for the answer any more. */
  signal: AbortSignal;
  store: Pick<Store, 'listConcepts' | 'countConcepts' | 'searchText' | 'countText' | 'relationsAmong'>;
  loaders: Loaders;
  /** Counts over the graph as it stands. */
  statistics(): Promise<Statistics>;
  /** Every concept by its names; the first index is waited for. */
  names(): Promise<NameIndex>;
}
