/** The part of the API that the queries use, over the graph in memory. */
import { type Concept, type Graph, loadGraph } from './graph.ts';
import { neighbourhoodOver } from './neighbourhood.ts';
import { typeaheadOver } from './typeahead.ts';

export const typeDefs = /* GraphQL */ `
  type Query {
    concept(slug: String!): Concept
    suggest(prefix: String!, limit: Int = 8): [Suggestion!]
    concepts(first: Int = 20, after: String): ConceptConnection
    neighbourhood(slugs: [String!]!, depth: Int = 1, limit: Int = 100): Subgraph
  }
  type Concept {
    slug: String!
    name: String!
    meaning: String
    definitions(kinds: [DefinitionKind!]): [Definition!]!
    related(first: Int = 8): [Concept!]!
    relations(direction: Direction = OUTGOING): RelationConnection!
  }
  enum DefinitionKind {
    MEANING
    BODY
  }
  enum Direction {
    OUTGOING
    INCOMING
    BOTH
  }
  type Definition {
    kind: DefinitionKind!
    text: String!
  }
  type RelationConnection {
    totalCount: Int!
  }
  type Suggestion {
    concept: Concept!
  }
  type ConceptConnection {
    nodes: [Concept!]!
    pageInfo: PageInfo!
  }
  type PageInfo {
    hasNextPage: Boolean!
    endCursor: String
  }
  type Subgraph {
    nodes: [SubgraphNode!]!
    relations: [Relation!]!
  }
  type SubgraphNode {
    concept: Concept!
    distance: Int!
  }
  enum RelationKind {
    RELATED
    RECOMMENDS
    MENTIONS
  }
  type Relation {
    from: Concept!
    to: Concept!
    kind: RelationKind!
  }
`;

/** @param file - the graph, as `loadGraph` reads it. */
export function resolversOver(file: string) {
  const graph = loadGraph(file);
  const typeahead = typeaheadOver(graph);
  const neighbourhood = neighbourhoodOver(graph);
  return {
    Query: {
      concept: (_: unknown, { slug }: { slug: string }) => graph.bySlug.get(slug) ?? null,
      suggest: (_: unknown, { prefix, limit }: { prefix: string; limit: number }) =>
        typeahead(prefix, limit).map((concept) => ({ concept })),
      concepts: (_: unknown, { first, after }: { first: number; after?: string | null }) =>
        pageOf(graph, first, after ?? null),
      neighbourhood: (_: unknown, given: { slugs: string[]; depth: number; limit: number }) => {
        const seeds = given.slugs.flatMap((slug) => graph.bySlug.get(slug) ?? []);
        return neighbourhood(seeds, given.depth, given.limit);
      },
    },
    Concept: {
      definitions: ({ definitions }: Concept, { kinds }: { kinds?: string[] | null }) =>
        kinds ? definitions.filter(({ kind }) => kinds.includes(kind)) : definitions,
      related: ({ related }: Concept, { first }: { first: number }) => related.slice(0, first),
      relations: ({ links }: Concept, { direction }: { direction: string }) => ({
        totalCount: direction === 'BOTH' ? links.length : links.filter((link) => link.direction === direction).length,
      }),
    },
  };
}

/** A cursor is the position of the last concept in the full list. */
function pageOf({ byName }: Graph, first: number, after: string | null) {
  const start = after === null ? 0 : Number(Buffer.from(after, 'base64url').toString()) + 1;
  const nodes = byName.slice(start, start + first);
  const last = start + nodes.length - 1;
  return {
    nodes,
    pageInfo: {
      hasNextPage: last < byName.length - 1,
      endCursor: nodes.length === 0 ? null : Buffer.from(String(last)).toString('base64url'),
    },
  };
}
