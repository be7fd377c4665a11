/** What FTS5 keeps for full text: the words of each concept and of each gloss, in step with their tables. */

import { nameKey } from '../../model/names.ts';
import type { DefinitionKind } from '../../model/types.ts';
import { SEARCHED_TEXTS, searchedWords } from '../full-text.ts';
import type { Database } from './database.ts';
import { type ConceptRow, conceptColumns, conceptOf } from './rows.ts';
import { DEFINITION_KINDS, FULL_TEXT_TABLES, glossId, glossIdOf } from './schema.ts';

/** Keeps the words of a concept as it stands now in place of those before. */
export function keepConceptText(db: Database, id: number, concept: Parameters<typeof searchedWords>[0]): void {
  const texts = db
    .all<{ kind: number; facet: string | null; text: string }>(
      `SELECT d.kind, d.facet, d.text FROM definition d JOIN page p ON p.id = d.page WHERE d.concept = ?
       ORDER BY d.kind, p.precedence, d.position LIMIT ${SEARCHED_TEXTS}`,
      id,
    )
    .map(({ kind, ...text }) => ({ ...text, kind: DEFINITION_KINDS[kind] as DefinitionKind }));
  const { name, alternate, meaning, definition, facet } = searchedWords(concept, texts);
  db.run(
    'INSERT OR REPLACE INTO concept_text(rowid, name, alternate, meaning, definition, facet) VALUES (?, ?, ?, ?, ?, ?)',
    id,
    name,
    alternate.length === 0 ? '' : `_ ${alternate.join(' _ ')} _`,
    meaning,
    definition,
    facet,
  );
}

export function dropConceptText(db: Database, id: number): void {
  db.run('DELETE FROM concept_text WHERE rowid = ?', id);
}

/** Keeps the glosses of a page as they stand now in place of those before, each known by its place. */
export function keepGlosses(
  db: Database,
  page: number,
  before: readonly { position: number; gloss: string | null }[],
  now: readonly { gloss: string | null }[],
): void {
  const old = new Map(before.flatMap(({ position, gloss }) => (gloss === null ? [] : [[position, gloss]])));
  for (const [position, { gloss }] of now.entries()) {
    if (gloss === null) continue;
    if (old.get(position) !== gloss) keepGloss(db, page, position, gloss);
    old.delete(position);
  }
  for (const position of old.keys()) db.run('DELETE FROM gloss_text WHERE rowid = ?', glossId(page, position));
}

function keepGloss(db: Database, page: number, position: number, gloss: string): void {
  db.run('INSERT OR REPLACE INTO gloss_text(rowid, gloss) VALUES (?, ?)', glossId(page, position), nameKey(gloss));
}

/** Concepts and pages whose words are not kept, one line each. */
export function missingWords(db: Database): string[] {
  const concepts = db.all<{ slug: string }>(
    'SELECT slug FROM concept WHERE id NOT IN (SELECT id FROM concept_text_docsize) LIMIT 20',
  );
  const pages = db.all<{ url: string }>(
    `SELECT DISTINCT p.url FROM statement s JOIN page p ON p.id = s.page
     WHERE s.gloss IS NOT NULL AND ${glossIdOf('s')} NOT IN (SELECT id FROM gloss_text_docsize) LIMIT 20`,
  );
  return [
    ...concepts.map(({ slug }) => `${slug}: concept has no words for full text`),
    ...pages.map(({ url }) => `${url}: page has a gloss without words for full text`),
  ];
}

/** Rows that are read at once to be given their words. */
const ROWS = 1_000;

/** Makes the tables, and fills them with the words of all that the others hold. */
export function addFullText(db: Database): void {
  for (const table of FULL_TEXT_TABLES.trim().split(/;\s*/)) if (table !== '') db.run(table);
  for (let last = 0; ; ) {
    const rows = db.all<ConceptRow & { id: number }>(
      `SELECT id, ${conceptColumns('c')} FROM concept c WHERE id > ? ORDER BY id LIMIT ${ROWS}`,
      last,
    );
    for (const row of rows) keepConceptText(db, row.id, conceptOf(row));
    if (rows.length < ROWS) break;
    last = rows.at(-1)?.id as number;
  }
  for (const { id } of db.all<{ id: number }>('SELECT id FROM page')) {
    const statements = db.all<{ position: number; gloss: string }>(
      'SELECT position, gloss FROM statement WHERE page = ? AND gloss IS NOT NULL',
      id,
    );
    for (const { position, gloss } of statements) keepGloss(db, id, position, gloss);
  }
}
