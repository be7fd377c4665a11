/** What every resolver is given. */
import type { Loaders } from '../loaders.ts';
import type { Statistics, Store } from '../store/store.ts';

export interface Context {
  store: Pick<Store, 'listConcepts' | 'countConcepts'>;
  loaders: Loaders;
  /** Counts over the graph as it stands. */
  statistics(): Promise<Statistics>;
}
