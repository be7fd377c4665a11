/**
 * What a graph is given before it is served: this program's calculators, and the bundled glossary where that is asked
 * for and there is none. A store that is away, or that another process is filling, holds nothing up: it is tried again.
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
  /** Ends the attempts and waits for the one at hand. */
  end(): Promise<void>;
}

interface PreparationOptions {
  /** Fill an empty graph with the bundled glossary. */
  demo: boolean;
  log: Log;
  /** Waits before the next attempt, `failures` having failed one after the other. */
  pause?: (failures: number, signal: AbortSignal) => Promise<void>;
}

/** Resolves after the first attempt; where that failed, others follow until one succeeds. */
export async function prepareGraph(
  store: Store,
  { demo, log, pause = longerEachTime }: PreparationOptions,
): Promise<Preparation> {
  const ending = new AbortController();
  let said = '';

  async function attempt(): Promise<boolean> {
    try {
      if (demo) await fillEmpty(store, log, ending.signal);
      await store.attachCalculators(attacherOf(CALCULATORS));
      return true;
    } catch (error) {
      const { message } = error as Error;
      if (message !== said) log.warn(`the graph is not ready yet: ${message}`);
      said = message;
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

/** What a command says that needs pages, and can bring the bundled ones. */
export const EMPTY_GRAPH = 'the graph is empty: ingest pages first, or start with --demo';

/** Tells of a graph without a page. A store that is away is told of by `prepareGraph`, and holds nothing up. */
export function whenEmpty(store: Pick<Store, 'state'>, tell: () => void): void {
  void store.state().then(
    ({ pages }) => pages === 0 && tell(),
    () => {},
  );
}

async function longerEachTime(failures: number, signal: AbortSignal): Promise<void> {
  await setTimeout(Math.min(1_000 * failures, LONGEST_PAUSE_MS), undefined, { signal });
}

async function fillEmpty(store: Store, log: Log, signal: AbortSignal): Promise<void> {
  if ((await store.state()).pages > 0) return;
  // What reads pages takes its time to load: who serves a filled graph does not wait for it.
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
