/** The tables, and the numbers by which kinds are kept: their rank in the order of lists. */
import { type DefinitionKind, RELATION_KINDS, type RelationKind } from '../../model/types.ts';

/** Marks a file as ours: the bytes `RskG`. */
export const APPLICATION_ID = 0x52736b47;
/** Raised with every change of the tables; a file of a newer version is refused. */
export const SCHEMA_VERSION = 2;

export const DEFINITION_KINDS: readonly DefinitionKind[] = ['MEANING', 'BODY', 'FACET', 'GLOSS'];

/** Values of `saying.what`. */
export const SAYING = { ANCHOR: 0, MEANING: 1 } as const;

export function relationRank(kind: RelationKind): number {
  return RELATION_KINDS.indexOf(kind);
}

/**
 * Full text, by the ids of concepts and by `glossId`: the words of `full-text.ts`, one space between two, so that ASCII
 * is all that the tokenizer has to know. `_` stands before and behind each other name. Without the texts themselves,
 * which other tables have. The words of each, and how many concepts or glosses have them, are tables too.
 */
export const FULL_TEXT_TABLES = `
CREATE VIRTUAL TABLE concept_text USING fts5(
  name, alternate, meaning, definition, facet, content='', contentless_delete=1, tokenize="ascii tokenchars '_'"
);
CREATE VIRTUAL TABLE concept_word USING fts5vocab(concept_text, row);
CREATE VIRTUAL TABLE gloss_text USING fts5(gloss, content='', contentless_delete=1, detail=column, tokenize=ascii);
CREATE VIRTUAL TABLE gloss_word USING fts5vocab(gloss_text, row);
`;

/** Statements that one page can have: their places and the page's id make one number. */
const PLACES = 2 ** 20;

export function glossId(page: number, position: number): number {
  return page * PLACES + position;
}

/** The same as SQL, of a row of the statement table. */
export function glossIdOf(table: string): string {
  return `(${table}.page * ${PLACES} + ${table}.position)`;
}

/** The place of a gloss, as SQL: `id` is an expression for what `glossId` gave. */
export function glossPlace(id: string): { page: string; position: string } {
  return { page: `${id} / ${PLACES}`, position: `${id} % ${PLACES}` };
}

/**
 * A concept's row is derived from pages and statements when these change (see `derive.ts`).
 * The statement indexes cover the reads of both directions: a table without row ids adds its key (page, position).
 */
export const TABLES = `
CREATE TABLE concept(
  id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, alternates TEXT NOT NULL, meaning TEXT,
  name_key TEXT NOT NULL, sort_name TEXT NOT NULL, stub INTEGER NOT NULL, kinds INTEGER NOT NULL, published TEXT,
  relation_count INTEGER NOT NULL, calculator_count INTEGER NOT NULL
) STRICT;
CREATE INDEX concept_name ON concept(sort_name, slug);
CREATE INDEX concept_key ON concept(name_key, slug);
CREATE INDEX concept_published ON concept(published DESC, slug);
CREATE INDEX concept_relations ON concept(relation_count DESC, slug);

CREATE TABLE page(
  id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, concept INTEGER NOT NULL REFERENCES concept(id),
  precedence TEXT NOT NULL, kind TEXT NOT NULL, site TEXT NOT NULL, resource INTEGER, title TEXT NOT NULL,
  name TEXT NOT NULL, alternates TEXT NOT NULL, author TEXT, published TEXT, modified TEXT,
  truncated INTEGER NOT NULL, hash TEXT NOT NULL, run TEXT NOT NULL
) STRICT;
CREATE INDEX page_concept ON page(concept, precedence);
CREATE INDEX page_site ON page(site, url);

CREATE TABLE definition(
  page INTEGER NOT NULL REFERENCES page(id), position INTEGER NOT NULL, concept INTEGER NOT NULL,
  kind INTEGER NOT NULL, facet TEXT, text TEXT NOT NULL, PRIMARY KEY(page, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX definition_concept ON definition(concept, kind);

CREATE TABLE statement(
  page INTEGER NOT NULL REFERENCES page(id), position INTEGER NOT NULL, kind INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES concept(id), target INTEGER NOT NULL REFERENCES concept(id),
  anchor TEXT, facet TEXT, gloss TEXT, PRIMARY KEY(page, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_source ON statement(source, kind, target, page);
CREATE INDEX statement_target ON statement(target, kind, source, page);

-- How many statements call a concept so (ANCHOR) or say in a sentence what it means (MEANING): counts of the above,
-- kept because a concept that half the glossary links to is derived anew with every batch.
CREATE TABLE saying(
  concept INTEGER NOT NULL REFERENCES concept(id), what INTEGER NOT NULL, text TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY(concept, what, text)
) STRICT, WITHOUT ROWID;

CREATE TABLE calculator(slug TEXT PRIMARY KEY, title TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE attachment(
  concept INTEGER NOT NULL REFERENCES concept(id), calculator TEXT NOT NULL REFERENCES calculator(slug),
  by TEXT NOT NULL, phrase TEXT, place INTEGER NOT NULL, PRIMARY KEY(concept, calculator)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_calculator ON attachment(calculator, place);

CREATE TABLE run(
  id TEXT PRIMARY KEY, at TEXT NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL, removed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE change(run TEXT NOT NULL, url TEXT NOT NULL, what TEXT NOT NULL, PRIMARY KEY(run, url)) STRICT, WITHOUT ROWID;
CREATE TABLE graph(one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, calculators TEXT) STRICT;
INSERT INTO graph VALUES (1, 0, NULL);
CREATE TABLE lock(name TEXT PRIMARY KEY, owner TEXT NOT NULL, since TEXT NOT NULL, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
${FULL_TEXT_TABLES}`;
