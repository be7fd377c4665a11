/** Reads of relations: a concept's edges and their number, the neighbours worth reading next, and links for walks. */
import type { LinkList, RelationEdge, RelationFilter, RelationKey } from '../../model/graph.ts';
import { RELATION_KINDS, type RelationKind, relationRank, STATEMENT_KINDS } from '../../model/types.ts';
import type { GraphReads } from '../graph-reads.ts';
import type { Connection, Parameters } from './connection.ts';
import { type KeyedRead, type ReadByKey, readsAlone } from './keyed-reads.ts';
import { CONCEPT, type ConceptRow, conceptOf, distinct } from './projections.ts';
import { NAMESAKES, RELATED } from './related.ts';
import { caseOf, relationSlot, statementTypes } from './schema.ts';

const SIMILAR = relationRank('SIMILAR');

type RelationReads = Pick<GraphReads, 'relations' | 'countRelations' | 'related' | 'links' | 'relationsAmong'>;
type EdgeRow = readonly [concept: ConceptRow, kind: number, place: number, incoming: number];
type LinkRow = readonly [slug: string, kind: number, incoming: number];

const ME = 'UNWIND $slugs AS key MATCH (me:Concept {slug: key})';

/** Reads of relations are heavy: they leave some places to light reads. */
export function relationReads({ read }: Connection, readByKey: ReadByKey): RelationReads {
  // Not merged with other reads: a walk bounds the number of concepts per statement.
  const readLinks = readsAlone({ read });
  const ofEach = (slugs: readonly string[], value: string, parameters: Parameters): KeyedRead => ({
    match: ME,
    value,
    parameters: { ...parameters, slugs: distinct(slugs) },
    weight: 'heavy',
  });
  return {
    async relations(slugs, { first, after, ...filter }) {
      const edges = await readByKey<EdgeRow[]>(
        ofEach(
          slugs,
          `COLLECT {
            CALL (me) { ${edgesOf(filter)} }
            WITH c, kind, place, incoming ${after === null ? '' : PAST_CURSOR}
            ORDER BY kind, place, c.slug, incoming LIMIT $limit
            RETURN [${CONCEPT}, kind, place, incoming]
          }`,
          {
            limit: first + 1,
            ...(after === null
              ? {}
              : {
                  kind: relationRank(after.kind),
                  place: after.place,
                  slug: after.slug,
                  incoming: after.direction === 'INCOMING' ? 1 : 0,
                }),
          },
        ),
      );
      return slugs.map((slug) => {
        const rows = edges.get(slug) ?? [];
        return { items: rows.slice(0, first).map(edgeOf), hasNextPage: rows.length > first };
      });
    },

    async countRelations(slugs, filter) {
      const counts = await readByKey<number>(
        ofEach(
          slugs,
          `reduce(n = 0, slot IN $slots | n + me.relationCounts[slot]) + $similar * COUNT { ${NAMESAKES} }`,
          countsOf(filter),
        ),
      );
      return slugs.map((slug) => counts.get(slug) ?? 0);
    },

    async related(slugs, first) {
      const found = await readByKey<ConceptRow[]>({
        ...ofEach(slugs, 'kept + ranked', { first }),
        match: ME + RELATED,
      });
      return slugs.map((slug) => (found.get(slug) ?? []).map(conceptOf));
    },

    async links(slugs, { kinds, first }) {
      const links = await readLinks<LinkRow[]>(
        ofEach(
          slugs,
          `COLLECT {
            CALL (me) { ${edgesOf({ kinds, direction: 'BOTH' })} }
            WITH c.slug AS slug, kind, place, incoming WHERE kind <> ${SIMILAR} OR incoming = 0
            ORDER BY kind, place, slug, incoming LIMIT $limit
            RETURN [slug, kind, incoming]
          }`,
          { limit: first + 1 },
        ),
      );
      return slugs.map((slug) => {
        const rows = links.get(slug) ?? [];
        return { items: rows.slice(0, first).map(linkOf), hasMore: rows.length > first };
      });
    },

    async relationsAmong(slugs, { kinds, first }) {
      const rows = await read<{ kind: number; from: string; to: string }>(
        `UNWIND $slugs AS key MATCH (found:Concept {slug: key})
         ${READ_AGAIN}
         CALL (me) { ${edgesOf({ kinds, direction: 'OUTGOING' })} }
         WITH me.slug AS from, c.slug AS to, kind
         WHERE to IN $slugs AND (kind <> ${SIMILAR} OR from < to)
         RETURN kind, from, to ORDER BY kind, from, to LIMIT $limit`,
        { slugs: distinct(slugs), limit: first + 1 },
        undefined,
        'heavy',
      );
      const items = rows.map(
        ({ kind, from, to }): RelationKey => ({
          from,
          to,
          kind: RELATION_KINDS[kind] as RelationKind,
        }),
      );
      return { items: items.slice(0, first), hasMore: items.length > first };
    },
  };
}

/** A slug that comes from an index sorts by UTF-16 unit; read again from its node, it sorts by code point. */
const READ_AGAIN = 'WITH elementId(found) AS id MATCH (me:Concept) WHERE elementId(me) = id';

/** The slots of `relationCounts` that a filter covers, and how often each namesake counts. */
function countsOf({ kinds, direction }: RelationFilter): { slots: number[]; similar: number } {
  const directions = direction === 'BOTH' ? (['OUTGOING', 'INCOMING'] as const) : [direction];
  const stated = STATEMENT_KINDS.filter((kind) => kinds === null || kinds.includes(kind));
  return {
    slots: stated.flatMap((kind) => directions.map((one) => relationSlot(kind, one))),
    similar: kinds === null || kinds.includes('SIMILAR') ? directions.length : 0,
  };
}

function linkOf([to, kind, incoming]: LinkRow): LinkList<string>['items'][number] {
  return { to, kind: RELATION_KINDS[kind] as RelationKind, direction: incoming === 1 ? 'INCOMING' : 'OUTGOING' };
}

function edgeOf([concept, kind, place, incoming]: EdgeRow): RelationEdge {
  return {
    concept: conceptOf(concept),
    kind: RELATION_KINDS[kind] as RelationKind,
    direction: incoming === 1 ? 'INCOMING' : 'OUTGOING',
    place,
  };
}

const PAST_CURSOR = `
  WHERE kind > $kind OR kind = $kind AND (place > $place OR place = $place AND (
    c.slug > $slug OR c.slug = $slug AND incoming > $incoming))`;

/** A subquery over `me` with one row per kind, direction and concept: `c, kind, place, incoming`. */
function edgesOf({ kinds, direction }: RelationFilter): string {
  const types = statementTypes(kinds);
  const parts: string[] = [];
  for (const [incoming, left, right] of [
    [0, '-', '->'],
    [1, '<-', '-'],
  ] as const) {
    if (direction === (incoming === 1 ? 'OUTGOING' : 'INCOMING')) continue;
    if (types !== '') {
      parts.push(`MATCH (me)${left}[r:${types}]${right}(c:Concept)
        RETURN c, ${caseOf('type(r)', STATEMENT_KINDS, relationRank)} AS kind, min(r.position) AS place,
          ${incoming} AS incoming`);
    }
    if (kinds === null || kinds.includes('SIMILAR')) {
      parts.push(`${NAMESAKES} RETURN c, ${SIMILAR} AS kind, 0 AS place, ${incoming} AS incoming`);
    }
  }
  return parts.length > 0 ? parts.join(' UNION ALL ') : `${NAMESAKES} AND false ${NOTHING}`;
}

/** For a filter without any kind. */
const NOTHING = 'RETURN c, 0 AS kind, 0 AS place, 0 AS incoming';
