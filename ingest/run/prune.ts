/**
 * Removes pages that a run has not seen. A folder or a site shows which pages its sites have; a file that is named
 * itself shows only which terms it has.
 */
import type { Store, WriteContext } from '../../src/store/store.ts';
import type { Place } from './contest.ts';
import { isOfItsSite } from './fetched-pages.ts';
import type { Candidate } from './inspected.ts';
import { removeKept } from './removal.ts';
import type { PageReport } from './report.ts';

/** Addresses read from the store at a time. */
const BATCH = 200;

/**
 * @param seen - the pages that the run has seen, by address.
 * @param writing - `context` is null for a dry run.
 * @returns the reports of the removed pages; null if nothing in the run shows which pages are gone.
 */
export async function prune(
  seen: ReadonlyMap<string, Place>,
  writing: { store: Store; context: WriteContext | null },
): Promise<PageReport[] | null> {
  const candidates = [...seen.values()].map(({ candidate }) => candidate).filter(isOfItsSite);
  const together = candidates.filter(({ file }) => !file.isAlone);
  const starts = new Set([...together.map(({ site }) => `${site}/`), ...candidates.flatMap(startOfTerms)]);
  if (starts.size === 0 && candidates.length > 0) return null;
  const gone: string[] = [];
  for (const site of new Set(candidates.map((candidate) => candidate.site))) {
    let after: string | null = null;
    do {
      const urls: string[] = await writing.store.pageUrls({ site, first: BATCH, after });
      const isKnown = (url: string) => seen.has(url) || ![...starts].some((start) => url.startsWith(start));
      gone.push(...urls.filter((url) => !isKnown(url)));
      after = urls.length < BATCH ? null : (urls.at(-1) ?? null);
    } while (after !== null);
  }
  const reportOfUrl = (url: string): PageReport => ({ source: url, status: 'removed', url, warnings: [] });
  return removeKept(new Map(gone.map((url) => [url, reportOfUrl(url)])), writing);
}

/** The start that the addresses of a file's terms share, `…#`; nothing if they have addresses of their own. */
function startOfTerms({ url }: Candidate): string[] {
  const at = url.indexOf('#');
  return at < 0 ? [] : [url.slice(0, at + 1)];
}
