/**
 * The store for large or shared graphs: one Neo4j database, which people can also explore in Neo4j Browser.
 *
 * Pages DESCRIBE concepts and STATE definitions. Each relationship between concepts is one statement of one page, whose
 * address is in its `page`. A page's statements all start at the concept that it describes, and are found through it.
 */
import type { GraphReads } from '../graph-reads.ts';
import type { Store } from '../store.ts';
import { conceptReads } from './concept-reads.ts';
import { type Connection, connect, heavily, type Neo4jOptions } from './connection.ts';
import { fullText } from './full-text.ts';
import { historyReads } from './history.ts';
import { integrity } from './integrity.ts';
import { keptPages } from './kept-pages.ts';
import { type ReadByKey, readsAlone, readsTogether } from './keyed-reads.ts';
import { locks } from './locks.ts';
import { pageReads } from './page-reads.ts';
import { prepareGraph } from './prepare.ts';
import { readings } from './readings.ts';
import { relationReads } from './relation-reads.ts';
import { writes } from './writes.ts';

/**
 * Opens the graph in the Neo4j database at `url`: neo4j:// or bolt://, also with +s or +ssc for TLS. If the server is
 * away, it opens anyway; each call throws StoreUnavailable until the server is back.
 * @throws UsageError when address, credentials or database are wrong, or a newer riskgraph wrote the graph.
 */
export async function openNeo4jStore(url: string, options: Neo4jOptions = {}): Promise<Store> {
  return storeOver(await connect(url, options, prepareGraph));
}

/** The store over a connection. */
export function storeOver(connection: Connection): Store {
  return {
    reads: graphReads(connection, readsAlone(connection)),
    ...keptPages(connection),
    ...fullText(heavily(connection)),
    ...historyReads(connection),
    ...writes(connection),
    ...readings(connection),
    ...locks(connection),
    ...integrity(heavily(connection)),
    fault: () => connection.fault(),
    close: () => connection.close(),
  };
}

/** Each read by key is one statement or, after `together`, a part of one. */
function graphReads(connection: Connection, readByKey: ReadByKey): GraphReads {
  return {
    ...conceptReads(connection, readByKey),
    ...pageReads(readByKey),
    ...relationReads(connection, readByKey),
    together: () => graphReads(connection, readsTogether(connection)),
  };
}
