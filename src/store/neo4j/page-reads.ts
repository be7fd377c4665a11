/** Reads of pages and of the texts on them. */
import type { Page, PageContent, StatementKind } from '../../model/types.ts';
import type { Definition, PageState, RelationKey, Store } from '../store.ts';
import type { Connection } from './connection.ts';
import { distinct, inOrder, PAGE, PAGE_ITEMS } from './projections.ts';
import { ANY_STATEMENT, caseOf, DEFINITION_KINDS, relationshipType } from './schema.ts';

type PageReads = Pick<
  Store,
  'definitions' | 'relationPages' | 'pages' | 'pagesOf' | 'pageStates' | 'pageUrls' | 'readPages'
>;

export function pageReads({ read }: Connection): PageReads {
  return {
    async definitions(slugs, { kinds, first }) {
      const wanted = kinds ?? DEFINITION_KINDS;
      const rows = await read<{ key: string; own: Definition[]; glosses: Definition[] }>(
        wanted.includes('GLOSS') ? `${OWN_DEFINITIONS}, ${GLOSSES} AS glosses` : `${OWN_DEFINITIONS}, [] AS glosses`,
        { slugs: distinct(slugs), kinds: wanted, first },
      );
      return inOrder(slugs, rows, (row) => (row === undefined ? [] : [...row.own, ...row.glosses].slice(0, first)));
    },

    async relationPages(relations) {
      const stated = relations.filter(({ kind }) => kind !== 'SIMILAR');
      if (stated.length === 0) return relations.map(() => []);
      const parts = [...new Set(stated.map(({ kind }) => kind as StatementKind))].sort().map(relationPagesPart);
      const rows = await read<{ key: string; pages: Page[] }>(
        `UNWIND $relations AS relation MATCH (from:Concept {slug: relation.from})
         RETURN relation.key AS key, COLLECT {
           MATCH (to:Concept {slug: relation.to})
           CALL (relation, from, to) { ${parts.join(' UNION ')} }
           MATCH (p:Page {url: url})-[:DESCRIBES]->(c:Concept)
           WITH p, c ORDER BY p.precedence RETURN ${PAGE}
         } AS pages`,
        { relations: distinct(stated.map(keyOf)).map((key) => ({ key, ...relationOf(key) })) },
      );
      return inOrder(relations.map(keyOf), rows, (row) => row?.pages ?? []);
    },

    async pages(urls) {
      const rows = await read<{ key: string; page: Page }>(
        `UNWIND $urls AS key MATCH (p:Page {url: key})-[:DESCRIBES]->(c:Concept) RETURN key, ${PAGE} AS page`,
        { urls: distinct(urls) },
      );
      return inOrder(urls, rows, (row) => row?.page ?? null);
    },

    async pagesOf(slugs, first) {
      const rows = await read<{ key: string; pages: Page[] }>(
        `UNWIND $slugs AS key MATCH (c:Concept {slug: key})
         RETURN key, COLLECT {
           MATCH (c)<-[:DESCRIBES]-(p:Page) WITH c, p ORDER BY p.precedence LIMIT $first RETURN ${PAGE}
         } AS pages`,
        { slugs: distinct(slugs), first },
      );
      return inOrder(slugs, rows, (row) => row?.pages ?? []);
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
      return read<{ page: PageContent; hash: string }>(WHOLE_PAGES, { first, after: after ?? '' });
    },
  };
}

const OWN_DEFINITIONS = `
  UNWIND $slugs AS key MATCH (c:Concept {slug: key})
  WITH key, c, COLLECT {
    MATCH (c)<-[:DESCRIBES]-(p:Page)-[:STATES]->(d:Definition) WHERE d.kind IN $kinds
    WITH p, d ORDER BY ${caseOf('d.kind', DEFINITION_KINDS, (kind) => DEFINITION_KINDS.indexOf(kind))},
      p.precedence, d.position LIMIT $first
    RETURN {kind: d.kind, text: d.text, facet: d.facet, page: p.url}
  } AS own
  RETURN key, own`;

/** Sentences of other pages, looked for only where the concept's own texts leave room. */
const GLOSSES = `
  COLLECT {
    UNWIND CASE WHEN size(own) < $first THEN [1] ELSE [] END AS room
    MATCH (c)<-[r:${ANY_STATEMENT}]-(:Concept) WHERE r.gloss IS NOT NULL
    MATCH (p:Page {url: r.page})
    WITH p, r ORDER BY p.precedence, r.position LIMIT $first
    RETURN {kind: 'GLOSS', text: r.gloss, facet: r.facet, page: p.url}
  }`;

const WHOLE_PAGES = `
  MATCH (p:Page) USING INDEX SEEK p:Page(url) WHERE p.url > $after WITH p ORDER BY p.url LIMIT $first
  MATCH (p)-[:DESCRIBES]->(c:Concept)
  WITH p, c, COLLECT {
    MATCH (p)-[:STATES]->(d:Definition) WITH d ORDER BY d.position RETURN d {.kind, .facet, .text}
  } AS definitions, COLLECT {
    MATCH (c)-[r:${ANY_STATEMENT}]->(target:Concept) WHERE r.page = p.url
    WITH r, target ORDER BY r.position
    RETURN r {kind: type(r), target: target.slug, .anchor, .facet, .gloss}
  } AS statements
  RETURN p {${PAGE_ITEMS}, .name, .alternateNames, definitions: definitions, statements: statements} AS page,
    p.hash AS hash
  ORDER BY p.url`;

/** The addresses of the pages that state `relation`, where it is of `kind`. */
function relationPagesPart(kind: StatementKind): string {
  return `WITH relation, from, to WHERE relation.kind = '${kind}'
    MATCH (from)-[r:${relationshipType(kind)}]->(to) RETURN r.page AS url`;
}

/** One string for a relation; slugs hold no line break. */
function keyOf({ from, to, kind }: RelationKey): string {
  return JSON.stringify([kind, from, to]);
}

function relationOf(key: string): { kind: string; from: string; to: string } {
  const [kind, from, to] = JSON.parse(key) as [string, string, string];
  return { kind, from, to };
}
