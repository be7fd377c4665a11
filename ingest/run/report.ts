/** What an ingest did, page by page: the shape of `--report` files. */

import type { FieldChange } from '../../src/model/page-difference.ts';

export type PageStatus = 'added' | 'changed' | 'unchanged' | 'rejected' | 'removed';

/** A note on a page that did not keep it out of the graph. */
export interface PageWarning {
  code: string;
  message: string;
}

export interface PageReport {
  /** Path of the file below the argument; the address for a page of a site or a removed one. */
  source: string;
  status: PageStatus;
  /** Null where the page was rejected before its address was known. */
  url: string | null;
  warnings: PageWarning[];
  error?: { code: string; message: string };
  /** In a dry run, the fields that a run would change. */
  fields?: readonly FieldChange[];
}

export interface Report {
  pages: PageReport[];
  totals: Record<PageStatus, number>;
  /** Hidden and ignored folders and files, as paths below the argument. */
  leftOut: string[];
  /** Documents in formats that are not supported. */
  otherDocuments: string[];
  /** Files without a term, in formats that are seldom a glossary; as paths below the argument. */
  withoutTerms: string[];
  /** Whether pages that no longer exist were removed. */
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
