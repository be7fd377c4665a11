/** Full-text search with the server's Lucene indexes, and the words of described concepts that they index. */
import { spellings } from '../../model/names.ts';
import { byCodePoint } from '../../model/orders.ts';
import { FIELD_WEIGHTS, searchedWords } from '../full-text.ts';
import { FOUND, FOUND_GLOSSES, type GlossHit, type Store, type TextHit } from '../store.ts';
import type { Connection } from './connection.ts';
import type { OwnPage } from './own-pages.ts';
import { CONCEPT_TEXT, GLOSS_TEXT, WORDS_OF } from './schema.ts';

const FIELDS = Object.entries(WORDS_OF) as [keyof typeof WORDS_OF, string][];

export function fullText({ read }: Connection): Pick<Store, 'searchTexts' | 'searchGlosses'> {
  return {
    searchTexts(words, has) {
      return read<TextHit>(
        `CALL db.index.fulltext.queryNodes('${CONCEPT_TEXT}', $text, {limit: ${FOUND}}) YIELD node AS c, score
         RETURN c.slug AS concept, ${RELEVANCE} AS relevance`,
        { text: ownText(words, has === 'EVERY') },
      );
    },

    searchGlosses(words) {
      return read<GlossHit>(
        `CALL db.index.fulltext.queryRelationships('${GLOSS_TEXT}', $text, {limit: ${FOUND_GLOSSES}})
           YIELD relationship AS r, score
         WITH endNode(r) AS c, r.gloss AS gloss, max(score) AS score
         RETURN c.slug AS concept, gloss, ${RELEVANCE} AS relevance`,
        { text: glossText(words) },
      );
    },
  };
}

/** Maps BM25 times the weight of the field to a relevance between 0 and 1. */
const RELEVANCE = 'score / (score + 10)';

/** Words contain only letters and digits, so quoting them is enough to keep Lucene from reading one as an operator. */
function ownText(words: readonly string[], isEachWanted: boolean): string {
  const inAnyField = (word: string) =>
    FIELDS.map(([field, property]) => `${property}:"${word}"^${FIELD_WEIGHTS[field]}`).join(' ');
  return words.map((word) => `${isEachWanted ? '+' : ''}(${inAnyField(word)})`).join(' ');
}

/** Glosses are indexed as they are: Lucene folds accents but not plurals and possessives, so the query lists those. */
function glossText(words: readonly string[]): string {
  const spelt = (word: string) => spellings(word).flatMap((one) => [`"${one}"`, `"${one}'s"`]);
  return words.map((word) => `+(${spelt(word).join(' ')})`).join(' ');
}

/** The word properties of a concept with these pages; all null without pages, which removes the properties. */
export function wordsOf(pages: readonly OwnPage[]): Record<string, string | null> {
  const words = searchedWords([...pages].sort((a, b) => byCodePoint(a.url, b.url)));
  return Object.fromEntries(FIELDS.map(([field, property]) => [property, pages.length === 0 ? null : words[field]]));
}
