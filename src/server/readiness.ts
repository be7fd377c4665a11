/** Readiness: the store is reachable, and a query on the graph was answered the way clients' queries are. */
import type { ExecutionResult } from 'graphql';
import { Overloaded, StoreDamaged, StoreUnavailable } from '../errors.ts';
import type { Store } from '../store/store.ts';

export interface Readiness {
  /** HTTP status and body of the readiness answer. */
  answer(): Promise<[status: number, body: { status: string }]>;
  /** From now on reports that the service is stopping. */
  stop(): void;
}

const QUERY = '{ concepts(first: 1) { nodes { slug } } }';
type Answer = { concepts: { nodes: unknown[] } | null };

export function readinessBy(
  ask: (query: string) => Promise<ExecutionResult>,
  store: Pick<Store, 'fault' | 'state'>,
): Readiness {
  let isStopping = false;

  async function fault(): Promise<string | null> {
    if (isStopping) return 'stopping';
    // The graph may be answered from memory while the store is away, but the texts of pages could not.
    const away = await store.state().then(
      () => null,
      (error: unknown) => error,
    );
    const { data, errors } = await ask(QUERY);
    // The query itself may reveal the damage.
    if (store.fault() instanceof StoreDamaged) return 'the store is damaged: riskgraph verify says where';
    if (away !== null) return withoutStore(away);
    if (errors?.length) return errors[0]?.message ?? '';
    return (data as unknown as Answer).concepts?.nodes.length ? null : 'the graph is empty: ingest pages first';
  }

  /** Tells the reason but not the store's address, because anybody may ask. */
  function withoutStore(error: unknown): string {
    if (error instanceof Overloaded) return error.message;
    const reason = error instanceof StoreUnavailable ? error.reason : null;
    return reason === null ? 'the store is not available' : `the store is not available: ${reason}`;
  }

  return {
    async answer() {
      const status = await fault();
      return status === null ? [200, { status: 'ready' }] : [503, { status }];
    },
    stop() {
      isStopping = true;
    },
  };
}
