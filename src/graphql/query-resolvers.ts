/** Resolvers of the root fields that read the graph. */
import type { GraphQLResolveInfo } from 'graphql';
import type { ConceptCursor, ConceptFilter, ConceptOrder } from '../model/graph.ts';
import type { PageKind } from '../model/types.ts';
import type { CalculatorShelf } from './calculators.ts';
import { distinct } from './concept-resolvers.ts';
import { connection, cursorList, type Places } from './connections.ts';
import { allKnown, type Context, fromGraph, whenKnown } from './context.ts';
import { parseNodeId } from './ids.ts';
import { firstOf } from './limits.ts';
import { nodeOf } from './nodes.ts';

export type FilterArgument =
  | { kinds?: readonly PageKind[] | null; hasCalculator?: boolean | null; isStub?: boolean | null }
  | null
  | undefined;

interface ConceptsArguments {
  filter?: FilterArgument;
  orderBy?: ConceptOrder | null;
  first?: number | null;
  after?: string | null;
}

export function queryResolvers(calculators: CalculatorShelf) {
  const node = (id: string, context: Context) => {
    const named = parseNodeId(id);
    return named === null ? null : nodeOf(named, calculators, context);
  };
  return {
    Query: {
      node: (_: unknown, { id }: { id: string }, context: Context) => node(id, context),
      nodes: (_: unknown, { ids }: { ids: string[] }, context: Context) => ids.map((id) => node(id, context)),
      concept: (_: unknown, { slug }: { slug: string }, context: Context) =>
        fromGraph(context, (graph) => graph.concept(slug)),
      conceptsBySlug: (_: unknown, { slugs }: { slugs: string[] }, context: Context) =>
        fromGraph(context, (graph) => allKnown(slugs.map((slug) => graph.concept(slug)))),
      concepts: conceptConnection,
      statistics: (_: unknown, __: unknown, context: Context) =>
        fromGraph(context, (graph) =>
          whenKnown(graph.statistics(), (counts) => ({ ...counts, calculators: calculators.size })),
        ),
    },
    Node: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
  };
}

function conceptConnection(_: unknown, given: ConceptsArguments, context: Context, info: GraphQLResolveInfo) {
  const filter = conceptFilter(given.filter);
  const order = given.orderBy ?? 'NAME_ASC';
  const list = cursorList(['concepts', order, filter.kinds, filter.hasCalculator, filter.isStub], conceptPlaces(order));
  const query = { filter, order, first: firstOf(given.first, info), after: list.start(given.after) };
  return fromGraph(context, (graph) => ({
    ...connection({
      read: () =>
        whenKnown(graph.listConcepts(query), ({ items, hasNextPage }) => ({
          items: items.map(({ concept, sortedBy }) => ({ node: concept, sortedBy })),
          hasNextPage,
        })),
      cursorOf: ({ node, sortedBy }) => list.cursorOf({ slug: node.slug, sortedBy }),
      nodeOf: ({ node }) => node,
      after: given.after,
    }),
    totalCount: () => graph.countConcepts(filter),
  }));
}

export function conceptFilter(given: FilterArgument): ConceptFilter {
  return {
    kinds: distinct(given?.kinds),
    hasCalculator: given?.hasCalculator ?? null,
    isStub: given?.isStub ?? null,
  };
}

function conceptPlaces(order: ConceptOrder): Places<ConceptCursor> {
  const isSorting = (value: unknown) => {
    if (order === 'RELATIONS_DESC') return typeof value === 'number';
    return typeof value === 'string' || (order === 'PUBLISHED_DESC' && value === null);
  };
  return {
    of: ({ sortedBy, slug }) => [sortedBy, slug],
    read: ([sortedBy = null, slug]) => (isSorting(sortedBy) && typeof slug === 'string' ? { sortedBy, slug } : null),
  };
}
