/**
 * Brings a file of an older version up to this one, in one transaction. Versions 1 and 2 kept the graph in tables, the
 * second with full text beside it: their pages are read out of them and written as they are kept now.
 */
import { UsageError } from '../../errors.ts';
import {
  DEFINITION_KINDS,
  type PageContent,
  type PageDefinition,
  type PageKind,
  RELATION_KINDS,
  type Statement,
} from '../../model/types.ts';
import type { Database } from './database.ts';
import { BUSY_TIMEOUT_MS } from './opening.ts';
import { SCHEMA_VERSION, TABLES } from './schema.ts';
import { writePages } from './writes.ts';

/** Another process may be upgrading the file: of the largest glossaries that takes minutes. */
const PATIENCE_MS = 600_000;
const BATCH = 200;

/**
 * A database that cannot be upgraded is closed.
 * @throws UsageError when the file is of an older version and can only be read.
 */
export function upgrade(db: Database, path: string): void {
  if (versionOf(db) === SCHEMA_VERSION) return;
  try {
    if (db.access !== 'write') {
      throw new UsageError(
        `${path} was written by an older riskgraph and cannot be written to: open it once where it can, or ingest the pages again`,
      );
    }
    db.get(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
    db.transaction(() => {
      // Another process may have come first.
      if (versionOf(db) === SCHEMA_VERSION) return;
      rewrite(db);
      db.run(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    });
    db.get(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  } catch (error) {
    db.close();
    throw error;
  }
}

function versionOf(db: Database): number {
  return db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
}

const SAME_NAME = ['page', 'run', 'change', 'graph', 'lock'];
const OTHERS = ['concept_word', 'concept_text', 'gloss_word', 'gloss_text', 'saying', 'calculator', 'attachment'];

function rewrite(db: Database): void {
  const statements = TABLES.split(/;\s*\n/).filter((sql) => sql.trim() !== '');
  for (const index of ['page_concept', 'page_site']) db.run(`DROP INDEX ${index}`);
  // A table that others refer to goes after them.
  for (const table of OTHERS.toSorted((a, b) => Number(a === 'calculator') - Number(b === 'calculator'))) {
    db.run(`DROP TABLE IF EXISTS ${table}`);
  }
  for (const table of SAME_NAME) db.run(`ALTER TABLE ${table} RENAME TO old_${table}`);
  for (const sql of statements) db.run(sql);

  for (let after = ''; ; ) {
    const pages = oldPages(db, after);
    writePages(db, pages, { run: { id: 'upgrade', at: '' } });
    if (pages.length < BATCH) break;
    after = pages.at(-1)?.url as string;
  }
  for (const table of ['run', 'change']) {
    db.run(`DELETE FROM ${table}`);
    db.run(`INSERT INTO ${table} SELECT * FROM old_${table}`);
  }
  db.run(
    `UPDATE graph SET version = max(version, (SELECT version + 1 FROM old_graph)), lastIngestAt = (SELECT max(at) FROM run)`,
  );
  for (const table of [
    'definition',
    'statement',
    'old_page',
    'concept',
    'old_run',
    'old_change',
    'old_graph',
    'old_lock',
  ]) {
    db.run(`DROP TABLE ${table}`);
  }
}

interface OldPage {
  id: number;
  url: string;
  kind: PageKind;
  site: string;
  concept: string;
  resource: number | null;
  title: string;
  name: string;
  alternates: string;
  author: string | null;
  publishedAt: string | null;
  modifiedAt: string | null;
  truncated: number;
}

/** Some pages of a file of version 1 or 2, in order of address. */
function oldPages(db: Database, after: string): PageContent[] {
  const rows = db.all<OldPage>(
    `SELECT p.id, p.url, p.kind, p.site, c.slug AS concept, p.resource, p.title, p.name, p.alternates, p.author,
       p.published AS publishedAt, p.modified AS modifiedAt, p.truncated
     FROM old_page p JOIN concept c ON c.id = p.concept WHERE p.url > ? ORDER BY p.url LIMIT ${BATCH}`,
    after,
  );
  return rows.map(({ id, alternates, truncated, ...page }) => ({
    ...page,
    truncated: truncated === 1,
    alternateNames: JSON.parse(alternates) as string[],
    definitions: db
      .all<Omit<PageDefinition, 'kind'> & { kind: number }>(
        'SELECT kind, facet, text FROM definition WHERE page = ? ORDER BY position',
        id,
      )
      .map(({ kind, ...rest }) => ({ ...rest, kind: DEFINITION_KINDS[kind] as PageDefinition['kind'] })),
    statements: db
      .all<Omit<Statement, 'kind'> & { kind: number }>(
        `SELECT s.kind, c.slug AS target, s.anchor, s.facet, s.gloss FROM statement s JOIN concept c ON c.id = s.target
         WHERE s.page = ? ORDER BY s.position`,
        id,
      )
      .map(({ kind, ...rest }) => ({ ...rest, kind: RELATION_KINDS[kind] as Statement['kind'] })),
  }));
}
