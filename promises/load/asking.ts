/** Load: many that ask at once, and one that measures how it is to be among them. */
import { sleep } from '../process.ts';
import type { Reply, RunningService } from '../service.ts';

/** How often a promise of time is tried: a service that has just started is slow, and the machine may be busy. */
export const ROUNDS = 3;

export interface Load {
  replies: { status: number; milliseconds: number; retryAfter: string | null }[];
  /** Requests that came to nothing: reset, or no answer in a minute. */
  lost: number;
  /** Why the first of them did. */
  why?: string;
}

/** `width` askers, one request after another each, until `until` says that it is enough. */
export async function load(width: number, ask: (i: number) => Promise<Reply>, until: () => boolean): Promise<Load> {
  const done: Load = { replies: [], lost: 0 };
  let asked = 0;
  const asker = async () => {
    while (!until()) {
      try {
        const { status, milliseconds, headers } = await ask(asked++);
        done.replies.push({ status, milliseconds, retryAfter: headers.get('retry-after') });
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
