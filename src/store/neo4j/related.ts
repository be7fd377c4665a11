/**
 * The neighbours worth reading next, in the order of `model/ranking.ts`. A concept keeps the first of them as slugs, in its
 * property `related`. What a write may have moved at a hub it ranks itself. Any other concept loses its `related` and is
 * :Unranked until the run ends, because a run comes past most of them again and again; until then it is ranked when it is read.
 */
import { linkLevel } from '../../model/ranking.ts';
import { STATEMENT_KINDS } from '../../model/types.ts';
import { forEach, type Run, together } from './connection.ts';
import type { Change, ConceptChanges } from './derivation.ts';
import { CONCEPT } from './projections.ts';
import { ANY_STATEMENT, caseOf } from './schema.ts';
import type { StatementChange } from './statements.ts';

/** A concept with more relations than these is a hub. */
const HUB = 256;
/** More than most requests ask for: who asks for more has them ranked. */
const KEPT = 20;

/** Concepts that are alike are found by their key, which an index holds; the SIMILAR relationships are for people. */
export const NAMESAKES = "MATCH (c:Concept {likeness: me.likeness}) WHERE c <> me AND me.likeness <> ''";

/** The links of `me` in one direction to `c`; `namesakes` binds it, or checks it, for SIMILAR. */
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

/** The links of `me` to anybody: `c, kind, level, incoming, place`. */
const LINKS_TO_ANY = bothWays('c,', NAMESAKES);
/** Those to the `c` at hand: `kind, level, incoming, place`. */
const LINKS_TO_ONE = bothWays('', "WITH me, c WHERE c.likeness = me.likeness AND c <> me AND me.likeness <> ''");

const RANKED = `max(level) + max(incoming) - min(incoming) AS level, count(DISTINCT kind + incoming) AS links,
  min(place) AS place ORDER BY level DESC, links DESC, place, c.slug`;

/** Whether `$first` neighbours of `me` are kept: a short list has all there are. */
const IS_KEPT = `me.related IS NOT NULL AND ($first <= ${KEPT} OR size(me.related) < ${KEPT})`;

/** Gives `kept` and `ranked`, together at most `$first` neighbours of `me`: what it keeps, or what its links say. */
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

/** Whether it has so many relations that its neighbours are ranked with each write, lest a read take too long. */
export function isHub({ relationCount }: { relationCount: number | null }): boolean {
  return (relationCount ?? 0) > HUB;
}

/**
 * Ranks anew around hubs what a batch may have moved; whoever has other namesakes, `renamed`, loses what it keeps, as those
 * whose links are others have lost it with them.
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
  /** Slugs of the concepts whose links to it, or from it, are others. */
  changed: readonly string[];
  /** Those of them that lost a link. */
  removed: readonly string[];
  /** Where anybody may have moved. */
  isWhole: boolean;
}

/** Ranks anew what may have moved: those kept and those that changed, or all where one of those kept may have to go. */
export async function keepRelated(run: Run, hubs: readonly HubChange[]): Promise<void> {
  await forEach(
    run,
    hubs.map((hub) => ({ ...hub })),
    KEEP_RELATED,
  );
}

const KEEP_RELATED = `
  UNWIND $rows AS hub MATCH (me:Concept {slug: hub.slug}) WHERE me.relationCount > ${HUB}
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

/** Ranks the neighbours of some concepts that keep none; answers how many these were, RANKED_AT_ONCE while there are more. */
export async function rankSome(run: Run): Promise<number> {
  const [row] = await run<{ n: number }>(RANK_SOME, { first: RANKED_AT_ONCE });
  return row?.n ?? 0;
}

/** Concepts of one transaction, which takes about a second. */
export const RANKED_AT_ONCE = 1_000;

const RANK_SOME = `
  MATCH (me:Unranked) WITH me LIMIT $first
  WITH me, COLLECT { CALL (me) { ${LINKS_TO_ANY} } WITH c, ${RANKED} LIMIT ${KEPT} RETURN c.slug } AS related
  SET me.related = related REMOVE me:Unranked RETURN count(*) AS n`;
