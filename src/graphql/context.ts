/** What every resolver is given. */
import type { Loaders } from '../loaders.ts';
import type { NameIndex } from '../search/name-index.ts';
import type { Statistics, Store } from '../store/store.ts';
import type { Work } from './work/work.ts';

export interface Context {
  /** Names the request in the log. */
  requestId: string;
  /** What the request does, counted; nothing more is done for it once it is over. */
  work: Work;
  /** Aborted once the work is over: nobody waits for the answer any more, or it was refused. */
  signal: AbortSignal;
  store: Pick<Store, 'listConcepts' | 'countConcepts' | 'searchText' | 'countText' | 'relationsAmong'>;
  loaders: Loaders;
  /** Counts over the graph as it stands. */
  statistics(): Promise<Statistics>;
  /** Every concept by its names; the first index is waited for. */
  names(): Promise<NameIndex>;
}
