/** An export shows the graph as it was at one moment, or ends. */
import { StoreUnavailable } from '../errors.ts';
import type { Store } from '../store/store.ts';

/** Somebody changed the graph while it was exported: what was written so far is of no use. */
export class GraphChanged extends StoreUnavailable {
  constructor() {
    super('the graph changed while it was exported: export it again once no ingest is running');
    this.name = 'GraphChanged';
  }
}

/** Answers what is to be called after each read: it throws GraphChanged where the graph is not the one of now any more. */
export async function oneVersion(store: Pick<Store, 'state'>): Promise<() => Promise<void>> {
  const begun = await store.state();
  return async () => {
    const { graph, version } = await store.state();
    if (graph !== begun.graph || version !== begun.version) throw new GraphChanged();
  };
}
