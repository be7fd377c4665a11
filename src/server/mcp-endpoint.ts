/** The tools for agents over what answers GraphQL: for a connection of any kind, and over HTTP at `/mcp`. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Log } from '../log.ts';
import { mcpServer, mcpTools } from '../mcp/server.ts';
import type { Answering } from './answering.ts';
import { HttpRefusal, readJson } from './body.ts';
import type { Question } from './graphql-endpoint.ts';
import type { Asker, Handler } from './handler.ts';

/** Makes the server of one connection; `id` names its requests in the log. */
export type ConnectTools = (id?: string, left?: AbortSignal) => Server;

export function toolsOver({ schema, endpoint }: Pick<Answering, 'schema' | 'endpoint'>, log: Log): ConnectTools {
  const tools = mcpTools(schema);
  const ask = askingFor(endpoint, log);
  return (id = randomUUID(), left) =>
    mcpServer(tools, (question, cancelled) =>
      ask(question, id, left === undefined ? cancelled : AbortSignal.any([left, cancelled])),
    );
}

/** Asks as tools do, whose calls end with an answer or with errors in it; where nobody waits any more, it throws. */
export function askingFor(endpoint: Answering['endpoint'], log: Log) {
  return async (
    question: Question,
    id: string = randomUUID(),
    signal = new AbortController().signal,
  ): Promise<ExecutionResult> => {
    try {
      return await endpoint.ask(question, { id, whenLeft: whenAborted(signal) });
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof GraphQLError) return { errors: [error] };
      if (error instanceof HttpRefusal) return { errors: [new GraphQLError(error.message)] };
      log.error(error, { requestId: id });
      return { errors: [new GraphQLError('internal error; it has been logged')] };
    }
  };
}

function whenAborted(signal: AbortSignal): Asker['whenLeft'] {
  return (tell) => {
    if (signal.aborted) tell();
    else signal.addEventListener('abort', tell, { once: true });
  };
}

/**
 * Answers POST without sessions: each request stands alone, so that any process may take it.
 * @param publicUrl - where readers reach the service, null where it has no name of its own.
 */
export function mcpHandler(connect: ConnectTools, publicUrl: string | null): Handler {
  return async (request, response, _, asker) => {
    checkOrigin(request, publicUrl);
    if (request.method !== 'POST') {
      throw new HttpRefusal(405, 'METHOD_NOT_ALLOWED', 'this address takes POST', { allow: 'POST' });
    }
    const body = await readJson(request);
    // Each would have the room of a request of its own. The protocol has had no batches since June 2025.
    if (Array.isArray(body)) throw new HttpRefusal(400, 'BAD_REQUEST', 'the body must be a single message, not a list');
    const leave = asker.enter();
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    const server = connect(asker.id, asker.signal());
    try {
      await server.connect(transport as Parameters<Server['connect']>[0]);
      await transport.handleRequest(request, response, body);
      if (!response.destroyed) await once(response, 'close');
    } finally {
      leave();
      await server.close();
    }
  };
}

/** Hosts that need no name: no other site can have one of these. */
const NAMELESS = /^(?:localhost|\d[\d.]*|\[[\da-f:.]+\])$/i;

/**
 * A page of another site may make a browser send to an address inside a private network, also under a name of its own that
 * leads there: the protocol wants its origin refused. Programs send none.
 */
function checkOrigin({ headers: { origin, host } }: IncomingMessage, publicUrl: string | null): void {
  if (origin === undefined || origin === publicUrl) return;
  const from = URL.canParse(origin) ? new URL(origin) : null;
  if (from !== null && from.host === host && NAMELESS.test(from.hostname)) return;
  throw new HttpRefusal(
    403,
    'FORBIDDEN',
    'pages of other sites may not use this address; --public-url names the site of the service',
  );
}
