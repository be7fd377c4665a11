import { afterAll, it } from '@jest/globals';
import { describeWithNeo4j } from '../support/conditions.ts';
import { KILLS, killAndRunAgain } from '../support/kills.ts';
import { OPTIONS, openNeo4j, SERVER, wipe } from '../support/neo4j-server.ts';
import { temporaryFolder } from '../support/program.ts';

describeWithNeo4j('an ingest into Neo4j that is killed', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  it(`leaves whole pages, and run again reaches the graph of one that was not, ${KILLS} times`, async () => {
    await killAndRunAgain(folder.path, {
      pages: 500,
      address: async () => {
        await wipe();
        return SERVER;
      },
      open: () => openNeo4j(),
      env: { NEO4J_USERNAME: OPTIONS.username, NEO4J_PASSWORD: OPTIONS.password },
    });
  }, 20_000_000);
});
