/** Resolvers of concepts, their texts, relations and pages. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Answer } from '../graph/reader.ts';
import type {
  Definition,
  Direction,
  RelationCursor,
  RelationEdge,
  RelationFilter,
  RelationKey,
  Slice,
} from '../model/graph.ts';
import type { Concept, DefinitionKind, Page, RelationKind, WhereToRead } from '../model/types.ts';
import { RELATION_KINDS } from '../model/types.ts';
import { connection, cursorList } from './connections.ts';
import { type Context, fromGraph, whenKnown } from './context.ts';
import { nodeId } from './ids.ts';
import { firstOf } from './limits.ts';

type First = { first?: number | null };
interface RelationArguments extends First {
  kinds?: readonly RelationKind[] | null;
  direction?: Direction | null;
  after?: string | null;
}

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
    url: whereToRead('url'),
    kinds: whereToRead('kinds', []),
    author: whereToRead('author'),
    publishedAt: whereToRead('publishedAt'),
    modifiedAt: whereToRead('modifiedAt'),
    image: whereToRead('image'),
  },

  Definition: {
    page: ({ page }: Definition, _: unknown, context: Context) => fromGraph(context, (graph) => graph.page(page)),
  },

  Page: {
    id: ({ url }: Page) => nodeId('Page', url),
    concept: ({ concept }: Page, _: unknown, context: Context) => fromGraph(context, (graph) => graph.concept(concept)),
  },
};

/** @param otherwise - for a concept that has been removed meanwhile, which can happen over Neo4j. */
function whereToRead(field: keyof WhereToRead, otherwise: readonly never[] | null = null) {
  return ({ slug }: Concept, _: unknown, context: Context) =>
    fromGraph(context, (graph) => whenKnown(graph.whereToRead(slug), (found) => found?.[field] ?? otherwise));
}

function relationConnection({ slug }: Concept, given: RelationArguments, context: Context, info: GraphQLResolveInfo) {
  const filter: RelationFilter = { kinds: distinct(given.kinds), direction: given.direction ?? 'OUTGOING' };
  const list = cursorList(['relations', slug, filter.kinds, filter.direction], RELATION_PLACES);
  const query = { ...filter, first: firstOf(given.first, info), after: list.start(given.after) };
  return fromGraph(context, (graph) => {
    let slice: Answer<Slice<RelationEdge>> | null = null;
    const read = () => {
      slice ??= graph.relations(slug, query);
      return slice;
    };
    return {
      ...connection({
        read: () => whenKnown(read(), ({ items, hasNextPage }) => ({ items: items.map(seenFrom(slug)), hasNextPage })),
        cursorOf: ({ node: { kind }, concept, direction, place }) =>
          list.cursorOf({ kind, place, slug: concept.slug, direction }),
        nodeOf: ({ node }) => node,
        after: given.after,
      }),
      concepts: () => whenKnown(read(), ({ items }) => items.map(({ concept }) => concept)),
      totalCount: () => graph.countRelations(slug, filter),
    };
  });
}

/** Converts an edge of the concept `slug` to the form of the API. */
function seenFrom(slug: string) {
  return ({ concept, kind, direction, place }: RelationEdge) => {
    const [from, to] = direction === 'OUTGOING' ? [slug, concept.slug] : [concept.slug, slug];
    return { node: { from, to, kind } satisfies RelationKey, concept, direction, place };
  };
}

const RELATION_PLACES = {
  of: ({ kind, place, slug, direction }: RelationCursor) => [kind, place, slug, direction],
  read([kindName, place, slug, direction]: readonly (string | number | null)[]): RelationCursor | null {
    const kind = RELATION_KINDS.find((known) => known === kindName);
    if (kind === undefined || typeof place !== 'number' || typeof slug !== 'string') return null;
    return { kind, place, slug, direction: direction === 'INCOMING' ? 'INCOMING' : 'OUTGOING' };
  },
};

/** The requested kinds, each once and sorted, so that equal questions are equal; null for all. */
export function distinct<Kind extends string>(kinds: readonly Kind[] | null | undefined): Kind[] | null {
  return kinds === null || kinds === undefined ? null : [...new Set(kinds)].sort();
}
