/** Full text by the server's Lucene. */
import { spellings } from '../../model/names.ts';
import { FIELD_WEIGHTS, SEARCHED_GLOSSES } from '../full-text.ts';
import type { Store, TextHit, TextQuery } from '../store.ts';
import { conditionsOf } from './concept-reads.ts';
import type { Connection, Parameters } from './connection.ts';
import { CONCEPT } from './projections.ts';
import { CONCEPT_TEXT, GLOSS_TEXT, WORDS_OF } from './schema.ts';

export function fullText({ read }: Connection): Pick<Store, 'searchText' | 'countText'> {
  return {
    async searchText({ first, after, ...query }) {
      const past = after === null ? '' : PAST_CURSOR;
      const rows = await read<TextHit>(
        `${withLeads(query)}
         WITH c, gloss, score ${past} ORDER BY score DESC, c.relationCount DESC, c.slug LIMIT $limit
         RETURN ${CONCEPT} AS concept, score, c.relationCount AS relationCount, gloss`,
        {
          ...parametersOf(query),
          limit: first + 1,
          ...(after === null ? {} : { score: after.score, relationCount: after.relationCount, slug: after.slug }),
        },
      );
      return { items: rows.slice(0, first), hasNextPage: rows.length > first };
    },

    async countText(query) {
      const [row] = await read<{ n: number }>(`${withLeads(query)} RETURN count(c) AS n`, parametersOf(query));
      return row?.n ?? 0;
    },
  };
}

const PAST_CURSOR = `
  WHERE score < $score OR score = $score AND (c.relationCount < $relationCount
    OR c.relationCount = $relationCount AND c.slug > $slug)`;

function parametersOf({ names, words, scope, leads, filter }: TextQuery): Parameters {
  const text = scope === 'ONE_GLOSS' ? glossText(words) : ownText(words, scope === 'ALL_WORDS');
  return { text, names, words, leads: leads.map((lead) => ({ ...lead })), kinds: filter.kinds ?? [] };
}

/** Words have letters and digits alone: in quotes none is an operator. */
function ownText(words: readonly string[], isEachWanted: boolean): string {
  const fields = Object.entries(WORDS_OF) as [keyof typeof WORDS_OF, string][];
  const inAnyField = (word: string) =>
    fields.map(([field, property]) => `${property}:"${word}"^${FIELD_WEIGHTS[field]}`).join(' ');
  return words.map((word) => `${isEachWanted ? '+' : ''}(${inAnyField(word)})`).join(' ');
}

/** Glosses are indexed as they are: Lucene folds their accents, and leaves a plural and a possessive at a word. */
function glossText(words: readonly string[]): string {
  const spelt = (word: string) => spellings(word).flatMap((one) => [`"${one}"`, `"${one}'s"`]);
  return words.map((word) => `+(${spelt(word).join(' ')})`).join(' ');
}

/** Finds `c`, `gloss` and `score` of what is found and what leads: each concept once, by its best score. */
function withLeads(query: TextQuery): string {
  const found = query.scope === 'ONE_GLOSS' ? byGloss(query) : byOwnWords(query);
  if (query.leads.length === 0) return found;
  return `
    CALL () {
      ${found} RETURN c, gloss, score
      UNION ALL
      UNWIND $leads AS lead MATCH (c:Concept {slug: lead.slug}) ${where(query.filter)}
      RETURN c, null AS gloss, lead.score AS score
    }
    WITH c, gloss, score ORDER BY score DESC
    WITH c, collect({gloss: gloss, score: score})[0] AS best
    WITH c, best.gloss AS gloss, best.score AS score`;
}

/** Finds `c`, `gloss`, which is null, and `score`. */
function byOwnWords({ filter }: TextQuery): string {
  return `
    CALL db.index.fulltext.queryNodes('${CONCEPT_TEXT}', $text) YIELD node AS c, score AS relevance
    ${where(filter)}
    WITH c, relevance, split(c.nameKey, ' ') AS inName
    WITH c, null AS gloss, CASE
      WHEN c.nameKey IN $names THEN 4.0
      WHEN any(name IN $names WHERE name IN c.alternateWords) THEN 3.0
      WHEN all(word IN $words WHERE word IN inName) THEN 1.0 + size($words) * 1.0 / size(inName)
      WHEN all(word IN $words WHERE word IN inName OR any(other IN c.alternateWords WHERE word IN split(other, ' ')))
        THEN 1.0
      ELSE ${RELEVANCE} END AS score`;
}

/** Of several glosses of one concept the most relevant, ties by the text. */
function byGloss({ filter }: TextQuery): string {
  return `
    CALL db.index.fulltext.queryRelationships('${GLOSS_TEXT}', $text, {limit: ${SEARCHED_GLOSSES}})
      YIELD relationship AS r, score AS relevance
    WITH endNode(r) AS c, r.gloss AS gloss, relevance ${where(filter)}
    WITH c, gloss, relevance ORDER BY relevance DESC, gloss
    WITH c, collect({gloss: gloss, relevance: relevance})[0] AS best
    WITH c, best.gloss AS gloss, best.relevance AS relevance
    WITH c, gloss, ${RELEVANCE} AS score`;
}

/** BM25 times the weight of a field, between 0 and 1. */
const RELEVANCE = 'relevance / (relevance + 10)';

function where(filter: TextQuery['filter']): string {
  const conditions = conditionsOf(filter);
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}
