/**
 * What it takes to ingest pages of 17 kB by the product's own command, and what readers of the same store notice of it:
 *
 *   npm run build && npm run bench:ingest [-- options]
 *
 *   --pages 1000     size of the glossary; several with commas between, such as 1000,10000,50000
 *   --neo4j          into a Neo4j server too, which is started and stopped (see scripts/neo4j.ts)
 *
 * New pages, the same again unchanged, then all of them with another first paragraph, and that once more with a service
 * beside it that is asked the mix of `bench:read`. Rates are those of the whole command, its start and parsing included.
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
