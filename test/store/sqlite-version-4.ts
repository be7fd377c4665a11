/** A file as version 4 of the embedded store wrote it: statements stored once, without the pages that links lead to. */
import { hash } from 'node:crypto';
import { DatabaseSync } from '@photostructure/sqlite';
import { nameKey } from '../../src/model/names.ts';
import { pageHash } from '../../src/model/page-hash.ts';
import { DEFINITION_KINDS, type PageContent, relationRank } from '../../src/model/types.ts';
import { FIELD_WEIGHTS, searchedWords } from '../../src/store/full-text.ts';

const TABLES = `
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
  id INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL UNIQUE, uses INTEGER NOT NULL, kind INTEGER NOT NULL,
  target TEXT NOT NULL, anchor TEXT, facet TEXT, gloss TEXT
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

/** Writes the pages as such a file holds them, each for a different concept. */
export function writeFileOfVersion4(path: string, pages: readonly PageContent[]): void {
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA journal_mode = WAL; ${TABLES} PRAGMA application_id = ${0x52736b47}; PRAGMA user_version = 4`);
  const ids = new Map<string, number>();
  for (const page of pages) {
    const { url, concept, modifiedAt, truncated, definitions, statements } = page;
    const count = (wanted: string) => definitions.filter(({ kind }) => kind === wanted).length;
    const { kind, site, resource, title, author, publishedAt, name, alternateNames } = page;
    const outline = {
      ...{ kind, site, resource, title, author, publishedAt, name, alternateNames },
      meaning: definitions.find((definition) => definition.kind === 'MEANING')?.text ?? null,
      texts: { MEANING: count('MEANING'), BODY: count('BODY'), FACET: count('FACET') },
    };
    const stated = statements.map(({ kind: how, target, anchor, facet, gloss }) => {
      const length = (text: string | null) => (text === null ? '' : text.length);
      const lengths = `${target.length} ${length(anchor)} ${length(facet)} ${length(gloss)}`;
      const key = `${relationRank(how)} ${lengths} ${target}${anchor ?? ''}${facet ?? ''}${gloss ?? ''}`;
      const digest = hash('sha256', key, 'base64url').slice(0, 22);
      const { id } = db
        .prepare(
          `INSERT INTO statement(digest, uses, kind, target, anchor, facet, gloss) VALUES (?, 1, ?, ?, ?, ?, ?)
           ON CONFLICT(digest) DO UPDATE SET uses = uses + 1 RETURNING id`,
        )
        .get(digest, relationRank(how), target, anchor, facet, gloss) as { id: number };
      if (gloss !== null && !ids.has(key)) {
        db.prepare('INSERT INTO gloss_text(rowid, gloss) VALUES (?, ?)').run(id, nameKey(gloss));
      }
      ids.set(key, id);
      return id;
    });
    const texts = definitions.map(({ kind: what, facet, text }) => [DEFINITION_KINDS.indexOf(what), facet, text]);
    db.prepare(
      `INSERT INTO page(url, version, concept, hash, modified, truncated, outline, statements, texts)
       VALUES (?, 7, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      ...[url, concept, pageHash(page), modifiedAt, truncated ? 1 : 0, JSON.stringify(outline)],
      new Uint8Array(Uint32Array.from(stated).buffer),
      JSON.stringify(texts),
    );
    const words = searchedWords([page]);
    const fields = Object.keys(FIELD_WEIGHTS) as (keyof typeof words)[];
    const { id } = db.prepare('INSERT INTO described(concept) VALUES (?) RETURNING id').get(concept) as { id: number };
    db.prepare(`INSERT INTO concept_text(rowid, ${fields.join(', ')}) VALUES (?, ?, ?, ?, ?)`).run(
      id,
      ...fields.map((field) => words[field]),
    );
    db.prepare("INSERT INTO change VALUES ('run-1', ?, 'added')").run(url);
  }
  db.prepare("INSERT INTO run VALUES ('run-1', '2026-01-01T00:00:00.000Z', ?, 0, 0)").run(pages.length);
  db.prepare("UPDATE graph SET version = 7, pages = ?, lastIngestAt = '2026-01-01T00:00:00.000Z'").run(pages.length);
  db.close();
}
