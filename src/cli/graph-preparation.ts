/**
 * Prepares a graph before it is served: attaches this program's calculators, and fills an empty graph with the bundled
 * glossary if asked to. A store that is away, or that another process is filling, delays nothing: preparation is
 * retried.
 */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { attacherOf } from '../calculators/attach.ts';
import { CALCULATORS } from '../calculators/registry.ts';
import type { Log } from '../log.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { Store } from '../store/store.ts';

const LONGEST_PAUSE_MS = 5_000;

export interface Preparation {
  /** Ends the attempts and waits for the current one. */
  end(): Promise<void>;
}

interface PreparationOptions {
  /** Whether to fill an empty graph with the bundled glossary. */
  demo: boolean;
  log: Log;
  /** Waits before the next attempt, after `failures` failures in a row. */
  pause?: (failures: number, signal: AbortSignal) => Promise<void>;
}

/** Resolves after the first attempt; if it failed, retries in the background until one succeeds. */
export async function prepareGraph(
  store: Store,
  { demo, log, pause = longerEachTime }: PreparationOptions,
): Promise<Preparation> {
  const ending = new AbortController();
  let lastMessage = '';

  async function attempt(): Promise<boolean> {
    try {
      if (demo) await fillEmpty(store, log, ending.signal);
      await store.attachCalculators(attacherOf(CALCULATORS));
      return true;
    } catch (error) {
      const { message } = error as Error;
      if (message !== lastMessage) log.warn(`the graph is not ready yet: ${message}`);
      lastMessage = message;
      return false;
    }
  }

  async function tryAgain(): Promise<void> {
    for (let failures = 1; !ending.signal.aborted; failures++) {
      await pause(failures, ending.signal).catch(() => {}); // ended
      if (!ending.signal.aborted && (await attempt())) return;
    }
  }

  const others = (await attempt()) ? Promise.resolve() : tryAgain();
  return {
    end() {
      ending.abort();
      return others;
    },
  };
}

/** Message of commands that need pages and can load the bundled ones. */
export const EMPTY_GRAPH = 'the graph is empty: ingest pages first, or start with --demo';

/** Calls `onEmpty` if the graph has no pages. Does not wait for a store that is away, which `prepareGraph` reports. */
export function whenEmpty(store: Pick<Store, 'state'>, onEmpty: () => void): void {
  void store.state().then(
    ({ pages }) => pages === 0 && onEmpty(),
    () => {},
  );
}

async function longerEachTime(failures: number, signal: AbortSignal): Promise<void> {
  await setTimeout(Math.min(1_000 * failures, LONGEST_PAUSE_MS), undefined, { signal });
}

async function fillEmpty(store: Store, log: Log, signal: AbortSignal): Promise<void> {
  if ((await store.state()).pages > 0) return;
  // Loading the code that reads pages takes time, which serving a filled graph need not spend.
  const { ingest } = await import('../../ingest/run/run.ts');
  const { totals } = await ingest({
    store,
    attacher: attacherOf(CALCULATORS),
    locations: [join(PACKAGE_ROOT, 'ingest', 'glossary')],
    base: null,
    prune: false,
    dryRun: false,
    signal,
  });
  log.info(`ingested the bundled glossary: ${totals.added} pages`);
}
