/** What a crawl hands to an ingest run: the pages that it fetched from sites, and those that are gone. */

import type { Store, WriteContext } from '../../src/store/store.ts';
import { documentUrl } from '../formats/file-target.ts';
import { inspect } from './candidates.ts';
import type { PageFile } from './files.ts';
import type { Candidate } from './inspected.ts';
import type { ReadingOptions } from './read-file.ts';
import { removeKept } from './removal.ts';
import type { PageReport } from './report.ts';

export interface FetchedPages {
  /** The sites' addresses, as the user gave them. */
  addresses: readonly string[];
  files: readonly PageFile[];
  /** The last copies of pages that the sites no longer have. */
  gone: readonly PageFile[];
  /** Reports on pages that could not be fetched. */
  reports: readonly PageReport[];
  /** Whether every page was visited, so that a page not among them no longer exists. */
  isWhole: boolean;
}

/**
 * Whether a page states an address on the site that it was fetched from: a page must not cause removals on another
 * site. Always true for a local file.
 */
export function isOfItsSite({ site, file: { fetched } }: Candidate): boolean {
  const url = fetched === undefined ? null : documentUrl(fetched.address);
  const bare = (origin: string) => origin.replace('://www.', '://');
  return url === null || bare(new URL(url).origin) === bare(site);
}

/** Removes the pages of `gone` from the store, unless another source still `has` their address. */
export async function removeGone(
  gone: readonly PageFile[],
  has: ReadonlyMap<string, unknown>,
  { store, reading, context }: { store: Store; reading: ReadingOptions; context: WriteContext | null },
): Promise<PageReport[]> {
  const reports = new Map<string, PageReport>();
  for (const file of gone) {
    for (const candidate of (await inspect(file, reading)).candidates.filter(isOfItsSite)) {
      const { url, report } = candidate;
      if (!has.has(url)) reports.set(url, { ...report, status: 'removed' });
    }
  }
  return removeKept(reports, { store, context });
}
