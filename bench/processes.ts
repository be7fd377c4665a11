/**
 * What a second process over the same store adds, each with its own connections, in interleaved rounds:
 *
 *   npm run build && npm run bench:processes [-- options]
 *
 *   --concepts 10000     size of the synthetic glossary
 *   --rounds 3           measured rounds, after one warm-up round
 *   --seconds 5          how long a round queries one process, and then both
 *   --connections 8      per process, each with one request at a time
 *   --neo4j              over a Neo4j server, started and stopped here (see scripts/neo4j.ts), instead of a SQLite file
 *   --folder path        keeps the glossary and the filled store there for the next run of the same size
 *
 * The client runs on the same machine and takes its share of the cores, so its CPU time is reported too.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../test/support/name-queries.ts';
import { command, countOption } from './command.ts';
import { readGlossary, workplace } from './filled-store.ts';
import { type GlossaryConcept, shuffled } from './glossary/concepts.ts';
import { table } from './markdown.ts';
import { startNeo4j } from './neo4j-server.ts';
import { buildPrograms, type Program, stopAll } from './programs.ts';
import { type Client, clientOf } from './read/client.ts';
import { untilItAnswers } from './read/contenders.ts';
import { DRAWS, QUERIES } from './read/queries.ts';
import { requestsOver } from './read/requests.ts';
import { type Ground, SERVERS } from './read/servers.ts';

/** A serving process and the requests it gets. */
interface Served {
  clients: readonly Client[];
  bodies: readonly string[];
  /** Its CPU time so far [µs]. */
  cpu(): Promise<number>;
}

/** One round's figures for some number of processes. */
interface Round {
  /** Answers per second, all processes together. */
  throughput: number;
  /** CPU time per answer [µs]: of the processes, and of the client. */
  serving: number;
  asking: number;
}

/** Requests in the mix, sent repeatedly. */
const MIX = 1_000;

await command('bench:processes', async () => {
  const { values: given } = parseArgs({
    options: {
      concepts: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '8' },
      neo4j: { type: 'boolean', default: false },
      folder: { type: 'string' },
    },
  });
  const concepts = countOption('concepts', given.concepts);
  const rounds = countOption('rounds', given.rounds);
  const seconds = countOption('seconds', given.seconds);
  const connections = countOption('connections', given.connections);
  await buildPrograms(false);
  const folder = await workplace(given.folder && join(given.folder, `read-${concepts}`));
  let neo4j: Ground['neo4j'] = null;
  try {
    console.error(`Writing a glossary of ${concepts} concepts`);
    const glossary = await readGlossary(folder, concepts);
    neo4j = given.neo4j ? await startNeo4j(join(folder.path, 'neo4j')) : null;
    // Sequentially: the first one fills the store.
    const served: Served[] = [];
    for (let i = 0; i < 2; i++) {
      served.push(await serve(await start({ folder, glossary, neo4j }), glossary.concepts, connections));
    }
    const found: Round[][] = [[], []];
    for (let round = 0; round <= rounds; round++) {
      console.error(round === 0 ? 'Warming up' : `Round ${round} of ${rounds}`);
      for (const count of round % 2 === 0 ? [1, 2] : [2, 1]) {
        const measured = await ask(served.slice(0, count), seconds);
        if (round > 0) found[count - 1]?.push(measured);
      }
    }
    console.log(
      `${concepts} concepts over ${neo4j === null ? 'SQLite' : 'Neo4j'}, ${rounds} rounds of ${seconds} s, medians.\n`,
    );
    console.log(report(found));
  } finally {
    await stopAll();
    await neo4j?.stop();
    await folder.leave();
  }
});

/** Starts a process over the store, filling the store if necessary. */
async function start(ground: Ground): Promise<Program> {
  const id = ground.neo4j === null ? 'riskgraph-sqlite' : 'riskgraph-neo4j';
  const server = SERVERS.find((one) => one.id === id);
  if (server === undefined) throw new Error(`there is no server ${id}`);
  return server.start(ground);
}

async function serve(program: Program, concepts: readonly GlossaryConcept[], connections: number): Promise<Served> {
  const service = await untilItAnswers(program, concepts, null);
  service.client.close();
  const requests = requestsOver(concepts);
  const all = QUERIES.flatMap((query) =>
    DRAWS.flatMap((draw) => requests(service, query, draw, 1, Math.ceil((MIX * query.weight) / DRAWS.length))),
  );
  const [, address = ''] = await program.says(/^GraphQL\s+(\S+)$/m);
  return {
    clients: Array.from({ length: connections }, () => clientOf(address)),
    bodies: shuffled(all, seededRandom(1)),
    cpu: async () => (await program.usage()).cpu,
  };
}

async function ask(served: readonly Served[], seconds: number): Promise<Round> {
  const cpu = async () => (await Promise.all(served.map((one) => one.cpu()))).reduce((sum, one) => sum + one, 0);
  const before = await cpu();
  const own = process.cpuUsage();
  const began = performance.now();
  const end = began + seconds * 1_000;
  let answers = 0;
  await Promise.all(
    served.flatMap(({ clients, bodies }) =>
      clients.map(async (client, first) => {
        for (let i = first; performance.now() < end; i += clients.length) {
          await client.send(bodies[i % bodies.length] as string);
          answers++;
        }
      }),
    ),
  );
  const took = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(own);
  return { throughput: answers / took, serving: ((await cpu()) - before) / answers, asking: (user + system) / answers };
}

function report([one = [], two = []]: readonly (readonly Round[])[]): string {
  const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
  const row = (name: string, rounds: readonly Round[], ratios: readonly number[]) => [
    name,
    median(rounds.map(({ throughput }) => throughput)).toFixed(0),
    median(ratios).toFixed(2),
    median(rounds.map(({ serving }) => serving)).toFixed(0),
    median(rounds.map(({ asking }) => asking)).toFixed(0),
  ];
  const ratios = two.map(({ throughput }, i) => throughput / (one[i]?.throughput ?? Number.NaN));
  return table(
    ['processes', 'answers a second', '÷ one process', 'their CPU an answer [µs]', 'CPU of asking [µs]'],
    [row('1', one, [1]), row('2', two, ratios)],
  );
}
