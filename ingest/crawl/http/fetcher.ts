/**
 * Requests pages politely: one request at a time, with a pause in between, longer ones where the site asks for them or
 * has trouble, and under the crawler's own user agent.
 */
import { packageVersion } from '../../../src/package-root.ts';
import { reasonOf } from '../../../src/reason.ts';
import type { Clock } from './clock.ts';
import { type Answer, AnswerTooLarge, type Connections, Refused, type Request } from './connections.ts';

export const PRODUCT = 'riskgraph';
const USER_AGENT = `${PRODUCT}/${packageVersion()}`;

/** Timeout of a request [ms], and the number of attempts in all. */
const REQUEST_TIME = 10_000;
const TRIES = 4;
/** Longest pause before the second attempt [ms]; it doubles each time. Random jitter takes up to half of it. */
const FIRST_PAUSE = 2_000;
/** Longest pause that a site may ask for [ms]; one that asks for more is left alone until another run. */
const LONGEST_PAUSE = 120_000;

/** Codes of errors that may pass, so that another attempt makes sense. */
const PASSING = new Set([
  ...['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'],
  ...['Z_BUF_ERROR', 'Z_DATA_ERROR', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'],
]);

/** The request failed for good, and why. */
export class NoAnswer extends Error {
  readonly code: 'UNREADABLE' | 'TOO_LARGE' | 'REFUSED';

  constructor(code: NoAnswer['code'], message: string) {
    super(message);
    this.name = 'NoAnswer';
    this.code = code;
  }
}

/** The site asks for a longer pause than a crawl waits. */
export class ComeBackLater extends Error {
  /** @param seconds - the pause that the site asks for. */
  constructor(url: URL, status: number, seconds: number) {
    super(`${url.href} answered ${status} and asked for a pause of ${Math.ceil(seconds)} s`);
    this.name = 'ComeBackLater';
  }
}

export interface Fetcher {
  /**
   * The response, after retries on passing errors and on 5xx, 429 and 408; the last attempt decides.
   * @throws NoAnswer, ComeBackLater, and AbortError if the run was interrupted.
   */
  get(url: URL, request: Pick<Request, 'largest' | 'isCut'> & { headers?: Record<string, string> }): Promise<Answer>;
  /** Sets the pause between two requests [s], never below the configured delay. */
  slowDown(seconds: number): void;
  /** Bytes received so far. */
  bytes(): number;
}

export interface FetcherOptions {
  connections: Connections;
  clock: Clock;
  /** Minimum pause between two requests [s]. */
  delay: number;
  signal: AbortSignal;
}

export function openFetcher({ connections, clock, delay, signal }: FetcherOptions): Fetcher {
  let pause = delay * 1_000;
  let last: number | null = null;
  let bytes = 0;

  async function attempt(url: URL, { headers, ...request }: Parameters<Fetcher['get']>[1]): Promise<Answer> {
    if (last !== null) await wait(last + pause - clock.now());
    const limit = clock.limit(REQUEST_TIME);
    try {
      return await connections.get(url, {
        ...request,
        headers: { 'user-agent': USER_AGENT, 'accept-encoding': 'gzip, deflate, br', ...headers },
        signal: AbortSignal.any([signal, limit.signal]),
        onBytes: (count) => {
          bytes += count;
        },
      });
    } catch (error) {
      if (limit.signal.aborted)
        throw Object.assign(new Error(`took longer than ${REQUEST_TIME / 1_000} s`), { code: 'ABORT_ERR' });
      throw error;
    } finally {
      limit.end();
      last = clock.now();
    }
  }

  async function wait(time: number): Promise<void> {
    signal.throwIfAborted();
    if (time > 0) await clock.pause(time, signal);
  }

  return {
    async get(url, request) {
      for (let tried = 1; ; tried++) {
        const answer = await attempt(url, request).catch((error: unknown) => {
          signal.throwIfAborted();
          if (tried === TRIES || !isPassing(error)) throw noAnswer(error, tried);
          return null;
        });
        if (answer !== null && !isTrouble(answer)) return answer;
        const asked = answer === null ? 0 : (retryAfter(answer, clock.now()) ?? 0);
        if (answer !== null && asked > LONGEST_PAUSE) throw new ComeBackLater(url, answer.status, asked / 1_000);
        if (answer !== null && tried === TRIES) return answer;
        const backoff = FIRST_PAUSE * 2 ** (tried - 1) * (1 - clock.random() / 2);
        await wait(Math.max(asked, backoff));
      }
    },
    slowDown(seconds) {
      pause = Math.max(delay, seconds) * 1_000;
    },
    bytes: () => bytes,
  };
}

/** Whether a status means that the site is failing or overloaded, and says nothing about the page. */
export function isTrouble({ status }: Pick<Answer, 'status'>): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/** The pause that the site asks for [ms]; null if it asks for none. */
function retryAfter({ headers }: Answer, now: number): number | null {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function isPassing(error: unknown): boolean {
  return PASSING.has((error as NodeJS.ErrnoException).code ?? '');
}

function noAnswer(error: unknown, tried: number): NoAnswer {
  if (error instanceof AnswerTooLarge) return new NoAnswer('TOO_LARGE', error.message);
  if (error instanceof Refused) return new NoAnswer('REFUSED', error.message);
  const times = tried === 1 ? '' : ` ${tried} times`;
  // Connecting to a host with several addresses gives an error for each.
  const first = (error as AggregateError).errors?.[0] ?? (error as Error);
  const isCutOff = first.message === 'aborted';
  return new NoAnswer(
    'UNREADABLE',
    `could not be fetched${times}: ${isCutOff ? 'the response was cut off' : reasonOf(first)}`,
  );
}
