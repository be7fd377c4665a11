/** GraphQL over HTTP: Apollo Server behind our own reading of requests, which is stricter than its standalone server. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApolloServer, type ApolloServerPlugin, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Context } from '../graphql/context.ts';
import { faultBehind, formatError } from '../graphql/errors.ts';
import { checkOperation, LIMITS } from '../graphql/limits.ts';
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

export interface GraphqlEndpoint {
  handle(request: IncomingMessage, response: ServerResponse, search: string, asker: Asker): Promise<void>;
  /** Answers a query of our own in the way that those of clients are answered. */
  ask(query: string, id: string): Promise<ExecutionResult>;
  stop(): Promise<void>;
}

/** Starts the endpoint; `createContext` is called once a request. */
export async function startGraphql(
  schema: GraphQLSchema,
  createContext: (asker: Omit<Asker, 'enter'>) => Context,
  log: Log,
  plugins: readonly ApolloServerPlugin<Context>[] = [],
): Promise<GraphqlEndpoint> {
  const apollo = new ApolloServer<Context>({
    schema,
    plugins: [
      limitsPlugin(schema),
      faultsPlugin(log),
      ...plugins,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    logger: { debug() {}, info() {}, warn: (message) => log.warn(message), error: (message) => log.error(message) },
    introspection: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationOptions: { maxErrors: LIMITS.errors },
    executionOptions: { maxCoercionErrors: LIMITS.errors },
    formatError,
  });
  await apollo.start();
  const execute = (httpGraphQLRequest: HTTPGraphQLRequest, asker: Omit<Asker, 'enter'>) =>
    apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => createContext(asker) });
  return {
    async handle(request, response, search, asker) {
      const httpGraphQLRequest = await readRequest(request, search);
      const leave = asker.enter();
      const answer = await execute(httpGraphQLRequest, asker).finally(leave);
      response.statusCode = answer.status ?? 200;
      for (const [name, value] of answer.headers) response.setHeader(name, value);
      // A query-only schema without @defer has whole answers only.
      response.end(answer.body.kind === 'complete' ? answer.body.string : undefined);
    },
    async ask(query, id) {
      const headers = new HeaderMap([['content-type', 'application/json']]);
      const signal = new AbortController().signal;
      const { body } = await execute({ method: 'POST', headers, search: '', body: { query } }, { id, signal });
      return JSON.parse(body.kind === 'complete' ? body.string : '') as ExecutionResult;
    },
    stop: () => apollo.stop(),
  };
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
  return { method, headers, search, body };
}

/** Refuses before execution what document and variables alone show to be wrong; tells the cost where it is asked for. */
function limitsPlugin(schema: GraphQLSchema): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ request }) {
      let cost: number | undefined;
      return {
        async didResolveOperation({ document, operation }) {
          if (operation) cost = checkOperation(schema, document, operation, request.variables ?? {});
        },
        async willSendResponse({ response }) {
          if (request.extensions?.cost !== true || response.body.kind !== 'single' || cost === undefined) return;
          response.body.singleResult.extensions = { ...response.body.singleResult.extensions, cost };
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
