/** Two connections to one new, empty graph, as from two processes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import neo4j from 'neo4j-driver';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { openNeo4j, query, wipe } from './neo4j-server.ts';

export interface Connections {
  store: Store;
  other: Store;
  /** Advances the clock for lock leases; negative seconds set it back. */
  elapse(seconds: number): Promise<void>;
  dispose(): Promise<void>;
}

export async function connectToSqlite(): Promise<Connections> {
  const folder = mkdtempSync(join(tmpdir(), 'riskgraph-'));
  let now = 1_000_000;
  const open = () => openSqliteStore(join(folder, 'graph.db'), () => now);
  const elapse = async (seconds: number) => {
    now += seconds * 1000;
  };
  return connections(await open(), await open(), elapse, () => rmSync(folder, { recursive: true }));
}

/** Connects to the server that NEO4J_URI names, after emptying its database. */
export async function connectToNeo4j(): Promise<Connections> {
  await wipe();
  const open = () => openNeo4j();
  const elapse = async (seconds: number) => {
    await query('MATCH (l:Lock) SET l.until = l.until - duration({milliseconds: $milliseconds})', {
      milliseconds: neo4j.int(seconds * 1000),
    });
  };
  return connections(await open(), await open(), elapse);
}

function connections(
  store: Store,
  other: Store,
  elapse: Connections['elapse'],
  cleanUp: () => void = () => {},
): Connections {
  return {
    store,
    other,
    elapse,
    async dispose() {
      await other.close();
      await store.close();
      cleanUp();
    },
  };
}
