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
import type { Prepared } from '../graphql/compiled/document.ts';
import type { Context } from '../graphql/context.ts';
import { documentCache } from '../graphql/documents.ts';
import { faultBehind, formatError } from '../graphql/errors.ts';
import { checkOperation } from '../graphql/limits/check.ts';
import { LIMITS } from '../graphql/limits.ts';
import { guarded, storeCalls } from '../graphql/work/guarded.ts';
import { heavyQueue } from '../graphql/work/heavy-queue.ts';
import { stringify } from '../graphql/work/stringify.ts';
import { turnQueue } from '../graphql/work/turn-queue.ts';
import { ClientLeft, type Rooms, startWork, tooLarge, type Work } from '../graphql/work/work.ts';
import type { Log } from '../log.ts';
import { asHttp, readRequest } from './graphql-request.ts';
import { type Asked, type HotDocument, hotDocuments, type Resolved } from './hot-documents.ts';

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
  /** Whether documents that come again are compiled instead of executed; what is answered is the same. */
  compile?: boolean;
  /** Called for each answer of a compiled document. */
  onCompiled?(): void;
  plugins?: readonly ApolloServerPlugin<Context>[];
  /** Room of all requests together. */
  rooms?: Rooms;
}

interface Answer {
  bytes: Buffer;
  head: HTTPGraphQLHead;
}

export async function startGraphql({
  schema,
  createContext,
  log,
  introspection = true,
  compile = true,
  onCompiled = () => {},
  plugins = [],
  rooms = { turns: turnQueue(), heavy: heavyQueue() },
}: GraphqlOptions): Promise<GraphqlEndpoint> {
  /** The work of answers that are about to be written. */
  const works = new WeakMap<object, Work>();
  /** What was asked for, by the work of answers without an error. */
  const answered = new WeakMap<Work, Resolved>();
  const apollo = new ApolloServer<Context>({
    schema,
    plugins: [
      limitsPlugin(schema, works, answered),
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

  const hot = compile && plugins.length === 0 ? hotDocuments(schema) : null;

  /** Has an answer made and does `then` with it; ends once nothing is done for it any more. */
  async function atWork<Result>(
    { id, signal }: Omit<Asker, 'enter'>,
    make: (work: Work, context: () => Context) => Promise<Answer | null>,
    then: (answer: Answer) => Result | Promise<Result>,
  ): Promise<Result | null> {
    const work = startWork(rooms, signal);
    const calls = storeCalls();
    try {
      const answer = await make(work, () => createContext(id, work, (store) => guarded(store, work, calls)));
      if (answer === null) return null;
      work.answered(answer.bytes.length);
      return await then(answer);
    } finally {
      await calls.none();
      work.leave();
    }
  }

  async function execute(request: HTTPGraphQLRequest, question: Asked | null, work: Work, context: () => Context) {
    const executed = apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest: request, context: async () => context() });
    const { body, ...head } = await Promise.race([executed, work.ended]);
    // A query-only schema without @defer has whole answers only.
    const bytes = Buffer.from(body.kind === 'complete' ? body.string : '');
    if (bytes.length > LIMITS.answerBytes) throw tooLarge('what it lists');
    const resolved = answered.get(work);
    // Whoever accepts no JSON is refused after all.
    const isGiven = head.status === undefined || head.status === 200;
    if (question !== null && resolved !== undefined && isGiven) hot?.learn(question, resolved, head);
    return { bytes, head };
  }

  return {
    async handle(request, response, search, asker) {
      const { question, forApollo } = await readRequest(request, search);
      const known = (question && hot?.find(question)) ?? null;
      const unknown = known === null ? forApollo() : null;
      const leave = asker.enter();
      try {
        const turn = rooms.turns.enter();
        if (turn !== undefined) await turn;
        if (asker.signal.aborted) return;
        const prepared = known?.prepare() ?? null;
        const send = (answer: Answer) => sent(response, answer);
        if (known !== null && prepared !== null) {
          const isSent = await atWork(asker, (work, context) => compiledAnswer(known, prepared, work, context), send);
          if (isSent !== null) {
            onCompiled();
            return;
          }
        }
        const asked = unknown ?? forApollo();
        await atWork(asker, (work, context) => execute(asked, question, work, context), send);
      } catch (error) {
        if (!(error instanceof ClientLeft)) throw error instanceof GraphQLError ? asHttp(error) : error;
      } finally {
        leave();
      }
    },
    async ask(body, { id, signal = new AbortController().signal }) {
      const headers = new HeaderMap([['content-type', 'application/json']]);
      const request = { method: 'POST', headers, search: '', body };
      const answer = await atWork(
        { id, signal },
        (work, context) => execute(request, null, work, context),
        ({ bytes }) => JSON.parse(bytes.toString()),
      );
      return answer as ExecutionResult;
    },
    stop: () => apollo.stop(),
  };
}

/** Null where the document has to be executed: what goes wrong is told there. */
async function compiledAnswer(
  known: HotDocument,
  { charge, room, write }: Prepared,
  work: Work,
  context: () => Context,
): Promise<Answer | null> {
  try {
    const admitted = work.admit(charge);
    if (admitted !== undefined) await Promise.race([admitted, work.ended]);
    const text = write(context());
    const bytes = Buffer.from(typeof text === 'string' ? text : await Promise.race([text, work.ended]));
    if (bytes.length <= room) return { bytes, head: known.head };
  } catch {
    // Where the work has ended, this is why.
    if (work.isOver()) await work.ended;
  }
  known.rest();
  return null;
}

/** Resolves to true once all of it is gone. */
async function sent(response: ServerResponse, { bytes, head: { status, headers } }: Answer): Promise<true> {
  response.statusCode = status ?? 200;
  for (const [name, value] of headers) response.setHeader(name, value);
  response.end(bytes);
  if (!response.closed) await once(response, 'close');
  return true;
}

/** Refuses before execution what document and variables alone show to be wrong; tells the cost where it is asked for. */
function limitsPlugin(
  schema: GraphQLSchema,
  works: WeakMap<object, Work>,
  answered: WeakMap<Work, Resolved>,
): ApolloServerPlugin<Context> {
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
        async willSendResponse({ response, contextValue, document, operation }) {
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          if (document && operation && singleResult.data && !singleResult.errors) {
            answered.set(contextValue.work, { document, operation });
          }
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
