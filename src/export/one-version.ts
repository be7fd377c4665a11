/** An export shows the graph at one moment, or fails. */
import { StoreUnavailable } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { GraphVersion } from './source.ts';

/** The graph changed during its export; what was written so far is useless. */
export class GraphChanged extends StoreUnavailable {
  constructor() {
    const reason = 'the graph changed while it was exported: export it again once no ingest is running';
    super(reason, { reason });
    this.name = 'GraphChanged';
  }
}

/** Call it after a read, before using the result. @throws GraphChanged if the store's version has changed. */
export async function checkVersion(store: Pick<Store, 'state'>, begun: GraphVersion): Promise<void> {
  const { graph, version } = await store.state();
  if (graph !== begun.graph || version !== begun.version) throw new GraphChanged();
}
