/** Measured rounds of the mix: all servers run, one at a time gets requests, and each round starts with another. */
import type { Contender } from './contenders.ts';
import { DRAWS, type Draw, QUERIES, type Query } from './queries.ts';
import type { Requests } from './requests.ts';

/** One server's figures for one query with one draw. */
export interface Measured {
  /** CPU time per request [µs], one value per round. */
  cpu: number[];
  /** Latencies of all requests [ms]. */
  times: number[];
  /** Total size of the answers. */
  bytes: number;
}

/** By query and draw: see `cellOf`. */
export type Cells = ReadonlyMap<string, Measured>;
export type Measurements = ReadonlyMap<Contender, Cells>;

export function cellOf(query: Query, draw: Draw): string {
  return `${query.id} ${draw}`;
}

/**
 * Warm-up rounds, and their requests per query and draw, independent of the mix: V8 needs thousands of requests until
 * it has compiled all code behind a document, which a service has done after its first minutes.
 */
const WARM_UP = 4;
const WARM_UP_REQUESTS = 500;

/** @param count - requests of the mix per round, to each server and for each draw. */
export async function measure(
  contenders: readonly Contender[],
  requests: Requests,
  { rounds, count }: { rounds: number; count: number },
): Promise<Measurements> {
  const measured = new Map(contenders.map((contender) => [contender, cells()]));
  for (let round = 1 - WARM_UP; round <= rounds; round++) {
    console.error(round <= 0 ? `Warming up, ${round + WARM_UP} of ${WARM_UP}` : `Round ${round} of ${rounds}`);
    for (const i of contenders.keys()) {
      const contender = contenders[(i + round + WARM_UP) % contenders.length] as Contender;
      for (const query of QUERIES) {
        if (query.id in contender.server.without) continue;
        for (const draw of DRAWS) {
          const asked = round <= 0 ? WARM_UP_REQUESTS : Math.ceil(count * query.weight);
          const bodies = requests(contender, query, draw, round + WARM_UP, asked);
          const { cpu, times, bytes } = await block(contender, bodies);
          const cell = measured.get(contender)?.get(cellOf(query, draw));
          if (round <= 0) continue;
          cell?.cpu.push(cpu);
          for (const time of times) cell?.times.push(time);
          if (cell !== undefined) cell.bytes += bytes;
        }
      }
    }
  }
  return measured;
}

function cells(): Map<string, Measured> {
  return new Map(
    QUERIES.flatMap((query) => DRAWS.map((draw) => [cellOf(query, draw), { cpu: [], times: [], bytes: 0 }])),
  );
}

async function block({ server, client, cpu }: Contender, bodies: readonly string[]) {
  if (server.isPrimed) for (const body of bodies) await client.send(body);
  const times: number[] = [];
  let bytes = 0;
  const before = await cpu();
  for (const body of bodies) {
    const began = performance.now();
    const answer = await client.send(body);
    times.push(performance.now() - began);
    bytes += answer.length;
  }
  return { cpu: ((await cpu()) - before) / bodies.length, times, bytes };
}
