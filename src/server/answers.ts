/** What the HTTP service says besides GraphQL: JSON, refusals, and who may ask from where. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Overloaded, StoreUnavailable } from '../errors.ts';
import { HttpRefusal } from './body.ts';

export function json(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}

/**
 * The refusal that a failure becomes; null for a fault of this program. What is wrong with the store is told, as anybody may
 * ask; where the store is, is not.
 */
export function refusalOf(error: unknown): HttpRefusal | null {
  if (error instanceof HttpRefusal) return error;
  const again = { 'retry-after': '1' };
  if (error instanceof Overloaded) return new HttpRefusal(503, 'OVERLOADED', error.message, again);
  if (!(error instanceof StoreUnavailable)) return null;
  return new HttpRefusal(503, 'SERVICE_UNAVAILABLE', error.reason ?? 'the store is not available', again);
}

/** What told of the body that is not sent after all. */
const OF_THE_BODY = ['etag', 'content-encoding', 'content-length', 'content-disposition'];

/** Answers with the refusal that `error` becomes, else with an internal error; an answer already begun is cut. */
export function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, code, message, headers } = refusalOf(error) ?? {
    status: 500,
    code: 'INTERNAL_SERVER_ERROR',
    message: 'internal error; it has been logged',
    headers: {},
  };
  // What was removed once is not sent again, not even the length that Node would give.
  for (const name of OF_THE_BODY) if (response.hasHeader(name)) response.removeHeader(name);
  response.setHeader('cache-control', 'no-store');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  json(response, status, { errors: [{ message, extensions: { code } }] });
}

/** Anybody's page may query; nothing is ever sent with credentials. */
export function allowAnyOrigin(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-expose-headers', 'x-request-id');
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

/** Whether somebody opens the endpoint in a browser and asks nothing. */
export function isOpened(request: IncomingMessage, search: string): boolean {
  if (request.method !== 'GET' || !wantsPage(request)) return false;
  const asked = new URLSearchParams(search);
  return !['query', 'documentId', 'extensions'].some((name) => asked.has(name));
}

/** Whether it is a browser that shows the answer to a person. */
export function wantsPage({ headers: { accept } }: IncomingMessage): boolean {
  return accept?.split(',').some((type) => type.trim().startsWith('text/html')) ?? false;
}
