/** What ingest runs changed: written in the transaction of each batch, and read newest first. */
import type { PageDifference } from '../../model/page-difference.ts';
import { type EarlierSteps, type PageStep, runRecord } from '../page-changes.ts';
import type { PastChange, PastRun, Store, WriteContext } from '../store.ts';
import { type Connection, forEach, type Run, together } from './connection.ts';
import { distinct, inOrder } from './projections.ts';

type HistoryReads = Pick<Store, 'pastChanges' | 'countPastChanges' | 'histories'>;

/** The changed fields are stored as JSON, because their values have any type. */
type ChangeRow = Omit<PastChange, 'fields'> & { fields: string };

export function historyReads({ read }: Connection): HistoryReads {
  return {
    async pastChanges({ since, first, after }) {
      const rows = await read<{ change: ChangeRow }>(
        `MATCH (r:Run) USING INDEX SEEK r:Run(at) WHERE r.at >= $since ${after === null ? '' : 'AND r.at <= $at'}
         MATCH (r)-[c:CHANGED]->(p) ${after === null ? '' : PAST_CURSOR}
         WITH r, c, p ORDER BY r.at DESC, r.id DESC, p.url LIMIT $limit RETURN ${CHANGE} AS change`,
        { since: since ?? '', limit: first + 1, ...(after ?? {}) },
      );
      const items = rows.slice(0, first).map(({ change }) => pastChange(change));
      return { items, hasNextPage: rows.length > first };
    },

    async countPastChanges(since) {
      const [row] = await read<{ n: number }>(
        `MATCH (r:Run) USING INDEX SEEK r:Run(at) WHERE r.at >= $since RETURN sum(COUNT { (r)-[:CHANGED]->() }) AS n`,
        { since: since ?? '' },
      );
      return row?.n ?? 0;
    },

    async histories(slugs, first) {
      const rows = await read<{ key: string; changes: ChangeRow[] }>(
        `UNWIND $slugs AS key RETURN key, COLLECT {
           MATCH (r:Run)-[c:CHANGED]->(p) USING INDEX SEEK c:CHANGED(slug) WHERE c.slug = key
           WITH r, c, p ORDER BY r.at DESC, r.id DESC, p.url LIMIT $first RETURN ${CHANGE}
         } AS changes`,
        { slugs: distinct(slugs), first },
      );
      return inOrder(slugs, rows, (row) => row?.changes.map(pastChange) ?? []);
    },
  };
}

const CHANGE = `{
  url: p.url, slug: c.slug, kind: c.kind, fields: c.fields, run: r {.id, .at, .source, .added, .changed, .removed}
}`;

const PAST_CURSOR = 'WHERE r.at < $at OR r.id < $run OR r.id = $run AND p.url > $url';

/** Puts the fields in the same order as the other store. */
function pastChange({ url, slug, kind, fields, run }: ChangeRow): PastChange {
  const { id, at, source, added, changed, removed } = run as PastRun;
  return { url, slug, kind, fields: JSON.parse(fields), run: { id, at, source, added, changed, removed } };
}

/** The recorded changes before a batch. */
export interface KeptSteps {
  /** What the run has done so far to the pages of the batch. */
  earlier: EarlierSteps;
  /** The number of recorded changes of all runs. */
  count: number;
}

/** @param urls - addresses of the batch's pages that the graph has (`known`) and that it had once (`removed`). */
export async function readKeptSteps(
  run: Run,
  urls: { known: readonly string[]; removed: readonly string[] },
  { run: { id } }: WriteContext,
): Promise<KeptSteps> {
  const ofLabel = (label: 'Page' | 'RemovedPage', urls: readonly string[]) =>
    forEach<{ url: string; kind: PageDifference['kind']; fields: string }>(
      run,
      urls,
      `UNWIND $rows AS url
       MATCH (p:${label} {url: url})<-[c:CHANGED]-(:Run {id: $id}) USING INDEX SEEK p:${label}(url)
       RETURN url, c.kind AS kind, c.fields AS fields`,
      { id },
    );
  const [counted, ...rows] = await together([
    run<{ n: number }>('MATCH ()-[c:CHANGED]->() RETURN count(c) AS n'),
    ofLabel('Page', urls.known),
    ofLabel('RemovedPage', urls.removed),
  ]);
  const earlier = rows.flat().map(({ url, kind, fields }) => [url, { kind, fields: JSON.parse(fields) }] as const);
  return { earlier: new Map(earlier), count: counted[0]?.n ?? 0 };
}

/**
 * Records what a batch of a run does to pages, and deletes the oldest changes above `mostChanges`. If the oldest run is
 * kept only in part, its first pages by address stay, regardless of the order of writing.
 */
export async function recordSteps(
  run: Run,
  steps: readonly PageStep[],
  { earlier, count }: KeptSteps,
  { run: { id, at, source }, mostChanges }: WriteContext,
): Promise<void> {
  const { totals, steps: made, undone } = runRecord(steps, earlier);
  const rows = made.map(({ url, slug, difference: { kind, fields } }) => ({
    ...{ url, slug, kind },
    fields: JSON.stringify(fields),
  }));
  const ofLabel = (label: 'Page' | 'RemovedPage') =>
    forEach(
      run,
      rows.filter(({ kind }) => (kind === 'REMOVED') === (label === 'RemovedPage')),
      `MATCH (r:Run {id: $id}) UNWIND $rows AS row MATCH (p:${label} {url: row.url})
       MERGE (r)-[c:CHANGED]->(p) SET c.slug = row.slug, c.kind = row.kind, c.fields = row.fields`,
      { id },
    );
  const excess = count + made.filter(({ url }) => !earlier.has(url)).length - undone.length - mostChanges;
  await together([
    run(
      `MERGE (r:Run {id: $id}) ON CREATE SET r.at = $at, r.source = $source, r.added = 0, r.changed = 0, r.removed = 0
       SET r.added = r.added + $added, r.changed = r.changed + $changed, r.removed = r.removed + $removed`,
      { id, at, source, ...totals },
    ),
    ofLabel('Page'),
    ofLabel('RemovedPage'),
    forEach(run, undone, `UNWIND $rows AS url MATCH (:Run {id: $id})-[c:CHANGED]->(p) WHERE p.url = url DELETE c`, {
      id,
    }),
    excess > 0 ? removeOldest(run, excess) : null,
  ]);
}

async function removeOldest(run: Run, excess: number): Promise<void> {
  await together([
    run(`MATCH (r:Run)-[c:CHANGED]->(p) WITH r, c, p ORDER BY r.at, r.id, p.url DESC LIMIT $excess DELETE c`, {
      excess,
    }),
    run(
      `MATCH (last:Run) WITH max(last.at) AS latest
       MATCH (r:Run) WHERE r.at < latest AND NOT EXISTS { (r)-[:CHANGED]->() } DELETE r`,
    ),
  ]);
}
