/** Removes pages that are gone; a dry run reports which of their fields would be lost. */
import { pageDifference } from '../../src/model/page-difference.ts';
import type { Store, WriteContext } from '../../src/store/store.ts';
import type { PageReport } from './report.ts';

/** Pages per transaction. */
const BATCH = 200;

/**
 * @param reports - of the pages that are gone, by address; the store need not have them.
 * @param context - null for a dry run.
 * @returns the reports of those that the store had.
 */
export async function removeKept(
  reports: ReadonlyMap<string, PageReport>,
  { store, context }: { store: Store; context: WriteContext | null },
): Promise<PageReport[]> {
  const removed: PageReport[] = [];
  const urls = [...reports.keys()];
  for (let start = 0; start < urls.length; start += BATCH) {
    const states = await store.pageStates(urls.slice(start, start + BATCH));
    const kept = states.flatMap((state) => (state === null ? [] : [reports.get(state.url) as PageReport]));
    const addresses = kept.map(({ url }) => url as string);
    if (context !== null) await store.removePages(addresses, context);
    else {
      for (const [i, page] of (await store.wholePages(addresses)).entries()) {
        (kept[i] as PageReport).fields = pageDifference(page, null)?.fields ?? [];
      }
    }
    removed.push(...kept);
  }
  return removed;
}
