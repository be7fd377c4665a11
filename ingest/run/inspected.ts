/** The result of reading a file, before it is decided which of its pages win. */
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
  /** Size of its file, or its share of that [bytes]. */
  size: number;
  /** The page, or its JSON, which is small and cheap to pass between threads; null if its file must be read again. */
  page: PageContent | Shelved | null;
  /** Other names, from old addresses that redirect to it. */
  names: readonly string[];
}

/** A name taken from an old address, and the address of the page that it redirects to. */
export interface Redirect {
  url: string;
  name: string;
}

/** What a file holds: pages, a redirect to one, or nothing but a report that says why not. */
export interface Inspected {
  candidates: Candidate[];
  redirect: Redirect | null;
  reports: PageReport[];
  /** Bytes of the file. */
  size: number;
  /** The reading to keep in the store; null if the store has it already, or keeps none. */
  reading: KeptReading | null;
}
