/** Load: many concurrent clients, and one that measures what it is like to be among them. */
import { Agent, type IncomingMessage, request } from 'node:http';
import { sleep } from '../process.ts';
import { PATIENCE_MS, type Reply, type RunningService } from '../service.ts';

/** Attempts at a promise about time: a newly started service is slow, and the machine may be busy. */
export const ROUNDS = 3;

interface Timed {
  status: number;
  milliseconds: number;
  retryAfter: string | null;
}

export interface Load {
  replies: Timed[];
  /** Requests without an answer: reset, or none within a minute. */
  lost: number;
  /** Why the first of them failed. */
  why?: string;
}

/** `width` clients, each sending one request after another until `until` returns true. */
export function load(width: number, ask: (i: number) => Promise<Reply>, until: () => boolean): Promise<Load> {
  const timed = async (i: number) => {
    const { status, milliseconds, headers } = await ask(i);
    return { status, milliseconds, retryAfter: headers.get('retry-after') };
  };
  return loadOf(width, timed, until);
}

/**
 * `width` clients with a connection each. They retry at once, whatever the answer, and use so little CPU time that the
 * service has the rest of the machine.
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

/** Sends a light query ten times a second until `until` returns true; latencies in ms. */
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

/** The value below which a share `q` of the values lies; 0 if there are none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

export function after(seconds: number): () => boolean {
  const end = performance.now() + 1_000 * seconds;
  return () => performance.now() > end;
}
