/**
 * Writes: a page replaces all that its address said before, in one transaction a batch, together with everything
 * derived from it, so that a reader never sees half a page and a crash leaves none.
 */
import type { PageContent } from '../../model.ts';
import { pageHash } from '../../page-hash.ts';
import { type Counted, deriveConcept, type PageSaying, pagePrecedence } from '../derive.ts';
import { type Attacher, LockLost, type PageChange, type Store, type WriteContext } from '../store.ts';
import type { Database } from './database.ts';
import { DEFINITION_KINDS, relationRank } from './schema.ts';

type Writes = Pick<Store, 'replacePages' | 'removePages' | 'attachedDigest' | 'attachCalculators'>;

export function writes(db: Database): Writes {
  return {
    async replacePages(pages, context) {
      return db.transaction(() => {
        requireLock(db, context.owner);
        const touched = new Set<number>();
        const changes = pages.map((page) => replacePage(db, page, context, touched));
        finish(
          db,
          touched,
          context,
          pages.flatMap((page, i) => {
            const what = changes[i];
            return what === undefined || what === 'unchanged' ? [] : [{ url: page.url, what }];
          }),
        );
        return changes;
      });
    },

    async removePages(urls, context) {
      return db.transaction(() => {
        requireLock(db, context.owner);
        const touched = new Set<number>();
        const removed = urls.filter((url) => {
          const page = db.get<{ id: number; concept: number }>('SELECT id, concept FROM page WHERE url = ?', url);
          if (page === undefined) return false;
          clearPage(db, page, touched);
          db.run('DELETE FROM page WHERE id = ?', page.id);
          return true;
        });
        finish(
          db,
          touched,
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

function replacePage(db: Database, page: PageContent, { run }: WriteContext, touched: Set<number>): PageChange {
  const hash = pageHash(page);
  const old = db.get<{ id: number; concept: number; hash: string }>(
    'SELECT id, concept, hash FROM page WHERE url = ?',
    page.url,
  );
  if (old?.hash === hash) return 'unchanged';
  if (old !== undefined) clearPage(db, old, touched);

  const concept = conceptId(db, page.concept, touched);
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
    db.run(
      'INSERT INTO definition VALUES (?, ?, ?, ?, ?, ?)',
      id,
      position,
      concept,
      DEFINITION_KINDS.indexOf(kind),
      facet,
      text,
    );
  });
  page.statements.forEach(({ kind, target, anchor, facet, gloss }, position) => {
    const to = conceptId(db, target, touched);
    db.run(
      'INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      position,
      relationRank(kind),
      concept,
      to,
      anchor,
      facet,
      gloss,
    );
  });
  return old === undefined ? 'added' : 'changed';
}

/** Takes back all that a page says; the concepts that it said it of are touched. */
function clearPage(db: Database, page: { id: number; concept: number }, touched: Set<number>): void {
  touched.add(page.concept);
  for (const { target } of db.all<{ target: number }>('SELECT target FROM statement WHERE page = ?', page.id)) {
    touched.add(target);
  }
  db.run('DELETE FROM definition WHERE page = ?', page.id);
  db.run('DELETE FROM statement WHERE page = ?', page.id);
}

/** The id of a concept, which is made where it is new; its row is filled when the batch ends. */
function conceptId(db: Database, slug: string, touched: Set<number>): number {
  const known = db.get<{ id: number }>('SELECT id FROM concept WHERE slug = ?', slug);
  const { id } =
    known ??
    (db.get<{ id: number }>(
      `INSERT INTO concept(slug, name, alternates, name_key, sort_name, stub, kinds, relation_count, calculator_count)
       VALUES (?, '', '[]', '', '', 1, 0, 0, 0) RETURNING id`,
      slug,
    ) as { id: number });
  touched.add(id);
  return id;
}

/** Derives the touched concepts anew, and records what the batch changed. */
function finish(
  db: Database,
  touched: ReadonlySet<number>,
  { run, attacher }: WriteContext,
  changes: readonly { url: string; what: string }[],
): void {
  if (changes.length === 0) return;
  keepCalculators(db, attacher);
  for (const id of touched) deriveRow(db, id, attacher);
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

function deriveRow(db: Database, id: number, attacher: Attacher): void {
  const { slug, name: nameBefore } = db.get<{ slug: string; name: string }>(
    'SELECT slug, name FROM concept WHERE id = ?',
    id,
  ) as { slug: string; name: string };
  const pages = db
    .all<Omit<PageSaying, 'alternateNames'> & { alternates: string }>(
      `SELECT kind, name, alternates, published AS publishedAt,
         (SELECT text FROM definition d WHERE d.page = p.id AND d.kind = 0 ORDER BY position LIMIT 1) AS meaning
       FROM page p WHERE concept = ? ORDER BY precedence`,
      id,
    )
    .map(({ alternates, ...page }) => ({ ...page, alternateNames: JSON.parse(alternates) as string[] }));
  const anchors = db.all<Counted>(
    'SELECT anchor AS text, count(*) AS count FROM statement WHERE target = ? AND anchor IS NOT NULL GROUP BY anchor',
    id,
  );
  if (pages.length === 0 && db.get('SELECT 1 FROM statement WHERE target = ? LIMIT 1', id) === undefined) {
    db.run('DELETE FROM attachment WHERE concept = ?', id);
    db.run('DELETE FROM concept WHERE id = ?', id);
    return;
  }
  const glosses = db.all<Counted>(
    `SELECT gloss AS text, count(*) AS count FROM statement
     WHERE target = ? AND gloss IS NOT NULL AND facet IS NULL GROUP BY gloss`,
    id,
  );
  const concept = deriveConcept(slug, pages, anchors, glosses);
  db.run(
    `UPDATE concept SET name = ?, alternates = ?, meaning = ?, name_key = ?, sort_name = ?, stub = ?, kinds = ?,
       published = ?,
       relation_count = (SELECT count(*) FROM (SELECT DISTINCT kind, target FROM statement WHERE source = concept.id))
         + (SELECT count(*) FROM (SELECT DISTINCT kind, source FROM statement WHERE target = concept.id))
     WHERE id = ?`,
    concept.name,
    JSON.stringify(concept.alternateNames),
    concept.meaning,
    concept.nameKey,
    concept.sortName,
    concept.isStub ? 1 : 0,
    concept.kinds,
    concept.publishedAt,
    id,
  );
  if (concept.name !== nameBefore) attach(db, attacher, id, slug, concept.name);
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
