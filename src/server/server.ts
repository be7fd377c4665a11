/**
 * The HTTP service: routes, limits on connections and load, and an orderly end.
 *
 * Every refusal is JSON with `errors[0].extensions.code`. Load past MAX_IN_FLIGHT is refused at once, so that the
 * requests already taken stay fast; a sender that drips its request is cut off.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { calculatorRunner } from '../calculators/run/runner.ts';
import { UsageError } from '../errors.ts';
import { watchGraph } from '../graph-watch.ts';
import { createSchema } from '../graphql/schema.ts';
import { createLoaders } from '../loaders.ts';
import type { Log } from '../log.ts';
import { followNames } from '../search/follow-names.ts';
import type { Store } from '../store/store.ts';
import { HttpRefusal } from './body.ts';
import { startGraphql } from './graphql-endpoint.ts';
import { createMetrics } from './metrics.ts';
import { staticFiles } from './static-files.ts';

const MAX_IN_FLIGHT = 200;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
const CHECKING_INTERVAL_MS = 2_000;
const DRAIN_MS = 10_000;

export interface ServiceOptions {
  store: Store;
  host: string;
  port: number;
  log: Log;
}

export interface Service {
  /** Where it is reached, such as `http://127.0.0.1:4000`. */
  url: string;
  /** Takes no new requests, answers those it has and ends, within ten seconds. */
  stop(): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse, search: string) => Promise<void>;

/** @throws UsageError when the address cannot be taken. */
export async function startService({ store, host, port, log }: ServiceOptions): Promise<Service> {
  let inFlight = 0;
  let isStopping = false;
  const metrics = createMetrics(() => inFlight);
  let served: number | null = null;
  const names = followNames(store, (error) => log.error(error));
  const watch = watchGraph(store, (version) => {
    names.follow(version);
    if (version === served) return;
    metrics.graphVersion(version);
    if (served !== null) log.info(`the graph changed: version ${version}`);
    served = version;
  });
  const runner = calculatorRunner();
  const endpoint = await startGraphql(
    createSchema(runner.run),
    () => ({ store, loaders: createLoaders(store), statistics: watch.statistics, names: names.current }),
    log,
  );

  const routes = new Map<string, Handler>([
    ['/graphql', (request, response, search) => endpoint.handle(request, response, search, enter)],
    ['/healthz', async (_, response) => json(response, 200, { status: 'ok' })],
    ['/readyz', async (_, response) => json(response, ...(await readiness()))],
    [
      '/metrics',
      async (_, response) => {
        const { type, text } = await metrics.print();
        response.setHeader('content-type', type);
        response.end(text);
      },
    ],
  ]);
  const files = staticFiles();
  for (const [path, file] of files) routes.set(path, (request, response) => file.send(request, response));

  /** A request counts from the moment it is read: a slow sender takes no place of others. */
  function enter(): () => void {
    if (inFlight >= MAX_IN_FLIGHT) {
      throw new HttpRefusal(503, 'OVERLOADED', 'too many requests at once, try again', { 'retry-after': '1' });
    }
    inFlight++;
    return () => {
      inFlight--;
    };
  }

  async function readiness(): Promise<[number, object]> {
    if (isStopping) return [503, { status: 'stopping' }];
    try {
      const { pages } = await watch.statistics();
      return pages > 0
        ? [200, { status: 'ready', pages }]
        : [503, { status: 'the graph is empty: ingest pages first' }];
    } catch {
      return [503, { status: 'the store is not available' }];
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = performance.now();
    const [path = '', search = ''] = (request.url ?? '').split(/\?(.*)/s, 2);
    const handler = routes.get(path);
    const isGraphql = path === '/graphql';
    response.on('close', () => {
      const route = handler === undefined ? 'other' : files.has(path) ? 'file' : path;
      metrics.observe(route, response.statusCode, (performance.now() - began) / 1000);
    });
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    if (isGraphql) allowAnyOrigin(request, response);
    try {
      if (handler === undefined)
        throw new HttpRefusal(404, 'NOT_FOUND', 'there is nothing here: GraphQL is at /graphql');
      if (isGraphql && request.method === 'OPTIONS') {
        response.statusCode = 204;
        response.end();
        return;
      }
      if (!isGraphql && request.method !== 'GET' && request.method !== 'HEAD') {
        throw new HttpRefusal(405, 'METHOD_NOT_ALLOWED', 'this address takes GET', { allow: 'GET, HEAD' });
      }
      await handler(request, response, search);
    } catch (error) {
      refuse(response, error, log);
    }
  }

  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: CHECKING_INTERVAL_MS,
    },
    (request, response) => void answer(request, response),
  );
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    async stop() {
      isStopping = true;
      watch.stop();
      names.stop();
      await drain(server);
      await endpoint.stop();
      await runner.close();
    },
  };
}

/** Anybody's page may query; nothing is ever sent with credentials. */
function allowAnyOrigin(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', '*');
  if (request.method !== 'OPTIONS') return;
  response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS');
  response.setHeader(
    'access-control-allow-headers',
    request.headers['access-control-request-headers'] ?? 'content-type',
  );
  response.setHeader('access-control-max-age', '86400');
  // Apollo Sandbox is a public page that asks a service on the developer's own machine.
  if (request.headers['access-control-request-private-network'] === 'true') {
    response.setHeader('access-control-allow-private-network', 'true');
  }
}

function refuse(response: ServerResponse, error: unknown, log: Log): void {
  const known = error instanceof HttpRefusal;
  if (!known) log.error(error);
  const { status, code, message, headers } = known
    ? error
    : { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'internal error, it was logged', headers: {} };
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  json(response, status, { errors: [{ message, extensions: { code } }] });
}

function json(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reasons: Record<string, string> = {
        EADDRINUSE: 'is taken by another program: choose another with --port',
        EACCES: 'may not be used by this user: choose one above 1023 with --port',
        EADDRNOTAVAIL: 'is no address of this machine: choose another with --host',
        ENOTFOUND: 'is no known host: choose another with --host',
      };
      const reason = reasons[error.code ?? ''] ?? `cannot be served: ${error.message}`;
      reject(new UsageError(`${host}:${port} ${reason}`));
    });
    server.listen(port, host, resolve);
  });
}

function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection kept alive becomes idle when its last answer is sent.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS - 1_000);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(deadline);
      resolve();
    });
  });
}
