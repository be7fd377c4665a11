/**
 * A glossary as a tutorial would serve it: our schema as far as the promises use it, resolved from memory, without
 * limits of its own.
 */
import { CONCEPT_FILES } from '../graph.ts';

export const typeDefs = `
  type Query {
    concept(slug: String!): Concept
    conceptsBySlug(slugs: [String!]!): [Concept]
    concepts(first: Int = 20, after: String, orderBy: ConceptOrder = NAME_ASC): ConceptConnection
    lookup(text: String!): Lookup
    suggest(prefix: String!, limit: Int = 8): [Suggestion!]
    search(query: String!, first: Int = 10): SearchConnection
    annotate(text: String!): [Annotation!]
    neighbourhood(slugs: [String!]!, depth: Int = 1, limit: Int = 50): Subgraph
    calculators: [Calculator!]!
    calculate: Calculate!
  }
  enum ConceptOrder { NAME_ASC RELATIONS_DESC }
  type Concept {
    slug: String!
    name: String!
    meaning: String
    definitions(first: Int = 50): [Definition!]!
    related(first: Int = 8): [Concept!]!
    relations(first: Int = 20): RelationConnection!
    nearbyCalculators(first: Int = 3): [NearbyCalculator!]!
  }
  type Definition { text: String! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type ConceptConnection { nodes: [Concept!]! totalCount: Int! pageInfo: PageInfo! }
  type RelationConnection { concepts: [Concept!]! totalCount: Int! }
  type Lookup { outcome: String! concept: Concept }
  type Match { text: String! }
  type Suggestion { concept: Concept! match: Match! }
  type SearchEdge { node: Concept! match: Match! }
  type SearchConnection { edges: [SearchEdge!]! nodes: [Concept!]! }
  type Annotation { start: Int! end: Int! concept: Concept! }
  type SubgraphNode { concept: Concept! distance: Int! }
  type Subgraph { nodes: [SubgraphNode!]! truncated: Boolean! }
  type Calculator { slug: String! title: String! equationsMathml: [String!]! }
  type NearbyCalculator { calculator: Calculator! distance: Int! }
  input SellOffFeedbackInput { shock: Float = 0.1 gain: Float = 0.4 }
  type SellOffFeedbackResult { finalPrice: Float! rounds: Int! }
  type Calculate { sellOffFeedback(input: SellOffFeedbackInput = {}): SellOffFeedbackResult }
`;

type Concept = (typeof CONCEPT_FILES)[number];

const concepts = new Map<string, Concept>(CONCEPT_FILES.map((concept) => [concept.slug, concept]));
const all = [...concepts.values()];
const known = (slugs: readonly string[] = []) => slugs.flatMap((slug) => concepts.get(slug) ?? []);
const named = (text: string) => all.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
const CALCULATORS = [
  { slug: 'sell-off-feedback', title: 'Sell-off feedback', equationsMathml: ['<math><mi>P</mi></math>'] },
];

export const resolvers = {
  Query: {
    concept: (_: unknown, { slug }: { slug: string }) => concepts.get(slug) ?? null,
    conceptsBySlug: (_: unknown, { slugs }: { slugs: string[] }) => slugs.map((slug) => concepts.get(slug) ?? null),
    concepts: (_: unknown, { first }: { first: number }) => {
      const nodes = all.slice(0, first);
      return { nodes, totalCount: all.length, pageInfo: { hasNextPage: true, endCursor: nodes.at(-1)?.slug } };
    },
    lookup: (_: unknown, { text }: { text: string }) => {
      const concept = concepts.get(text) ?? null;
      return { outcome: concept === null ? 'NOT_FOUND' : 'FOUND', concept };
    },
    suggest: (_: unknown, { prefix, limit }: { prefix: string; limit: number }) =>
      named(prefix)
        .slice(0, limit)
        .map((concept) => ({ concept, match: { text: concept.name } })),
    search: (_: unknown, { query, first }: { query: string; first: number }) => {
      const words = query.toLowerCase().split(' ');
      const nodes = all.filter(({ paragraphs = [] }) =>
        words.every((word) => paragraphs.join(' ').toLowerCase().includes(word)),
      );
      const found = nodes.slice(0, first);
      return { nodes: found, edges: found.map((node) => ({ node, match: { text: node.paragraphs?.[0] ?? '' } })) };
    },
    annotate: (_: unknown, { text }: { text: string }) =>
      all.flatMap((concept) => {
        const start = text.indexOf(concept.name);
        return start < 0 ? [] : [{ start, end: start + concept.name.length, concept }];
      }),
    neighbourhood: (_: unknown, { slugs, depth, limit }: { slugs: string[]; depth: number; limit: number }) => {
      const distances = new Map(slugs.map((slug) => [slug, 0]));
      for (let distance = 1; distance <= depth; distance++) {
        for (const concept of known([...distances.keys()])) {
          for (const slug of concept.related ?? []) if (!distances.has(slug)) distances.set(slug, distance);
        }
      }
      const nodes = [...distances].map(([slug, distance]) => ({ concept: concepts.get(slug), distance }));
      return { nodes: nodes.filter(({ concept }) => concept).slice(0, limit), truncated: nodes.length > limit };
    },
    calculators: () => CALCULATORS,
    calculate: () => ({}),
  },
  Concept: {
    definitions: ({ paragraphs = [] }: Concept, { first }: { first: number }) =>
      paragraphs.slice(0, first).map((text) => ({ text })),
    related: ({ related }: Concept, { first }: { first: number }) => known(related).slice(0, first),
    relations: ({ related = [] }: Concept, { first }: { first: number }) => {
      return { concepts: known(related).slice(0, first), totalCount: related.length };
    },
    nearbyCalculators: (_: Concept, { first }: { first: number }) =>
      CALCULATORS.slice(0, first).map((calculator) => ({ calculator, distance: 1 })),
  },
  Calculate: {
    sellOffFeedback: (_: unknown, { input }: { input: { shock: number; gain: number } }) => {
      return { finalPrice: 100 * (1 - input.shock / (1 - input.gain)), rounds: 20 };
    },
  },
};
