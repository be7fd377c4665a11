/** What readers of a service notice while another process writes into its store. */
import { seededRandom } from '../../test/support/name-queries.ts';
import { type GlossaryConcept, shuffled } from '../glossary/concepts.ts';
import { type Environment, startRiskgraph } from '../programs.ts';
import { type Answering, untilItAnswers } from '../read/contenders.ts';
import { QUERIES } from '../read/queries.ts';
import { requestsOver } from '../read/requests.ts';

export interface Reads {
  /** Times of all requests, ms. */
  times: number[];
  /** Longest time that the event loop of the service was held, ms. */
  longestBlock: number;
  /** Most CPU time that it took at once, ms. */
  longestTurn: number;
}

/** Requests of the mix, sent over and over. */
const COUNT = 500;

/** Serves a filled store, and reads the mix of `bench:read` alone first, then until `write` is done. */
export async function readBeside(
  environment: Environment,
  concepts: readonly GlossaryConcept[],
  write: () => Promise<unknown>,
): Promise<{ alone: Reads; beside: Reads }> {
  const program = startRiskgraph(['serve', '--port', '0'], environment);
  const service = await untilItAnswers(program, concepts, null);
  const bodies = mixOver(service, concepts);
  const once = (sent: number) => sent < bodies.length;
  await read(service, bodies, once); // what a service has to warm up is not of interest here
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

/** Sends the bodies one after the other, and from the first again, while it `goesOn`. */
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
