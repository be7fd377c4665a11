/** The tools for agents over the GraphQL endpoint: for any kind of connection, and over HTTP at `/mcp`. */
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

/** Makes the server of one connection; `id` identifies its requests in the log. */
export type ConnectTools = (id?: string, left?: AbortSignal) => Server;

export function toolsOver({ schema, endpoint }: Pick<Answering, 'schema' | 'endpoint'>, log: Log): ConnectTools {
  const tools = mcpTools(schema);
  const ask = askingFor(endpoint, log);
  return (id = randomUUID(), left) =>
    mcpServer(tools, (question, cancelled) =>
      ask(question, id, left === undefined ? cancelled : AbortSignal.any([left, cancelled])),
    );
}

/** Asks on behalf of tools, whose calls end with an answer or with errors in it; throws if the client has left. */
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
  return (listener) => {
    if (signal.aborted) listener();
    else signal.addEventListener('abort', listener, { once: true });
  };
}

/**
 * Answers POST without sessions: each request is independent, so any process may take it.
 * @param publicUrl - where readers reach the service; null if it has no public name.
 */
export function mcpHandler(connect: ConnectTools, publicUrl: string | null): Handler {
  return async (request, response, _, asker) => {
    checkOrigin(request, publicUrl);
    if (request.method !== 'POST') {
      throw new HttpRefusal(405, 'METHOD_NOT_ALLOWED', 'this address accepts only POST', { allow: 'POST' });
    }
    const body = await readJson(request);
    // A batch would do the work of many requests in the place of one. The protocol has had no batches since June 2025.
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

/** Hosts that no other site can claim: localhost and IP addresses. */
const NAMELESS = /^(?:localhost|\d[\d.]*|\[[\da-f:.]+\])$/i;

/**
 * A page of another site may make a browser send requests into a private network, also by DNS rebinding of its own
 * name, so the protocol requires foreign origins to be refused. Programs send no origin.
 */
function checkOrigin({ headers: { origin, host } }: IncomingMessage, publicUrl: string | null): void {
  if (origin === undefined || origin === publicUrl) return;
  const from = URL.canParse(origin) ? new URL(origin) : null;
  if (from !== null && from.host === host && NAMELESS.test(from.hostname)) return;
  throw new HttpRefusal(
    403,
    'FORBIDDEN',
    'pages of other sites may not use this address; if the page belongs to this service, start it with --public-url',
  );
}
