/** Files as versions 1 and 2 of the embedded store wrote them: the graph in tables, in version 2 with full text. */
import { DatabaseSync } from '@photostructure/sqlite';
import { pagePrecedence } from '../../src/model/orders.ts';
import { pageHash } from '../../src/model/page-hash.ts';
import { DEFINITION_KINDS, type PageContent, relationRank } from '../../src/model/types.ts';

const TABLES = `
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
`;

const FULL_TEXT = `CREATE VIRTUAL TABLE concept_text USING fts5(
  name, alternate, meaning, definition, facet, content='', contentless_delete=1, tokenize="ascii tokenchars '_'"
);
CREATE VIRTUAL TABLE concept_word USING fts5vocab(concept_text, row);
CREATE VIRTUAL TABLE gloss_text USING fts5(gloss, content='', contentless_delete=1, detail=column, tokenize=ascii);
CREATE VIRTUAL TABLE gloss_word USING fts5vocab(gloss_text, row);`;

/** Writes the pages as such a file holds them. Other versions cannot use what it derived from them. */
export function writeOldFile(path: string, pages: readonly PageContent[], version: 1 | 2): void {
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA journal_mode = WAL; ${TABLES} ${version === 2 ? FULL_TEXT : ''}`);
  db.exec(`PRAGMA application_id = ${0x52736b47}; PRAGMA user_version = ${version}`);
  const slugs = [...new Set(pages.flatMap(({ concept, statements }) => [concept, ...statements.map((s) => s.target)]))];
  for (const [i, slug] of slugs.entries()) {
    db.prepare("INSERT INTO concept VALUES (?, ?, '', '[]', NULL, '', '', 0, 0, NULL, 0, 0)").run(i + 1, slug);
  }
  const idOf = (slug: string) => slugs.indexOf(slug) + 1;
  for (const [i, page] of pages.entries()) {
    const { url, kind, site, resource, title, name, author, publishedAt, modifiedAt } = page;
    const [alternates, truncated] = [JSON.stringify(page.alternateNames), page.truncated ? 1 : 0];
    db.prepare('INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      ...[i + 1, url, idOf(page.concept), pagePrecedence(page), kind, site, resource, title, name, alternates],
      ...[author, publishedAt, modifiedAt, truncated, pageHash(page), 'run-1'],
    );
    for (const [position, { kind: what, facet, text }] of page.definitions.entries()) {
      const rank = DEFINITION_KINDS.indexOf(what);
      db.prepare('INSERT INTO definition VALUES (?, ?, ?, ?, ?, ?)').run(
        ...[i + 1, position, idOf(page.concept), rank, facet, text],
      );
    }
    for (const [position, { kind: how, target, anchor, facet, gloss }] of page.statements.entries()) {
      db.prepare('INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
        ...[i + 1, position, relationRank(how), idOf(page.concept), idOf(target), anchor, facet, gloss],
      );
    }
    db.prepare("INSERT INTO change VALUES ('run-1', ?, 'added')").run(url);
  }
  db.prepare("INSERT INTO run VALUES ('run-1', '2026-01-01T00:00:00.000Z', ?, 0, 0)").run(pages.length);
  db.exec('UPDATE graph SET version = 7');
  db.close();
}
