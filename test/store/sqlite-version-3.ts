/** A file as version 3 of the embedded store wrote it: statements in the page's outline, sentences in a table. */
import { DatabaseSync } from '@photostructure/sqlite';
import { pageHash } from '../../src/model/page-hash.ts';
import { DEFINITION_KINDS, type PageContent, relationRank } from '../../src/model/types.ts';

const TABLES = `
CREATE TABLE page(
  id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, concept TEXT NOT NULL, hash TEXT NOT NULL,
  modified TEXT, truncated INTEGER NOT NULL, outline TEXT NOT NULL, texts TEXT NOT NULL
) STRICT;
CREATE INDEX page_version ON page(version, url);
CREATE INDEX page_concept ON page(concept);
CREATE TABLE gone(url TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX gone_version ON gone(version, url);

CREATE TABLE gloss(
  id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, target TEXT NOT NULL, facet TEXT, text TEXT NOT NULL,
  uses INTEGER NOT NULL
) STRICT;
CREATE TABLE described(id INTEGER PRIMARY KEY, concept TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE run(
  id TEXT PRIMARY KEY, at TEXT NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL, removed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE change(run TEXT NOT NULL, url TEXT NOT NULL, what TEXT NOT NULL, PRIMARY KEY(run, url)) STRICT, WITHOUT ROWID;
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

/** Writes the pages as such a file holds them; other versions cannot use its full-text words. */
export function writeFileOfVersion3(path: string, pages: readonly PageContent[]): void {
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA journal_mode = WAL; ${TABLES} PRAGMA application_id = ${0x52736b47}; PRAGMA user_version = 3`);
  for (const { url, concept, modifiedAt, truncated, definitions, statements, ...rest } of pages) {
    const count = (wanted: string) => definitions.filter(({ kind }) => kind === wanted).length;
    const { kind, site, resource, title, author, publishedAt, name, alternateNames } = rest;
    const outline = {
      ...{ kind, site, resource, title, author, publishedAt, name, alternateNames },
      meaning: definitions.find((definition) => definition.kind === 'MEANING')?.text ?? null,
      texts: { MEANING: count('MEANING'), BODY: count('BODY'), FACET: count('FACET') },
      statements: statements.map(({ kind: how, target, anchor, facet, gloss }, position) => {
        if (gloss === null) return [relationRank(how), target, anchor, 0, ...(facet === null ? [] : [facet])];
        const { id } = db
          .prepare('INSERT INTO gloss(digest, target, facet, text, uses) VALUES (?, ?, ?, ?, 1) RETURNING id')
          .get(`${url} ${position}`, target, facet, gloss) as { id: number };
        return [relationRank(how), target, anchor, facet === null ? id : -id];
      }),
    };
    const texts = definitions.map(({ kind: what, facet, text }) => [DEFINITION_KINDS.indexOf(what), facet, text]);
    const hash = pageHash({ url, concept, modifiedAt, truncated, definitions, statements, ...rest });
    db.prepare(
      `INSERT INTO page(url, version, concept, hash, modified, truncated, outline, texts) VALUES (?, 7, ?, ?, ?, ?, ?, ?)`,
    ).run(url, concept, hash, modifiedAt, truncated ? 1 : 0, JSON.stringify(outline), JSON.stringify(texts));
    db.prepare("INSERT INTO change VALUES ('run-1', ?, 'added')").run(url);
  }
  db.prepare("INSERT INTO run VALUES ('run-1', '2026-01-01T00:00:00.000Z', ?, 0, 0)").run(pages.length);
  db.prepare('UPDATE graph SET version = 7, pages = ?').run(pages.length);
  db.close();
}
