/** Resolvers of what takes more than one step through the graph: paths, neighbourhoods and the nearest calculators. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Concept, RelationKind } from '../model/types.ts';
import { shortestPath } from '../search/shortest-path.ts';
import { type Nearby, rings } from '../search/walk.ts';
import type { RelationKey } from '../store/store.ts';
import type { CalculatorShelf } from './calculators.ts';
import { distinct } from './concept-resolvers.ts';
import type { Context } from './context.ts';
import { firstOf, LIMITS, sizeOf } from './limits.ts';
import { linksBy } from './links.ts';
import { nearbyCalculatorsOn } from './nearby-calculators.ts';

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
      from: ({ from }: RelationKey, _: unknown, { loaders }: Context) => loaders.concepts.load(from),
      to: ({ to }: RelationKey, _: unknown, { loaders }: Context) => loaders.concepts.load(to),
      pages: (relation: RelationKey, _: unknown, { loaders }: Context) => loaders.relationPages.load(relation),
    },
  };
}

async function path(
  _: unknown,
  { from, to, maxHops, kinds }: { from: string; to: string; maxHops?: number | null; kinds?: Kinds },
  context: Context,
  info: GraphQLResolveInfo,
) {
  const ends = await conceptsOf([from, to], context);
  if (ends.length < 2) return null;
  const found = await shortestPath(from, to, sizeOf('maxHops', maxHops, info), linksBy(kinds, context));
  if (found === null) return null;
  const concepts = await conceptsOf(found.slugs, context);
  // An ingest may take one of them away while the path is told.
  return concepts.length < found.slugs.length
    ? null
    : { length: found.relations.length, concepts, steps: found.relations };
}

async function neighbourhood(
  _: unknown,
  given: { slugs: readonly string[]; depth?: number | null; limit?: number | null; kinds?: Kinds },
  context: Context,
  info: GraphQLResolveInfo,
) {
  const limit = sizeOf('limit', given.limit, info);
  const known = await conceptsOf([...new Set(given.slugs)], context);
  const nodes: Nearby[] = known.slice(0, limit).map(({ slug }) => ({ slug, distance: 0, strength: 0 }));
  let truncated = known.length > limit;
  // A full answer looks one ring further, at whether there would have been more.
  const walk = rings(
    nodes.map(({ slug }) => slug),
    given.depth ?? DEPTH,
    linksBy(given.kinds, context),
  );
  for (let next = truncated ? null : await walk.next(); next !== null && !next.done; ) {
    const { ring, isCut } = next.value;
    const room = limit - nodes.length;
    nodes.push(...ring.slice(0, room));
    truncated ||= isCut || ring.length > room;
    if (truncated && nodes.length === limit) break;
    next = await walk.next(room);
  }
  const relations = await context.store.relationsAmong(
    nodes.map(({ slug }) => slug),
    { kinds: distinct(given.kinds), first: LIMITS.relations },
  );
  const present = await withConcepts(nodes, context);
  const slugs = new Set(present.map(({ concept }) => concept.slug));
  return {
    nodes: present,
    // An ingest may have taken one of their ends away.
    relations: relations.items.filter(({ from, to }) => slugs.has(from) && slugs.has(to)),
    truncated: truncated || relations.hasMore,
  };
}

async function withConcepts(nodes: readonly Nearby[], { loaders }: Context) {
  const concepts = await Promise.all(nodes.map(({ slug }) => loaders.concepts.load(slug)));
  return nodes.flatMap(({ distance }, i) => {
    const concept = concepts[i] ?? null;
    return concept === null ? [] : [{ concept, distance }];
  });
}

/** The concepts of these slugs, without unknown ones. */
async function conceptsOf(slugs: readonly string[], { loaders }: Context): Promise<Concept[]> {
  const concepts = await Promise.all(slugs.map((slug) => loaders.concepts.load(slug)));
  return concepts.filter((concept) => concept !== null);
}
