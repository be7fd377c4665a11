/** What a file was found to hold, before it is settled what of it counts. */
import type { PageContent } from '../../src/model/types.ts';
import type { KeptReading, PageState } from '../../src/store/store.ts';
import type { PageFile } from './files.ts';
import type { PageReport } from './report.ts';
import type { Shelved } from './shelf.ts';

/** What the first reading keeps of a page. */
export interface Candidate extends PageState {
  file: PageFile;
  report: PageReport;
  site: string;
  /** Bytes of its file, or its share of them. */
  size: number;
  /** The page, or its JSON, which is small and goes fast from thread to thread; null where its file has to be read for it. */
  page: PageContent | Shelved | null;
  /** Other names, from old addresses that lead to it. */
  names: readonly string[];
}

/** An old address of a page as a name of what that page is about. */
export interface Redirect {
  url: string;
  name: string;
}

/** What a file holds: pages, a sign that redirects to one, or nothing but a report of why not. */
export interface Inspected {
  candidates: Candidate[];
  redirect: Redirect | null;
  reports: PageReport[];
  /** Bytes of the file. */
  size: number;
  /** What is to be kept of it; null where it is known already, or is not kept. */
  reading: KeptReading | null;
}
