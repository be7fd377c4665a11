/** Reads of the graph's pages and of their texts. */
import { type PageFacts, whereLinksLead, whereToReadOn } from '../../model/derive.ts';
import type { Definition, RelationKey } from '../../model/graph.ts';
import { DEFINITION_KINDS, type DefinitionKind, type Page, type StatementKind } from '../../model/types.ts';
import type { GraphReads } from '../graph-reads.ts';
import { countedLinks } from './kept-concepts.ts';
import type { ReadByKey } from './keyed-reads.ts';
import { distinct, PAGE, PAGE_FACTS } from './projections.ts';
import { ANY_STATEMENT, caseOf, relationshipType } from './schema.ts';

type PageReads = Pick<GraphReads, 'definitions' | 'relationPages' | 'pages' | 'pagesOf' | 'whereToRead'>;

type DefinitionRow = readonly [kind: DefinitionKind, text: string, facet: string | null, page: string];
type FactsRow = readonly [pages: PageFacts[], texts: string[] | null, counts: number[] | null];

const CONCEPTS = 'UNWIND $slugs AS key MATCH (c:Concept {slug: key})';

export function pageReads(readByKey: ReadByKey): PageReads {
  return {
    async definitions(slugs, { kinds, first }) {
      const wanted = kinds ?? DEFINITION_KINDS;
      const found = await readByKey<DefinitionRow[]>({
        match: OWN_DEFINITIONS,
        value: wanted.includes('GLOSS') ? `own + ${GLOSSES}` : 'own',
        parameters: { slugs: distinct(slugs), kinds: wanted, first },
      });
      return slugs.map((slug) => (found.get(slug) ?? []).slice(0, first).map(definitionOf));
    },

    async relationPages(relations) {
      const stated = relations.filter(({ kind }) => kind !== 'SIMILAR');
      if (stated.length === 0) return relations.map(() => []);
      const parts = [...new Set(stated.map(({ kind }) => kind as StatementKind))].sort().map(relationPagesPart);
      const found = await readByKey<Page[]>({
        match: `UNWIND $relations AS relation MATCH (from:Concept {slug: relation.from})
          WITH relation, from, relation.key AS key`,
        value: `COLLECT {
          MATCH (to:Concept {slug: relation.to})
          CALL (relation, from, to) { ${parts.join(' UNION ')} }
          MATCH (p:Page {url: url})-[:DESCRIBES]->(c:Concept)
          WITH p, c ORDER BY p.precedence RETURN ${PAGE}
        }`,
        parameters: { relations: distinct(stated.map(keyOf)).map((key) => ({ key, ...relationOf(key) })) },
      });
      return relations.map((relation) => found.get(keyOf(relation)) ?? []);
    },

    async pages(urls) {
      const found = await readByKey<Page>({
        match: 'UNWIND $urls AS key MATCH (p:Page {url: key})-[:DESCRIBES]->(c:Concept)',
        value: PAGE,
        parameters: { urls: distinct(urls) },
      });
      return urls.map((url) => found.get(url) ?? null);
    },

    async whereToRead(slugs) {
      const found = await readByKey<FactsRow>({
        match: CONCEPTS,
        value: `[
          COLLECT { MATCH (c)<-[:DESCRIBES]-(p:Page) WITH p ORDER BY p.precedence RETURN ${PAGE_FACTS} },
          CASE WHEN c:Stub THEN c.linkPages END, c.linkPageCounts
        ]`,
        parameters: { slugs: distinct(slugs) },
      });
      return slugs.map((slug) => {
        const row = found.get(slug);
        if (row === undefined) return null;
        const [pages, texts, counts] = row;
        if (pages.length > 0) return whereToReadOn(pages);
        return whereLinksLead(
          countedLinks(
            (texts ?? []).map((text, i) => ({ text, count: counts?.[i] ?? 0 })),
            slug,
          ),
        );
      });
    },

    async pagesOf(slugs, first) {
      const found = await readByKey<Page[]>({
        match: CONCEPTS,
        value: `COLLECT {
          MATCH (c)<-[:DESCRIBES]-(p:Page) WITH c, p ORDER BY p.precedence LIMIT $first RETURN ${PAGE}
        }`,
        parameters: { slugs: distinct(slugs), first },
      });
      return slugs.map((slug) => found.get(slug) ?? []);
    },
  };
}

const OWN_DEFINITIONS = `
  ${CONCEPTS}
  WITH key, c, COLLECT {
    MATCH (c)<-[:DESCRIBES]-(p:Page)-[:STATES]->(d:Definition) WHERE d.kind IN $kinds
    WITH p, d ORDER BY ${caseOf('d.kind', DEFINITION_KINDS, (kind) => DEFINITION_KINDS.indexOf(kind))},
      p.precedence, d.position LIMIT $first
    RETURN [d.kind, d.text, d.facet, p.url]
  } AS own`;

function definitionOf([kind, text, facet, page]: DefinitionRow): Definition {
  return { kind, text, facet, page };
}

/** Sentences of other pages, read only if the concept's own texts leave room. */
const GLOSSES = `
  COLLECT {
    UNWIND CASE WHEN size(own) < $first THEN [1] ELSE [] END AS room
    MATCH (c)<-[r:${ANY_STATEMENT}]-(:Concept) WHERE r.gloss IS NOT NULL
    MATCH (p:Page {url: r.page})
    WITH p, r ORDER BY p.precedence, r.position LIMIT $first
    RETURN ['GLOSS', r.gloss, r.facet, p.url]
  }`;

/** The addresses of the pages that state `relation`, if it has this kind. */
function relationPagesPart(kind: StatementKind): string {
  return `WITH relation, from, to WHERE relation.kind = '${kind}'
    MATCH (from)-[r:${relationshipType(kind)}]->(to) RETURN DISTINCT r.page AS url`;
}

/** A relation as one string: see `relationOf`. */
function keyOf({ from, to, kind }: RelationKey): string {
  return JSON.stringify([kind, from, to]);
}

function relationOf(key: string): { kind: string; from: string; to: string } {
  const [kind, from, to] = JSON.parse(key) as [string, string, string];
  return { kind, from, to };
}
