/**
 * Checks that the full-text index holds exactly the words of the pages. Its tables store no texts, so both sides are
 * reduced to one number per document: the sum, over its fields and words, of a hash times the number of occurrences.
 * That takes one pass over the index and one over the pages, and memory for one number per document.
 */
import { nameKey } from '../../model/names.ts';
import { inTurns } from '../../turns.ts';
import { FIELD_WEIGHTS, searchedWords } from '../full-text.ts';
import type { Database } from './database.ts';
import { readPage } from './full-text.ts';

/** Most faults reported per kind; the rest show up once these are repaired. */
const MOST_REPORTED = 20;
/** UTF-16 units of a word that are hashed: the index itself truncates words of tens of thousands. */
const WORD = 1_000;

type Index = 'concept' | 'gloss';

/** Concepts and sentences whose words are missing from the full-text index or differ there, one line each. */
export async function faultyWords(db: Database): Promise<string[]> {
  const ofConcepts = await indexedSums(db, 'concept');
  const concepts = await inTurns(
    db.all<{ slug: string; id: number | null }>(
      'SELECT DISTINCT p.concept AS slug, d.id FROM page p LEFT JOIN described d ON d.concept = p.concept ORDER BY slug',
    ),
    ({ slug, id }) => faultOf(slug, 'concept', take(ofConcepts, id), conceptSum(db, slug)),
  );
  const ofGlosses = await indexedSums(db, 'gloss');
  const glosses: string[] = [];
  for (let after = 0; ; ) {
    const rows = db.all<{ id: number; target: string; gloss: string }>(
      'SELECT id, target, gloss FROM statement WHERE id > ? AND gloss IS NOT NULL ORDER BY id LIMIT 1000',
      after,
    );
    const faults = await inTurns(rows, ({ id, target, gloss }) =>
      faultOf(target, 'gloss', take(ofGlosses, id), sumOf('gloss', nameKey(gloss))),
    );
    glosses.push(...faults.flat());
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  const unowned = ofConcepts.size + ofGlosses.size;
  return [
    ...concepts.flat().slice(0, MOST_REPORTED),
    ...[...new Set(glosses)].slice(0, MOST_REPORTED),
    ...(unowned === 0 ? [] : [`the full-text index holds texts that are on no page: ${unowned}`]),
  ];
}

const SUBJECT: Readonly<Record<Index, string>> = { concept: 'concept', gloss: 'a sentence on it' };

function faultOf(slug: string, index: Index, indexed: number | undefined, wanted: number): string[] {
  if (indexed === wanted) return [];
  // A text without words has no entry in the index.
  if (indexed === undefined && wanted === 0) return [];
  if (indexed === undefined) return [`${slug}: ${SUBJECT[index]} is missing from the full-text index`];
  return [`${slug}: ${SUBJECT[index]} has other words in the full-text index than on its pages`];
}

function take(sums: Map<number, number>, id: number | null): number | undefined {
  if (id === null) return undefined;
  const sum = sums.get(id);
  sums.delete(id);
  return sum;
}

/** The sums of the index, by document id. */
async function indexedSums(db: Database, index: Index): Promise<Map<number, number>> {
  db.run(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.${index}_place USING fts5vocab(main, ${index}_text, instance)`);
  const sums = new Map<number, number>();
  await inTurns(db.all<{ term: string }>(`SELECT term FROM ${index}_word`), ({ term }) => {
    const rows = db.all<{ doc: number; col: string; n: number }>(
      `SELECT doc, col, count(*) AS n FROM temp.${index}_place WHERE term = ? GROUP BY doc, col`,
      term,
    );
    for (const { doc, col, n } of rows) sums.set(doc, (sums.get(doc) ?? 0) + n * hashOf(col, term));
  });
  return sums;
}

function conceptSum(db: Database, slug: string): number {
  const ids = db.all<{ id: number }>('SELECT id FROM page WHERE concept = ? ORDER BY url', slug);
  const words = searchedWords(ids.map(({ id }) => readPage(db, id)));
  const fields = Object.keys(FIELD_WEIGHTS) as (keyof typeof words)[];
  return fields.reduce((sum, field) => sum + sumOf(field, words[field]), 0);
}

/** @param words - separated by single spaces. */
function sumOf(field: string, words: string): number {
  let sum = 0;
  for (const word of words.split(' ')) if (word !== '') sum += hashOf(field, word);
  return sum;
}

/** 32-bit FNV-1a: a double adds up a million of these exactly. */
function hashOf(field: string, word: string): number {
  const text = `${field} ${word.slice(0, WORD)}`;
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
