/**
 * One Neo4j database as this store uses it: statements in managed transactions, plain values in and out, and a
 * deadline of our own around each call, because the driver has none for a peer that falls silent.
 *
 * A call that runs into its deadline has the driver replaced, which closes its connections: nothing else frees one
 * that hangs. Bookmarks go from each transaction to the next, so that a read on any member of a cluster sees what this
 * process wrote before; they are forgotten with the driver, lest a server restored from a backup be waited for.
 */
import neo4j, { type BookmarkManager, type Driver, type ManagedTransaction, type Session } from 'neo4j-driver';
import { StoreTimeout, StoreUnavailable, UsageError } from '../../errors.ts';
import { breaker } from './breaker.ts';
import { pauseAfter, translated, usageError } from './faults.ts';

/** How long a call may take in all, and on the server [ms]. */
interface Patience {
  deadline: number;
  server: number;
}
const QUICK: Patience = { deadline: 5_000, server: 3_000 };
/** Writes of whole batches and checks of the whole graph. */
export const PATIENT: Patience = { deadline: 120_000, server: 110_000 };
/** Within this time a start goes on without the server. */
const OPENING: Patience = { deadline: 4_000, server: 3_000 };
const PROBE: Patience = { deadline: 2_000, server: 1_000 };

const DRIVER_OPTIONS = {
  disableLosslessIntegers: true,
  maxConnectionPoolSize: 50,
  connectionTimeout: 2_000,
  connectionAcquisitionTimeout: 2_000,
  maxTransactionRetryTime: 3_000,
  // One answer in one message: the statements bound their own size.
  fetchSize: -1,
  userAgent: 'riskgraph',
};

type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };
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

export interface Connection {
  /** Answers the rows of one statement, which may be run again after a fault. */
  read<Row>(statement: string, parameters?: Parameters, patience?: Patience): Promise<Row[]>;
  /** Runs `work` in one transaction; it may be run again after a fault, an error of its own undoes all of it. */
  write<T>(work: (run: Run) => Promise<T>, patience?: Patience): Promise<T>;
  close(): Promise<void>;
}

/** Who asks, and for which database; without a password nobody in particular, without a database the user's own. */
export interface Neo4jOptions {
  username?: string | undefined;
  password?: string | undefined;
  database?: string | undefined;
}

/**
 * Connects to `url`. A server that is away is no error: `prepare` is run before the first call that finds it there.
 * @throws UsageError when the address, the credentials or the database are wrong.
 */
export async function connect(
  url: string,
  options: Neo4jOptions,
  prepare: (connection: Pick<Connection, 'read' | 'write'>) => Promise<void>,
): Promise<Connection> {
  const { address, makeDriver } = driverFor(url, options);
  const inDatabase = options.database ? { database: options.database } : {};
  let driver = makeDriver();
  let bookmarkManager: BookmarkManager = neo4j.bookmarkManager();

  const replaceDriver = (hanging: Driver) => {
    if (driver !== hanging) return;
    driver = makeDriver();
    bookmarkManager = neo4j.bookmarkManager();
    hanging.close().catch(() => {});
  };
  const attempt = async <T>({ deadline }: Patience, use: (session: Session) => Promise<T>): Promise<T> => {
    const used = driver;
    const opened = used.session({ ...inDatabase, bookmarkManager });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        replaceDriver(used);
        reject(new StoreTimeout(`Neo4j at ${address} did not answer within ${deadline / 1000} s`));
      }, deadline);
    });
    try {
      return await Promise.race([use(opened), late]);
    } catch (error) {
      throw translated(error, address);
    } finally {
      clearTimeout(timer);
      opened.close().catch(() => {});
    }
  };
  const direct = {
    read: <Row>(statement: string, parameters: Parameters = {}, patience = QUICK) =>
      attempt(patience, (opened) =>
        opened.executeRead((tx) => rows<Row>(tx, statement, parameters), { timeout: patience.server }),
      ),
    write: <T>(work: (run: Run) => Promise<T>, patience = QUICK) =>
      attempt(patience, (opened) =>
        opened.executeWrite(
          (tx) => work(<Row>(statement: string, parameters: Parameters = {}) => rows<Row>(tx, statement, parameters)),
          { timeout: patience.server },
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
  const { guard, close } = breaker(async () => {
    await direct.read('RETURN 1', {}, PROBE);
  }, pauseAfter);

  try {
    await guard(() => ready(OPENING));
  } catch (error) {
    const wrong = error instanceof UsageError ? error : usageError(error, address, options.database);
    if (wrong !== null || !(error instanceof StoreUnavailable)) {
      close();
      await driver.close();
      throw wrong ?? error;
    }
  }
  return {
    read: (statement, parameters, patience) =>
      guard(async () => {
        await ready();
        return direct.read(statement, parameters, patience);
      }),
    write: (work, patience) =>
      guard(async () => {
        await ready();
        return direct.write(work, patience);
      }),
    async close() {
      close();
      await driver.close();
    },
  };
}

function driverFor(url: string, { username, password }: Neo4jOptions): { address: string; makeDriver: () => Driver } {
  const { protocol, host, username: user, password: secret } = new URL(url);
  if (user !== '' || secret !== '') {
    throw new UsageError(`the store's address must hold no credentials: set NEO4J_USERNAME and NEO4J_PASSWORD`);
  }
  const auth = password ? neo4j.auth.basic(username || 'neo4j', password) : undefined;
  const makeDriver = () => neo4j.driver(url, auth, DRIVER_OPTIONS);
  return { address: `${protocol}//${host}`, makeDriver };
}

async function rows<Row>(tx: ManagedTransaction, statement: string, parameters: Parameters): Promise<Row[]> {
  const { records } = await tx.run(statement, withIntegers(parameters));
  return records.map((record) => record.toObject() as Row);
}

/** The driver sends every number of JavaScript as a float: whole ones go as integers, as LIMIT and a reader want them. */
function withIntegers(value: Value | Parameters): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? neo4j.int(value) : value;
  if (Array.isArray(value)) return value.map(withIntegers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withIntegers(one)]));
}
