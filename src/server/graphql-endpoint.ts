/** GraphQL over HTTP: Apollo Server behind our own reading of requests, which is stricter than its standalone server. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  ApolloServer,
  type ApolloServerPlugin,
  HeaderMap,
  type HTTPGraphQLHead,
  type HTTPGraphQLRequest,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Context } from '../graphql/context.ts';
import { documentCache, withoutRepeats } from '../graphql/documents.ts';
import { faultBehind, formatError } from '../graphql/errors.ts';
import { checkOperation } from '../graphql/limits/check.ts';
import { LIMITS } from '../graphql/limits.ts';
import { guarded, storeCalls } from '../graphql/work/guarded.ts';
import { heavyQueue } from '../graphql/work/heavy-queue.ts';
import { stringify } from '../graphql/work/stringify.ts';
import { turnQueue } from '../graphql/work/turn-queue.ts';
import { ClientLeft, type Rooms, startWork, tooLarge, type Work } from '../graphql/work/work.ts';
import type { Log } from '../log.ts';
import { HttpRefusal, readJson } from './body.ts';

/** One who asks, for as long as the answer is waited for. */
export interface Asker {
  /** Names the request in the log. */
  id: string;
  /** Aborted once nobody waits for the answer any more. */
  signal: AbortSignal;
  /** Called once the request is read; throws where there is no room, and gives what to call at the end. */
  enter(): () => void;
}

export interface Question {
  query: string;
  variables?: Readonly<Record<string, unknown>>;
}

export interface GraphqlEndpoint {
  handle(request: IncomingMessage, response: ServerResponse, search: string, asker: Asker): Promise<void>;
  /** Answers a query that did not come over HTTP in the way that those of clients are answered. */
  ask(question: Question, asker: Pick<Asker, 'id'> & Partial<Asker>): Promise<ExecutionResult>;
  stop(): Promise<void>;
}

export interface GraphqlOptions {
  schema: GraphQLSchema;
  /**
   * What resolvers are given, made once a request.
   * @param guard - a store as the request may see it: asked for nothing more once the request's work is over.
   */
  createContext(requestId: string, work: Work, guard: <Store extends object>(store: Store) => Store): Context;
  log: Log;
  /** Whether clients may ask for the schema; where not, errors suggest no names of it either. */
  introspection?: boolean;
  plugins?: readonly ApolloServerPlugin<Context>[];
  /** Room of all requests together. */
  rooms?: Rooms;
}

export async function startGraphql({
  schema,
  createContext,
  log,
  introspection = true,
  plugins = [],
  rooms = { turns: turnQueue(), heavy: heavyQueue() },
}: GraphqlOptions): Promise<GraphqlEndpoint> {
  /** The work of answers that are about to be written. */
  const works = new WeakMap<object, Work>();
  const apollo = new ApolloServer<Context>({
    schema,
    plugins: [
      limitsPlugin(schema, works),
      faultsPlugin(log),
      ...plugins,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    logger: { debug() {}, info() {}, warn: (message) => log.warn(message), error: (message) => log.error(message) },
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    // There are queries only, and no cookie goes with them: a plain GET, as many clients send, can forge nothing.
    csrfPrevention: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    documentStore: documentCache(),
    async stringifyResult(value) {
      const work = works.get(value.data ?? value);
      return work === undefined ? JSON.stringify(value) : stringify(value, work.bytes(), work);
    },
    parseOptions: { maxTokens: LIMITS.tokens },
    validationOptions: { maxErrors: LIMITS.errors },
    executionOptions: { maxCoercionErrors: LIMITS.errors },
    formatError,
  });
  await apollo.start();

  /** Executes a request and does `then` with its answer; ends once nothing is done for it any more. */
  async function execute<Result>(
    httpGraphQLRequest: HTTPGraphQLRequest,
    { id, signal }: Omit<Asker, 'enter'>,
    then: (answer: Buffer, head: HTTPGraphQLHead) => Result | Promise<Result>,
  ): Promise<Result> {
    const work = startWork(rooms, signal);
    const calls = storeCalls();
    const context = async () => createContext(id, work, (store) => guarded(store, work, calls));
    try {
      const executed = apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context });
      const { body, ...head } = await Promise.race([executed, work.ended]);
      // A query-only schema without @defer has whole answers only.
      const bytes = Buffer.from(body.kind === 'complete' ? body.string : '');
      if (bytes.length > LIMITS.answerBytes) throw tooLarge('what it lists');
      work.answered(bytes.length);
      return await then(bytes, head);
    } finally {
      await calls.none();
      work.leave();
    }
  }

  return {
    async handle(request, response, search, asker) {
      const httpGraphQLRequest = await readRequest(request, search);
      const leave = asker.enter();
      try {
        await rooms.turns.enter();
        if (asker.signal.aborted) return;
        await execute(httpGraphQLRequest, asker, async (answer, { status, headers }) => {
          response.statusCode = status ?? 200;
          for (const [name, value] of headers) response.setHeader(name, value);
          response.end(answer);
          if (!response.closed) await once(response, 'close');
        });
      } catch (error) {
        if (!(error instanceof ClientLeft)) throw error instanceof GraphQLError ? asHttp(error) : error;
      } finally {
        leave();
      }
    },
    async ask(body, { id, signal = new AbortController().signal }) {
      const headers = new HeaderMap([['content-type', 'application/json']]);
      const request = { method: 'POST', headers, search: '', body };
      return execute(request, { id, signal }, (answer) => JSON.parse(answer.toString()) as ExecutionResult);
    },
    stop: () => apollo.stop(),
  };
}

/** A refusal in the midst of execution: there is no data to go with it. */
function asHttp({ message, extensions }: GraphQLError): HttpRefusal {
  const { code, http } = extensions as { code: string; http: { status: number } };
  return new HttpRefusal(http.status, code, message, http.status === 503 ? { 'retry-after': '1' } : {});
}

async function readRequest(request: IncomingMessage, search: string): Promise<HTTPGraphQLRequest> {
  const method = request.method ?? '';
  if (method !== 'POST' && method !== 'GET') {
    throw new HttpRefusal(405, 'METHOD_NOT_ALLOWED', 'GraphQL takes GET and POST', { allow: 'GET, POST' });
  }
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const body = method === 'POST' ? await readJson(request) : undefined;
  const document =
    method === 'POST' ? (body as { query?: unknown } | null)?.query : new URLSearchParams(search).get('query');
  if (typeof document === 'string' && document.length > LIMITS.documentLength) {
    throw new HttpRefusal(
      400,
      'DOCUMENT_TOO_LARGE',
      `a document may have ${LIMITS.documentLength} characters, but got ${document.length}`,
    );
  }
  if (typeof document !== 'string') return { method, headers, search, body };
  const query = admitted(document);
  if (query === document) return { method, headers, search, body };
  if (method === 'POST') return { method, headers, search, body: { ...(body as object), query } };
  const parameters = new URLSearchParams(search);
  parameters.set('query', query);
  return { method, headers, search: `?${parameters}`, body };
}

function admitted(document: string): string {
  try {
    return withoutRepeats(document);
  } catch (error) {
    throw error instanceof GraphQLError ? asHttp(error) : error;
  }
}

/** Refuses before execution what document and variables alone show to be wrong; tells the cost where it is asked for. */
function limitsPlugin(schema: GraphQLSchema, works: WeakMap<object, Work>): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ request }) {
      let cost: number | undefined;
      return {
        async didResolveOperation({ document, operation, contextValue }) {
          const charge = operation && checkOperation(schema, document, operation, request.variables ?? {});
          if (!charge) return;
          cost = charge.nodes;
          await contextValue.work.admit(charge);
        },
        async didEncounterErrors({ errors }) {
          // Apollo formats these very errors next: thousands of fields may have failed for one reason.
          (errors as GraphQLError[]).splice(LIMITS.fieldErrors);
        },
        async willSendResponse({ response, contextValue }) {
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          if (singleResult.data) works.set(singleResult.data, contextValue.work);
          if (request.extensions?.cost !== true || cost === undefined) return;
          singleResult.extensions = { ...singleResult.extensions, cost };
        },
      };
    },
  };
}

/** Logs what is a fault of ours or of the store, with the request that met it. */
function faultsPlugin(log: Log): ApolloServerPlugin<Context> {
  return {
    async contextCreationDidFail({ error }) {
      log.error(error);
    },
    async unexpectedErrorProcessingRequest({ requestContext, error }) {
      log.error(error, { requestId: requestContext.contextValue.requestId });
    },
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          const { requestId, signal } = contextValue;
          for (const fault of new Set(errors.map(faultBehind))) {
            if (fault !== null && fault !== signal.reason) log.error(fault, { requestId });
          }
        },
      };
    },
  };
}
