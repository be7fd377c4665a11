/**
 * A Neo4j database for this store: runs statements and transactions with retries, plain values in and out. A server
 * that is away is left alone until it gives a sign of life.
 */
import neo4j, { type Config, type Driver, type Result } from 'neo4j-driver';
import { Overloaded, StoreUnavailable, UsageError } from '../../errors.ts';
import { attempts } from './attempts.ts';
import { breaker } from './breaker.ts';
import { isOfHandshake, pauseAfter, translated, usageError } from './faults.ts';
import { OF_A_COMMAND, OF_A_SERVICE, type Patience } from './patience.ts';
import { PLACES, places, type Weight } from './places.ts';

const DRIVER_OPTIONS = {
  disableLosslessIntegers: true,
  maxConnectionPoolSize: PLACES,
  connectionTimeout: 2_000,
  maxTransactionRetryTime: 3_000,
  telemetryDisabled: true,
  // Fetch each result in one batch: the statements bound their own size.
  fetchSize: -1,
  userAgent: 'riskgraph',
};

/**
 * Every write starts at keys, so its first plan suits a graph of any size. Without this option the server would replan
 * each of them every ten seconds while the graph grows. Where a write goes on from a key, it names the index to seek in:
 * the server makes the first plan of a new graph before it samples the indexes, and would scan one that looks empty.
 */
const PLANNED_ONCE = 'CYPHER replan=skip';

/** Pauses before the retries of a call after a transient fault [ms]. */
const RETRY_PAUSES = [100, 200, 400, 800, 1_500];

export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };
export type Parameters = Readonly<Record<string, Value>>;

/** Runs one statement in an open transaction and returns its rows. */
export type Run = <Row = never>(statement: string, parameters?: Parameters) => Promise<Row[]>;

/**
 * Waits for statements that were sent together; the server runs them one after the other. It waits for all of them even
 * if one fails, because a transaction cannot be rolled back while a statement is pending.
 * @throws the error of the first statement, in the given order, that failed.
 */
export async function together<Results extends readonly unknown[] | []>(
  statements: Results,
): Promise<{ -readonly [I in keyof Results]: Awaited<Results[I]> }> {
  await Promise.allSettled(statements);
  return Promise.all(statements);
}

/**
 * Runs a statement that begins with UNWIND $rows. Skips it if there are no rows, which saves the server planning it and
 * a round trip.
 */
export async function forEach<Row = never>(
  run: Run,
  rows: readonly Value[],
  statement: string,
  parameters: Parameters = {},
): Promise<Row[]> {
  return rows.length === 0 ? [] : run<Row>(statement, { rows, ...parameters });
}

export interface Connection {
  /** Returns the rows of one statement, which may be retried after a fault; `weight` defaults to light. */
  read<Row>(statement: string, parameters?: Parameters, patience?: Patience, weight?: Weight): Promise<Row[]>;
  /** Runs `work` in one transaction. It may be retried after a fault; if `work` throws, the transaction rolls back. */
  write<T>(work: (run: Run) => Promise<T>, patience?: Patience): Promise<T>;
  /** The known fault of the server; null if there is none. */
  fault(): StoreUnavailable | null;
  close(): Promise<void>;
}

/** The same connection with heavy reads, which always leave some places to light ones. */
export function heavily(connection: Connection): Connection {
  return {
    ...connection,
    read: (statement, parameters, patience) => connection.read(statement, parameters, patience, 'heavy'),
  };
}

/** Credentials and database. Without a password there is no authentication; the default database is the user's own. */
export interface Neo4jOptions {
  /** Whether the caller is a command, which can wait longer than a service. Default false. */
  isCommand?: boolean;
  username?: string | undefined;
  password?: string | undefined;
  database?: string | undefined;
}

/**
 * Connects to `url`. It is no error if the server is away or too busy: `prepare` runs before the first call that
 * succeeds.
 * @throws UsageError when the address, the credentials or the database are wrong.
 */
export async function connect(
  url: string,
  options: Neo4jOptions,
  prepare: (connection: Pick<Connection, 'read' | 'write'>) => Promise<void>,
): Promise<Connection> {
  const { database } = options;
  const { call, opening, acquisition, probe } = options.isCommand ? OF_A_COMMAND : OF_A_SERVICE;
  const { address, makeDriver } = driverFor(url, options, acquisition);
  const { attempt, answered, ask, close: closeDriver } = attempts({ address, makeDriver, database, probe });
  const { during } = places();
  const rowsOf = async <Row>(result: Result): Promise<Row[]> => {
    const { records } = await result;
    answered();
    return records.map((record) => record.toObject() as Row);
  };
  const direct = {
    // An auto-commit transaction: one that the driver manages takes three messages each way instead of one.
    read: <Row>(statement: string, parameters: Parameters = {}, patience = call) =>
      attempt(patience.deadline, neo4j.session.READ, (opened) =>
        retried(
          () => rowsOf<Row>(opened.run(statement, withIntegers(parameters), { timeout: patience.server })),
          (error) => neo4j.isRetryableError(error as Error) || isOfHandshake(error),
        ),
      ),
    write: <T>(work: (run: Run) => Promise<T>, patience = call) =>
      attempt(patience.deadline, neo4j.session.WRITE, (opened) =>
        // The driver itself retries a write after every other transient fault.
        retried(
          () =>
            opened.executeWrite(
              (tx) =>
                work(<Row>(statement: string, parameters: Parameters = {}) =>
                  rowsOf<Row>(tx.run(`${PLANNED_ONCE} ${statement}`, withIntegers(parameters))),
                ),
              { timeout: patience.server },
            ),
          isOfHandshake,
        ),
      ),
  };

  let prepared: Promise<void> | null = null;
  /** Concurrent callers share one preparation of the graph; after a failure the next caller tries again. */
  const ready = (patience?: Patience) => {
    prepared ??= prepare({
      read: (statement, parameters, own) => direct.read(statement, parameters, patience ?? own),
      write: direct.write,
    }).catch((error) => {
      prepared = null;
      throw error;
    });
    return prepared;
  };
  const {
    guard,
    fault,
    close: closeBreaker,
  } = breaker(async () => {
    const silence = await ask();
    if (silence !== null) throw translated(silence, address);
  }, pauseAfter);

  const close = async () => {
    closeBreaker();
    await closeDriver();
  };

  /** Makes a call in its own place; the time that it waits for the place counts towards its deadline. */
  const placed = async <T>(weight: Weight, patience: Patience, make: (left: Patience) => Promise<T>): Promise<T> => {
    await guard(() => ready());
    return during(weight, (waited) => guard(() => make({ ...patience, deadline: patience.deadline - waited })));
  };

  try {
    await guard(() => ready(opening));
  } catch (error) {
    const wrong = error instanceof UsageError ? error : usageError(error, address, database);
    const mayPass = error instanceof StoreUnavailable || error instanceof Overloaded;
    if (wrong !== null || !mayPass) {
      await close();
      throw wrong ?? error;
    }
  }
  return {
    read: (statement, parameters, patience = call, weight = 'light') =>
      placed(weight, patience, (left) => direct.read(statement, parameters, left)),
    write: (work, patience = call) => placed('light', patience, (left) => direct.write(work, left)),
    fault,
    close,
  };
}

/** Retries `work` after transient faults, for about as long as the driver retries a write. */
async function retried<T>(work: () => Promise<T>, mayPass: (error: unknown) => boolean): Promise<T> {
  for (const pause of RETRY_PAUSES) {
    try {
      return await work();
    } catch (error) {
      if (!mayPass(error)) throw error;
    }
    await new Promise((resume) => setTimeout(resume, pause));
  }
  return work();
}

function driverFor(
  url: string,
  { username, password }: Neo4jOptions,
  connectionAcquisitionTimeout: number,
): { address: string; makeDriver: (changes?: Config) => Driver } {
  const { protocol, host, username: user, password: secret } = new URL(url);
  if (user !== '' || secret !== '') {
    throw new UsageError(`the store's address must not contain credentials: set NEO4J_USERNAME and NEO4J_PASSWORD`);
  }
  const auth = password ? neo4j.auth.basic(username || 'neo4j', password) : undefined;
  const makeDriver = (changes: Config = {}) =>
    neo4j.driver(url, auth, { ...DRIVER_OPTIONS, connectionAcquisitionTimeout, ...changes });
  return { address: `${protocol}//${host}`, makeDriver };
}

/** The driver sends every JavaScript number as a float, but LIMIT and readers need integers: converts whole numbers. */
export function withIntegers(value: Value | Parameters): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? neo4j.int(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withIntegers);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withIntegers(one)]));
}
