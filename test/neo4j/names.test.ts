import { jest } from '@jest/globals';
import { openNeo4jStore } from '../../src/store/neo4j/neo4j-store.ts';
import { namesFollowAStore } from '../search/names-of-a-store.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { OPTIONS, SERVER, wipe } from '../support/neo4j-server.ts';

jest.setTimeout(300_000);

describeWithNeo4j('names', () => {
  namesFollowAStore('Neo4j', async () => {
    await wipe();
    const store = await openNeo4jStore(SERVER, OPTIONS);
    const other = await openNeo4jStore(SERVER, OPTIONS);
    return {
      store,
      other,
      async dispose() {
        await other.close();
        await store.close();
      },
    };
  });
});
