/** Full text by FTS5. */
import { nextTurn } from '../../turns.ts';
import { FIELD_WEIGHTS, SEARCHED_GLOSSES } from '../full-text.ts';
import type { Store, TextCursor, TextQuery } from '../store.ts';
import { type Condition, conditions, whereClause } from './concept-reads.ts';
import type { Database, Value } from './database.ts';
import { type ConceptRow, conceptColumns, conceptOf } from './rows.ts';
import { glossPlace } from './schema.ts';

export function fullText(db: Database): Pick<Store, 'searchText' | 'countText'> {
  return {
    async searchText({ first, after, ...query }) {
      await nextTurn();
      const found = withLeads(db, query);
      const past = after === null ? [] : [pastCursor(after)];
      const rows = db.all<ConceptRow & { score: number; relations: number; gloss: string | null }>(
        `WITH ${found.sql}
         SELECT ${conceptColumns('c')}, score, gloss, c.relation_count AS relations
         FROM ranked JOIN concept c USING (id) ${whereClause(past)}
         ORDER BY score DESC, c.relation_count DESC, c.slug LIMIT ?`,
        ...found.values,
        ...past.flatMap(({ values }) => values),
        first + 1,
      );
      return {
        items: rows.slice(0, first).map((row) => ({
          concept: conceptOf(row),
          score: row.score,
          relationCount: row.relations,
          gloss: row.gloss,
        })),
        hasNextPage: rows.length > first,
      };
    },

    async countText(query) {
      await nextTurn();
      const found = withLeads(db, query);
      return db.get<{ n: number }>(`WITH ${found.sql} SELECT count(*) AS n FROM ranked`, ...found.values)?.n ?? 0;
    },
  };
}

/** Common table expressions; the last has the id of each concept that was found, its score, and the gloss if any. */
interface Found {
  sql: string;
  values: Value[];
}

/** What is found, and what leads, as `ranked`: each concept once, by its best score. */
function withLeads(db: Database, query: TextQuery): Found {
  const { sql, values } = query.scope === 'ONE_GLOSS' ? byGloss(db, query) : byOwnWords(db, query);
  if (query.leads.length === 0) return { sql: `${sql}, ranked AS (SELECT id, gloss, score FROM scored)`, values };
  const where = conditions(query.filter);
  return {
    sql: `${sql}, ranked AS (
        SELECT id, gloss, max(score) AS score FROM (
          SELECT id, gloss, score FROM scored
          UNION ALL
          SELECT c.id, NULL, l.value FROM json_each(?) l JOIN concept c ON c.slug = l.key ${whereClause(where)}
        ) GROUP BY id
      )`,
    values: [
      ...values,
      JSON.stringify(Object.fromEntries(query.leads.map(({ slug, score }) => [slug, score]))),
      ...where.flatMap((condition) => condition.values),
    ],
  };
}

/** Finds as `scored`. */
function byOwnWords(db: Database, { names, words, scope, filter }: TextQuery): Found {
  const where = conditions(filter);
  const all = joined(words, 'AND');
  return {
    sql: `found AS MATERIALIZED (
        SELECT rowid AS id, bm25(concept_text, ${Object.values(FIELD_WEIGHTS).join(', ')}) AS rank
        FROM concept_text WHERE concept_text MATCH ?
      ),
      scored AS (
        SELECT id, NULL AS gloss, CASE
          WHEN c.name_key IN (SELECT value FROM json_each(?)) THEN 4
          WHEN id IN (${MATCHING}) THEN 3
          WHEN id IN (${MATCHING}) THEN 1 + ? * 1.0 / (length(c.name_key) - length(replace(c.name_key, ' ', '')) + 1)
          WHEN id IN (${MATCHING}) THEN 1
          ELSE ${RELEVANCE} END AS score
        FROM found JOIN concept c USING (id) ${whereClause(where)}
      )`,
    values: [
      scope === 'ALL_WORDS' ? all : joined(rarest(db, words), 'OR'),
      JSON.stringify(names),
      `alternate : (${names.map((name) => `"_ ${name} _"`).join(' OR ')})`,
      `name : (${all})`,
      words.length,
      `{name alternate} : (${all})`,
      ...where.flatMap(({ values }) => values),
    ],
  };
}

/** Concepts, or glosses, that one search scores: some 20 ms. */
const SCORED = 20_000;

/** The words that tell most, as many as can be looked for in time: what stands everywhere tells nothing. */
function rarest(db: Database, words: readonly string[]): string[] {
  const counted = words.map((word) => ({ word, concepts: countOf(db, 'concept_word', word) }));
  const chosen: string[] = [];
  let scored = 0;
  for (const { word, concepts } of counted.sort((a, b) => a.concepts - b.concepts)) {
    scored += concepts;
    if (chosen.length > 0 && scored > SCORED) break;
    chosen.push(word);
  }
  return chosen;
}

function countOf(db: Database, vocabulary: 'concept_word' | 'gloss_word', word: string): number {
  return db.get<{ n: number }>(`SELECT doc AS n FROM ${vocabulary} WHERE term = ?`, word)?.n ?? 0;
}

const MATCHING = 'SELECT rowid FROM concept_text WHERE concept_text MATCH ?';

/** BM25, which is the more negative the better, between 0 and 1. */
const RELEVANCE = '-rank / (1 - rank)';

/** Finds as `scored`; of several glosses of one concept the most relevant, ties by the text. */
function byGloss(db: Database, { words, filter }: TextQuery): Found {
  const where = conditions(filter);
  const { page, position } = glossPlace('g.id');
  // What stands in so many sentences tells none from another: any of them will do.
  const isRare = Math.min(...words.map((word) => countOf(db, 'gloss_word', word))) <= SCORED;
  return {
    sql: `found AS MATERIALIZED (
        SELECT rowid AS id, bm25(gloss_text) AS rank FROM gloss_text WHERE gloss_text MATCH ?
        ${isRare ? 'ORDER BY rank' : ''} LIMIT ${SEARCHED_GLOSSES}
      ),
      said AS (
        SELECT s.target AS id, s.gloss, g.rank, row_number() OVER (PARTITION BY s.target ORDER BY g.rank, s.gloss) AS place
        FROM found g JOIN statement s ON s.page = ${page} AND s.position = ${position}
      ),
      scored AS (
        SELECT id, gloss, ${RELEVANCE} AS score FROM said JOIN concept c USING (id)
        ${whereClause([{ sql: 'place = 1', values: [] }, ...where])}
      )`,
    values: [joined(words, 'AND'), ...where.flatMap(({ values }) => values)],
  };
}

/** Words have letters and digits alone: in quotes none is an operator. */
function joined(words: readonly string[], operator: 'AND' | 'OR'): string {
  return words.map((word) => `"${word}"`).join(` ${operator} `);
}

function pastCursor({ score, relationCount, slug }: TextCursor): Condition {
  return { sql: '(-score, -c.relation_count, c.slug) > (?, ?, ?)', values: [-score, -relationCount, slug] };
}
