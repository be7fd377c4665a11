/** Resolvers of the roots that read the graph. */
import type { GraphQLResolveInfo } from 'graphql';
import type { ConceptCursor, ConceptFilter, ConceptOrder } from '../model/graph.ts';
import type { PageKind } from '../model/types.ts';
import type { CalculatorShelf } from './calculators.ts';
import { distinct } from './concept-resolvers.ts';
import { connection, cursorList, type Places } from './connections.ts';
import { allKnown, type Context, fromGraph, whenKnown } from './context.ts';
import { parseNodeId, parseRelationKey } from './ids.ts';
import { firstOf } from './limits.ts';

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

/** Relations of one kind between two concepts, one each way. */
const MOST_BETWEEN_TWO = 2;

export function queryResolvers(calculators: CalculatorShelf) {
  const node = (id: string, context: Context) => {
    const named = parseNodeId(id);
    if (named === null) return null;
    const { type, key } = named;
    if (type === 'Calculator') return typed(type, calculators.find(key));
    if (type === 'Relation') return relation(key, context);
    return fromGraph(context, (graph) =>
      whenKnown<object | null, object | null>(type === 'Page' ? graph.page(key) : graph.concept(key), (found) =>
        typed(type, found),
      ),
    );
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

/** An object with the name of its type, for fields of an abstract one. */
export function typed(type: string, value: object | null): object | null {
  return value === null ? null : { ...value, __typename: type };
}

/** A relation by its key, where pages state it or, for SIMILAR, the names have it so. */
async function relation(key: string, context: Context): Promise<object | null> {
  const named = parseRelationKey(key);
  if (named === null) return null;
  const walkable = (await context.graph()).walkable([named.kind]);
  const ends = await Promise.all([walkable.keyOf(named.from), walkable.keyOf(named.to)]);
  const known = ends.filter((end) => end !== null);
  if (known.length < ends.length) return null;
  const { items } = await walkable.among(known, MOST_BETWEEN_TWO);
  const isThere = items.some(({ from }) => from === named.from || named.kind === 'SIMILAR');
  return typed('Relation', isThere ? named : null);
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
