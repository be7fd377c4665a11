/** An export shows the graph as it was at one moment, or ends. */
import { StoreUnavailable } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { GraphVersion } from './source.ts';

/** Somebody changed the graph while it was exported: what was written so far is of no use. */
export class GraphChanged extends StoreUnavailable {
  constructor() {
    const reason = 'the graph changed while it was exported: export it again once no ingest is running';
    super(reason, { reason });
    this.name = 'GraphChanged';
  }
}

/** To be called after what was read, before it is used: @throws GraphChanged where the store has another version by now. */
export async function checkVersion(store: Pick<Store, 'state'>, begun: GraphVersion): Promise<void> {
  const { graph, version } = await store.state();
  if (graph !== begun.graph || version !== begun.version) throw new GraphChanged();
}
