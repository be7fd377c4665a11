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
import type { GraphQLSchema } from 'graphql';
import type { Context } from '../graphql/context.ts';
import { errorFormatter } from '../graphql/errors.ts';
import { checkOperation, LIMITS } from '../graphql/limits.ts';
import type { Log } from '../log.ts';
import { HttpRefusal, readJson } from './body.ts';

export interface GraphqlEndpoint {
  /** @param enter - called once the request is read; throws where there is no room, and gives what to call at the end. */
  handle(request: IncomingMessage, response: ServerResponse, search: string, enter: () => () => void): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the endpoint; `createContext` is called once a request. */
export async function startGraphql(
  schema: GraphQLSchema,
  createContext: () => Context,
  log: Log,
): Promise<GraphqlEndpoint> {
  const apollo = new ApolloServer<Context>({
    schema,
    plugins: [
      limitsPlugin(schema),
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
    formatError: errorFormatter((error) => log.error(error)),
  });
  await apollo.start();
  return {
    async handle(request, response, search, enter) {
      const httpGraphQLRequest = await readRequest(request, search);
      const leave = enter();
      const answer = await apollo
        .executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => createContext() })
        .finally(leave);
      response.statusCode = answer.status ?? 200;
      for (const [name, value] of answer.headers) response.setHeader(name, value);
      // A query-only schema without @defer has whole answers only.
      response.end(answer.body.kind === 'complete' ? answer.body.string : undefined);
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
