/** How a service's readers are affected while another process writes into its store. */
import { seededRandom } from '../../test/support/name-queries.ts';
import { type GlossaryConcept, shuffled } from '../glossary/concepts.ts';
import { type Environment, startRiskgraph } from '../programs.ts';
import { type Answering, untilItAnswers } from '../read/contenders.ts';
import { QUERIES } from '../read/queries.ts';
import { requestsOver } from '../read/requests.ts';

export interface Reads {
  /** Latencies of all requests [ms]. */
  times: number[];
  /** Longest time that the service's event loop was blocked [ms]. */
  longestBlock: number;
  /** Most CPU time of one turn of the event loop [ms]. */
  longestTurn: number;
}

/** Requests in the mix, sent repeatedly. */
const COUNT = 500;

/** Serves a filled store and runs the query mix of `bench:read`, first alone, then until `write` is done. */
export async function readBeside(
  environment: Environment,
  concepts: readonly GlossaryConcept[],
  write: () => Promise<unknown>,
): Promise<{ alone: Reads; beside: Reads }> {
  const program = startRiskgraph(['serve', '--port', '0'], environment);
  const service = await untilItAnswers(program, concepts, null);
  const bodies = mixOver(service, concepts);
  const once = (sent: number) => sent < bodies.length;
  await read(service, bodies, once); // warm-up, not measured
  program.watch();
  const alone = await read(service, bodies, once);
  let isWriting = true;
  const writing = write().finally(() => {
    isWriting = false;
  });
  const beside = await read(service, bodies, () => isWriting);
  await writing;
  service.client.close();
  await program.stop();
  return { alone, beside };
}

function mixOver(service: Answering, concepts: readonly GlossaryConcept[]): string[] {
  const requests = requestsOver(concepts);
  const all = QUERIES.flatMap((query) => requests(service, query, 'popular', 1, Math.ceil(COUNT * query.weight)));
  return shuffled(all, seededRandom(1));
}

/** Sends the bodies one after the other, in a loop, while `goesOn` returns true. */
async function read(
  { client, program }: Answering,
  bodies: readonly string[],
  goesOn: (sent: number) => boolean,
): Promise<Reads> {
  const times: number[] = [];
  while (goesOn(times.length)) {
    const began = performance.now();
    await client.send(bodies[times.length % bodies.length] as string);
    times.push(performance.now() - began);
  }
  const { longestBlock, longestTurn } = await program.usage();
  return { times, longestBlock, longestTurn };
}
