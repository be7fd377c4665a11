/** Pages that were fetched from sites, as a run is given them: beside them it learns of those that are gone. */

import type { Store, WriteContext } from '../../src/store/store.ts';
import { documentUrl } from '../formats/file-target.ts';
import { inspect } from './candidates.ts';
import type { PageFile } from './files.ts';
import type { Candidate } from './inspected.ts';
import type { ReadingOptions } from './read-file.ts';
import { removeKept } from './removal.ts';
import type { PageReport } from './report.ts';

export interface FetchedPages {
  /** The sites, as they were named. */
  addresses: readonly string[];
  files: readonly PageFile[];
  /** The last copies of pages that the sites do not have any more. */
  gone: readonly PageFile[];
  /** Pages that the sites have and that could not be fetched. */
  reports: readonly PageReport[];
  /** Whether all pages were asked for, so that what is missing is not there any more. */
  isWhole: boolean;
}

/** Whether a page is of the site that it came from: what it says of its own address gives it no say over another site. */
export function isOfItsSite({ site, file: { fetched } }: Candidate): boolean {
  const url = fetched === undefined ? null : documentUrl(fetched.address);
  const bare = (origin: string) => origin.replace('://www.', '://');
  return url === null || bare(new URL(url).origin) === bare(site);
}

/** Removes the pages of `gone` that are kept and that no other source still `has`. */
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
