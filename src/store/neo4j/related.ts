/**
 * The neighbours worth reading next, in the order of `model/ranking.ts`. A concept stores the slugs of the first of
 * them in its property `related`. A write ranks the affected neighbours of hubs at once. Any other affected concept
 * loses `related` and is labelled :Unranked until the end of the run, because a run touches most concepts again and
 * again; until then its neighbours are ranked on each read.
 */
import { linkLevel } from '../../model/ranking.ts';
import { STATEMENT_KINDS } from '../../model/types.ts';
import { forEach, type Run, together } from './connection.ts';
import type { Change, ConceptChanges } from './derivation.ts';
import { CONCEPT } from './projections.ts';
import { ANY_STATEMENT, caseOf } from './schema.ts';
import type { StatementChange } from './statements.ts';

/** A concept with more relations than this is a hub. */
const HUB = 256;
/** Neighbours stored per concept: more than most requests ask for. Larger requests rank the neighbours again. */
const KEPT = 20;

/** Finds similar concepts by their indexed `likeness`; the SIMILAR relationships are only for people. */
export const NAMESAKES = "MATCH (c:Concept {likeness: me.likeness}) WHERE c <> me AND me.likeness <> ''";

/** The links between `me` and `c` in one direction; `namesakes` is the clause that binds or checks `c` for SIMILAR. */
function linksOf(direction: 'OUTGOING' | 'INCOMING', returned: string, namesakes: string): string {
  const incoming = direction === 'INCOMING' ? 1 : 0;
  const pattern = incoming === 1 ? `(me)<-[r:${ANY_STATEMENT}]-(c:Concept)` : `(me)-[r:${ANY_STATEMENT}]->(c:Concept)`;
  const level = caseOf('type(r)', STATEMENT_KINDS, (kind) => linkLevel(kind, direction));
  return `
    MATCH ${pattern}
    RETURN ${returned} type(r) AS kind, ${level} AS level, ${incoming} AS incoming, r.position AS place
    UNION ALL
    ${namesakes}
    RETURN ${returned} 'SIMILAR' AS kind, ${linkLevel('SIMILAR', direction)} AS level, ${incoming} AS incoming, 0 AS place`;
}

function bothWays(returned: string, namesakes: string): string {
  return `${linksOf('OUTGOING', returned, namesakes)} UNION ALL ${linksOf('INCOMING', returned, namesakes)}`;
}

/** The links of `me` to any concept: `c, kind, level, incoming, place`. */
const LINKS_TO_ANY = bothWays('c,', NAMESAKES);
/** The links of `me` to the bound `c`: `kind, level, incoming, place`. */
const LINKS_TO_ONE = bothWays('', "WITH me, c WHERE c.likeness = me.likeness AND c <> me AND me.likeness <> ''");

const RANKED = `max(level) + max(incoming) - min(incoming) AS level, count(DISTINCT kind + incoming) AS links,
  min(place) AS place ORDER BY level DESC, links DESC, place, c.slug`;

/** Whether `related` has `$first` neighbours of `me`, or all there are: a list shorter than KEPT is complete. */
const IS_KEPT = `me.related IS NOT NULL AND ($first <= ${KEPT} OR size(me.related) < ${KEPT})`;

/** Gives at most `$first` neighbours of `me`: the stored ones as `kept`, or those ranked by its links as `ranked`. */
export const RELATED = `
  WITH key, me, CASE WHEN ${IS_KEPT} THEN me.related[..$first] END AS slugs
  WITH key, me, slugs, COLLECT {
    UNWIND range(0, coalesce(size(slugs), 0) - 1) AS i
    MATCH (c:Concept {slug: slugs[i]}) WITH c, i ORDER BY i RETURN ${CONCEPT}
  } AS kept
  WITH key, kept, COLLECT {
    UNWIND CASE WHEN slugs IS NULL THEN [1] ELSE [] END AS ranked
    CALL (me) { ${LINKS_TO_ANY} }
    WITH c, ${RANKED} LIMIT $first
    RETURN ${CONCEPT}
  } AS ranked`;

/** Whether it has too many relations for a read to rank its neighbours, so that each write ranks them. */
export function isHub({ relationCount }: { relationCount: number | null }): boolean {
  return (relationCount ?? 0) > HUB;
}

/**
 * Ranks the neighbours of hubs that a batch affects. Other concepts whose namesakes may differ (`renamed`) lose
 * `related`; `putConcepts` has already removed it from those whose links changed.
 */
export async function rankAnew(
  run: Run,
  { changes, linked }: ConceptChanges,
  change: StatementChange,
  renamed: readonly string[],
): Promise<void> {
  await together([
    forEach(
      run,
      [...new Set(renamed)].filter((slug) => !linked.has(slug)).sort(),
      `UNWIND $rows AS slug MATCH (c:Concept {slug: slug}) WHERE c.relationCount <= ${HUB}
       SET c:Unranked REMOVE c.related`,
    ),
    keepRelated(run, hubsAmong(changes, change, renamed)),
  ]);
}

function hubsAmong(
  changes: readonly Change[],
  { added, removed }: StatementChange,
  renamed: readonly string[],
): HubChange[] {
  const whole = renamed.map((slug): HubChange => ({ slug, changed: [], removed: [], isWhole: true }));
  const hubs = new Map(
    changes
      .filter(({ derived }) => isHub(derived))
      .map(({ slug, kept }) => [
        slug,
        { slug, changed: new Set<string>(), removed: new Set<string>(), isWhole: !isHub(kept) },
      ]),
  );
  for (const { source, target } of [...added, ...removed]) {
    hubs.get(source)?.changed.add(target);
    hubs.get(target)?.changed.add(source);
  }
  for (const { source, target } of removed) {
    hubs.get(source)?.removed.add(target);
    hubs.get(target)?.removed.add(source);
  }
  const partly = [...hubs.values()].filter(({ changed, isWhole }) => isWhole || changed.size > 0);
  return [...partly.map((hub) => ({ ...hub, changed: [...hub.changed], removed: [...hub.removed] })), ...whole];
}

/** What changed around a hub. */
export interface HubChange {
  slug: string;
  /** Slugs of the concepts whose links to or from it changed. */
  changed: readonly string[];
  /** Slugs of the concepts among them that lost a link. */
  removed: readonly string[];
  /** Whether all its neighbours must be ranked again. */
  isWhole: boolean;
}

/** Ranks the stored and the changed neighbours of hubs again; all neighbours if a stored one may drop out. */
export async function keepRelated(run: Run, hubs: readonly HubChange[]): Promise<void> {
  await forEach(
    run,
    hubs.map((hub) => ({ ...hub })),
    KEEP_RELATED,
  );
}

const KEEP_RELATED = `
  UNWIND $rows AS hub MATCH (me:Concept {slug: hub.slug}) USING INDEX SEEK me:Concept(slug)
  WHERE me.relationCount > ${HUB}
  WITH me, hub, hub.isWhole OR me.related IS NULL OR any(slug IN hub.removed WHERE slug IN me.related) AS isWhole
  CALL (me, hub, isWhole) {
    UNWIND CASE WHEN isWhole THEN [1] ELSE [] END AS whole MATCH (me)-[:${ANY_STATEMENT}]-(c:Concept) RETURN c
    UNION
    UNWIND CASE WHEN isWhole THEN [] ELSE me.related + hub.changed END AS slug
    MATCH (c:Concept {slug: slug}) RETURN c
    UNION
    ${NAMESAKES} RETURN c
  }
  CALL (me, c) { ${LINKS_TO_ONE} }
  WITH me, c, ${RANKED}
  WITH me, collect(c.slug)[..${KEPT}] AS related SET me.related = related REMOVE me:Unranked`;

/** Ranks the neighbours of up to RANKED_AT_ONCE :Unranked concepts; returns their number, smaller when none is left. */
export async function rankSome(run: Run): Promise<number> {
  const [row] = await run<{ n: number }>(RANK_SOME, { first: RANKED_AT_ONCE });
  return row?.n ?? 0;
}

/** Concepts per transaction, which takes about a second. */
export const RANKED_AT_ONCE = 1_000;

const RANK_SOME = `
  MATCH (me:Unranked) WITH me LIMIT $first
  WITH me, COLLECT { CALL (me) { ${LINKS_TO_ANY} } WITH c, ${RANKED} LIMIT ${KEPT} RETURN c.slug } AS related
  SET me.related = related REMOVE me:Unranked RETURN count(*) AS n`;
