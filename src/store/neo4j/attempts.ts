/**
 * Calls of one Neo4j server, each with a deadline of our own, because the driver has none for a peer that falls silent.
 *
 * A call that runs into its deadline has the driver replaced, which closes its connections when the calls that others
 * make over them have ended: nothing else frees one that hangs. A server that gives no sign of life to anybody is away:
 * its connections are closed at once. Bookmarks go from each transaction to the next, so that a read on any member of a
 * cluster sees what this process wrote before; they are forgotten with the driver, lest a server restored from a backup
 * be waited for.
 */
import neo4j, { type BookmarkManager, type Config, type Driver, type Session, type SessionMode } from 'neo4j-driver';
import { Overloaded, StoreTimeout, StoreUnavailable } from '../../errors.ts';
import { whatHasComeIsRead } from '../../turns.ts';
import { isOutOfConnections, translated } from './faults.ts';
import { type SignsOfLife, signsOfLife } from './signs-of-life.ts';

export interface Server {
  /** Names it in messages. */
  address: string;
  makeDriver(changes?: Config): Driver;
  /** The user's own where it is left out. */
  database?: string | undefined;
  /** How long it has for a sign of life [ms]. */
  probe: number;
}

export interface Attempts extends Pick<SignsOfLife, 'answered' | 'ask'> {
  /**
   * Makes a call over a session of its own.
   * @throws StoreTimeout where it is not answered within `deadline` ms, StoreUnavailable, Overloaded.
   */
  attempt<T>(deadline: number, mode: SessionMode, use: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function attempts({ address, makeDriver, database, probe }: Server): Attempts {
  const inDatabase = database ? { database } : {};
  let current = { driver: makeDriver(), calls: 0, isRetired: false };
  let bookmarkManager: BookmarkManager = neo4j.bookmarkManager();
  const life = signsOfLife(address, probe, () => {
    // No limit of the driver's own ends the question before its time is up, which says that the server is silent.
    const own = makeDriver({ maxConnectionPoolSize: 1, connectionAcquisitionTimeout: 2 * probe });
    return { answer: own.session(inDatabase).run('RETURN 1'), end: () => own.close().catch(() => {}) };
  });

  const closeRetired = ({ driver, calls, isRetired }: typeof current) => {
    if (isRetired && calls === 0) driver.close().catch(() => {});
  };
  const replaceDriver = (used: typeof current) => {
    if (current !== used) return;
    current = { driver: makeDriver(), calls: 0, isRetired: false };
    bookmarkManager = neo4j.bookmarkManager();
    used.isRetired = true;
  };
  const attempt: Attempts['attempt'] = async (deadline, defaultAccessMode, use) => {
    const used = current;
    used.calls++;
    const opened = used.driver.session({ ...inDatabase, bookmarkManager, defaultAccessMode });
    let timer: NodeJS.Timeout | undefined;
    let watching: { end(): void } | undefined;
    let isOver = false;
    const late = new Promise<never>((_, reject) => {
      const giveUp = (error: StoreUnavailable) => {
        replaceDriver(used);
        reject(error);
      };
      timer = setTimeout(async () => {
        await whatHasComeIsRead();
        const fault = 'did not answer in time';
        if (!isOver) giveUp(new StoreTimeout(`Neo4j at ${address} ${fault}`, { reason: `Neo4j ${fault}` }));
      }, deadline);
      watching = life.watch((fault) => {
        giveUp(away(fault, address));
        used.driver.close().catch(() => {});
      });
    });
    const answered = use(opened).catch(async (error) => {
      if (!isOutOfConnections(error)) throw translated(error, address);
      const fault = await life.ask();
      if (fault === null) throw new Overloaded('the store has too much to do, try again', { cause: error });
      throw away(fault, address);
    });
    try {
      return await Promise.race([answered, late]);
    } finally {
      isOver = true;
      clearTimeout(timer);
      watching?.end();
      opened.close().catch(() => {});
      used.calls--;
      closeRetired(used);
    }
  };

  return {
    attempt,
    answered: life.answered,
    ask: life.ask,
    close: () => current.driver.close(),
  };
}

/** What callers are told where a question for a sign of life ended in `cause`. */
function away(cause: Error, address: string): StoreUnavailable {
  // Any other error is the driver's, which had no connection, as where the server refuses it.
  const [Kind, fault] =
    cause instanceof StoreTimeout
      ? ([StoreTimeout, 'has fallen silent'] as const)
      : ([StoreUnavailable, 'cannot be reached'] as const);
  return new Kind(`Neo4j at ${address} ${fault}`, { cause, reason: `Neo4j ${fault}` });
}
