/**
 * The cost of ingesting pages of 17 kB with the product's own command, and its effect on readers of the same store:
 *
 *   npm run build && npm run bench:ingest [-- options]
 *
 *   --pages 1000     size of the glossary; several separated by commas, such as 1000,10000,50000
 *   --neo4j          also into a Neo4j server, which is started and stopped (see scripts/neo4j.ts)
 *
 * Ingests new pages, the same unchanged, then all with a changed first paragraph, and the last again beside a service
 * that answers the query mix of `bench:read`. Rates are those of the whole command, including startup and parsing.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command, countOption } from './command.ts';
import { workplace } from './filled-store.ts';
import { ingestInto, type Measured, writeEditions } from './ingest/runs.ts';
import { besideTable, rateTable } from './ingest/tables.ts';
import { startNeo4j } from './neo4j-server.ts';
import { buildPrograms, stopAll } from './programs.ts';

await command('bench:ingest', async () => {
  const { values: given } = parseArgs({
    options: { pages: { type: 'string', default: '1000' }, neo4j: { type: 'boolean', default: false } },
  });
  const sizes = given.pages.split(',').map((size) => countOption('pages', size));
  await buildPrograms(false);
  const folder = await workplace(undefined);
  try {
    const measured: Measured[] = [];
    for (const size of sizes) {
      console.error(`Writing ${size} pages`);
      const editions = await writeEditions(join(folder.path, String(size)), size);
      const file = join(folder.path, `riskgraph-${size}.db`);
      measured.push(await ingestInto('SQLite', { RISKGRAPH_STORE: `file:${file}` }, editions));
      if (!given.neo4j) continue;
      const neo4j = await startNeo4j(join(folder.path, `neo4j-${size}`));
      try {
        measured.push(await ingestInto('Neo4j', neo4j.environment, editions, neo4j.cpu));
      } finally {
        await neo4j.stop();
      }
    }
    console.log(`${rateTable(measured)}\n\n${besideTable(measured)}`);
  } finally {
    await stopAll();
    await folder.leave();
  }
});
