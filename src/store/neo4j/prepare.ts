/** Prepares the graph for use: creates missing constraints, indexes and the :Graph node; upgrades an older model. */
import { randomUUID } from 'node:crypto';
import { UsageError } from '../../errors.ts';
import type { Connection } from './connection.ts';
import { PATIENT } from './patience.ts';
import { GRAPH, MODEL_VERSION, SCHEMA } from './schema.ts';
import { upgrade } from './upgrade.ts';

/** @throws UsageError when the graph was written by a newer riskgraph. */
export async function prepareGraph({ read, write }: Pick<Connection, 'read' | 'write'>): Promise<void> {
  const indexes = await read<{ name: string; state: string }>('SHOW INDEXES YIELD name, state');
  const [graph] = await read<{ model: number }>(`MATCH (g:Graph {name: ${GRAPH}}) RETURN g.model AS model`);
  if (graph !== undefined && graph.model > MODEL_VERSION) {
    throw new UsageError(
      `the graph was written by a newer riskgraph (model ${graph.model}, this one reads ${MODEL_VERSION}): update riskgraph`,
    );
  }
  const missing = Object.entries(SCHEMA).filter(([name]) => !indexes.some((index) => index.name === name));
  // Neo4j does not allow changes of schema and of data in one transaction.
  if (missing.length > 0) {
    await write(async (run) => {
      for (const [name, statement] of missing) await run(statement, { name });
    }, PATIENT);
  }
  // Indexes of a large graph may still be populating since an earlier start.
  if (missing.length > 0 || indexes.some(({ state }) => state === 'POPULATING')) {
    await read('CALL db.awaitIndexes(100)', {}, PATIENT);
  }
  if (graph === undefined) {
    await write((run) =>
      run(
        `MERGE (g:Graph {name: ${GRAPH}}) ON CREATE SET g.graph = $graph, g.version = 0, g.model = ${MODEL_VERSION}`,
        { graph: randomUUID() },
      ),
    );
  }
  if (graph !== undefined && graph.model < MODEL_VERSION) await upgrade(write, graph.model);
}
