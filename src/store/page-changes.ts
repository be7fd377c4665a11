/** What a batch of pages changes, computed the same way for every store. */
import { composed, type PageDifference, pageDifference } from '../model/page-difference.ts';
import { pageHash } from '../model/page-hash.ts';
import type { PageContent } from '../model/types.ts';
import type { NewPage, PageChange } from './store.ts';

export type Hashed = PageContent & { hash: string };

export interface BatchChanges {
  /** The effect of each page, in the order of the batch. */
  changes: PageChange[];
  /** The pages to write: the last content of each address, without unchanged pages. */
  latest: Hashed[];
}

/** What a batch does to a page. */
export interface PageStep {
  url: string;
  slug: string;
  difference: PageDifference;
}

/** What earlier batches of the run did to these pages, by address. */
export type EarlierSteps = ReadonlyMap<string, PageDifference>;

/** What to record about a run. */
export interface RunRecord {
  /** What the run did to each page, including its earlier batches. */
  steps: PageStep[];
  /** Addresses of pages that are back to their state before the run. */
  undone: string[];
  /** The amounts by which the run's totals grow; they may be negative. */
  totals: Record<Exclude<PageChange, 'unchanged'> | 'removed', number>;
}

const TOTALS = { ADDED: 'added', CHANGED: 'changed', REMOVED: 'removed' } as const;

/** @param steps - what the current batch does. */
export function runRecord(steps: readonly PageStep[], earlier: EarlierSteps): RunRecord {
  const record: RunRecord = { steps: [], undone: [], totals: { added: 0, changed: 0, removed: 0 } };
  for (const step of steps) {
    const before = earlier.get(step.url);
    const difference = before === undefined ? step.difference : composed(before, step.difference);
    if (before !== undefined) record.totals[TOTALS[before.kind]]--;
    if (difference === null) record.undone.push(step.url);
    else {
      record.totals[TOTALS[difference.kind]]++;
      record.steps.push({ ...step, difference });
    }
  }
  return record;
}

/**
 * What a batch does to each page.
 * @param before - whole pages before the batch, by address.
 * @param after - the same pages after it; a page that is missing here was removed.
 */
export function stepsBetween(before: ReadonlyMap<string, PageContent>, after: readonly PageContent[]): PageStep[] {
  const now = new Map(after.map((page) => [page.url, page]));
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((url) => {
    const [old = null, page = null] = [before.get(url), now.get(url)];
    const difference = pageDifference(old, page);
    return difference === null ? [] : [{ url, slug: (page ?? (old as PageContent)).concept, difference }];
  });
}

/** @param hashOf - the stored hash for an address; undefined if there is no such page. */
export function comparePages(pages: readonly Hashed[], hashOf: (url: string) => string | undefined): BatchChanges {
  const latest = new Map<string, Hashed>();
  const changes = pages.map((page): PageChange => {
    const before = latest.get(page.url)?.hash ?? hashOf(page.url);
    if (before === page.hash) return 'unchanged';
    latest.set(page.url, page);
    return before === undefined ? 'added' : 'changed';
  });
  return { changes, latest: [...latest.values()] };
}

export function hashed(page: NewPage): Hashed {
  return { ...page, hash: page.hash ?? pageHash(page) };
}
