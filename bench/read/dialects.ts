/** How to query a server with a different API: its own documents, and how its answers map to ours. */
import { PAGE } from './queries.ts';

export interface Dialect {
  /** By query id. */
  documents: Readonly<Record<string, string>>;
  /** Maps an answer's `data` to ours for the same query. */
  translate: Readonly<Record<string, (data: never) => unknown>>;
  /** Where a page of the list of all concepts starts. */
  cursor(page: number): string | null;
}

interface Node {
  name: string;
  slug: string;
  meaning: string | null;
  pages: { definitions: unknown[] }[];
  related: unknown[];
  relationCount: number;
}

export const NEO4J_GRAPHQL: Dialect = {
  documents: {
    Q1: `query Term($slug: String!) {
      concepts(where: { slug: { eq: $slug } }) {
        slug name meaning related(first: 8) { name }
        pages { definitions(where: { kind: { in: ["MEANING", "BODY"] } }, sort: [{ kind: DESC }, { position: ASC }]) { kind text } }
      }
    }`,
    Q3: `query Hops($slug: String!) {
      concepts(where: { slug: { eq: $slug } }) { name meaning related(first: 8) { name meaning related(first: 8) { name meaning } } }
    }`,
    Q4: `query Page($after: String) {
      conceptsConnection(first: ${PAGE}, after: $after, sort: [{ sortName: ASC }, { slug: ASC }]) {
        edges { node { slug name relationCount } } pageInfo { hasNextPage }
      }
    }`,
  },
  translate: {
    Q1: ({ concepts: [concept] }: { concepts: Node[] }) => {
      const { slug, name, meaning, pages, related } = concept as Node;
      return {
        concept: { slug, name, meaning, definitions: pages.flatMap(({ definitions }) => definitions), related },
      };
    },
    Q3: ({ concepts: [concept] }: { concepts: Node[] }) => ({ concept }),
    Q4: ({ conceptsConnection }: { conceptsConnection: { edges: { node: Node }[]; pageInfo: unknown } }) => ({
      concepts: {
        nodes: conceptsConnection.edges.map(({ node: { slug, name, relationCount } }) => ({
          slug,
          name,
          relations: { totalCount: relationCount },
        })),
        pageInfo: conceptsConnection.pageInfo,
      },
    }),
  },
  cursor: (page) => (page === 0 ? null : Buffer.from(`arrayconnection:${page * PAGE - 1}`).toString('base64')),
};
