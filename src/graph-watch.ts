/**
 * Sees the graph change, whoever changes it: the version is asked for again and again. Another process's ingest shows within
 * POLL_MS. What is counted over the whole graph is counted where somebody asks, once a version.
 */
import type { Statistics, Store } from './store/store.ts';

const POLL_MS = 1_000;

export interface GraphWatch {
  /** Counts over the graph as it stands now. */
  statistics(): Promise<Statistics>;
  stop(): void;
}

/** Watches `store`; `onVersion` gets the version each time it is seen, changed or not. */
export function watchGraph(
  store: Pick<Store, 'version' | 'statistics'>,
  onVersion: (version: number) => void,
): GraphWatch {
  let counted: { version: number; statistics: Promise<Statistics> } | null = null;

  async function look(): Promise<number> {
    const version = await store.version();
    onVersion(version);
    return version;
  }

  async function statistics(): Promise<Statistics> {
    const version = await look();
    if (counted?.version !== version) {
      const current = { version, statistics: store.statistics() };
      counted = current;
      current.statistics.catch(() => {
        if (counted === current) counted = null;
      });
    }
    return counted.statistics;
  }

  const poll = () => {
    // A store that is away is reported by the requests that need it.
    look().catch(() => {});
  };
  poll();
  const timer = setInterval(poll, POLL_MS);
  timer.unref();
  return { statistics, stop: () => clearInterval(timer) };
}
