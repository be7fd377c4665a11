/**
 * One Neo4j database as this store uses it: statements in managed transactions, plain values in and out. A server that is
 * away is left alone until it gives a sign of life.
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
  // One answer in one message: the statements bound their own size.
  fetchSize: -1,
  userAgent: 'riskgraph',
};

/**
 * A statement that writes starts at keys, so that its first plan serves a graph of any size. Without this the server would
 * plan each of them anew every ten seconds while the graph grows.
 */
const PLANNED_ONCE = 'CYPHER replan=skip';

/** Before a call is made again after a fault that may pass [ms]. */
const RETRY_PAUSES = [100, 200, 400, 800, 1_500];

export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };
export type Parameters = Readonly<Record<string, Value>>;

/** Runs one statement in an open transaction and answers its rows. */
export type Run = <Row = never>(statement: string, parameters?: Parameters) => Promise<Row[]>;

/**
 * Waits for statements that were sent together, which the server runs one after the other.
 * It waits for all of them, also where one fails: a transaction cannot be undone while one is on its way.
 * @throws what the first to fail, in the order given, failed with.
 */
export async function together<Results extends readonly unknown[] | []>(
  statements: Results,
): Promise<{ -readonly [I in keyof Results]: Awaited<Results[I]> }> {
  await Promise.allSettled(statements);
  return Promise.all(statements);
}

/**
 * Runs a statement that begins with UNWIND $rows; not at all where there are none, because the server would plan it and take
 * a turn for nothing.
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
  /** Answers the rows of one statement, which may be run again after a fault; `weight` is light unless it is said. */
  read<Row>(statement: string, parameters?: Parameters, patience?: Patience, weight?: Weight): Promise<Row[]>;
  /** Runs `work` in one transaction; it may be run again after a fault, an error of its own undoes all of it. */
  write<T>(work: (run: Run) => Promise<T>, patience?: Patience): Promise<T>;
  /** What is known to be wrong with the server; null where nothing is. */
  fault(): StoreUnavailable | null;
  close(): Promise<void>;
}

/** The same connection, whose reads are heavy: many of them leave places to light ones. */
export function heavily(connection: Connection): Connection {
  return {
    ...connection,
    read: (statement, parameters, patience) => connection.read(statement, parameters, patience, 'heavy'),
  };
}

/** Who asks, and for which database; without a password nobody in particular, without a database the user's own. */
export interface Neo4jOptions {
  /** Whether a command asks, which has time, and no service; false unless it is said. */
  isCommand?: boolean;
  username?: string | undefined;
  password?: string | undefined;
  database?: string | undefined;
}

/**
 * Connects to `url`. A server that is away, or too busy, is no error: `prepare` is run before the first call that it answers.
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
    // Not in a transaction that the driver manages, which takes three messages each way where one is enough.
    read: <Row>(statement: string, parameters: Parameters = {}, patience = call) =>
      attempt(patience.deadline, neo4j.session.READ, (opened) =>
        retried(
          () => rowsOf<Row>(opened.run(statement, withIntegers(parameters), { timeout: patience.server })),
          (error) => neo4j.isRetryableError(error as Error) || isOfHandshake(error),
        ),
      ),
    write: <T>(work: (run: Run) => Promise<T>, patience = call) =>
      attempt(patience.deadline, neo4j.session.WRITE, (opened) =>
        // The driver itself makes a write again after all other faults that may pass.
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
  /** Callers that come while the graph is being prepared wait for it together; a failure leaves it to the next. */
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

  /** Makes a call in a place of its own, for which it waits in its own time. */
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

/** Runs `work` again after a fault that may pass, about as long as the driver tries a write. */
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
    throw new UsageError(`the store's address must hold no credentials: set NEO4J_USERNAME and NEO4J_PASSWORD`);
  }
  const auth = password ? neo4j.auth.basic(username || 'neo4j', password) : undefined;
  const makeDriver = (changes: Config = {}) =>
    neo4j.driver(url, auth, { ...DRIVER_OPTIONS, connectionAcquisitionTimeout, ...changes });
  return { address: `${protocol}//${host}`, makeDriver };
}

/** The driver sends every number of JavaScript as a float: whole ones go as integers, as LIMIT and a reader want them. */
export function withIntegers(value: Value | Parameters): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? neo4j.int(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withIntegers);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withIntegers(one)]));
}
