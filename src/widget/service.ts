/** Asks the GraphQL service, and tells apart who was at fault when it does not answer. */

const TIMEOUT_MS = 10_000;
/** Codes of a service that may answer later. */
const PASSING = new Set(['SERVICE_UNAVAILABLE', 'TIMEOUT', 'OVERLOADED', 'INTERNAL_SERVER_ERROR']);

export interface Problem {
  /** Path of the parameter, such as `positions[2].leverage`. */
  parameter: string;
  code: string;
  message: string;
}

/** The service is away, slow or overloaded: the same question may be asked again. */
export class ServiceAway extends Error {
  /** The service's own code; empty where nothing came back. */
  readonly code: string;
  constructor(message: string, code = '') {
    super(message);
    this.code = code;
  }
}

/** The service refused the question; `problems` say what is wrong with a calculator's parameters. */
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

/** A bundler would take an address that is written relative to it for a file of its own. */
const SCRIPT = import.meta.url;

/** Where an element asks: its own attribute, or the origin that this script came from. */
export function endpointOf(attribute: string | null | undefined): string {
  return attribute ? new URL(attribute, document.baseURI).href : new URL('/graphql', SCRIPT).href;
}

/** Where a page can be read: no site has a name under `.example`, so the service shows such pages itself. */
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
 * Answers the data of one query; a part that failed beside others that stand is null in it.
 * @throws ServiceAway or Refused; what `signal` aborts ends with its AbortError.
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
