/**
 * Assembles what answers GraphQL over a store: the graph and its watcher, worker threads for slow runs, the schema and
 * its endpoint.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { analysisRunner } from '../analyses/runner.ts';
import type { Calculator } from '../calculators/kit/definition.ts';
import { CALCULATORS } from '../calculators/registry.ts';
import { createPool } from '../calculators/run/pool.ts';
import { calculatorRunner } from '../calculators/run/runner.ts';
import { UsageError } from '../errors.ts';
import type { ExportedGraph } from '../export/source.ts';
import { family } from '../graph/loader-family.ts';
import type { Context } from '../graphql/context.ts';
import { createSchema } from '../graphql/schema.ts';
import type { Rooms } from '../graphql/work/work.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { faultsIn } from './documents/manifest.ts';
import { type Manifest, persistedDocuments } from './documents/persisted.ts';
import { graphSource } from './graph-source.ts';
import { type GraphqlEndpoint, startGraphql } from './graphql-endpoint.ts';

const TIME_LIMIT_MS = 2_000;

export interface AnsweringOptions {
  store: Store;
  log: Log;
  /** Most bytes that the graph may take in memory; beyond that a store that keeps the graph is queried instead. */
  memory?: number;
  /** Whether to read the texts of pages into memory ahead of requests. */
  readAhead?: boolean;
  /** Whether clients may introspect the schema and get suggestions of its names for misspelt ones. */
  introspection?: boolean;
  /** Whether to compile repeated documents instead of executing them; the answers are the same. */
  compile?: boolean;
  /** How long caches may keep the answer to a GET [s]; 0 makes them revalidate each time. */
  maxAge?: number;
  /** Whether to compress answers for clients that accept it. */
  compress?: boolean;
  /** Documents that requests may name by id. */
  manifest?: Manifest;
  /** Whether to refuse all other documents. */
  onlyManifest?: boolean;
  /** Called for each answer of a compiled document. */
  onCompiled?: () => void;
  /** Longest run of a calculator or an analysis [ms]. */
  timeLimit?: number;
  /** Whether the schema is a subgraph of a federation. */
  federation?: boolean;
  plugins?: readonly ApolloServerPlugin<Context>[];
  /** Capacity shared by all requests. */
  rooms?: Rooms;
  /** Called with each version of the graph that is served, including the first. */
  onVersion?: (version: number) => void;
}

export interface Answering {
  schema: GraphQLSchema;
  endpoint: GraphqlEndpoint;
  /** The graph to export, as the store has it now. */
  exported(): Promise<ExportedGraph>;
  /** Stops following changes of the graph. */
  stopFollowing(): void;
  /** Call it once no request is in progress. */
  close(): Promise<void>;
}

/**
 * Answers one query of its own first, so that a service that cannot answer fails at start.
 * @throws UsageError if it cannot answer.
 */
export async function startAnswering({
  store,
  log,
  memory = Number.POSITIVE_INFINITY,
  readAhead = false,
  introspection = true,
  compile = true,
  maxAge = 0,
  compress = true,
  manifest = new Map(),
  onlyManifest = false,
  onCompiled = () => {},
  timeLimit = TIME_LIMIT_MS,
  federation = false,
  plugins = [],
  rooms,
  onVersion = () => {},
}: AnsweringOptions): Promise<Answering> {
  let served: number | null = null;
  const graph = graphSource({
    store,
    log,
    memory,
    readAhead,
    onVersion(version) {
      if (version === served) return;
      onVersion(version);
      if (served !== null) log.info(`the graph changed: version ${version}`);
      served = version;
    },
  });
  const pool = createPool({ milliseconds: timeLimit });
  const runner = calculatorRunner(pool);
  const schema = createSchema(runner.run, analysisRunner(pool, runner.inTurn), { federation });
  warnOfFaults(manifest, schema, log);
  const endpoint = await startGraphql({
    schema,
    createContext(requestId, work, guard) {
      let asksStore = false;
      const own = once(() => {
        asksStore = true;
        return guard(store);
      });
      return {
        requestId,
        work,
        signal: work.signal,
        store: own,
        asksStore: () => asksStore,
        graph: once(() => graph.reader(guard)),
        names: graph.names,
        histories: loadHistories(own),
      };
    },
    state: graph.state,
    log,
    introspection,
    compile,
    maxAge,
    compress,
    documents: persistedDocuments(manifest, onlyManifest),
    onCompiled,
    plugins,
    ...(rooms && { rooms }),
  });
  await firstQuery(endpoint);
  return {
    schema,
    endpoint,
    exported: graph.exported,
    stopFollowing: () => graph.stop(),
    async close() {
      await endpoint.stop();
      await pool.close();
    },
  };
}

/** A front end may be older or newer than the schema; its other documents are answered all the same. */
function warnOfFaults(manifest: Manifest, schema: GraphQLSchema, log: Log): void {
  const faults = faultsIn(manifest, schema);
  const [first] = faults;
  if (first === undefined) return;
  log.warn(`${faults.length} of the ${manifest.size} documents are invalid; the first is ${first.id}: ${first.reason}`);
}

/** Reads history for one request: what one level of a query asks for is read in one call. */
function loadHistories(store: () => Pick<Store, 'histories'>): Context['histories'] {
  const loaders = once(() => family((slugs: readonly string[], first: number) => store().histories(slugs, first)));
  return (slug, first) => loaders()(first).load(slug);
}

/** Calls `ask` once and returns that result every time. */
function once<T>(ask: () => T): () => T {
  let answer: { value: T } | null = null;
  return () => {
    answer ??= { value: ask() };
    return answer.value;
  };
}

/**
 * Forces everything to load that a first answer needs: if files are missing, every request would fail. The calculator
 * with the shortest equations shows that as well as any.
 */
async function firstQuery(endpoint: GraphqlEndpoint): Promise<void> {
  const length = ({ equations }: Calculator) => equations.join().length;
  const [simplest] = CALCULATORS.toSorted((a, b) => length(a) - length(b));
  const query = `{ calculator(slug: "${simplest?.slug}") { equationsMathml } }`;
  const { errors } = await endpoint.ask({ query }, { id: 'start' });
  if (errors?.length) throw new UsageError(`the service cannot answer a query: ${errors[0]?.message}`);
}
