/** Reads of the graph's pages, and of the texts on them. */
import { type ToldPage, whereLinksLead, whereToReadOn } from '../../model/derive.ts';
import type { Definition, RelationKey } from '../../model/graph.ts';
import { DEFINITION_KINDS, type Page, type StatementKind } from '../../model/types.ts';
import type { GraphReads } from '../graph-reads.ts';
import type { Connection } from './connection.ts';
import { countedLinks } from './kept-concepts.ts';
import { distinct, inOrder, PAGE, TOLD_PAGE } from './projections.ts';
import { ANY_STATEMENT, caseOf, relationshipType } from './schema.ts';

type PageReads = Pick<GraphReads, 'definitions' | 'relationPages' | 'pages' | 'pagesOf' | 'whereToRead'>;

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

    async whereToRead(slugs) {
      const rows = await read<{ key: string; pages: ToldPage[]; texts: string[] | null; counts: number[] | null }>(
        `UNWIND $slugs AS key MATCH (c:Concept {slug: key})
         RETURN key, CASE WHEN c:Stub THEN c.linkPages END AS texts, c.linkPageCounts AS counts, COLLECT {
           MATCH (c)<-[:DESCRIBES]-(p:Page) WITH p ORDER BY p.precedence RETURN ${TOLD_PAGE}
         } AS pages`,
        { slugs: distinct(slugs) },
      );
      return inOrder(slugs, rows, (row) => {
        if (row === undefined) return null;
        if (row.pages.length > 0) return whereToReadOn(row.pages);
        const counted = (row.texts ?? []).map((text, i) => ({ text, count: row.counts?.[i] ?? 0 }));
        return whereLinksLead(countedLinks(counted, row.key));
      });
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

/** The addresses of the pages that state `relation`, where it is of `kind`. */
function relationPagesPart(kind: StatementKind): string {
  return `WITH relation, from, to WHERE relation.kind = '${kind}'
    MATCH (from)-[r:${relationshipType(kind)}]->(to) RETURN DISTINCT r.page AS url`;
}

/** One string for a relation; slugs hold no line break. */
function keyOf({ from, to, kind }: RelationKey): string {
  return JSON.stringify([kind, from, to]);
}

function relationOf(key: string): { kind: string; from: string; to: string } {
  const [kind, from, to] = JSON.parse(key) as [string, string, string];
  return { kind, from, to };
}
