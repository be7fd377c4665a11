/**
 * The HTTP service: routes, limits on connections and load, and an orderly shutdown.
 *
 * Every refusal is JSON with `errors[0].extensions.code`. Requests beyond MAX_IN_FLIGHT are refused at once, so that
 * those already admitted stay fast; a client that sends its request too slowly is cut off.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { UsageError } from '../errors.ts';
import { isOfSite } from '../site/site.ts';
import { type AnsweringOptions, startAnswering } from './answering.ts';
import { allowAnyOrigin, isOpened, json, refusalOf, refuse, wantsPage } from './answers.ts';
import { HttpRefusal } from './body.ts';
import { followConnections } from './connections.ts';
import { exportRoutes } from './export-endpoint.ts';
import { feedHandlers } from './feeds/handlers.ts';
import type { Handler } from './handler.ts';
import { createMetrics } from './metrics.ts';
import { readinessBy } from './readiness.ts';
import { siteHandler } from './site-endpoint.ts';
import { staticFiles } from './static-files.ts';
import type { Telemetry } from './telemetry.ts';

const MAX_IN_FLIGHT = 200;
/** Node's own limit is 1,000 or 2,000, depending on the release; some releases silently drop the rest. */
const MAX_HEADERS = 200;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
const CHECKING_INTERVAL_MS = 2_000;
const READER_TIMEOUT_MS = 15_000;
/** On shutdown: how long clients may take to read their answers, then how long remaining work may go on. */
const DRAIN_MS = 8_000;
const SETTLE_MS = 1_000;
/** Longest part of a path that is logged [characters]. */
const LOGGED_PATH = 200;
/** A request id from the client is kept if it is fit for a log. */
const REQUEST_ID = /^[\w.:+/=-]{1,128}$/;
/** The origin in a request target that is a whole URL, as proxies send it. */
const ORIGIN = /^https?:\/\/[^/?]+(?=\/)/i;

export interface ServiceOptions extends Omit<AnsweringOptions, 'plugins' | 'onVersion'> {
  host: string;
  port: number;
  /** Whether to log a line for each request. */
  logRequests?: boolean;
  telemetry?: Pick<Telemetry, 'plugin'> | null;
  /** Whether to offer tools for agents at `/mcp`. */
  mcp?: boolean;
  /** Where readers reach the service, such as `https://glossary.example`; by default the address of the request. */
  publicUrl?: string | null;
  /** How long a client may read nothing of its answer before it is cut off [ms]. */
  readerTimeout?: number;
}

export interface Service {
  /** Where it listens, such as `http://127.0.0.1:4000`. */
  url: string;
  /** Accepts no new connections, answers what was sent and stops within ten seconds; needs the store until then. */
  stop(): Promise<void>;
}

/**
 * Answers one query of its own before it listens, so that a service that cannot answer fails at start.
 * @throws UsageError if the address cannot be used.
 */
export async function startService({
  store,
  host,
  port,
  log,
  logRequests = false,
  telemetry = null,
  mcp = false,
  publicUrl = null,
  introspection = true,
  readerTimeout = READER_TIMEOUT_MS,
  ...options
}: ServiceOptions): Promise<Service> {
  let inFlight = 0;
  const metrics = createMetrics(() => inFlight);
  const answering = await startAnswering({
    store,
    log,
    introspection,
    onCompiled: metrics.compiled,
    plugins: telemetry === null ? [] : [telemetry.plugin],
    onVersion: metrics.graphVersion,
    ...options,
  });
  const { endpoint } = answering;

  const readiness = readinessBy((query) => endpoint.ask({ query }, { id: 'readiness' }), store);
  const routes = new Map<string, Handler>([
    ['/graphql', endpoint.handle],
    ['/healthz', async (_, response) => json(response, 200, { status: 'ok' })],
    ['/readyz', async (_, response) => json(response, ...(await readiness.answer()))],
    [
      '/metrics',
      async (_, response) => {
        const { type, text } = await metrics.print();
        response.setHeader('content-type', type);
        response.end(text);
      },
    ],
  ]);
  const site = siteHandler(endpoint, store, publicUrl);
  for (const [path, handler] of feedHandlers(store, publicUrl)) routes.set(path, handler);
  if (mcp) {
    const { mcpHandler, toolsOver } = await import('./mcp-endpoint.ts');
    routes.set('/mcp', mcpHandler(toolsOver(answering, log), publicUrl));
  }
  for (const [path, handler] of exportRoutes({ store, publicUrl, open: answering.exported })) routes.set(path, handler);
  const files = staticFiles();
  if (!introspection) files.delete('/schema.graphql');
  for (const [path, file] of files) routes.set(path, (request, response) => file.send(request, response));

  /** A request counts once it is read, so a slow sender takes no place from others. */
  function enter(): () => void {
    if (inFlight >= MAX_IN_FLIGHT) {
      throw new HttpRefusal(503, 'OVERLOADED', 'too many requests at once, try again', { 'retry-after': '1' });
    }
    inFlight++;
    return () => {
      inFlight--;
    };
  }

  /** Work in progress, even if the client has left. */
  const working = new Set<Promise<void>>();
  function take(request: IncomingMessage, response: ServerResponse): void {
    const work = answer(request, response).finally(() => working.delete(work));
    working.add(work);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = performance.now();
    request.url = (request.url ?? '').replace(ORIGIN, '');
    const { url } = request;
    const asks = url.indexOf('?');
    const [path, search] = asks < 0 ? [url, ''] : [url.slice(0, asks), url.slice(asks + 1)];
    const handler = routes.get(path) ?? (isOfSite(path) || wantsPage(request) ? site : undefined);
    const isGraphql = path === '/graphql';
    const checksMethod = isGraphql || path === '/mcp';
    const given = request.headers['x-request-id'];
    const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    const left = departure();
    response.on('close', () => {
      const seconds = (performance.now() - began) / 1000;
      const { statusCode: status, writableFinished: isWhole } = response;
      if (!isWhole) left.announce();
      const route = handler === undefined ? 'other' : handler === site ? 'site' : files.has(path) ? 'file' : path;
      metrics.observe(route, status, seconds);
      if (!logRequests) return;
      const fields = {
        requestId: id,
        method: request.method ?? '',
        path: path.slice(0, LOGGED_PATH),
        status,
        ms: Math.round(seconds * 1000),
      };
      log.info(isWhole ? 'request' : 'request aborted by the client', fields);
    });
    response.setHeader('x-request-id', id);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    if (isGraphql) allowAnyOrigin(request, response);
    try {
      if (request.rawHeaders.length > 2 * MAX_HEADERS) {
        throw new HttpRefusal(431, 'TOO_MANY_HEADERS', `the request has more than ${MAX_HEADERS} headers`, {
          connection: 'close',
        });
      }
      if (handler === undefined)
        throw new HttpRefusal(404, 'NOT_FOUND', 'there is nothing here: GraphQL is at /graphql');
      if (isGraphql && isOpened(request, search)) {
        response.statusCode = 303;
        response.setHeader('location', '/explorer');
        response.end();
        return;
      }
      if (isGraphql && request.method === 'OPTIONS') {
        response.statusCode = 204;
        response.end();
        return;
      }
      if (!checksMethod && request.method !== 'GET' && request.method !== 'HEAD') {
        throw new HttpRefusal(405, 'METHOD_NOT_ALLOWED', 'this address accepts only GET and HEAD', {
          allow: 'GET, HEAD',
        });
      }
      await handler(request, response, search, {
        id,
        signal: left.signal,
        whenLeft: left.when,
        enter,
      });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null) log.error(error, { requestId: id });
      if (refusal?.code === 'OVERLOADED') connections.restAfter(response);
      refuse(response, error);
    }
  }

  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: CHECKING_INTERVAL_MS,
    },
    take,
  );
  // Node counts a connection as idle while the client takes no byte of what waits to be sent.
  server.timeout = readerTimeout;
  // A busy client may read an answer late and reuse the connection at once; that fails if it was closed meanwhile.
  server.keepAliveTimeout = readerTimeout;
  const connections = followConnections(server);
  server.on('connection', endpoint.connected);
  server.on('timeout', connections.endIdle);
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    async stop() {
      readiness.stop();
      answering.stopFollowing();
      await connections.close(DRAIN_MS);
      const settled = new AbortController();
      await Promise.race([Promise.all(working), setTimeout(SETTLE_MS, undefined, { signal: settled.signal })]);
      settled.abort();
      await answering.close();
    },
  };
}

/** Tells listeners once the client has left; makes an AbortSignal only on demand. */
function departure(): { announce(): void; when(listener: () => void): void; signal(): AbortSignal } {
  let hasLeft = false;
  const listeners: (() => void)[] = [];
  let controller: AbortController | null = null;
  const when = (listener: () => void): void => {
    if (hasLeft) listener();
    else listeners.push(listener);
  };
  return {
    when,
    announce() {
      hasLeft = true;
      for (const listener of listeners.splice(0)) listener();
    },
    signal() {
      if (controller === null) {
        const made = new AbortController();
        controller = made;
        when(() => made.abort());
      }
      return controller.signal;
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reasons: Record<string, string> = {
        EADDRINUSE: 'is taken by another program: choose another port with --port (npm start -- --port 4001)',
        EACCES: 'needs privileges that this user lacks: choose a port above 1023 with --port',
        EADDRNOTAVAIL: 'is not an address of this machine: choose another host with --host',
        ENOTFOUND: 'is not a known host: choose another host with --host',
      };
      const reason = reasons[error.code ?? ''] ?? `cannot be served: ${error.message}`;
      reject(new UsageError(`${host}:${port} ${reason}`));
    });
    server.listen(port, host, resolve);
  });
}
