/** Readiness: a query on the graph was answered, by the same way as those of clients. */
import type { ExecutionResult } from 'graphql';
import { StoreDamaged } from '../errors.ts';

export interface Readiness {
  /** HTTP status and body of an answer on readiness. */
  tell(): Promise<[status: number, body: { status: string }]>;
  /** Takes note of an error that some request met: a store that is damaged is so until it was mended and opened anew. */
  note(error: unknown): void;
  /** From now on the service is stopping. */
  stop(): void;
}

const QUERY = '{ concepts(first: 1) { nodes { slug } } }';
type Answer = { concepts: { nodes: unknown[] } | null };

export function readinessBy(ask: (query: string) => Promise<ExecutionResult>): Readiness {
  let isStopping = false;
  let isDamaged = false;

  async function fault(): Promise<string | null> {
    if (isStopping) return 'stopping';
    const { data, errors } = await ask(QUERY);
    // Asking may be what shows the damage.
    if (isDamaged) return 'the store is damaged: riskgraph verify says where';
    if (errors?.length) return errors[0]?.message ?? '';
    return (data as unknown as Answer).concepts?.nodes.length ? null : 'the graph is empty: ingest pages first';
  }

  return {
    async tell() {
      const status = await fault();
      return status === null ? [200, { status: 'ready' }] : [503, { status }];
    },
    note(error) {
      isDamaged ||= error instanceof StoreDamaged;
    },
    stop() {
      isStopping = true;
    },
  };
}
