/** @neo4j/graphql over the product's graph in Neo4j; Cypher where its generated fields do not suffice. */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Neo4jGraphQL } from '@neo4j/graphql';
import neo4j from 'neo4j-driver';

const typeDefs = /* GraphQL */ `
  type Concept @node {
    slug: String!
    name: String!
    sortName: String!
    meaning: String
    relationCount: Int!
    pages: [Page!]! @relationship(type: "DESCRIBES", direction: IN)
    related(first: Int!): [Concept!]!
      @cypher(
        statement: """
        MATCH (this)-[r:RELATED|RECOMMENDS|MENTIONS]-(c:Concept)
        WITH c, type(r) AS kind, startNode(r) = this AS isOutgoing, r.position AS place
        WITH c, kind, isOutgoing, place,
          CASE kind WHEN 'RELATED' THEN CASE WHEN isOutgoing THEN 4 ELSE 3 END WHEN 'RECOMMENDS' THEN 2 ELSE 1 END AS level
        WITH c, max(level) + count(DISTINCT isOutgoing) AS level, count(DISTINCT [kind, isOutgoing]) AS links,
          min(place) AS place
        RETURN c ORDER BY level DESC, links DESC, place, c.slug LIMIT $first
        """
        columnName: "c"
      )
  }
  type Page @node {
    url: String!
    definitions: [Definition!]! @relationship(type: "STATES", direction: OUT)
  }
  type Definition @node {
    kind: String!
    text: String!
    position: Int!
  }
`;

const { NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD } = process.env as Record<string, string>;
const driver = neo4j.driver(NEO4J_URI as string, neo4j.auth.basic(NEO4J_USERNAME as string, NEO4J_PASSWORD as string));
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const { url } = await startStandaloneServer(new ApolloServer({ schema }), { listen: { host: '127.0.0.1', port: 0 } });
console.error(`GraphQL ${url}`);
