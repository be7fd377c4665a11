/**
 * A GraphQL request read from HTTP: in the form that Apollo takes, and as a plain question if it is an ordinary one.
 */
import type { IncomingMessage } from 'node:http';
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { withoutRepeats } from '../graphql/documents.ts';
import { LIMITS } from '../graphql/limits.ts';
import { isRecord } from '../is-record.ts';
import { checkLevels, HttpRefusal, readJson } from './body.ts';
import type { Parameters, PersistedDocuments } from './documents/persisted.ts';
import type { Asked } from './hot-documents.ts';

export interface GraphqlRequest {
  /** Null if only Apollo can say what is wrong with it, or if it asks for more than data. */
  question: Asked | null;
  /** In the form that Apollo takes. @throws HttpRefusal if its document is refused unparsed. */
  forApollo(): HTTPGraphQLRequest;
}

/** @throws HttpRefusal if it is not a GraphQL request. */
export async function readRequest(
  request: IncomingMessage,
  search: string,
  documents: PersistedDocuments,
): Promise<GraphqlRequest> {
  const { method = '', headers } = request;
  if (method !== 'POST' && method !== 'GET') {
    throw new HttpRefusal(405, 'METHOD_NOT_ALLOWED', 'GraphQL accepts only GET and POST', { allow: 'GET, POST' });
  }
  const body = method === 'POST' ? await readObject(request) : undefined;
  const named = method === 'POST' ? search : withoutEmptyName(search);
  const sent = body ?? parametersOf(named);
  const given = isRecord(sent) ? documents.resolve(sent) : null;
  if (given !== null && (given.query ?? '') === '') {
    throw new HttpRefusal(
      400,
      'BAD_REQUEST',
      'a request needs query, documentId or extensions.persistedQuery, but this one has none of them',
    );
  }
  return {
    question:
      method === 'GET' && headers['content-type'] !== undefined ? null : questionIn(given, headers.accept ?? ''),
    forApollo() {
      if (given === null || given === sent) return forApollo(request, named, body);
      return method === 'POST' ? forApollo(request, named, given) : forApollo(request, searchOf(given), undefined);
    },
  };
}

function forApollo(request: IncomingMessage, search: string, body: unknown): HTTPGraphQLRequest {
  const method = request.method ?? '';
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const document =
    method === 'POST' ? (body as { query?: unknown } | null)?.query : new URLSearchParams(search).get('query');
  if (typeof document !== 'string') return { method, headers, search, body };
  if (document.length > LIMITS.documentLength) {
    throw new HttpRefusal(
      400,
      'DOCUMENT_TOO_LARGE',
      `a document may have at most ${LIMITS.documentLength} characters, but this one has ${document.length}`,
    );
  }
  const query = admitted(document);
  if (query === document) return { method, headers, search, body };
  if (method === 'POST') return { method, headers, search, body: { ...(body as object), query } };
  const parameters = new URLSearchParams(search);
  parameters.set('query', query);
  return { method, headers, search: `?${parameters}`, body };
}

function admitted(document: string): string {
  try {
    return withoutRepeats(document);
  } catch (error) {
    throw error instanceof GraphQLError ? asHttp(error) : error;
  }
}

/** @throws HttpRefusal 400 for JSON of another type. */
async function readObject(request: IncomingMessage): Promise<Parameters> {
  const body = await readJson(request);
  if (isRecord(body)) return body;
  throw new HttpRefusal(
    400,
    'BAD_REQUEST',
    Array.isArray(body)
      ? 'the body must be one JSON object, not a list: requests cannot be batched'
      : `the body must be a JSON object with query, but it is ${body === null ? 'null' : `a ${typeof body}`}`,
  );
}

/** GraphQL over HTTP: in a GET, an empty operationName is the same as none. */
function withoutEmptyName(search: string): string {
  if (!search.includes('operationName')) return search;
  const parameters = new URLSearchParams(search);
  const names = parameters.getAll('operationName');
  if (names.length !== 1 || names[0] !== '') return search;
  parameters.delete('operationName');
  return `?${parameters}`;
}

/** Turns an error during execution into a refusal, without data. */
export function asHttp({ message, extensions }: GraphQLError): HttpRefusal {
  const { code, http } = extensions as { code: string; http: { status: number } };
  return new HttpRefusal(http.status, code, message, http.status === 503 ? { 'retry-after': '1' } : {});
}

/**
 * The parameters of a GET in the form of a POST body; null if one is given twice or is not JSON.
 * @throws HttpRefusal 400 if one nests too deep.
 */
function parametersOf(search: string): unknown {
  const found: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(search)) {
    if (Object.hasOwn(found, name)) return null;
    if (name === 'variables' || name === 'extensions') checkLevels(value, name);
    found[name] = value;
  }
  try {
    for (const name of ['variables', 'extensions']) {
      if (typeof found[name] === 'string') found[name] = JSON.parse(found[name]) ?? [];
    }
  } catch {
    return null;
  }
  return found;
}

/** The inverse of `parametersOf`. */
function searchOf(parameters: Parameters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    search.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return `?${search}`;
}

function questionIn(given: unknown, accept: string): Asked | null {
  if (!isRecord(given)) return null;
  const { query, operationName = null, variables = null, extensions = null } = given;
  if (typeof query !== 'string' || asksForMore(extensions)) return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  if (variables !== null && !isRecord(variables)) return null;
  return { document: query, operationName, variables: variables ?? {}, accept };
}

/**
 * Whether extensions ask for more than data, or are invalid; what clients say about themselves there changes nothing.
 */
function asksForMore(extensions: unknown): boolean {
  return extensions !== null && (!isRecord(extensions) || 'cost' in extensions);
}
