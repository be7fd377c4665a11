/** Resolvers of walks over several relations: paths, neighbourhoods and the nearest calculators. */
import type { GraphQLResolveInfo } from 'graphql';
import type { RelationKey } from '../model/graph.ts';
import type { Concept, RelationKind } from '../model/types.ts';
import { shortestPath } from '../search/walks/shortest-path.ts';
import { type Nearby, rings } from '../search/walks/walk.ts';
import type { CalculatorShelf } from './calculators.ts';
import { distinct } from './concept-resolvers.ts';
import { type Context, fromGraph } from './context.ts';
import { relationId } from './ids.ts';
import { firstOf, LIMITS, sizeOf } from './limits.ts';
import { nearbyCalculatorsOn } from './nearby-calculators.ts';
import { similarReasons } from './similar-reasons.ts';

const DEPTH = 1;

type Kinds = readonly RelationKind[] | null | undefined;

export function walkResolvers(shelf: CalculatorShelf) {
  const nearbyCalculators = nearbyCalculatorsOn(shelf);
  return {
    Query: { path, neighbourhood },
    Concept: {
      nearbyCalculators: (
        concept: Concept,
        { first }: { first?: number | null },
        context: Context,
        info: GraphQLResolveInfo,
      ) => nearbyCalculators(concept, firstOf(first, info), context),
    },
    Relation: {
      id: relationId,
      from: ({ from }: RelationKey, _: unknown, context: Context) => fromGraph(context, (graph) => graph.concept(from)),
      to: ({ to }: RelationKey, _: unknown, context: Context) => fromGraph(context, (graph) => graph.concept(to)),
      pages: (relation: RelationKey, _: unknown, context: Context) =>
        fromGraph(context, (graph) => graph.relationPages(relation)),
      reasons: (relation: RelationKey, _: unknown, context: Context) => similarReasons(relation, context),
    },
  };
}

async function path(
  _: unknown,
  { from, to, maxHops, kinds }: { from: string; to: string; maxHops?: number | null; kinds?: Kinds },
  context: Context,
  info: GraphQLResolveInfo,
) {
  const graph = await context.graph();
  const walkable = graph.walkable(distinct(kinds));
  const [start, goal] = await Promise.all([walkable.keyOf(from), walkable.keyOf(to)]);
  if (start === null || goal === null) return null;
  const found = await shortestPath(start, goal, sizeOf('maxHops', maxHops, info), walkable);
  if (found === null) return null;
  const concepts = await Promise.all(found.slugs.map((slug) => graph.concept(slug)));
  // Over Neo4j, an ingest may have removed one of them meanwhile.
  return concepts.includes(null) ? null : { length: found.relations.length, concepts, steps: found.relations };
}

async function neighbourhood(
  _: unknown,
  given: { slugs: readonly string[]; depth?: number | null; limit?: number | null; kinds?: Kinds },
  context: Context,
  info: GraphQLResolveInfo,
) {
  const limit = sizeOf('limit', given.limit, info);
  const graph = await context.graph();
  const walkable = graph.walkable(distinct(given.kinds));
  const known = await Promise.all([...new Set(given.slugs)].map((slug) => walkable.keyOf(slug)));
  const seeds = known.filter((key) => key !== null);
  const nodes: Nearby[] = seeds.slice(0, limit).map((key) => ({ key, distance: 0, strength: 0 }));
  let truncated = seeds.length > limit;
  const walk = rings(
    nodes.map(({ key }) => key),
    truncated ? 0 : (given.depth ?? DEPTH),
    walkable,
    limit - nodes.length,
  );
  for await (const { ring, isCut } of walk) {
    nodes.push(...ring);
    truncated ||= isCut;
    if (truncated && nodes.length === limit) break;
  }
  const relations = await walkable.among(
    nodes.map(({ key }) => key),
    LIMITS.relations,
  );
  const concepts = await Promise.all(nodes.map(({ key }) => graph.concept(walkable.slugOf(key))));
  const present = nodes.flatMap(({ distance }, i) => {
    const concept = concepts[i] ?? null;
    return concept === null ? [] : [{ concept, distance }];
  });
  const slugs = new Set(present.map(({ concept }) => concept.slug));
  return {
    nodes: present,
    // Over Neo4j, an ingest may have removed one of their ends.
    relations: relations.items.filter(({ from, to }) => slugs.has(from) && slugs.has(to)),
    truncated: truncated || relations.hasMore,
  };
}
