/** What a batch of pages changes, the same over every store. */
import { pageHash } from '../model/page-hash.ts';
import type { PageContent } from '../model/types.ts';
import type { NewPage, PageChange } from './store.ts';

export type Hashed = PageContent & { hash: string };

export interface BatchChanges {
  /** What each page changes, one after the other. */
  changes: PageChange[];
  /** What is to be written: the last content of each address. */
  latest: Hashed[];
  /** What the batch as a whole does to each address that it writes to. */
  made: { url: string; what: Exclude<PageChange, 'unchanged'> }[];
}

/** @param hashOf - the hash kept for an address; undefined where no page is. */
export function comparePages(pages: readonly Hashed[], hashOf: (url: string) => string | undefined): BatchChanges {
  const latest = new Map<string, Hashed>();
  const changes = pages.map((page): PageChange => {
    const before = latest.get(page.url)?.hash ?? hashOf(page.url);
    if (before === page.hash) return 'unchanged';
    latest.set(page.url, page);
    return before === undefined ? 'added' : 'changed';
  });
  const made = [...latest.keys()].map((url) => ({
    url,
    what: hashOf(url) === undefined ? ('added' as const) : ('changed' as const),
  }));
  return { changes, latest: [...latest.values()], made };
}

export function hashed(page: NewPage): Hashed {
  return { ...page, hash: page.hash ?? pageHash(page) };
}
