/** Two connections to one new, empty graph, as two processes have them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNeo4jStore } from '../../src/store/neo4j/neo4j-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { OPTIONS, SERVER, wipe } from './neo4j-server.ts';

export interface Connections {
  store: Store;
  other: Store;
  dispose(): Promise<void>;
}

export async function connectToSqlite(): Promise<Connections> {
  const folder = mkdtempSync(join(tmpdir(), 'riskgraph-'));
  const open = () => openSqliteStore(join(folder, 'graph.db'));
  return connections(await open(), await open(), () => rmSync(folder, { recursive: true }));
}

/** To the server that NEO4J_URI names, whose database is emptied first. */
export async function connectToNeo4j(): Promise<Connections> {
  await wipe();
  const open = () => openNeo4jStore(SERVER, OPTIONS);
  return connections(await open(), await open());
}

function connections(store: Store, other: Store, cleanUp: () => void = () => {}): Connections {
  return {
    store,
    other,
    async dispose() {
      await other.close();
      await store.close();
      cleanUp();
    },
  };
}
