/** Resolvers of concepts, their texts, relations and pages. */
import type { GraphQLResolveInfo } from 'graphql';
import type {
  Definition,
  Direction,
  RelationCursor,
  RelationEdge,
  RelationFilter,
  RelationKey,
} from '../model/graph.ts';
import type { Concept, DefinitionKind, Page, RelationKind } from '../model/types.ts';
import { RELATION_KINDS } from '../model/types.ts';
import { connection, cursorList } from './connections.ts';
import { type Context, fromGraph, whenKnown } from './context.ts';
import { nodeId } from './ids.ts';
import { firstOf } from './limits.ts';
import { similarReasons } from './similar-reasons.ts';

type First = { first?: number | null };
interface RelationArguments extends First {
  kinds?: readonly RelationKind[] | null;
  direction?: Direction | null;
  after?: string | null;
}

/** A relation edge knows whose it is: that is how its pages are found. */
type OwnedEdge = RelationEdge & { of: string };

export const conceptResolvers = {
  Concept: {
    id: ({ slug }: Concept) => nodeId('Concept', slug),
    definitions: (
      { slug }: Concept,
      { kinds, first }: First & { kinds?: readonly DefinitionKind[] | null },
      context: Context,
      info: GraphQLResolveInfo,
    ) => {
      const query = { kinds: distinct(kinds), first: firstOf(first, info) };
      return fromGraph(context, (graph) => graph.definitions(slug, query));
    },
    relations: relationConnection,
    related: ({ slug }: Concept, { first }: First, context: Context, info: GraphQLResolveInfo) =>
      fromGraph(context, (graph) => graph.related(slug, firstOf(first, info))),
    pages: ({ slug }: Concept, { first }: First, context: Context, info: GraphQLResolveInfo) =>
      fromGraph(context, (graph) => graph.pagesOf(slug, firstOf(first, info))),
  },

  Definition: {
    page: ({ page }: Definition, _: unknown, context: Context) => fromGraph(context, (graph) => graph.page(page)),
  },

  RelationEdge: {
    node: ({ concept }: OwnedEdge) => concept,
    pages: (edge: OwnedEdge, _: unknown, context: Context) =>
      fromGraph(context, (graph) => graph.relationPages(relationOf(edge))),
    reasons: (edge: OwnedEdge, _: unknown, context: Context) => similarReasons(relationOf(edge), context),
  },

  Page: {
    id: ({ url }: Page) => nodeId('Page', url),
    concept: ({ concept }: Page, _: unknown, context: Context) => fromGraph(context, (graph) => graph.concept(concept)),
  },
};

function relationOf({ of, concept, kind, direction }: OwnedEdge): RelationKey {
  const [from, to] = direction === 'OUTGOING' ? [of, concept.slug] : [concept.slug, of];
  return { from, to, kind };
}

function relationConnection({ slug }: Concept, given: RelationArguments, context: Context, info: GraphQLResolveInfo) {
  const filter: RelationFilter = { kinds: distinct(given.kinds), direction: given.direction ?? 'OUTGOING' };
  const list = cursorList(['relations', slug, filter.kinds, filter.direction], RELATION_PLACES);
  const query = { ...filter, first: firstOf(given.first, info), after: list.start(given.after) };
  return fromGraph(context, (graph) => ({
    ...connection({
      read: () =>
        whenKnown(graph.relations(slug, query), ({ items, hasNextPage }) => ({
          items: items.map((edge): OwnedEdge => ({ ...edge, of: slug })),
          hasNextPage,
        })),
      cursorOf: (edge) => list.cursorOf({ ...edge, slug: edge.concept.slug }),
      nodeOf: ({ concept }) => concept,
      after: given.after,
    }),
    totalCount: () => graph.countRelations(slug, filter),
  }));
}

const RELATION_PLACES = {
  of: ({ kind, place, slug, direction }: RelationCursor) => [kind, place, slug, direction],
  read([kindName, place, slug, direction]: readonly (string | number | null)[]): RelationCursor | null {
    const kind = RELATION_KINDS.find((known) => known === kindName);
    if (kind === undefined || typeof place !== 'number' || typeof slug !== 'string') return null;
    return { kind, place, slug, direction: direction === 'INCOMING' ? 'INCOMING' : 'OUTGOING' };
  },
};

/** Kinds asked for, each once and in a fixed order, so that equal questions are equal; null for all. */
export function distinct<Kind extends string>(kinds: readonly Kind[] | null | undefined): Kind[] | null {
  return kinds === null || kinds === undefined ? null : [...new Set(kinds)].sort();
}
