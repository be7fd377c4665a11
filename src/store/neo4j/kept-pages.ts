/** Reads of pages as they were written: the changes that the graph is built from, single texts, and whole pages. */
import { getOrMake } from '../../get-or-make.ts';
import { linkText } from '../../model/links.ts';
import type { PageContent, PageDefinition, Statement, StatementKind } from '../../model/types.ts';
import type {
  Change,
  ChangeCursor,
  Changes,
  Gloss,
  GlossPlace,
  GraphState,
  NumberedStatement,
  PageOutline,
  PageState,
  PageTexts,
  Store,
} from '../store.ts';
import type { Connection, Run } from './connection.ts';
import { PATIENT } from './patience.ts';
import { distinct, inOrder, LINKED, type LinkedRow, linkedPageOf, PAGE_ITEMS } from './projections.ts';
import { ANY_STATEMENT, GRAPH } from './schema.ts';

type KeptPages = Pick<
  Store,
  'state' | 'changes' | 'texts' | 'glosses' | 'pageStates' | 'pageUrls' | 'readPages' | 'wholePages'
>;

/** Attempts to read changes; the last result is accepted even if it may show part of a batch written meanwhile. */
const ATTEMPTS = 5;

export function keptPages({ read }: Connection): KeptPages {
  return {
    async state() {
      const [row] = await read<{ state: GraphState }>(`MATCH (g:Graph {name: ${GRAPH}}) RETURN ${STATE} AS state`);
      return row?.state ?? NO_GRAPH;
    },

    async changes({ after, first }) {
      const { version, url } = after ?? FROM_START;
      for (let attempt = 1; ; attempt++) {
        const [row] = await read<{ state: GraphState; items: ChangeRow[]; now: number }>(
          CHANGES,
          { version, url, limit: first + 1 },
          PATIENT,
        );
        if (row === undefined) return { statements: [], items: [], next: after, hasMore: false, state: NO_GRAPH };
        if (row.now !== row.state.version && attempt < ATTEMPTS) continue;
        return {
          ...changesOf(row.items.slice(0, first), after ?? FROM_START),
          hasMore: row.items.length > first,
          state: row.state,
        };
      }
    },

    async texts(pages) {
      const rows = await read<{ key: string; texts: PageDefinition[] }>(
        `UNWIND $pages AS page MATCH (p:Page {url: page.url}) WHERE p.version = page.version
         RETURN page.key AS key, COLLECT {
           MATCH (p)-[:STATES]->(d:Definition) WITH d ORDER BY d.position RETURN d {.kind, .facet, .text}
         } AS texts`,
        { pages: pages.map(({ url, version }) => ({ key: keyOf(url, version), url, version })) },
      );
      const keys = pages.map(({ url, version }) => keyOf(url, version));
      return inOrder(keys, rows, (row) => (row === undefined ? null : textsByKind(row.texts)));
    },

    async glosses(places) {
      const wanted = new Map<string, { url: string; version: number; positions: number[] }>();
      for (const { url, version, position } of places) {
        getOrMake(wanted, keyOf(url, version), () => ({ url, version, positions: [] })).positions.push(position);
      }
      const rows = await read<Gloss & { url: string; version: number; position: number }>(
        `UNWIND $pages AS page MATCH (p:Page {url: page.url}) WHERE p.version = page.version
         MATCH (p)-[:DESCRIBES]->(:Concept)-[r:${ANY_STATEMENT}]->()
         WHERE r.page = page.url AND r.position IN page.positions AND r.gloss IS NOT NULL
         RETURN p.url AS url, p.version AS version, r.position AS position, r.facet AS facet, r.gloss AS text`,
        { pages: [...wanted.values()] },
      );
      const placeOf = (place: GlossPlace) => keyOf(place.url, place.version, place.position);
      const found = new Map(rows.map((row) => [placeOf(row), { facet: row.facet, text: row.text }]));
      return places.map((place) => found.get(placeOf(place)) ?? null);
    },

    async pageStates(urls) {
      const rows = await read<{ key: string; state: PageState }>(
        `UNWIND $urls AS key MATCH (p:Page {url: key})
         RETURN key, p {.url, .hash, .truncated, .modifiedAt} AS state`,
        { urls: distinct(urls) },
      );
      return inOrder(urls, rows, (row) => row?.state ?? null);
    },

    async pageUrls({ site, first, after }) {
      const rows = await read<{ url: string }>(
        `MATCH (p:Page) USING INDEX SEEK p:Page(site, url) WHERE p.site = $site AND p.url > $after
         RETURN p.url AS url ORDER BY url LIMIT $first`,
        { site, first, after: after ?? '' },
      );
      return rows.map(({ url }) => url);
    },

    async readPages({ first, after }) {
      const rows = await read<{ page: WholePage; hash: string }>(WHOLE_PAGES, { first, after: after ?? '' }, PATIENT);
      return rows.map(({ page, hash }) => ({ page: contentOf(page), hash }));
    },

    async wholePages(urls) {
      const found = await readWholePages(read, distinct(urls));
      return urls.map((url) => found.get(url) ?? null);
    },
  };
}

/** Whole pages as they were written, by address. */
export async function readWholePages(run: Run, urls: readonly string[]): Promise<Map<string, PageContent>> {
  if (urls.length === 0) return new Map();
  const rows = await run<{ page: WholePage }>(
    `UNWIND $urls AS url MATCH (p:Page {url: url}) USING INDEX SEEK p:Page(url) ${WHOLE_PAGE}`,
    { urls },
  );
  return new Map(rows.map(({ page }) => [page.url, contentOf(page)]));
}

/** A key for a page in one version, optionally with a position on it. */
const keyOf = (url: string, ...numbers: number[]) => `${numbers.join(' ')} ${url}`;

/** The state after another process has emptied the database. */
const NO_GRAPH: GraphState = { graph: '', version: 0, pages: 0, lastIngestAt: null };

/** A Cypher expression for the state of the graph in the variable `g`. */
const STATE = `{
  graph: g.graph, version: g.version, pages: COUNT { MATCH (:Page) },
  lastIngestAt: COLLECT { MATCH (r:Run) WHERE r.at >= '' WITH r.at AS at ORDER BY at DESC LIMIT 1 RETURN at }[0]
}`;

/** The outline of a page as it is read: statements and texts are lists, which take half the work of maps. */
type OutlineRow = Omit<PageOutline, 'statements' | 'meaning' | 'texts'> & {
  statements: readonly [
    kind: StatementKind,
    target: string,
    anchor: string | null,
    gloss: string | null,
    link: LinkedRow,
  ][];
  texts: readonly [kind: PageDefinition['kind'], text: string | null][];
};
type ChangeRow = Omit<Change, 'page'> & { page: OutlineRow | null };

/** The next changes after the cursor, of pages with `label`: the rest of the cursor's version, then later versions. */
function changed(label: 'Page' | 'RemovedPage'): string {
  const indexed = `MATCH (p:${label}) USING INDEX SEEK p:${label}(version, url)`;
  return `
    ${indexed} WHERE p.version = $version AND p.url > $url RETURN p ORDER BY p.url LIMIT $limit
    UNION ALL
    ${indexed} WHERE $version < p.version <= state.version AND p.url IS NOT NULL
    RETURN p ORDER BY p.version, p.url LIMIT $limit`;
}

/**
 * A Cypher statement sees what other transactions commit while it runs. Therefore it reads the version first and leaves
 * newer pages for the next call, which then finds a page that moved meanwhile. At the end it reads the version again.
 */
const CHANGES = `
  MATCH (g:Graph {name: ${GRAPH}}) WITH ${STATE} AS state
  WITH state, COLLECT {
    CALL (state) {
      ${changed('Page')}
      UNION ALL
      ${changed('RemovedPage')}
    }
    WITH p ORDER BY p.version, p.url LIMIT $limit
    RETURN {url: p.url, version: p.version, page: COLLECT {
      MATCH (p)-[:DESCRIBES]->(c:Concept)
      RETURN p {${PAGE_ITEMS}, .name, .alternateNames,
        texts: COLLECT {
          MATCH (p)-[:STATES]->(d:Definition) WITH d ORDER BY d.position
          RETURN [d.kind, CASE d.kind WHEN 'MEANING' THEN d.text END]
        },
        statements: COLLECT {
          MATCH (c)-[r:${ANY_STATEMENT}]->(target:Concept) WHERE r.page = p.url
          WITH r, target ORDER BY r.position
          RETURN [type(r), target.slug, r.anchor, CASE WHEN r.gloss IS NULL OR r.facet IS NULL THEN r.gloss ELSE '' END,
            ${LINKED}]
        }
      } AS outline
    }[0]}
  } AS items
  MATCH (g:Graph {name: ${GRAPH}}) RETURN state, items, g.version AS now`;

type WholePage = Omit<PageContent, 'statements'> & {
  statements: readonly (Omit<Statement, 'link'> & { link: LinkedRow })[];
};

function contentOf(page: WholePage): PageContent {
  return { ...page, statements: page.statements.map(statementOf) };
}

/** Puts the fields in the same order as the other store. */
function statementOf({ kind, target, anchor, facet, gloss, link }: WholePage['statements'][number]): Statement {
  return { kind, target, anchor, facet, gloss, link: linkedPageOf(link) };
}

/** The whole page `p` and its stored hash. */
const WHOLE_PAGE = `
  MATCH (p)-[:DESCRIBES]->(c:Concept)
  WITH p, c, COLLECT {
    MATCH (p)-[:STATES]->(d:Definition) WITH d ORDER BY d.position RETURN d {.kind, .facet, .text}
  } AS definitions, COLLECT {
    MATCH (c)-[r:${ANY_STATEMENT}]->(target:Concept) WHERE r.page = p.url
    WITH r, target ORDER BY r.position
    RETURN r {kind: type(r), target: target.slug, .anchor, .facet, .gloss, link: ${LINKED}}
  } AS statements
  RETURN p {${PAGE_ITEMS}, .name, .alternateNames, definitions: definitions, statements: statements} AS page,
    p.hash AS hash`;

const WHOLE_PAGES = `
  MATCH (p:Page) USING INDEX SEEK p:Page(url) WHERE p.url > $after WITH p ORDER BY p.url LIMIT $first
  ${WHOLE_PAGE} ORDER BY p.url`;

const FROM_START: ChangeCursor = { version: 0, url: '', statement: 0 };

/** Neo4j has no numbers for statements, so they are numbered as they come; equal ones in one answer share a number. */
function changesOf(rows: readonly ChangeRow[], after: ChangeCursor): Pick<Changes, 'statements' | 'items' | 'next'> {
  const statements = new Map<string, NumberedStatement>();
  const items = rows.map(({ url, version, page }): Change => {
    if (page === null) return { url, version, page };
    const { texts, statements: stated, ...rest } = page;
    const count = (wanted: PageDefinition['kind']) => texts.filter(([kind]) => kind === wanted).length;
    const numbers = stated.map((row) => {
      const [kind, target, anchor, gloss, led] = row;
      const number = after.statement + statements.size + 1;
      return getOrMake(statements, JSON.stringify(row), () => {
        const page = linkedPageOf(led);
        return { number, kind, target, anchor, gloss, link: page && linkText(page, target) };
      }).number;
    });
    return {
      url,
      version,
      page: {
        ...rest,
        meaning: texts.find(([kind]) => kind === 'MEANING')?.[1] ?? null,
        texts: { MEANING: count('MEANING'), BODY: count('BODY'), FACET: count('FACET') },
        statements: Uint32Array.from(numbers),
      },
    };
  });
  const { version, url } = items.at(-1) ?? after;
  return {
    ...{ statements: [...statements.values()], items },
    next: { version, url, statement: after.statement + statements.size },
  };
}

function textsByKind(definitions: readonly PageDefinition[]): PageTexts {
  const of = (wanted: PageDefinition['kind']) =>
    definitions.filter(({ kind }) => kind === wanted).map(({ facet, text }) => ({ facet, text }));
  return { MEANING: of('MEANING'), BODY: of('BODY'), FACET: of('FACET') };
}
