/** GraphQL over HTTP: Apollo Server behind our own request parsing, which is stricter than its standalone server. */
import { ApolloServer, type ApolloServerPlugin, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
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
import { formatError } from '../graphql/errors.ts';
import { LIMITS } from '../graphql/limits.ts';
import { type FailedCalls, guarded, storeCalls } from '../graphql/work/guarded.ts';
import { heavyQueue } from '../graphql/work/heavy-queue.ts';
import { stringify } from '../graphql/work/stringify.ts';
import { turnQueue } from '../graphql/work/turn-queue.ts';
import { ClientLeft, type Rooms, startWork, tooLarge, type Work } from '../graphql/work/work.ts';
import type { Log } from '../log.ts';
import { type PersistedDocuments, persistedDocuments } from './documents/persisted.ts';
import type { Encoding } from './encodings.ts';
import { type Answer, answerSender, type KeptForms } from './graphql-answers.ts';
import { faultsPlugin, limitsPlugin } from './graphql-plugins.ts';
import { asHttp, readRequest } from './graphql-request.ts';
import type { Asker, Handler } from './handler.ts';
import { type Asked, type HotDocument, hotDocuments, type Resolved } from './hot-documents.ts';
import { type GraphState, keptAnswers } from './kept-answers.ts';

export interface Question {
  query: string;
  variables?: Readonly<Record<string, unknown>>;
}

export interface GraphqlEndpoint {
  handle: Handler;
  /** Answers a query that did not come over HTTP, in the same way as those of clients. */
  ask(question: Question, asker: Pick<Asker, 'id'> & Partial<Pick<Asker, 'whenLeft'>>): Promise<ExecutionResult>;
  /** Takes note of a new connection to the service. */
  connected(): void;
  stop(): Promise<void>;
}

export interface GraphqlOptions {
  schema: GraphQLSchema;
  /**
   * The context for resolvers, made once per request.
   * @param guard - wraps a store as the request may see it: it makes no call that already failed for this request, and
   *   none once the request's work is over.
   */
  createContext(requestId: string, work: Work, guard: <Store extends object>(store: Store) => Store): Context;
  /** What answers are made from now; null if that is not in memory, or not known. */
  state?(): GraphState | null;
  log: Log;
  /** How long caches may keep the answer to a GET [s]; 0 makes them revalidate each time. */
  maxAge?: number;
  /** Whether to compress answers for clients that accept it. */
  compress?: boolean;
  /** Finds documents that requests name. */
  documents?: PersistedDocuments;
  /** Whether clients may introspect the schema; if not, errors do not suggest its names either. */
  introspection?: boolean;
  /** Whether to compile repeated documents instead of executing them; the answers are the same. */
  compile?: boolean;
  /** Called for each answer of a compiled document. */
  onCompiled?(): void;
  plugins?: readonly ApolloServerPlugin<Context>[];
  /** Capacity shared by all requests. */
  rooms?: Rooms;
}

export async function startGraphql({
  schema,
  createContext,
  log,
  state = () => null,
  maxAge = 0,
  compress = true,
  documents = persistedDocuments(),
  introspection = true,
  compile = true,
  onCompiled = () => {},
  plugins = [],
  rooms = { turns: turnQueue(), heavy: heavyQueue() },
}: GraphqlOptions): Promise<GraphqlEndpoint> {
  /** The work of each answer that is about to be serialized. */
  const works = new WeakMap<object, Work>();
  /** The resolved question of each answer without errors, by its work. */
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
    // The schema has queries only, and cookies are not used: a simple GET, as many clients send, cannot forge anything.
    csrfPrevention: false,
    // Already filled in when the request was read.
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

  const answers = keptAnswers();
  const hot = compile && plugins.length === 0 ? hotDocuments(schema) : null;
  const sender = answerSender({ maxAge, compress });

  /** The compressed forms of an answer are cached beside it. */
  function keptForms(key: string, state: GraphState): KeptForms {
    const keyIn = (encoding: Encoding) => `${key}\u0000${encoding}`;
    return {
      find: (encoding) => answers.find(keyIn(encoding), state),
      keep: (encoding, body) => answers.keep(keyIn(encoding), state, body),
    };
  }

  /** Makes an answer and calls `then` with it; resolves once all work for it has ended. */
  async function atWork<Result>(
    { id, whenLeft }: Pick<Asker, 'id' | 'whenLeft'>,
    make: (work: Work, context: () => Context) => Promise<Answer | null>,
    then: (answer: Answer) => Result | Promise<Result>,
    failed?: FailedCalls,
  ): Promise<Result | null> {
    const work = startWork(rooms, whenLeft);
    const calls = storeCalls();
    try {
      const answer = await make(work, () => createContext(id, work, (store) => guarded(store, work, calls, failed)));
      if (answer === null) return null;
      work.answered(answer.bytes.length);
      return await then(answer);
    } finally {
      await calls.none();
      work.leave();
    }
  }

  /** Returns false if the document has to be executed. */
  async function answerKnown(
    known: HotDocument,
    asker: Asker,
    send: (answer: Answer) => Promise<true>,
    failed: FailedCalls,
  ) {
    const before = state();
    const bytes = before && answers.find(known.key, before);
    if (bytes) return send({ bytes, head: known.head, isWhole: true, kept: keptForms(known.key, before) });
    const prepared = known.prepare();
    if (prepared === null) return false;
    const make = async (work: Work, context: () => Context) => {
      const answer = await compiledAnswer(known, prepared, work, context);
      const after = state();
      if (answer?.isOfGraph && before && after && before.every((part, i) => part === after[i])) {
        answers.keep(known.key, before, answer.bytes);
        return { ...answer, kept: keptForms(known.key, before) };
      }
      return answer;
    };
    return (await atWork(asker, make, send, failed)) ?? false;
  }

  async function execute(request: HTTPGraphQLRequest, question: Asked | null, work: Work, context: () => Context) {
    const executed = apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest: request, context: async () => context() });
    const { body, ...head } = await Promise.race([executed, work.ended]);
    // In a query-only schema without @defer all answers are complete.
    const bytes = Buffer.from(body.kind === 'complete' ? body.string : '');
    if (bytes.length > LIMITS.answerBytes) throw tooLarge('what it lists');
    const resolved = answered.get(work);
    // Apollo may still refuse a client that does not accept JSON.
    const isWhole = resolved !== undefined && (head.status === undefined || head.status === 200);
    if (question !== null && isWhole) hot?.learn(question, resolved, head);
    return { bytes, head, isWhole, kept: null };
  }

  return {
    connected: rooms.turns.connected,
    async handle(request, response, search, asker) {
      rooms.turns.arrived();
      const { question, forApollo } = await readRequest(request, search, documents);
      const known = (question && hot?.find(question)) ?? null;
      const unknown = known === null ? forApollo() : null;
      const leave = asker.enter();
      try {
        const turn = rooms.turns.enter();
        if (turn !== undefined) await turn;
        if (response.destroyed) return;
        const send = (answer: Answer) => sender.send(request, response, answer);
        const failed: FailedCalls = new Map();
        if (known !== null && (await answerKnown(known, asker, send, failed))) {
          onCompiled();
          return;
        }
        const asked = unknown ?? forApollo();
        await atWork(asker, (work, context) => execute(asked, question, work, context), send, failed);
      } catch (error) {
        if (!(error instanceof ClientLeft)) throw error instanceof GraphQLError ? asHttp(error) : error;
      } finally {
        leave();
      }
    },
    async ask(body, { id, whenLeft = () => {} }) {
      const headers = new HeaderMap([['content-type', 'application/json']]);
      const request = { method: 'POST', headers, search: '', body };
      const answer = await atWork(
        { id, whenLeft },
        (work, context) => execute(request, null, work, context),
        ({ bytes }) => JSON.parse(bytes.toString()),
      );
      return answer as ExecutionResult;
    },
    stop: () => apollo.stop(),
  };
}

/** Null if the document has to be executed; execution then reports what goes wrong. */
async function compiledAnswer(
  known: HotDocument,
  { charge, room, write }: Prepared,
  work: Work,
  createContext: () => Context,
): Promise<(Answer & { isOfGraph: boolean }) | null> {
  try {
    const admitted = work.admit(charge);
    if (admitted !== undefined) await Promise.race([admitted, work.ended]);
    const context = createContext();
    const text = write(context);
    const bytes = Buffer.from(typeof text === 'string' ? text : await Promise.race([text, work.ended]));
    if (bytes.length <= room)
      return { bytes, head: known.head, isWhole: true, kept: null, isOfGraph: !context.asksStore() };
  } catch {
    // If the work has ended, rethrow why.
    if (work.isOver()) await work.ended;
  }
  known.rest();
  return null;
}
