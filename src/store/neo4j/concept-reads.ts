/** Reads of concepts: by slug, as lists, by calculator. */
import type { ConceptFilter, ConceptNames, ConceptOrder, ListedConcept, Statistics } from '../../model/graph.ts';
import type { GraphReads } from '../graph-reads.ts';
import type { Connection, Parameters } from './connection.ts';
import type { ReadByKey } from './keyed-reads.ts';
import { CONCEPT, type ConceptRow, conceptOf, distinct } from './projections.ts';

/** The property and direction of each order, and the direction in which slugs break ties. */
const ORDERS: Record<ConceptOrder, { property: string; way: 'ASC' | 'DESC'; slugs: 'ASC' | 'DESC' }> = {
  NAME_ASC: { property: 'sortName', way: 'ASC', slugs: 'ASC' },
  NAME_DESC: { property: 'sortName', way: 'DESC', slugs: 'DESC' },
  PUBLISHED_DESC: { property: 'publishedAt', way: 'DESC', slugs: 'ASC' },
  RELATIONS_DESC: { property: 'relationCount', way: 'DESC', slugs: 'ASC' },
};
const PAST = { ASC: '>', DESC: '<' };

type ConceptReads = Pick<
  GraphReads,
  | 'concepts'
  | 'listConcepts'
  | 'countConcepts'
  | 'relationCounts'
  | 'names'
  | 'calculatorsOf'
  | 'conceptsOf'
  | 'statistics'
>;

export function conceptReads({ read }: Connection, readByKey: ReadByKey): ConceptReads {
  return {
    async concepts(slugs) {
      const found = await readByKey<ConceptRow>({
        match: 'UNWIND $slugs AS key MATCH (c:Concept {slug: key})',
        value: CONCEPT,
        parameters: { slugs: distinct(slugs) },
      });
      return slugs.map((slug) => {
        const row = found.get(slug);
        return row === undefined ? null : conceptOf(row);
      });
    },

    async listConcepts({ filter, order, first, after }) {
      const parameters: Parameters = { kinds: filter.kinds ?? [], limit: first + 1 };
      const rows = await read<{ concept: ConceptRow; sortedBy: ListedConcept['sortedBy'] }>(
        after === null ? listFromStart(filter, order) : listAfter(filter, order),
        // An undated concept has an empty date, which keeps it in the index; the empty date sorts last.
        after === null ? parameters : { ...parameters, slug: after.slug, sortedBy: after.sortedBy ?? '' },
      );
      const items = rows.slice(0, first).map(({ concept, sortedBy }) => ({
        concept: conceptOf(concept),
        sortedBy: order === 'PUBLISHED_DESC' && sortedBy === '' ? null : sortedBy,
      }));
      return { items, hasNextPage: rows.length > first };
    },

    async countConcepts(filter) {
      const conditions = conditionsOf(filter);
      const [row] = await read<{ n: number }>(
        conditions.length === 0
          ? 'MATCH (c:Concept) RETURN count(c) AS n'
          : `MATCH (c:Concept) USING INDEX SEEK c:Concept(sortName, slug)
             WHERE c.sortName >= '' AND c.slug IS NOT NULL AND ${conditions.join(' AND ')} RETURN count(c) AS n`,
        { kinds: filter.kinds ?? [] },
      );
      return row?.n ?? 0;
    },

    async relationCounts(slugs, filter) {
      const conditions = conditionsOf(filter);
      const counts = await readByKey<number>({
        match: `UNWIND $slugs AS key MATCH (c:Concept) USING INDEX SEEK c:Concept(slug)
          WHERE ${['c.slug = key', ...conditions].join(' AND ')}`,
        value: 'c.relationCount',
        parameters: { slugs: distinct(slugs), kinds: filter.kinds ?? [] },
      });
      return slugs.map((slug) => counts.get(slug) ?? null);
    },

    async names({ first, after }) {
      return read<ConceptNames>(
        `MATCH (c:Concept) USING INDEX SEEK c:Concept(slug) WHERE c.slug > $after
         RETURN c.slug AS slug, c.name AS name, c.alternateNames AS alternateNames, c.relationCount AS relationCount
         ORDER BY slug LIMIT $first`,
        { first, after: after ?? '' },
      );
    },

    async calculatorsOf(slugs) {
      const found = await readByKey<string[]>({
        match: 'UNWIND $slugs AS key MATCH (c:Concept {slug: key})',
        value: `COLLECT {
          MATCH (c)-[a:HAS_CALCULATOR]->(k:Calculator) WITH a, k ORDER BY a.place, k.slug RETURN k.slug
        }`,
        parameters: { slugs: distinct(slugs) },
      });
      return slugs.map((slug) => found.get(slug) ?? []);
    },

    async conceptsOf(calculators, first) {
      const found = await readByKey<ConceptRow[]>({
        match: 'UNWIND $calculators AS key MATCH (k:Calculator {slug: key})',
        value: `COLLECT {
          MATCH (k)<-[a:HAS_CALCULATOR]-(c:Concept) WITH a, c ORDER BY a.place, c.sortName, c.slug LIMIT $first
          RETURN ${CONCEPT}
        }`,
        parameters: { calculators: distinct(calculators), first },
      });
      return calculators.map((slug) => (found.get(slug) ?? []).map(conceptOf));
    },

    async statistics() {
      const [statistics] = await read<Statistics>(STATISTICS);
      return statistics as Statistics;
    },
  };
}

/** Both ends of a relation count it, so the sum of the counts is twice the number of relations. */
const STATISTICS = `
  MATCH (c:Concept) USING INDEX SEEK c:Concept(relationCount, slug) WHERE c.relationCount >= 0 AND c.slug IS NOT NULL
  WITH count(c) AS concepts, sum(c.relationCount) / 2 AS relations
  RETURN concepts, relations,
    COUNT { MATCH (:Stub) } AS stubs,
    COUNT { MATCH (:Page) } AS pages,
    COLLECT { MATCH (p:Page) WHERE p.definitionCount > 0 RETURN sum(p.definitionCount) }[0] AS definitions,
    COLLECT { MATCH (r:Run) WHERE r.at >= '' WITH r.at AS at ORDER BY at DESC LIMIT 1 RETURN at }[0] AS lastIngestAt`;

function listFromStart(filter: ConceptFilter, order: ConceptOrder): string {
  const { property, way, slugs } = ORDERS[order];
  return `
    ${indexed(property)} WHERE c.${property} >= ${leastOf(property)} AND c.slug IS NOT NULL ${and(filter)}
    RETURN ${CONCEPT} AS concept, c.${property} AS sortedBy ORDER BY c.${property} ${way}, c.slug ${slugs} LIMIT $limit`;
}

/** The rest of the concepts that tie with the cursor, then those past it: each part is one index seek. */
function listAfter(filter: ConceptFilter, order: ConceptOrder): string {
  const { property, way, slugs } = ORDERS[order];
  const byAll = `ORDER BY c.${property} ${way}, c.slug ${slugs} LIMIT $limit`;
  return `
    CALL () {
      ${indexed(property)} WHERE c.${property} = $sortedBy AND c.slug ${PAST[slugs]} $slug ${and(filter)}
      RETURN c ORDER BY c.slug ${slugs} LIMIT $limit
      UNION ALL
      ${indexed(property)} WHERE c.${property} ${PAST[way]} $sortedBy AND c.slug IS NOT NULL ${and(filter)}
      RETURN c ${byAll}
    }
    WITH c ${byAll} RETURN ${CONCEPT} AS concept, c.${property} AS sortedBy ORDER BY c.${property} ${way}, c.slug ${slugs}`;
}

function indexed(property: string): string {
  return `MATCH (c:Concept) USING INDEX SEEK c:Concept(${property}, slug)`;
}

/** The lower bound of the property, so that the seek walks the index from its start. */
function leastOf(property: string): string {
  return property === 'relationCount' ? '0' : "''";
}

function and(filter: ConceptFilter): string {
  return conditionsOf(filter)
    .map((condition) => `AND ${condition}`)
    .join(' ');
}

/** The filter as conditions on the concept `c`; the page kinds are in the parameter `kinds`. */
function conditionsOf({ kinds, hasCalculator, isStub }: ConceptFilter): string[] {
  const conditions: string[] = [];
  if (kinds !== null) conditions.push('any(kind IN $kinds WHERE kind IN c.kinds)');
  if (hasCalculator !== null) conditions.push(`c.calculatorCount ${hasCalculator ? '>' : '='} 0`);
  if (isStub !== null) conditions.push(isStub ? 'c:Stub' : 'NOT c:Stub');
  return conditions;
}
