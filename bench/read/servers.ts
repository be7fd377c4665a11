/** The measured servers: ours over each store, and the alternatives for serving such a graph. */
import { filledFile, fillNeo4j, type ReadGlossary, type Workplace } from '../filled-store.ts';
import type { Neo4jServer } from '../neo4j-server.ts';
import { type Environment, type Program, startPeer, startRiskgraph } from '../programs.ts';
import { type Dialect, NEO4J_GRAPHQL } from './dialects.ts';

/** What a server may need at startup. */
export interface Ground {
  folder: Workplace;
  glossary: ReadGlossary;
  /** Null unless requested. */
  neo4j: Neo4jServer | null;
}

export interface Server {
  /** As used in `--only`. */
  id: string;
  title: string;
  isOurs: boolean;
  isOverNeo4j: boolean;
  /** Set if its API differs from ours. */
  dialect?: Dialect;
  /** Whether it gets every request once before measuring, as it can only answer requests it has seen. */
  isPrimed?: boolean;
  /** Queries that it cannot answer, with the reasons. */
  without: Readonly<Record<string, string>>;
  /** Fills its store if necessary and starts it; it prints `GraphQL <address>`. */
  start(ground: Ground): Promise<Program>;
}

const inMemory = { isOurs: false, isOverNeo4j: false, without: {} };
const ours = { isOurs: true, without: {} };

export const SERVERS: readonly Server[] = [
  {
    id: 'riskgraph-sqlite',
    title: 'Riskgraph on SQLite',
    ...ours,
    isOverNeo4j: false,
    start: async ({ folder, glossary }) => serve({ RISKGRAPH_STORE: await filledFile(folder, glossary.pages) }),
  },
  {
    id: 'riskgraph-uncompiled',
    title: 'Riskgraph on SQLite, every document executed',
    ...ours,
    isOverNeo4j: false,
    start: async ({ folder, glossary }) =>
      serve({ RISKGRAPH_STORE: await filledFile(folder, glossary.pages), RISKGRAPH_UNCOMPILED: 'true' }),
  },
  {
    id: 'riskgraph-neo4j',
    title: 'Riskgraph on Neo4j',
    ...ours,
    isOverNeo4j: true,
    start: async (ground) => serve(await filledNeo4j(ground)),
  },
  {
    id: 'riskgraph-neo4j-direct',
    title: 'Riskgraph on Neo4j, asked directly',
    ...ours,
    isOverNeo4j: true,
    start: async (ground) => serve({ ...(await filledNeo4j(ground)), RISKGRAPH_MEMORY: '0' }),
  },
  {
    id: 'apollo',
    title: 'Apollo Server, standalone, in memory',
    ...inMemory,
    start: async ({ glossary }) => startPeer('apollo', [glossary.lines]),
  },
  {
    id: 'mercurius',
    title: 'Mercurius with graphql-jit, in memory',
    ...inMemory,
    start: async ({ glossary }) => startPeer('mercurius', [glossary.lines]),
  },
  {
    id: 'raw',
    title: 'node:http, answers made beforehand',
    ...inMemory,
    start: async ({ glossary }) => startPeer('raw', [glossary.lines]),
    isPrimed: true,
  },
  {
    id: 'neo4j-graphql',
    title: '@neo4j/graphql and Apollo Server on Neo4j',
    isOurs: false,
    isOverNeo4j: true,
    without: { Q2: 'its API has no typeahead', Q5: 'its API has no walk of several steps' },
    dialect: NEO4J_GRAPHQL,
    start: async (ground) => startPeer('neo4j-graphql', [], await filledNeo4j(ground)),
  },
];

/** Baselines: in-memory servers are compared with all others, @neo4j/graphql with those that use Neo4j too. */
export const BASES: readonly { id: string; isOfNeo4j: boolean }[] = [
  { id: 'apollo', isOfNeo4j: false },
  { id: 'mercurius', isOfNeo4j: false },
  { id: 'raw', isOfNeo4j: false },
  { id: 'neo4j-graphql', isOfNeo4j: true },
];

/** The environment of the filled server. */
async function filledNeo4j({ folder, glossary, neo4j }: Ground): Promise<Environment> {
  if (neo4j === null) throw new Error('there is no Neo4j server: ask for one with --neo4j');
  await fillNeo4j(folder, glossary.pages, neo4j.environment);
  return neo4j.environment;
}

function serve(environment: Environment): Program {
  return startRiskgraph(['serve', '--port', '0'], environment);
}
