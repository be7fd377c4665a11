/** Full-text search with FTS5, and its index: the words of each described concept and of each sentence. */
import type { PageContent } from '../../model/types.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';
import { FIELD_WEIGHTS, searchedWords } from '../full-text.ts';
import { FOUND, FOUND_GLOSSES, type GlossHit, type Store, type TextHit } from '../store.ts';
import type { Database } from './database.ts';
import { definitionsOf } from './rows.ts';

export function fullText(db: Database): Pick<Store, 'searchTexts' | 'searchGlosses'> {
  return {
    async searchTexts(words, has) {
      await nextTurn();
      const counts = counted(db, 'concept_word', words);
      const asked = has === 'EVERY' ? joined(words, 'AND') : joined(rarest(counts), 'OR');
      const hits: TextHit[] = [];
      for (let after = 0; hits.length < FOUND; ) {
        const scored = db.all<TextHit & { id: number }>(
          `SELECT id, d.concept, ${RELEVANCE} AS relevance FROM (
             SELECT rowid AS id, bm25(concept_text, ${Object.values(FIELD_WEIGHTS).join(', ')}) AS rank
             FROM concept_text WHERE concept_text MATCH ? AND rowid > ? ORDER BY rowid LIMIT ${SCORED}
           ) JOIN described d USING (id) ORDER BY id`,
          asked,
          after,
        );
        for (const { concept, relevance } of scored) hits.push({ concept, relevance });
        if (scored.length < SCORED) break;
        after = scored.at(-1)?.id ?? 0;
        if (isTurnOver()) await nextTurn();
      }
      return hits;
    },

    async searchGlosses(words) {
      await nextTurn();
      // If even the rarest word is in more sentences than FOUND, ranking tells little: any of the sentences will do.
      const isRare = Math.min(...counted(db, 'gloss_word', words).map(({ count }) => count)) <= FOUND;
      return db.all<GlossHit>(
        `SELECT s.target AS concept, s.gloss, ${RELEVANCE} AS relevance FROM (
           SELECT rowid AS id, bm25(gloss_text) AS rank FROM gloss_text WHERE gloss_text MATCH ?
           ${isRare ? 'ORDER BY rank' : ''} LIMIT ${FOUND_GLOSSES}
         ) JOIN statement s USING (id)`,
        joined(words, 'AND'),
      );
    },
  };
}

/** Concepts scored per query: a few milliseconds. It divides FOUND. */
const SCORED = 2_000;

/** Maps BM25, where more negative is better, to a relevance between 0 and 1. */
const RELEVANCE = '-rank / (1 - rank)';

interface CountedWord {
  word: string;
  count: number;
}

/** The number of concepts, or sentences, that contain each word. */
function counted(db: Database, vocabulary: 'concept_word' | 'gloss_word', words: readonly string[]): CountedWord[] {
  return words.map((word) => ({
    word,
    count: db.get<{ n: number }>(`SELECT doc AS n FROM ${vocabulary} WHERE term = ?`, word)?.n ?? 0,
  }));
}

/** The rarest words, as many as match at most FOUND concepts in total (at least one): frequent words rank nothing. */
function rarest(counts: readonly CountedWord[]): string[] {
  const chosen: string[] = [];
  let scored = 0;
  for (const { word, count } of [...counts].sort((a, b) => a.count - b.count)) {
    scored += count;
    if (chosen.length > 0 && scored > FOUND) break;
    chosen.push(word);
  }
  return chosen;
}

/** Words contain only letters and digits, so quoting them is enough to keep FTS5 from reading one as an operator. */
function joined(words: readonly string[], operator: 'AND' | 'OR'): string {
  return words.map((word) => `"${word}"`).join(` ${operator} `);
}

/**
 * Updates the indexed words of these concepts from their pages.
 * @param written - pages that were just written, by address, so that they need not be read again.
 */
export function keepWords(db: Database, concepts: Iterable<string>, written: ReadonlyMap<string, PageContent>): void {
  for (const concept of concepts) {
    const rows = db.all<{ id: number; url: string }>(
      'SELECT id, url FROM page WHERE concept = ? ORDER BY url',
      concept,
    );
    if (rows.length === 0) {
      const gone = db.get<{ id: number }>('DELETE FROM described WHERE concept = ? RETURNING id', concept);
      if (gone !== undefined) db.run('DELETE FROM concept_text WHERE rowid = ?', gone.id);
      continue;
    }
    const { name, meaning, definition, facet } = searchedWords(
      rows.map(({ id, url }) => written.get(url) ?? readPage(db, id)),
    );
    db.run(
      'INSERT OR REPLACE INTO concept_text(rowid, name, meaning, definition, facet) VALUES (?, ?, ?, ?, ?)',
      idOf(concept),
      name,
      meaning,
      definition,
      facet,
    );
  }

  function idOf(concept: string): number {
    const known = db.get<{ id: number }>('SELECT id FROM described WHERE concept = ?', concept);
    return known?.id ?? db.insert('INSERT INTO described(concept) VALUES (?)', concept);
  }
}

/** The searchable part of a page. */
export function readPage(db: Database, id: number): Parameters<typeof searchedWords>[0][number] {
  const row = db.get<{ outline: string; texts: string }>('SELECT outline, texts FROM page WHERE id = ?', id);
  const { name, alternateNames } = JSON.parse(row?.outline ?? '{}') as PageContent;
  return { name, alternateNames, definitions: definitionsOf(row?.texts ?? '[]') };
}
