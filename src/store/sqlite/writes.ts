/**
 * Writes: a page replaces all that its address said before, in one transaction a batch, together with everything
 * derived from it, so that a reader never sees half a page and a crash leaves none.
 */

import { pagePrecedence } from '../../model/orders.ts';
import { pageHash } from '../../model/page-hash.ts';
import type { PageContent } from '../../model/types.ts';
import { type Attacher, LockLost, type PageChange, type Store, type WriteContext } from '../store.ts';
import type { Database } from './database.ts';
import { type Batch, newBatch, settle } from './derivation.ts';
import { keepGlosses } from './kept-words.ts';
import { DEFINITION_KINDS, relationRank } from './schema.ts';

type Writes = Pick<Store, 'replacePages' | 'removePages' | 'attachedDigest' | 'attachCalculators'>;

type Withdrawn = Parameters<Batch['withdrawn']>[0][number] & { position: number };

export function writes(db: Database): Writes {
  return {
    async replacePages(pages, context) {
      return db.transaction(() => {
        requireLock(db, context.owner);
        const batch = newBatch(db);
        const changes = pages.map((page) => replacePage(db, page, context, batch));
        const changed = pages.flatMap(({ url }, i) => {
          const what = changes[i];
          return what === undefined || what === 'unchanged' ? [] : [{ url, what }];
        });
        finish(db, batch, context, changed);
        return changes;
      });
    },

    async removePages(urls, context) {
      return db.transaction(() => {
        requireLock(db, context.owner);
        const batch = newBatch(db);
        const removed = urls.filter((url) => {
          const page = db.get<{ id: number; concept: number }>('SELECT id, concept FROM page WHERE url = ?', url);
          if (page === undefined) return false;
          keepGlosses(db, page.id, clearPage(db, page, batch), []);
          db.run('DELETE FROM page WHERE id = ?', page.id);
          return true;
        });
        finish(
          db,
          batch,
          context,
          removed.map((url) => ({ url, what: 'removed' })),
        );
        return removed.length;
      });
    },

    async attachedDigest() {
      return db.get<{ calculators: string | null }>('SELECT calculators FROM graph')?.calculators ?? null;
    },

    async attachCalculators(attacher) {
      db.transaction(() => {
        db.run('DELETE FROM attachment');
        db.run('DELETE FROM calculator');
        keepCalculators(db, attacher);
        for (const { id, slug, name } of db.all<{ id: number; slug: string; name: string }>(
          'SELECT id, slug, name FROM concept',
        )) {
          attach(db, attacher, id, slug, name);
        }
        db.run('UPDATE graph SET version = version + 1, calculators = ?', attacher.digest);
      });
    },
  };
}

/** A run whose lease was taken over must not write another line. */
function requireLock(db: Database, owner: string): void {
  const holder = db.get<{ owner: string }>("SELECT owner FROM lock WHERE name = 'ingest'");
  if (holder?.owner !== owner) throw new LockLost();
}

function replacePage(db: Database, page: PageContent, { run }: WriteContext, batch: Batch): PageChange {
  const hash = pageHash(page);
  const old = db.get<{ id: number; concept: number; hash: string }>(
    'SELECT id, concept, hash FROM page WHERE url = ?',
    page.url,
  );
  if (old?.hash === hash) return 'unchanged';
  const before = old === undefined ? [] : clearPage(db, old, batch);

  const concept = batch.idOf(page.concept);
  batch.changed(concept);
  const head = {
    concept,
    precedence: pagePrecedence(page),
    kind: page.kind,
    site: page.site,
    resource: page.resource,
    title: page.title,
    name: page.name,
    alternates: JSON.stringify(page.alternateNames),
    author: page.author,
    published: page.publishedAt,
    modified: page.modifiedAt,
    truncated: page.truncated ? 1 : 0,
    hash,
    run: run.id,
  };
  const columns = Object.keys(head);
  const { id } = db.get<{ id: number }>(
    `INSERT INTO page(url, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})
     ON CONFLICT(url) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
     RETURNING id`,
    page.url,
    ...Object.values(head),
  ) as { id: number };

  page.definitions.forEach(({ kind, facet, text }, position) => {
    const rank = DEFINITION_KINDS.indexOf(kind);
    db.run('INSERT INTO definition VALUES (?, ?, ?, ?, ?, ?)', id, position, concept, rank, facet, text);
  });
  page.statements.forEach(({ kind, target: slug, anchor, facet, gloss }, position) => {
    const statement = { kind: relationRank(kind), source: concept, target: batch.idOf(slug), anchor, facet, gloss };
    batch.stated(statement);
    const { target } = statement;
    db.run(
      'INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      position,
      statement.kind,
      concept,
      target,
      anchor,
      facet,
      gloss,
    );
  });
  keepGlosses(db, id, before, page.statements);
  return old === undefined ? 'added' : 'changed';
}

/** Takes back all that a page says, but for its words in full text; answers the statements that it made. */
function clearPage(db: Database, page: { id: number; concept: number }, batch: Batch): Withdrawn[] {
  batch.changed(page.concept);
  const statements = db.all<Withdrawn>(
    'SELECT position, kind, source, target, anchor, facet, gloss FROM statement WHERE page = ?',
    page.id,
  );
  db.run('DELETE FROM definition WHERE page = ?', page.id);
  db.run('DELETE FROM statement WHERE page = ?', page.id);
  batch.withdrawn(statements);
  return statements;
}

/** Derives what the batch touched anew, and records what it changed. */
function finish(
  db: Database,
  batch: Batch,
  { run, attacher }: WriteContext,
  changes: readonly { url: string; what: string }[],
): void {
  if (changes.length === 0) return;
  keepCalculators(db, attacher);
  settle(db, batch, (id, slug, name) => attach(db, attacher, id, slug, name));
  const count = (wanted: string) => changes.filter(({ what }) => what === wanted).length;
  db.run(
    `INSERT INTO run VALUES (?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET
     added = added + excluded.added, changed = changed + excluded.changed, removed = removed + excluded.removed`,
    run.id,
    run.at,
    count('added'),
    count('changed'),
    count('removed'),
  );
  for (const { url, what } of changes) db.run('INSERT OR REPLACE INTO change VALUES (?, ?, ?)', run.id, url, what);
  db.run('UPDATE graph SET version = version + 1');
}

function keepCalculators(db: Database, { calculators }: Attacher): void {
  for (const { slug, title } of calculators) {
    db.run('INSERT INTO calculator VALUES (?, ?) ON CONFLICT(slug) DO UPDATE SET title = excluded.title', slug, title);
  }
}

function attach(db: Database, attacher: Attacher, id: number, slug: string, name: string): void {
  const attachments = attacher.attachmentsOf(slug, name);
  db.run('DELETE FROM attachment WHERE concept = ?', id);
  for (const { calculator, by, phrase, place } of attachments) {
    db.run('INSERT INTO attachment VALUES (?, ?, ?, ?, ?)', id, calculator, by, phrase, place);
  }
  db.run('UPDATE concept SET calculator_count = ? WHERE id = ?', attachments.length, id);
}
