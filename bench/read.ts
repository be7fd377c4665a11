/**
 * The cost of a read, compared with other servers of the same graph that get the same requests, in interleaved rounds:
 *
 *   npm run build && npm ci --prefix bench && npm run bench:read [-- options]
 *
 *   --concepts 10000   size of the synthetic glossary
 *   --rounds 5         measured rounds, after four warm-up rounds
 *   --requests 1000    requests of the mix per round, to each server and for each way of drawing concepts
 *   --only a,b         only these servers, by name prefix: riskgraph, apollo, mercurius, raw, neo4j
 *   --neo4j            with a Neo4j server, which is started and stopped (see scripts/neo4j.ts)
 *   --folder path      keeps the glossary and the filled stores there for the next run of the same size
 *
 * Only ratios carry over between machines: absolute figures vary with the machine and its other load.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command, countOption } from './command.ts';
import { readGlossary, workplace } from './filled-store.ts';
import { startNeo4j } from './neo4j-server.ts';
import { buildPrograms, stopAll } from './programs.ts';
import { type Contender, enter } from './read/contenders.ts';
import { checkEqual } from './read/equality.ts';
import { measure } from './read/measure.ts';
import { report } from './read/report.ts';
import { requestsOver } from './read/requests.ts';
import { SERVERS, type Server } from './read/servers.ts';

await command('bench:read', async () => {
  const { values: given } = parseArgs({
    options: {
      concepts: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '5' },
      requests: { type: 'string', default: '1000' },
      only: { type: 'string', default: '' },
      neo4j: { type: 'boolean', default: false },
      folder: { type: 'string' },
    },
  });
  const concepts = countOption('concepts', given.concepts);
  const size = { rounds: countOption('rounds', given.rounds), count: countOption('requests', given.requests) };
  const servers = chosen(given.only, given.neo4j);
  await buildPrograms(servers.some(({ isOurs }) => !isOurs));
  const folder = await workplace(given.folder && join(given.folder, `read-${concepts}`));
  try {
    console.error(`Writing a glossary of ${concepts} concepts`);
    const glossary = await readGlossary(folder, concepts);
    const neo4j = servers.some(({ isOverNeo4j }) => isOverNeo4j) ? await startNeo4j(join(folder.path, 'neo4j')) : null;
    try {
      const contenders: Contender[] = [];
      for (const server of servers) {
        console.error(`Starting ${server.title}`);
        contenders.push(await enter(server, { folder, glossary, neo4j }));
      }
      const requests = requestsOver(glossary.concepts);
      const compared = await checkEqual(contenders, requests);
      const measured = await measure(contenders, requests, size);
      console.log(await report(measured, { concepts, compared, ...size }));
    } finally {
      await stopAll();
      await neo4j?.stop();
    }
  } finally {
    await folder.leave();
  }
});

/** Without `--neo4j`, servers over Neo4j are left out. */
function chosen(only: string, withNeo4j: boolean): readonly Server[] {
  const names = only.split(',').filter((name) => name !== '');
  const unknown = names.filter((name) => !SERVERS.some(({ id }) => id.startsWith(name)));
  const ids = SERVERS.map(({ id }) => id).join(', ');
  if (unknown.length > 0) throw new Error(`--only must name some of ${ids}, but got ${unknown.join(', ')}`);
  const servers = SERVERS.filter(
    ({ id, isOverNeo4j }) =>
      (names.length === 0 || names.some((name) => id.startsWith(name))) && (withNeo4j || !isOverNeo4j),
  );
  if (servers.length === 0) throw new Error(`--only ${only} needs a Neo4j server: add --neo4j`);
  return servers;
}
