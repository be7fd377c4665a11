/** What ingest runs changed: written in the transaction of each batch, and read newest first. */
import type { PageDifference } from '../../model/page-difference.ts';
import { inTurns } from '../../turns.ts';
import { type EarlierSteps, type PageStep, runRecord } from '../page-changes.ts';
import type { PastChange, PastRun, Store, WriteContext } from '../store.ts';
import type { Database, Value } from './database.ts';

type HistoryReads = Pick<Store, 'pastChanges' | 'countPastChanges' | 'histories'>;

interface ChangeRow extends PastRun {
  url: string;
  slug: string;
  kind: PageDifference['kind'];
  fields: string;
}

export function historyReads(db: Database): HistoryReads {
  const changes = (condition: string, ...values: Value[]) =>
    db
      .all<ChangeRow>(
        `SELECT url, slug, kind, fields, id, at, source, added, changed, removed
         FROM run JOIN change ON change.run = run.id WHERE ${condition} ORDER BY at DESC, id DESC, url LIMIT ?`,
        ...values,
      )
      .map(pastChange);
  return {
    async pastChanges({ since, first, after }) {
      const found =
        after === null
          ? changes('at >= ?', since ?? '', first + 1)
          : changes(
              'at >= ? AND at <= ? AND (at < ? OR id < ? OR (id = ? AND url > ?))',
              ...[since ?? '', after.at, after.at, after.run, after.run, after.url, first + 1],
            );
      return { items: found.slice(0, first), hasNextPage: found.length > first };
    },

    async countPastChanges(since) {
      const [row] = db.all<{ n: number }>(
        'SELECT count(*) AS n FROM run JOIN change ON change.run = run.id WHERE at >= ?',
        since ?? '',
      );
      return row?.n ?? 0;
    },

    async histories(slugs, first) {
      return inTurns(slugs, (slug) => changes('slug = ?', slug, first));
    },
  };
}

function pastChange({ url, slug, kind, fields, ...run }: ChangeRow): PastChange {
  return { url, slug, kind, fields: JSON.parse(fields), run };
}

/** Records what a batch of a run does to pages, and deletes the oldest changes above `mostChanges`. */
export function recordSteps(
  db: Database,
  steps: readonly PageStep[],
  { run, mostChanges }: Pick<WriteContext, 'run' | 'mostChanges'>,
): void {
  const record = runRecord(steps, earlierSteps(db, run.id, steps));
  const { added, changed, removed } = record.totals;
  db.run(
    `INSERT INTO run(id, at, source, added, changed, removed) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET
     added = added + excluded.added, changed = changed + excluded.changed, removed = removed + excluded.removed`,
    ...[run.id, run.at, run.source, added, changed, removed],
  );
  for (const { url, slug, difference } of record.steps) {
    db.run(
      'INSERT OR REPLACE INTO change(run, url, slug, kind, fields) VALUES (?, ?, ?, ?, ?)',
      ...[run.id, url, slug, difference.kind, JSON.stringify(difference.fields)],
    );
  }
  for (const url of record.undone) db.run('DELETE FROM change WHERE run = ? AND url = ?', run.id, url);
  forgetOldest(db, mostChanges);
}

function earlierSteps(db: Database, run: string, steps: readonly PageStep[]): EarlierSteps {
  const known = new Map<string, PageDifference>();
  for (const { url } of steps) {
    const row = db.get<Pick<ChangeRow, 'kind' | 'fields'>>(
      'SELECT kind, fields FROM change WHERE run = ? AND url = ?',
      ...[run, url],
    );
    if (row !== undefined) known.set(url, { kind: row.kind, fields: JSON.parse(row.fields) });
  }
  return known;
}

/** If the oldest run is kept only in part, its first pages by address stay, regardless of the order of writing. */
function forgetOldest(db: Database, mostChanges: number): void {
  const count = db.get<{ n: number }>('SELECT count(*) AS n FROM change')?.n ?? 0;
  if (count <= mostChanges) return;
  db.run(
    `DELETE FROM change WHERE (run, url) IN (
       SELECT run, url FROM run JOIN change ON change.run = run.id ORDER BY at, id, url DESC LIMIT ?)`,
    count - mostChanges,
  );
  db.run('DELETE FROM run WHERE id NOT IN (SELECT run FROM change) AND at < (SELECT max(at) FROM run)');
}
