/** HTTP answers besides GraphQL: JSON, refusals, CORS and what kind of client asks. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Overloaded, StoreUnavailable } from '../errors.ts';
import { HttpRefusal } from './body.ts';

export function json(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}

/**
 * Turns a failure into a refusal; null for a fault of this program. Tells what is wrong with the store, but not where
 * it is, because anybody may ask.
 */
export function refusalOf(error: unknown): HttpRefusal | null {
  if (error instanceof HttpRefusal) return error;
  const again = { 'retry-after': '1' };
  if (error instanceof Overloaded) return new HttpRefusal(503, 'OVERLOADED', error.message, again);
  if (!(error instanceof StoreUnavailable)) return null;
  return new HttpRefusal(503, 'SERVICE_UNAVAILABLE', error.reason ?? 'the store is not available', again);
}

/** Headers that describe the body that will not be sent after all. */
const OF_THE_BODY = ['etag', 'content-encoding', 'content-length', 'content-disposition'];

/** Answers with the refusal for `error`, else with an internal error; an answer already begun is cut off. */
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
  // Node never sets a header itself that was removed once, not even content-length; so remove only those present.
  for (const name of OF_THE_BODY) if (response.hasHeader(name)) response.removeHeader(name);
  response.setHeader('cache-control', 'no-store');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  json(response, status, { errors: [{ message, extensions: { code } }] });
}

/** Pages of any origin may query; nothing depends on credentials. */
export function allowAnyOrigin(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-expose-headers', 'x-request-id, retry-after');
  if (request.method !== 'OPTIONS') return;
  response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS');
  response.setHeader(
    'access-control-allow-headers',
    request.headers['access-control-request-headers'] ?? 'content-type',
  );
  response.setHeader('access-control-max-age', '86400');
  // Apollo Sandbox is a public page that queries a service on the developer's own machine.
  if (request.headers['access-control-request-private-network'] === 'true') {
    response.setHeader('access-control-allow-private-network', 'true');
  }
}

/** Whether a person opened the endpoint in a browser, without a query. */
export function isOpened(request: IncomingMessage, search: string): boolean {
  if (request.method !== 'GET' || !wantsPage(request)) return false;
  const asked = new URLSearchParams(search);
  return !['query', 'documentId', 'extensions'].some((name) => asked.has(name));
}

/** Whether the client is a browser that shows the answer to a person. */
export function wantsPage({ headers: { accept } }: IncomingMessage): boolean {
  return accept?.split(',').some((type) => type.trim().startsWith('text/html')) ?? false;
}
