/** What an ingest did, page by page: the shape of `--report` files. */

import type { FieldChange } from '../../src/model/page-difference.ts';

export type PageStatus = 'added' | 'changed' | 'unchanged' | 'rejected' | 'removed';

/** Something about a page worth knowing that did not keep it out. */
export interface PageWarning {
  code: string;
  message: string;
}

export interface PageReport {
  /** The file as reached from the argument; for a removed page its address. */
  source: string;
  status: PageStatus;
  /** Null where the page was rejected before its address was known. */
  url: string | null;
  warnings: PageWarning[];
  error?: { code: string; message: string };
  /** What is different, where nothing was written: a dry run tells what a run would change. */
  fields?: readonly FieldChange[];
}

export interface Report {
  pages: PageReport[];
  totals: Record<PageStatus, number>;
  /** Hidden and ignored folders and files, as reached from the argument. */
  leftOut: string[];
  /** Documents of formats that are not read. */
  otherDocuments: string[];
  /** Files of seldom formats in which no term was found, as reached from the argument. */
  withoutTerms: string[];
  /** Whether pages that are not there any more were removed. */
  pruned: 'yes' | 'not asked for' | 'not after a rejection' | 'not after a part of a site' | 'not of files alone';
}

export function reportOf(
  pages: PageReport[],
  rest: Pick<Report, 'leftOut' | 'otherDocuments' | 'withoutTerms' | 'pruned'>,
): Report {
  const totals = { added: 0, changed: 0, unchanged: 0, rejected: 0, removed: 0 };
  for (const { status } of pages) totals[status]++;
  return { pages, totals, ...rest };
}
