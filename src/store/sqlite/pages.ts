/** Reads of pages: what the graph is made from, the texts of some, and whole ones. */
import { getOrMake } from '../../get-or-make.ts';
import { inTurns } from '../../turns.ts';
import type { Change, Gloss, GraphState, PageVersion, Store } from '../store.ts';
import type { Database } from './database.ts';
import {
  contentOf,
  entriesOf,
  GLOSS,
  OUTLINE_COLUMNS,
  type OutlineEntry,
  outlineOf,
  type PageRow,
  type ParsedRow,
  pageTextsOf,
  parsed,
} from './rows.ts';

type PageReads = Pick<Store, 'state' | 'changes' | 'texts' | 'glosses' | 'pageStates' | 'pageUrls' | 'readPages'>;

export function pageReads(db: Database): PageReads {
  const state = (): GraphState => {
    const { graph, ...rest } = db.get<GraphState>(
      'SELECT name AS graph, version, pages, lastIngestAt FROM graph',
    ) as GraphState;
    // An older copy of the same graph may have taken the place of the file.
    return { graph: `${graph} ${db.generation}`, ...rest };
  };
  return {
    state: async () => state(),

    async changes({ after, first }) {
      const past = [after?.version ?? 0, after?.url ?? '', first + 1] as const;
      return db.snapshot(() => {
        const pages = db.all<PageRow & Versioned>(
          `SELECT version, ${OUTLINE_COLUMNS} FROM page WHERE (version, url) > (?, ?) ORDER BY version, url LIMIT ?`,
          ...past,
        );
        const gone = db.all<Versioned>(
          'SELECT version, url FROM gone WHERE (version, url) > (?, ?) ORDER BY version, url LIMIT ?',
          ...past,
        );
        const rows = inOrder(pages.map(parsed), gone);
        const items = rows.slice(0, first);
        const meanings = meaningsIn(items);
        return {
          items: items.map((row): Change => {
            const page = 'outline' in row ? outlineOf(row, (id) => meanings.get(id) ?? '') : null;
            return { url: row.url, version: row.version, page };
          }),
          hasMore: rows.length > first,
          state: state(),
        };
      });
    },

    async texts(pages) {
      return inTurns(pages, ({ url, version }) => {
        const row = db.get<{ texts: string }>('SELECT texts FROM page WHERE url = ? AND version = ?', url, version);
        return row === undefined ? null : pageTextsOf(row.texts);
      });
    },

    async glosses(places) {
      const entriesByPage = new Map<string, readonly OutlineEntry[]>();
      return inTurns(places, (place) => {
        const entries = getOrMake(entriesByPage, `${place.version} ${place.url}`, () => entriesOfPage(place));
        const id = entries[place.position]?.[GLOSS] ?? 0;
        return id === 0 ? null : glossOf(Math.abs(id));
      });
    },

    async pageStates(urls) {
      return inTurns(urls, (url) => {
        const row = db.get<{ hash: string; truncated: number; modified: string | null }>(
          'SELECT hash, truncated, modified FROM page WHERE url = ?',
          url,
        );
        if (row === undefined) return null;
        return { url, hash: row.hash, truncated: row.truncated === 1, modifiedAt: row.modified };
      });
    },

    async pageUrls({ site, first, after }) {
      // Addresses of a site begin with its own and a slash, behind which stands 0.
      const rows = db.all<{ url: string }>(
        'SELECT url FROM page WHERE url > ? AND url < ? ORDER BY url LIMIT ?',
        after ?? `${site}/`,
        `${site}0`,
        first,
      );
      return rows.map(({ url }) => url);
    },

    async readPages({ first, after }) {
      const rows = db.all<PageRow & { texts: string; hash: string }>(
        `SELECT ${OUTLINE_COLUMNS}, texts, hash FROM page WHERE url > ? ORDER BY url LIMIT ?`,
        after ?? '',
        first,
      );
      return inTurns(rows, (row) => ({ page: contentOf(row, (id) => glossOf(id) as Gloss), hash: row.hash }));
    },
  };

  function glossOf(id: number): Gloss | null {
    return db.get<Gloss>('SELECT facet, text FROM gloss WHERE id = ?', id) ?? null;
  }

  function entriesOfPage({ url, version }: PageVersion): readonly OutlineEntry[] {
    const row = db.get<{ outline: string }>('SELECT outline FROM page WHERE url = ? AND version = ?', url, version);
    return row === undefined ? [] : entriesOf(row);
  }

  /** The sentences in some outlines that say what their target means, by id. */
  function meaningsIn(rows: readonly (ParsedRow | object)[]): ReadonlyMap<number, string> {
    const ids = new Set<number>();
    for (const row of rows) {
      if ('outline' in row) for (const entry of row.outline.statements) if (entry[GLOSS] > 0) ids.add(entry[GLOSS]);
    }
    const found = db.all<{ id: number; text: string }>(
      'SELECT id, text FROM gloss WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify([...ids]),
    );
    return new Map(found.map(({ id, text }) => [id, text]));
  }
}

type Versioned = { version: number; url: string };

/** Both lists as one, in the order of changes. No address is in both. */
function inOrder<Row extends Versioned>(
  pages: readonly Row[],
  gone: readonly Versioned[],
): readonly (Row | Versioned)[] {
  if (gone.length === 0) return pages;
  const bytes = (url: string) => Buffer.from(url);
  return [...pages, ...gone].sort((a, b) => a.version - b.version || Buffer.compare(bytes(a.url), bytes(b.url)));
}
