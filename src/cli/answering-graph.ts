/** Answers questions about a graph in this process, as `serve` does, for commands without an HTTP server. */
import type { Log } from '../log.ts';
import { type Answering, type AnsweringOptions, startAnswering } from '../server/answering.ts';
import { type OpeningOptions, openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { checkFolder, checkThere } from './existing-store.ts';
import { prepareGraph } from './graph-preparation.ts';
import { halfOfTheHeap } from './options.ts';

export interface GraphFlags {
  store: string;
  /** Bytes. */
  memory?: number;
  demo?: boolean;
}

/**
 * Opens the store, calls `use` with what answers over it, and closes both.
 * @throws UsageError if there is no such store, or it cannot be used.
 */
export async function withAnswering<Result>(
  { store: url, memory = halfOfTheHeap(), demo = false }: GraphFlags,
  { isCommand = false, ...options }: Pick<AnsweringOptions, 'timeLimit'> & OpeningOptions & { log: Log },
  use: (answering: Answering, store: Store) => Promise<Result>,
): Promise<Result> {
  if (demo) checkFolder(url);
  else checkThere(url, ', or add --demo to use the bundled glossary');
  const store = await openStore(url, process.env, { isCommand });
  try {
    const preparation = await prepareGraph(store, { demo, log: options.log });
    const answering = await startAnswering({ store, memory, ...options });
    try {
      return await use(answering, store);
    } finally {
      answering.stopFollowing();
      await preparation.end();
      await answering.close();
    }
  } finally {
    await store.close();
  }
}
