/** The Neo4j server that NEO4J_URI names, for tests: by default with the password that `npm run neo4j` sets. */
import neo4j from 'neo4j-driver';
import type { Neo4jOptions } from '../../src/store/neo4j/connection.ts';
import { openNeo4jStore } from '../../src/store/neo4j/neo4j-store.ts';
import type { Store } from '../../src/store/store.ts';
import { endedAtLast } from './ended-at-last.ts';

export const SERVER = process.env.NEO4J_URI ?? 'bolt://127.0.0.1:7687';
export const OPTIONS = {
  username: process.env.NEO4J_USERNAME ?? 'neo4j',
  password: process.env.NEO4J_PASSWORD ?? 'riskgraph',
  database: process.env.NEO4J_DATABASE,
} satisfies Neo4jOptions;

/** Runs a statement directly, in its own transaction, and resolves to its rows. */
export async function query<Row>(statement: string, parameters: Record<string, unknown> = {}): Promise<Row[]> {
  const driver = neo4j.driver(SERVER, neo4j.auth.basic(OPTIONS.username, OPTIONS.password), {
    disableLosslessIntegers: true,
  });
  const session = driver.session(OPTIONS.database === undefined ? {} : { database: OPTIONS.database });
  try {
    const { records } = await session.run(statement, parameters);
    return records.map((record) => record.toObject() as Row);
  } finally {
    await session.close();
    await driver.close();
  }
}

/** Empties the database: an unlicensed server has only one, so suites that use it run one after the other. */
export async function wipe(): Promise<void> {
  await query('MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS');
}

/** Opens the store on that server, or behind another address; it is closed even if the test fails before doing so. */
export async function openNeo4j(address = SERVER, { isCommand = false } = {}): Promise<Store> {
  const store = await openNeo4jStore(address, { ...OPTIONS, isCommand });
  endedAtLast(() => store.close());
  return store;
}
