/** The latest changes as a feed, whatever its format; each change has a permanent id. */
import { createHash } from 'node:crypto';
import { changeLines } from '../../model/change-words.ts';
import type { ChangeKind } from '../../model/page-difference.ts';
import type { PastChange, Store } from '../../store/store.ts';

export interface Feed {
  /** A URN that identifies the graph. */
  id: string;
  title: string;
  /** When the latest run began, RFC 3339. */
  updated: string;
  entries: readonly FeedEntry[];
}

export interface FeedEntry {
  /** A URN that identifies the change. */
  id: string;
  title: string;
  /** One for each changed field. */
  lines: readonly string[];
  change: PastChange;
}

/** About what a reader who looks in once a day may miss; GraphQL has the rest. */
const ENTRIES = 100;
const NEVER = '1970-01-01T00:00:00.000Z';
const DONE: Readonly<Record<ChangeKind, string>> = { ADDED: 'Added', CHANGED: 'Changed', REMOVED: 'Removed' };

/** @throws StoreUnavailable, Overloaded */
export async function readFeed(store: Pick<Store, 'state' | 'pastChanges' | 'wholePages'>): Promise<Feed> {
  const [{ graph, lastIngestAt }, { items }] = await Promise.all([
    store.state(),
    store.pastChanges({ since: null, first: ENTRIES, after: null }),
  ]);
  const unnamed = items.filter((change) => nameIn(change) === null);
  const pages = await store.wholePages(unnamed.map(({ url }) => url));
  const names = new Map(unnamed.map(({ url }, i) => [url, pages[i]?.name]));
  return {
    id: urn(graph),
    title: 'What changed in the glossary',
    updated: items[0]?.run.at ?? lastIngestAt ?? NEVER,
    entries: items.map((change): FeedEntry => {
      const { run, url, slug, kind } = change;
      const name = nameIn(change) ?? names.get(url) ?? slug;
      return { id: urn(`${run.id} ${url}`), title: `${DONE[kind]}: ${name}`, lines: changeLines(change), change };
    }),
  };
}

/** The page's current or former name; null if the change does not contain it. */
function nameIn({ fields }: PastChange): string | null {
  const change = fields.find(({ field }) => field === 'name');
  const name = change?.after ?? change?.before;
  return typeof name === 'string' ? name : null;
}

/** A version 8 UUID (RFC 9562) derived from a text, as a URN: the same text always gives the same one. */
function urn(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex').slice(0, 32).split('');
  hex[12] = '8';
  hex[16] = (8 + (Number.parseInt(hex[16] as string, 16) % 4)).toString(16);
  return `urn:uuid:${hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}
