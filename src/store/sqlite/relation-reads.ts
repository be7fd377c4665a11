/** Reads of relations: a concept's edges, their number, and the neighbours worth reading next. */

import { byCodePoint } from '../../model/orders.ts';
import { linkLevel } from '../../model/ranking.ts';
import { RELATION_KINDS, type RelationKind } from '../../model/types.ts';
import { inTurns } from '../../turns.ts';
import type { Neighbour, RelationEdge, RelationFilter, RelationKey, Store } from '../store.ts';
import type { Database, Value } from './database.ts';
import { type ConceptRow, conceptColumns, conceptOf } from './rows.ts';
import { relationRank } from './schema.ts';

const SIMILAR = relationRank('SIMILAR');
const ME = 'WITH me AS (SELECT id, name_key FROM concept WHERE slug = ?)';

type RelationReads = Pick<Store, 'relations' | 'countRelations' | 'related' | 'neighbours' | 'relationsAmong'>;

export function relationReads(db: Database): RelationReads {
  /** Whether a concept has more relations than wanted: then a kind is asked at a time, so that few are sorted in vain. */
  const isHub = (slug: string, wanted: number) => {
    const concept = db.get<{ relations: number }>(
      'SELECT relation_count AS relations FROM concept WHERE slug = ?',
      slug,
    );
    return concept !== undefined && concept.relations > wanted;
  };
  return {
    async relations(slugs, { first, after, ...filter }) {
      const edges = edgesOf(filter);
      const past = after === null ? '' : 'WHERE (e.kind, e.place, c.slug, e.incoming) > (?, ?, ?, ?)';
      const cursor: Value[] =
        after === null
          ? []
          : [relationRank(after.kind), after.place, after.slug, after.direction === 'INCOMING' ? 1 : 0];
      return inTurns(slugs, (slug) => {
        const rows = db.all<ConceptRow & { kind: number; place: number; incoming: number }>(
          `${ME} SELECT ${conceptColumns('c')}, e.kind, e.place, e.incoming
           FROM (${edges.sql}) e JOIN concept c ON c.id = e.other ${past}
           ORDER BY e.kind, e.place, c.slug, e.incoming LIMIT ?`,
          slug,
          ...edges.values,
          ...cursor,
          first + 1,
        );
        return { items: rows.slice(0, first).map(edgeOf), hasNextPage: rows.length > first };
      });
    },

    async countRelations(slugs, filter) {
      const edges = edgesOf(filter);
      return inTurns(
        slugs,
        (slug) =>
          db.get<{ n: number }>(`${ME} SELECT count(*) AS n FROM (${edges.sql})`, slug, ...edges.values)?.n ?? 0,
      );
    },

    async related(slugs, first) {
      return inTurns(slugs, (slug) => db.all<ConceptRow>(RELATED, slug, first).map(conceptOf));
    },

    async neighbours(slugs, { kinds, first }) {
      const wanted = wantedKinds(kinds);
      return inTurns(slugs, (slug) => {
        const items: Neighbour[] = [];
        for (const some of isHub(slug, first) ? wanted.map((kind) => [kind]) : [wanted]) {
          if (items.length > first) break;
          const ranks = JSON.stringify(some.map(relationRank));
          const room = first + 1 - items.length;
          const rows = db.all<{ kind: number; slug: string; incoming: number }>(
            NEIGHBOURS,
            slug,
            ranks,
            ranks,
            some.includes('SIMILAR') ? 1 : 0,
            room,
          );
          items.push(...rows.map(neighbourOf));
        }
        return { items: items.slice(0, first), hasMore: items.length > first };
      });
    },

    async relationsAmong(slugs, { kinds, first }) {
      const wanted = wantedKinds(kinds);
      const once = [...new Set(slugs)];
      const all = JSON.stringify(once);
      const ranks = JSON.stringify(wanted.map(relationRank));
      const some = Array.from({ length: Math.ceil(once.length / SOURCES) }, (_, i) =>
        JSON.stringify(once.slice(i * SOURCES, (i + 1) * SOURCES)),
      );
      const parts = await inTurns(some, (sources) =>
        db.all<{ kind: number; from: string; to: string }>(
          AMONG,
          all,
          sources,
          ranks,
          wanted.includes('SIMILAR') ? 1 : 0,
          first + 1,
        ),
      );
      const items = parts
        .flat()
        .sort((a, b) => a.kind - b.kind || byCodePoint(a.from, b.from) || byCodePoint(a.to, b.to))
        .slice(0, first + 1)
        .map(({ kind, from, to }): RelationKey => ({ from, to, kind: RELATION_KINDS[kind] as RelationKind }));
      return { items: items.slice(0, first), hasMore: items.length > first };
    },
  };
}

function edgeOf(row: ConceptRow & { kind: number; place: number; incoming: number }): RelationEdge {
  return {
    concept: conceptOf(row),
    kind: RELATION_KINDS[row.kind] as RelationKind,
    direction: row.incoming === 1 ? 'INCOMING' : 'OUTGOING',
    place: row.place,
  };
}

function neighbourOf({ kind, slug, incoming }: { kind: number; slug: string; incoming: number }): Neighbour {
  return { slug, kind: RELATION_KINDS[kind] as RelationKind, direction: incoming === 1 ? 'INCOMING' : 'OUTGOING' };
}

/** A query over `me` that gives every distinct kind, direction and concept once: `kind, other, place, incoming`. */
function edgesOf({ kinds, direction }: RelationFilter): { sql: string; values: Value[] } {
  const wanted = kinds ?? RELATION_KINDS;
  const ranks = JSON.stringify(wanted.map(relationRank));
  const parts: string[] = [];
  const values: Value[] = [];
  for (const [incoming, from, to] of [
    [0, 'source', 'target'],
    [1, 'target', 'source'],
  ] as const) {
    if (direction === (incoming === 1 ? 'OUTGOING' : 'INCOMING')) continue;
    parts.push(
      `SELECT s.kind, s.${to} AS other, min(s.position) AS place, ${incoming} AS incoming FROM statement s
       WHERE s.${from} = (SELECT id FROM me) AND s.kind IN (SELECT value FROM json_each(?)) GROUP BY s.kind, s.${to}`,
    );
    values.push(ranks);
    if (wanted.includes('SIMILAR')) parts.push(`SELECT ${SIMILAR}, c.id, 0, ${incoming} FROM ${NAMESAKES}`);
  }
  return { sql: parts.join(' UNION ALL '), values };
}

const NAMESAKES = `me JOIN concept c ON c.name_key = me.name_key AND c.id != me.id AND me.name_key != ''`;

function levels(direction: 'OUTGOING' | 'INCOMING'): string {
  const cases = RELATION_KINDS.map((kind) => `WHEN ${relationRank(kind)} THEN ${linkLevel(kind, direction)}`);
  return `CASE s.kind ${cases.join(' ')} END`;
}

/** The kinds asked for, strongest first. */
function wantedKinds(kinds: readonly RelationKind[] | null): readonly RelationKind[] {
  return kinds === null ? RELATION_KINDS : RELATION_KINDS.filter((kind) => kinds.includes(kind));
}

/** The neighbours by some kinds. Those of one name come in the order of their index: there may be any number of them. */
const NEIGHBOURS = `${ME}
  SELECT e.kind, c.slug, e.incoming FROM (
    SELECT DISTINCT kind, target AS other, 0 AS incoming FROM statement
      WHERE source = (SELECT id FROM me) AND kind IN (SELECT value FROM json_each(?))
    UNION ALL
    SELECT DISTINCT kind, source, 1 FROM statement
      WHERE target = (SELECT id FROM me) AND kind IN (SELECT value FROM json_each(?))
  ) e JOIN concept c ON c.id = e.other
  UNION ALL
  SELECT ${SIMILAR}, c.slug, 0 FROM ${NAMESAKES} WHERE ?
  ORDER BY 1, 2, 3 LIMIT ?`;

/** Concepts whose relations to all others one statement finds. */
const SOURCES = 50;

/** Relations are found from the end that states them: a hub that everybody links to has few of these. */
const AMONG = `WITH chosen AS MATERIALIZED (SELECT id, slug, name_key FROM concept WHERE slug IN (SELECT value FROM json_each(?))),
    some AS MATERIALIZED (SELECT id, slug, name_key FROM concept WHERE slug IN (SELECT value FROM json_each(?)))
  SELECT s.kind, a.slug AS "from", b.slug AS "to"
    FROM some a CROSS JOIN statement s ON s.source = a.id AND s.kind IN (SELECT value FROM json_each(?))
    JOIN chosen b ON b.id = s.target
    GROUP BY s.kind, a.slug, b.slug
  UNION ALL
  SELECT ${SIMILAR}, a.slug, b.slug FROM some a JOIN chosen b
    ON b.name_key = a.name_key AND b.slug > a.slug AND a.name_key != '' WHERE ?
  ORDER BY 1, 2, 3 LIMIT ?`;

/** The order of `ranking.ts`. Links come grouped out of their indexes, so that of a hub they are sorted once. */
const RELATED = `${ME},
  link AS (
    SELECT s.target AS other, 0 AS incoming, ${levels('OUTGOING')} AS level, min(s.position) AS place
      FROM statement s WHERE s.source = (SELECT id FROM me) GROUP BY s.kind, s.target
    UNION ALL
    SELECT s.source, 1, ${levels('INCOMING')}, min(s.position)
      FROM statement s WHERE s.target = (SELECT id FROM me) GROUP BY s.kind, s.source
    UNION ALL SELECT c.id, 0, ${linkLevel('SIMILAR', 'OUTGOING')}, 0 FROM ${NAMESAKES}
    UNION ALL SELECT c.id, 1, ${linkLevel('SIMILAR', 'INCOMING')}, 0 FROM ${NAMESAKES}
  ),
  neighbour AS (
    SELECT other, max(level) + (min(incoming) = 0 AND max(incoming) = 1) AS level, count(*) AS links, min(place) AS place
    FROM link GROUP BY other
  )
  SELECT ${conceptColumns('c')} FROM neighbour n JOIN concept c ON c.id = n.other
  ORDER BY n.level DESC, n.links DESC, n.place, c.slug LIMIT ?`;
