/** Load: many that ask at once, and one that measures how it is to be among them. */
import { Agent, type IncomingMessage, request } from 'node:http';
import { sleep } from '../process.ts';
import { PATIENCE_MS, type Reply, type RunningService } from '../service.ts';

/** How often a promise of time is tried: a service that has just started is slow, and the machine may be busy. */
export const ROUNDS = 3;

interface Timed {
  status: number;
  milliseconds: number;
  retryAfter: string | null;
}

export interface Load {
  replies: Timed[];
  /** Requests that came to nothing: reset, or no answer in a minute. */
  lost: number;
  /** Why the first of them did. */
  why?: string;
}

/** `width` askers, one request after another each, until `until` says that it is enough. */
export function load(width: number, ask: (i: number) => Promise<Reply>, until: () => boolean): Promise<Load> {
  const timed = async (i: number) => {
    const { status, milliseconds, headers } = await ask(i);
    return { status, milliseconds, retryAfter: headers.get('retry-after') };
  };
  return loadOf(width, timed, until);
}

/**
 * `width` askers over a connection each. They ask again at once whatever they were told, and take so little time of
 * the machine that the service has the rest.
 */
export async function flood(
  { url, watch }: RunningService,
  width: number,
  question: (i: number) => object,
  until: () => boolean,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: width });
  const timed = async (i: number) => {
    const body = JSON.stringify(question(i));
    const asked = watch();
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const sent = request(`${url}/graphql`, { agent, method: 'POST', headers, timeout: PATIENCE_MS }, resolve);
      sent.on('timeout', () => sent.destroy(new Error('no answer in a minute')));
      sent.on('error', reject).end(body);
    });
    await new Promise((resolve, reject) => response.resume().on('end', resolve).on('error', reject));
    const { statusCode: status = 0, headers } = response;
    return { status, milliseconds: asked.milliseconds(), retryAfter: headers['retry-after'] ?? null };
  };
  const done = await loadOf(width, timed, until);
  agent.destroy();
  return done;
}

async function loadOf(width: number, ask: (i: number) => Promise<Timed>, until: () => boolean): Promise<Load> {
  const done: Load = { replies: [], lost: 0 };
  let asked = 0;
  const asker = async () => {
    while (!until()) {
      try {
        done.replies.push(await ask(asked++));
      } catch (error) {
        done.lost++;
        done.why ??= `${(error as Error).message} ${(error as Error).cause ?? ''}`.trim();
      }
    }
  };
  await Promise.all(Array.from({ length: width }, asker));
  return done;
}

/** Asks something light ten times a second until `until`; how long each took, ms. */
export async function probe(service: RunningService, query: string, until: () => boolean): Promise<Load> {
  return load(
    1,
    async () => {
      await sleep(100);
      return service.ask(query);
    },
    until,
  );
}

/** The value below which the share `q` of the values lies; 0 of none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

export function after(seconds: number): () => boolean {
  const end = performance.now() + 1_000 * seconds;
  return () => performance.now() > end;
}
