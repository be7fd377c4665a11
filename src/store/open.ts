/** Opens a store by its address. */
import { readFileSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { reasonOf } from '../reason.ts';
import type { Store } from './store.ts';

export interface OpeningOptions {
  /** Whether a command opens the store: it may wait longer for a server than a request can. Default false. */
  isCommand?: boolean;
}

/** The environment variables for a store that needs credentials. */
export interface StoreEnvironment {
  NEO4J_USERNAME?: string | undefined;
  NEO4J_PASSWORD?: string | undefined;
  /** A file that holds the password instead, such as a mounted container secret; one trailing line break is ignored. */
  NEO4J_PASSWORD_FILE?: string | undefined;
  NEO4J_DATABASE?: string | undefined;
}

/**
 * Opens `memory:`, `file:path/to/riskgraph.db`, `neo4j://host:7687` or `bolt://host:7687`; `+s` after `neo4j` or `bolt`
 * asks for TLS, `+ssc` for TLS with a self-signed certificate.
 * @throws UsageError when the address has another form or the store cannot be used.
 */
export async function openStore(
  url: string,
  environment: StoreEnvironment = process.env,
  { isCommand = false }: OpeningOptions = {},
): Promise<Store> {
  if (url === 'memory:') return (await import('./sqlite/sqlite-store.ts')).openSqliteStore(':memory:');
  const file = fileOf(url);
  if (file !== undefined) return (await import('./sqlite/sqlite-store.ts')).openSqliteStore(file);
  if (/^(?:neo4j|bolt)(?:\+s|\+ssc)?:\/\/./.test(url)) {
    // The driver takes longer to load than everything else, so it is imported only when it is needed.
    const { openNeo4jStore } = await import('./neo4j/neo4j-store.ts');
    return openNeo4jStore(url, {
      username: environment.NEO4J_USERNAME,
      password: neo4jPassword(environment),
      database: environment.NEO4J_DATABASE,
      isCommand,
    });
  }
  const shown = JSON.stringify(url.replace(/\/\/.*@/s, '//…@').slice(0, 100));
  throw new UsageError(`store must be memory:, file:<path>, neo4j://<host> or bolt://<host>, but got ${shown}`);
}

function neo4jPassword({ NEO4J_PASSWORD, NEO4J_PASSWORD_FILE }: StoreEnvironment): string | undefined {
  if (!NEO4J_PASSWORD_FILE) return NEO4J_PASSWORD;
  if (NEO4J_PASSWORD) {
    throw new UsageError('NEO4J_PASSWORD and NEO4J_PASSWORD_FILE are both set, but only one of them may be');
  }
  let password: string;
  try {
    password = readFileSync(NEO4J_PASSWORD_FILE, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new UsageError(`NEO4J_PASSWORD_FILE: ${NEO4J_PASSWORD_FILE} cannot be read: ${reasonOf(cause)}`, { cause });
  }
  if (password === '')
    throw new UsageError(`NEO4J_PASSWORD_FILE: ${NEO4J_PASSWORD_FILE} is empty, but must hold a password`);
  return password;
}

/** The path of a file store; undefined if `url` names another kind of store. */
export function fileOf(url: string): string | undefined {
  return /^file:(?:\/\/(?=\/))?(.+)$/s.exec(url)?.[1];
}
