/** Page reads: the changes that the graph is built from, single texts, and whole pages. */
import { getOrMake } from '../../get-or-make.ts';
import { byCodePoint } from '../../model/orders.ts';
import type { PageContent, Statement } from '../../model/types.ts';
import { inTurns } from '../../turns.ts';
import type { Change, ChangeCursor, Changes, GraphState, PageVersion, Store } from '../store.ts';
import type { Database } from './database.ts';
import {
  contentOf,
  NUMBERED,
  numberedOf,
  OUTLINE_COLUMNS,
  outlineOf,
  type PageRow,
  pageTextsOf,
  STATEMENT_COLUMNS,
  type StatementRow,
  statementIds,
  statementOf,
} from './rows.ts';

type PageReads = Pick<
  Store,
  'state' | 'changes' | 'texts' | 'glosses' | 'pageStates' | 'pageUrls' | 'readPages' | 'wholePages'
>;

export function graphState(db: Database): GraphState {
  const { graph, ...rest } = db.get<GraphState>(
    'SELECT name AS graph, version, pages, lastIngestAt FROM graph',
  ) as GraphState;
  // An older copy of the same graph may have replaced the file.
  return { graph: `${graph} ${db.generation}`, ...rest };
}

export function pageReads(db: Database): PageReads {
  return {
    state: async () => graphState(db),

    async changes({ after, first }) {
      const { version, url, statement } = after ?? FROM_START;
      return db.snapshot((): Changes => {
        const state = graphState(db);
        const { rows } = db.get<{ rows: string }>(
          `SELECT json_group_array(${NUMBERED} ORDER BY id) AS rows
           FROM (SELECT * FROM statement WHERE id > ? ORDER BY id LIMIT ${STATEMENTS})`,
          statement,
        ) as { rows: string };
        const statements = numberedOf(rows);
        const known = statements.at(-1)?.number ?? statement;
        // Pages follow once all statements have been sent.
        if (statements.length === STATEMENTS) {
          return { statements, items: [], next: { version, url, statement: known }, hasMore: true, state };
        }
        const pages = db.all<PageRow & PageVersion>(
          `SELECT version, ${OUTLINE_COLUMNS} FROM page WHERE (version, url) > (?, ?) ORDER BY version, url LIMIT ?`,
          ...[version, url, first + 1],
        );
        const gone = db.all<PageVersion>(
          'SELECT version, url FROM gone WHERE (version, url) > (?, ?) ORDER BY version, url LIMIT ?',
          ...[version, url, first + 1],
        );
        const changed = inOrder(pages, gone);
        const items = changed.slice(0, first).map(changeOf);
        const last = items.at(-1) ?? { version, url };
        const next = { version: last.version, url: last.url, statement: known };
        return { statements, items, next, hasMore: changed.length > first, state };
      });
    },

    async texts(pages) {
      return inTurns(pages, ({ url, version }) => {
        const row = db.get<{ texts: string }>('SELECT texts FROM page WHERE url = ? AND version = ?', url, version);
        return row === undefined ? null : pageTextsOf(row.texts);
      });
    },

    async glosses(places) {
      const idsByPage = new Map<string, Uint32Array>();
      return inTurns(places, (place) => {
        const ids = getOrMake(idsByPage, `${place.version} ${place.url}`, () => idsOfPage(place));
        const id = ids[place.position];
        const { facet, gloss } = (id === undefined ? undefined : statementRow(db, id)) ?? NO_GLOSS;
        return gloss === null ? null : { facet, text: gloss };
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
      // Addresses of a site begin with the site and a slash; the next character after a slash is 0.
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
      return inTurns(rows, (row) => ({ page: contentOf(row, (id) => readStatement(db, id)), hash: row.hash }));
    },

    wholePages: (urls) => inTurns(urls, (url) => wholePage(db, url)),
  };

  function idsOfPage({ url, version }: PageVersion): Uint32Array {
    const row = db.get<PageRow>('SELECT statements FROM page WHERE url = ? AND version = ?', url, version);
    return row === undefined ? NO_IDS : statementIds(row);
  }
}

/**
 * A page as it was written; null if there is none.
 * @param known - gives statements, by id, that need not be read.
 */
export function wholePage(
  db: Database,
  url: string,
  known: (id: number) => Statement | undefined = () => undefined,
): PageContent | null {
  const row = db.get<PageRow & { texts: string }>(`SELECT ${OUTLINE_COLUMNS}, texts FROM page WHERE url = ?`, url);
  return row === undefined ? null : contentOf(row, (id) => known(id) ?? readStatement(db, id));
}

function readStatement(db: Database, id: number): Statement {
  return statementOf(statementRow(db, id) as StatementRow);
}

function statementRow(db: Database, id: number): StatementRow | undefined {
  return db.get<StatementRow>(`SELECT ${STATEMENT_COLUMNS} FROM statement WHERE id = ?`, id);
}

const FROM_START: ChangeCursor = { version: 0, url: '', statement: 0 };
/** Statements per answer: a few milliseconds. */
const STATEMENTS = 1_000;
const NO_GLOSS = { facet: null, gloss: null };
const NO_IDS = new Uint32Array(0);

function changeOf(row: (PageRow & PageVersion) | PageVersion): Change {
  return { url: row.url, version: row.version, page: 'outline' in row ? outlineOf(row) : null };
}

/** Merges both lists in the order of changes. No address is in both. */
function inOrder<Row extends PageVersion>(
  pages: readonly Row[],
  gone: readonly PageVersion[],
): readonly (Row | PageVersion)[] {
  if (gone.length === 0) return pages;
  return [...pages, ...gone].sort((a, b) => a.version - b.version || byCodePoint(a.url, b.url));
}
