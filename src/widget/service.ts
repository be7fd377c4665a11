/** Queries the GraphQL service and tells an unavailable service from a refused request. */

const TIMEOUT_MS = 10_000;
/** Error codes of a service that may succeed later. */
const PASSING = new Set(['SERVICE_UNAVAILABLE', 'TIMEOUT', 'OVERLOADED', 'INTERNAL_SERVER_ERROR']);

export interface Problem {
  /** Path of the parameter, such as `positions[2].leverage`. */
  parameter: string;
  code: string;
  message: string;
}

/** The service is away, slow or overloaded: the same request may be retried. */
export class ServiceAway extends Error {
  /** The service's own error code; empty if there was no answer. */
  readonly code: string;
  constructor(message: string, code = '') {
    super(message);
    this.code = code;
  }
}

/** The service refused the request; `problems` say what is wrong with a calculator's parameters. */
export class Refused extends Error {
  readonly problems: readonly Problem[];
  constructor(message: string, problems: readonly Problem[] = []) {
    super(message);
    this.problems = problems;
  }
}

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: string; problems?: Problem[] } }[];
}

/** Kept apart: a bundler would take a URL written relative to `import.meta.url` for one of its own files. */
const SCRIPT = import.meta.url;

/** The endpoint of an element: its own attribute, or the origin of this script. */
export function endpointOf(attribute: string | null | undefined): string {
  return attribute ? new URL(attribute, document.baseURI).href : new URL('/graphql', SCRIPT).href;
}

/** Where a page can be read: no real site is under `.example`, so the service shows such pages itself. */
export function readableAt(url: string, endpoint: string): string {
  if (!URL.canParse(url)) return url;
  const { hostname, host, pathname, search, hash } = new URL(url);
  if (!hostname.endsWith('.example')) return url;
  const place = (pathname + search + hash)
    .replace(/%(?=23|3F)/gi, '%25')
    .replaceAll('?', '%3F')
    .replaceAll('#', '%23');
  return new URL(`/page/${host}${place}`, endpoint).href;
}

/**
 * Resolves to the data of one query; a part that failed while others succeeded is null.
 * @throws ServiceAway or Refused; rejects with the AbortError once `signal` aborts.
 */
export async function ask<Data>(
  endpoint: string,
  query: string,
  variables: object,
  signal: AbortSignal = new AbortController().signal,
): Promise<Data> {
  let answer: Answer;
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      credentials: 'omit',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    answer = (await response.json()) as Answer;
  } catch (error) {
    signal.throwIfAborted();
    throw new ServiceAway(String(error));
  }
  const { data, errors: [error] = [] } = answer;
  const stands = data && Object.values(data).some((root) => root !== null);
  if (error === undefined || stands) return data as Data;
  const { code = '', problems } = error.extensions ?? {};
  throw PASSING.has(code) ? new ServiceAway(error.message, code) : new Refused(error.message, problems);
}
