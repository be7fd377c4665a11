/** Checks before measuring that all servers give equal answers to the first requests of every query. */
import { isDeepStrictEqual } from 'node:util';
import type { Contender } from './contenders.ts';
import { DRAWS, QUERIES, type Query } from './queries.ts';
import type { Requests } from './requests.ts';

/** Answers compared per query and draw. */
const COMPARED = 25;
/** A round whose requests no measured round repeats. */
const ROUND = 0;

/** @throws Error with the server, the request and both answers if one differs from the first server's. */
export async function checkEqual([first, ...others]: readonly Contender[], requests: Requests): Promise<number> {
  let compared = 0;
  for (const query of QUERIES) {
    for (const draw of DRAWS) {
      const asked = (contender: Contender) => requests(contender, query, draw, ROUND, COMPARED);
      const wanted = first === undefined ? [] : await answers(first, query, asked(first));
      for (const other of others) {
        if (query.id in other.server.without) continue;
        const bodies = asked(other);
        for (const [i, given] of (await answers(other, query, bodies)).entries()) {
          compared++;
          if (isDeepStrictEqual(given, wanted[i])) continue;
          throw new Error(
            `${other.server.title} answers ${query.id} differently from ${first?.server.title}: ${bodies[i]}\n` +
              `${JSON.stringify(given)}\n${JSON.stringify(wanted[i])}`,
          );
        }
      }
    }
  }
  return compared;
}

/** The answers, mapped to our API. */
async function answers({ server, client }: Contender, { id }: Query, bodies: readonly string[]): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const body of bodies) {
    const { data } = JSON.parse(await client.send(body)) as { data: never };
    all.push(server.dialect?.translate[id]?.(data) ?? data);
  }
  return all;
}
