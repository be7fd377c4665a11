/** Resolvers of the roots that read the graph. */
import type { GraphQLResolveInfo } from 'graphql';
import type { PageKind } from '../model/types.ts';
import type { ConceptCursor, ConceptFilter, ConceptOrder } from '../store/store.ts';
import type { CalculatorShelf } from './calculators.ts';
import { brokenCursor, distinct, pageInfo } from './concept-resolvers.ts';
import type { Context } from './context.ts';
import { decodeCursor, encodeCursor } from './cursors.ts';
import { parseNodeId } from './ids.ts';
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

export function queryResolvers(calculators: CalculatorShelf) {
  const node = async (id: string, { loaders }: Context): Promise<object | null> => {
    const named = parseNodeId(id);
    if (named === null) return null;
    if (named.type === 'Calculator') return typed('Calculator', calculators.find(named.key));
    if (named.type === 'Page') return typed('Page', await loaders.pages.load(named.key));
    return typed('Concept', await loaders.concepts.load(named.key));
  };
  return {
    Query: {
      node: (_: unknown, { id }: { id: string }, context: Context) => node(id, context),
      nodes: (_: unknown, { ids }: { ids: string[] }, context: Context) => ids.map((id) => node(id, context)),
      concept: (_: unknown, { slug }: { slug: string }, { loaders }: Context) => loaders.concepts.load(slug),
      conceptsBySlug: (_: unknown, { slugs }: { slugs: string[] }, { loaders }: Context) =>
        Promise.all(slugs.map((slug) => loaders.concepts.load(slug))),
      concepts: conceptConnection,
      statistics: async (_: unknown, __: unknown, context: Context) => ({
        ...(await context.statistics()),
        calculators: calculators.size,
      }),
    },
    Node: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
  };
}

function typed(type: string, value: object | null): object | null {
  return value === null ? null : { ...value, __typename: type };
}

async function conceptConnection(_: unknown, given: ConceptsArguments, { store }: Context, info: GraphQLResolveInfo) {
  const filter = conceptFilter(given.filter);
  const order = given.orderBy ?? 'NAME_ASC';
  const list = ['concepts', order, filter.kinds, filter.hasCalculator, filter.isStub];
  const { items, hasNextPage } = await store.listConcepts({
    filter,
    order,
    first: firstOf(given.first, info),
    after: conceptCursor(decodeCursor(list, given.after)),
  });
  const edges = items.map(({ concept, sortedBy }) => ({
    node: concept,
    cursor: encodeCursor(list, [sortedBy, concept.slug]),
  }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: pageInfo(edges, hasNextPage, given.after),
    totalCount: () => store.countConcepts(filter),
  };
}

export function conceptFilter(given: FilterArgument): ConceptFilter {
  return {
    kinds: distinct(given?.kinds),
    hasCalculator: given?.hasCalculator ?? null,
    isStub: given?.isStub ?? null,
  };
}

function conceptCursor(values: readonly (string | number | null)[] | null): ConceptCursor | null {
  if (values === null) return null;
  const [sortedBy, slug] = values;
  if (sortedBy === undefined || typeof slug !== 'string') throw brokenCursor();
  return { sortedBy, slug };
}
