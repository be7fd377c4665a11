/** `riskgraph verify`: checks that the store is sound and that every page still matches its hash. */
import { pageHash } from '../model/page-hash.ts';
import type { Store } from '../store/store.ts';
import { openExistingStore } from './existing-store.ts';
import { notice, result } from './terminal.ts';

const BATCH = 200;

/**
 * Returns the exit status: 1 if anything is wrong, with one line per fault.
 * @throws UsageError if there is no file; none is created.
 */
export async function verifyCommand(flags: { store: string }): Promise<number> {
  const store = await openExistingStore(flags.store);
  try {
    const faults = await store.checkIntegrity();
    const pages = await checkHashes(store, faults);
    for (const fault of faults) notice(fault);
    if (faults.length > 0) return 1;
    result(`${pages} ${pages === 1 ? 'page' : 'pages'}, all sound`);
    return 0;
  } finally {
    await store.close();
  }
}

/** Adds a fault for each page that does not match its hash; returns the number of pages. */
async function checkHashes(store: Store, faults: string[]): Promise<number> {
  let count = 0;
  let after: string | null = null;
  for (;;) {
    const batch: Awaited<ReturnType<Store['readPages']>> = await store.readPages({ first: BATCH, after });
    for (const { page, hash } of batch) {
      if (pageHash(page) !== hash) faults.push(`${page.url} differs from what was stored: ingest it again`);
    }
    count += batch.length;
    after = batch.at(-1)?.page.url ?? null;
    if (after === null) return count;
  }
}
