/** Reads of concepts: by slug, in lists, by calculator. */

import { kindBit } from '../../model/orders.ts';
import { inTurns } from '../../turns.ts';
import type { ConceptCursor, ConceptFilter, ConceptOrder, Statistics, Store } from '../store.ts';
import type { Database, Value } from './database.ts';
import { graphVersion } from './graph-version.ts';
import { type ConceptRow, conceptColumns, conceptOf } from './rows.ts';

const CONCEPT = conceptColumns('c');

/** How each order reads: the column it goes by, which way, and which way slugs break its ties. */
const ORDERS: Record<ConceptOrder, { column: string; way: '>' | '<'; slugs: '>' | '<' }> = {
  NAME_ASC: { column: 'sort_name', way: '>', slugs: '>' },
  NAME_DESC: { column: 'sort_name', way: '<', slugs: '<' },
  PUBLISHED_DESC: { column: 'published', way: '<', slugs: '>' },
  RELATIONS_DESC: { column: 'relation_count', way: '<', slugs: '>' },
};

type ConceptReads = Pick<
  Store,
  'concepts' | 'listConcepts' | 'countConcepts' | 'names' | 'calculatorsOf' | 'conceptsOf' | 'statistics' | 'version'
>;

export function conceptReads(db: Database): ConceptReads {
  return {
    async concepts(slugs) {
      return inTurns(slugs, (slug) => {
        const row = db.get<ConceptRow>(`SELECT ${CONCEPT} FROM concept c WHERE slug = ?`, slug);
        return row === undefined ? null : conceptOf(row);
      });
    },

    async listConcepts({ filter, order, first, after }) {
      const { column, way, slugs } = ORDERS[order];
      const direction = { '>': 'ASC', '<': 'DESC' };
      const where = [...conditions(filter)];
      if (after !== null) where.push(pastCursor(after, order));
      const rows = db.all<ConceptRow & { sorted_by: string | number | null }>(
        `SELECT ${CONCEPT}, ${column} AS sorted_by FROM concept c ${whereClause(where)}
         ORDER BY ${column} ${direction[way]}, slug ${direction[slugs]} LIMIT ?`,
        ...where.flatMap(({ values }) => values),
        first + 1,
      );
      return {
        items: rows.slice(0, first).map((row) => ({ concept: conceptOf(row), sortedBy: row.sorted_by })),
        hasNextPage: rows.length > first,
      };
    },

    async countConcepts(filter) {
      const where = conditions(filter);
      const row = db.get<{ n: number }>(
        `SELECT count(*) AS n FROM concept c ${whereClause(where)}`,
        ...where.flatMap(({ values }) => values),
      );
      return row?.n ?? 0;
    },

    async names({ first, after }) {
      const rows = db.all<{ slug: string; name: string; alternates: string; relations: number }>(
        `SELECT slug, name, alternates, relation_count AS relations FROM concept WHERE slug > ? ORDER BY slug LIMIT ?`,
        after ?? '',
        first,
      );
      return rows.map(({ slug, name, alternates, relations }) => ({
        slug,
        name,
        alternateNames: JSON.parse(alternates) as string[],
        relationCount: relations,
      }));
    },

    async calculatorsOf(slugs) {
      return inTurns(slugs, (slug) =>
        db
          .all<{ calculator: string }>(
            `SELECT a.calculator FROM concept c JOIN attachment a ON a.concept = c.id WHERE c.slug = ?
             ORDER BY a.place, a.calculator`,
            slug,
          )
          .map(({ calculator }) => calculator),
      );
    },

    async conceptsOf(calculators, first) {
      return inTurns(calculators, (calculator) =>
        db
          .all<ConceptRow>(
            `SELECT ${CONCEPT} FROM attachment a JOIN concept c ON c.id = a.concept WHERE a.calculator = ?
             ORDER BY a.place, c.sort_name, c.slug LIMIT ?`,
            calculator,
            first,
          )
          .map(conceptOf),
      );
    },

    async statistics() {
      const count = (sql: string) => db.get<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`)?.n ?? 0;
      const statistics: Statistics = {
        concepts: count('concept'),
        stubs: count('concept WHERE stub = 1'),
        pages: count('page'),
        definitions: count('definition') + count('statement WHERE gloss IS NOT NULL'),
        relations: count('(SELECT DISTINCT source, kind, target FROM statement)'),
        lastIngestAt: db.get<{ at: string | null }>('SELECT max(at) AS at FROM run')?.at ?? null,
      };
      return statistics;
    },

    async version() {
      return graphVersion(db);
    },
  };
}

export interface Condition {
  sql: string;
  values: Value[];
}

export function conditions(filter: ConceptFilter): Condition[] {
  const found: Condition[] = [];
  if (filter.kinds !== null) {
    const bits = filter.kinds.reduce((all, kind) => all | kindBit(kind), 0);
    found.push({ sql: 'c.kinds & ? != 0', values: [bits] });
  }
  if (filter.hasCalculator !== null) {
    found.push({ sql: `c.calculator_count ${filter.hasCalculator ? '>' : '='} 0`, values: [] });
  }
  if (filter.isStub !== null) found.push({ sql: 'c.stub = ?', values: [filter.isStub ? 1 : 0] });
  return found;
}

function pastCursor({ slug, sortedBy }: ConceptCursor, order: ConceptOrder): Condition {
  const { column, way, slugs } = ORDERS[order];
  // Undated concepts come last: past one of them there are only undated ones.
  if (sortedBy === null) return { sql: `c.${column} IS NULL AND c.slug > ?`, values: [slug] };
  const past = `(c.${column} ${way} ? OR (c.${column} = ? AND c.slug ${slugs} ?)`;
  return {
    sql: order === 'PUBLISHED_DESC' ? `${past} OR c.published IS NULL)` : `${past})`,
    values: [sortedBy, sortedBy, slug],
  };
}

export function whereClause(where: readonly Condition[]): string {
  return where.length === 0 ? '' : `WHERE ${where.map(({ sql }) => sql).join(' AND ')}`;
}
