/** Resolvers of concepts, their texts, relations and pages. */
import type { GraphQLResolveInfo } from 'graphql';
import { InvalidInput } from '../errors.ts';
import type { Concept, DefinitionKind, Page, RelationKind } from '../model/types.ts';
import { RELATION_KINDS } from '../model/types.ts';
import type { Definition, Direction, RelationCursor, RelationEdge, RelationFilter } from '../store/store.ts';
import type { Context } from './context.ts';
import { decodeCursor, encodeCursor } from './cursors.ts';
import { nodeId } from './ids.ts';
import { firstOf } from './limits.ts';

interface RelationArguments {
  kinds?: readonly RelationKind[] | null;
  direction?: Direction | null;
  first?: number | null;
  after?: string | null;
}

/** A relation edge knows whose it is: that is how its pages are found. */
type OwnedEdge = RelationEdge & { of: string; cursor: string };

export const conceptResolvers = {
  Concept: {
    id: ({ slug }: Concept) => nodeId('Concept', slug),
    definitions: (
      { slug }: Concept,
      { kinds, first }: { kinds?: readonly DefinitionKind[] | null; first?: number | null },
      { loaders }: Context,
      info: GraphQLResolveInfo,
    ) => loaders.definitions({ kinds: distinct(kinds), first: firstOf(first, info) }).load(slug),
    relations: relationConnection,
    related: (
      { slug }: Concept,
      { first }: { first?: number | null },
      { loaders }: Context,
      info: GraphQLResolveInfo,
    ) => loaders.related(firstOf(first, info)).load(slug),
    pages: ({ slug }: Concept, { first }: { first?: number | null }, { loaders }: Context, info: GraphQLResolveInfo) =>
      loaders.pagesOf(firstOf(first, info)).load(slug),
  },

  Definition: {
    page: ({ page }: Definition, _: unknown, { loaders }: Context) => loaders.pages.load(page),
  },

  RelationEdge: {
    node: ({ concept }: OwnedEdge) => concept,
    pages: ({ of, concept, kind, direction }: OwnedEdge, _: unknown, { loaders }: Context) => {
      const [from, to] = direction === 'OUTGOING' ? [of, concept.slug] : [concept.slug, of];
      return loaders.relationPages.load({ from, to, kind });
    },
  },

  Page: {
    id: ({ url }: Page) => nodeId('Page', url),
    concept: ({ concept }: Page, _: unknown, { loaders }: Context) => loaders.concepts.load(concept),
  },
};

async function relationConnection(
  { slug }: Concept,
  given: RelationArguments,
  { loaders }: Context,
  info: GraphQLResolveInfo,
) {
  const filter: RelationFilter = { kinds: distinct(given.kinds), direction: given.direction ?? 'OUTGOING' };
  const list = ['relations', slug, filter.kinds, filter.direction];
  const after = relationCursor(decodeCursor(list, given.after));
  const first = firstOf(given.first, info);
  const { items, hasNextPage } = await loaders.relations({ ...filter, first, after }).load(slug);
  const edges: OwnedEdge[] = items.map((edge) => ({
    ...edge,
    of: slug,
    cursor: encodeCursor(list, [edge.kind, edge.place, edge.concept.slug, edge.direction]),
  }));
  return {
    edges,
    nodes: edges.map(({ concept }) => concept),
    pageInfo: pageInfo(edges, hasNextPage, given.after),
    totalCount: () => loaders.relationCounts(filter).load(slug),
  };
}

function relationCursor(values: readonly (string | number | null)[] | null): RelationCursor | null {
  if (values === null) return null;
  const [kindName, place, slug, direction] = values;
  const kind = RELATION_KINDS.find((known) => known === kindName);
  if (kind === undefined || typeof place !== 'number' || typeof slug !== 'string') throw brokenCursor();
  return { kind, place, slug, direction: direction === 'INCOMING' ? 'INCOMING' : 'OUTGOING' };
}

export function brokenCursor(): InvalidInput {
  return new InvalidInput([
    { parameter: 'after', code: 'BAD_CURSOR', message: 'is not a cursor that this service gave' },
  ]);
}

/** `pageInfo` of a page whose edges carry cursors. */
export function pageInfo(edges: readonly { cursor: string }[], hasNextPage: boolean, after: string | null | undefined) {
  return {
    hasNextPage,
    hasPreviousPage: after !== null && after !== undefined,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
}

/** Kinds asked for, each once and in a fixed order, so that equal questions are equal; null for all. */
export function distinct<Kind extends string>(kinds: readonly Kind[] | null | undefined): Kind[] | null {
  return kinds === null || kinds === undefined ? null : [...new Set(kinds)].sort();
}
