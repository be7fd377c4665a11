/** Checks on answers. */
import { must, type Subject } from './promise.ts';
import type { Reply } from './service.ts';

interface Body {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

const LARGEST_REFUSAL = 16_384;
/** A stack trace line, or a path on the server. */
const INTERNALS = /\n\s+at |node_modules|\.[jt]s:\d+|file:\/\/|"stacktrace"/;

export function bodyOf({ text, status }: Reply): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    must(false, `${status} with no JSON: ${text.slice(0, 80)}`);
    throw new Error('unreachable');
  }
}

/** The codes of an answer's errors, each once. */
export function codesOf(reply: Reply): string[] {
  return [...new Set((bodyOf(reply).errors ?? []).map(({ extensions }) => extensions?.code ?? 'no code'))];
}

/** The data of an answer; fails if it has errors. */
export function answered(reply: Reply, what = 'an honest request'): Record<string, unknown> {
  const { data, errors } = bodyOf(reply);
  must(
    reply.status === 200 && errors === undefined && data != null,
    `${what}: ${reply.status} ${reply.text.slice(0, 160)}`,
  );
  return data as Record<string, unknown>;
}

/**
 * Checks for a refusal: a client error status, one code, no internals, short.
 * @param code - our service's code. From others anything will do but an internal error or a page that is not JSON.
 */
export function refused({ isOurs }: Subject, reply: Reply, status: number | readonly number[], code?: string): void {
  const statuses = typeof status === 'number' ? [status] : status;
  const came = `${reply.status} ${reply.text.slice(0, 160)}`;
  must(statuses.includes(reply.status), `${statuses.join(' or ')} was promised, but came ${came}`);
  must(reply.text.length <= LARGEST_REFUSAL, `a refusal of ${reply.text.length} characters`);
  if (!isOurs && !reply.text.startsWith('{')) return;
  must(!INTERNALS.test(reply.text), `the refusal tells of the inside: ${came}`);
  const codes = codesOf(reply);
  const isClients = codes.length > 0 && !codes.includes('INTERNAL_SERVER_ERROR');
  const isAsPromised = !isOurs || code === undefined || (codes.length === 1 && codes[0] === code);
  must(isClients && isAsPromised, `${code ?? 'a client’s error'} was promised, but came ${codes.join(', ')}: ${came}`);
}

/** Either answered or refused: for legal but expensive requests. */
export function answeredOrRefused(subject: Subject, reply: Reply): void {
  if (reply.status === 200) must(!codesOf(reply).includes('INTERNAL_SERVER_ERROR'), reply.text.slice(0, 160));
  else refused(subject, reply, [400, 413, 503]);
}

export const within = ({ milliseconds }: Reply, most: number, what: string) =>
  must(milliseconds <= most, `${what} took ${Math.round(milliseconds)} ms, at most ${most} were promised`);

/** The first answer within `most` ms, or the last of five attempts: the machine may have been busy. */
export async function quickest(most: number, ask: () => Promise<Reply>): Promise<Reply> {
  let reply = await ask();
  for (let tries = 1; tries < 5 && reply.milliseconds > most; tries++) reply = await ask();
  return reply;
}
