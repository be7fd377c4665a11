/** The tables: pages, their statements about concepts, and the words by which search finds both. */

/** Marks a file as ours: the bytes `RskG`. */
export const APPLICATION_ID = 0x52736b47;
/** Raised with every change of the tables; a file of a newer version is refused. */
export const SCHEMA_VERSION = 8;

/** The history of what runs did to pages; `change.fields` is JSON. */
export const CHANGES = [
  'CREATE INDEX run_at ON run(at, id)',
  `CREATE TABLE change(
  run TEXT NOT NULL, url TEXT NOT NULL, slug TEXT NOT NULL, kind TEXT NOT NULL, fields TEXT NOT NULL, PRIMARY KEY(run, url)
) STRICT, WITHOUT ROWID`,
  'CREATE INDEX change_slug ON change(slug)',
];

/** Number of pages that make each statement. A separate table: each batch changes many counts but few statements. */
export const USED = 'CREATE TABLE used(statement INTEGER PRIMARY KEY, uses INTEGER NOT NULL) STRICT';

/** Results of reading source files; later ones have higher ids. */
export const READINGS =
  'CREATE TABLE reading(id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, text TEXT NOT NULL) STRICT';

/**
 * `page.outline` and `page.texts` are JSON: see `rows.ts`. A statement that many pages make is stored once:
 * `page.statements` holds ids, four bytes each; `statement.link` is in the form of `linkText`. Ids are never reused, so
 * readers need not read a statement twice.
 *
 * The full-text tables hold words in the form of `names.ts`, separated by single spaces, so the ASCII tokenizer
 * suffices: for each described concept the words of its own pages, and the words of each sentence. The texts themselves
 * are in other tables. The `_word` tables count the documents that contain a word.
 */
export const TABLES = `
CREATE TABLE page(
  id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, concept TEXT NOT NULL, hash TEXT NOT NULL,
  modified TEXT, truncated INTEGER NOT NULL, outline TEXT NOT NULL, statements BLOB NOT NULL,
  texts TEXT NOT NULL
) STRICT;
CREATE INDEX page_version ON page(version, url);
CREATE INDEX page_concept ON page(concept);
CREATE TABLE gone(url TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX gone_version ON gone(version, url);

CREATE TABLE statement(
  id INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL,
  target TEXT NOT NULL, anchor TEXT, facet TEXT, gloss TEXT, link TEXT
) STRICT;
${USED};
CREATE TABLE described(id INTEGER PRIMARY KEY, concept TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE run(
  id TEXT PRIMARY KEY, at TEXT NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL, removed INTEGER NOT NULL,
  source TEXT
) STRICT, WITHOUT ROWID;
${CHANGES.join(';\n')};
${READINGS};
CREATE TABLE graph(
  one INTEGER PRIMARY KEY CHECK (one = 1), name TEXT NOT NULL, version INTEGER NOT NULL, pages INTEGER NOT NULL,
  lastIngestAt TEXT
) STRICT;
INSERT INTO graph VALUES (1, hex(randomblob(16)), 0, 0, NULL);
CREATE TABLE lock(name TEXT PRIMARY KEY, owner TEXT NOT NULL, since TEXT NOT NULL, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE concept_text USING fts5(
  name, meaning, definition, facet, content='', contentless_delete=1, tokenize=ascii
);
CREATE VIRTUAL TABLE concept_word USING fts5vocab(concept_text, row);
CREATE VIRTUAL TABLE gloss_text USING fts5(gloss, content='', contentless_delete=1, tokenize=ascii);
CREATE VIRTUAL TABLE gloss_word USING fts5vocab(gloss_text, row);
`;
