/** GraphQL over HTTP: Apollo Server behind our own reading of requests, which is stricter than its standalone server. */
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
  /** Answers a query that did not come over HTTP in the way that those of clients are answered. */
  ask(question: Question, asker: Pick<Asker, 'id'> & Partial<Pick<Asker, 'whenLeft'>>): Promise<ExecutionResult>;
  /** Takes note of a new connection to the service. */
  connected(): void;
  stop(): Promise<void>;
}

export interface GraphqlOptions {
  schema: GraphQLSchema;
  /**
   * What resolvers are given, made once a request.
   * @param guard - a store as the request may see it: asked for nothing that it could not answer before, and for nothing
   * more once the request's work is over.
   */
  createContext(requestId: string, work: Work, guard: <Store extends object>(store: Store) => Store): Context;
  /** What answers are made of at this moment; null where that is not in memory, or not known. */
  state?(): GraphState | null;
  log: Log;
  /** How long others may keep the answer to a GET [s]; where it is 0 they ask each time whether it still holds. */
  maxAge?: number;
  /** Whether answers are compressed for those who take it. */
  compress?: boolean;
  /** Finds documents that requests name. */
  documents?: PersistedDocuments;
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
    // They were put in where the request was read.
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

  /** The compressed forms of an answer stand beside it. */
  function keptForms(key: string, state: GraphState): KeptForms {
    const keyIn = (encoding: Encoding) => `${key}\u0000${encoding}`;
    return {
      find: (encoding) => answers.find(keyIn(encoding), state),
      keep: (encoding, body) => answers.keep(keyIn(encoding), state, body),
    };
  }

  /** Has an answer made and does `then` with it; ends once nothing is done for it any more. */
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

  /** False where the document has to be executed. */
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
    // A query-only schema without @defer has whole answers only.
    const bytes = Buffer.from(body.kind === 'complete' ? body.string : '');
    if (bytes.length > LIMITS.answerBytes) throw tooLarge('what it lists');
    const resolved = answered.get(work);
    // Whoever accepts no JSON is refused after all.
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

/** Null where the document has to be executed: what goes wrong is told there. */
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
    // Where the work has ended, this is why.
    if (work.isOver()) await work.ended;
  }
  known.rest();
  return null;
}
