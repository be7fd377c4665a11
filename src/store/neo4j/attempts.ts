/**
 * Calls to one Neo4j server, each with a deadline of our own, because the driver has none for a peer that falls silent.
 *
 * A call that exceeds its deadline replaces the driver, because nothing else frees a connection that hangs; the old
 * driver is closed once its other calls have ended. If the server gives no sign of life at all, it counts as away, and
 * its connections are closed at once. Bookmarks are passed from each transaction to the next, so a read on any member
 * of a cluster sees what this process wrote before. They are dropped with the driver: a server that was restored from a
 * backup would never reach them, and calls would wait for it.
 */
import neo4j, { type BookmarkManager, type Config, type Driver, type Session, type SessionMode } from 'neo4j-driver';
import { StoreTimeout, StoreUnavailable } from '../../errors.ts';
import { whatHasComeIsRead } from '../../turns.ts';
import { fault, isOutOfConnections, overloaded, translated } from './faults.ts';
import { type SignsOfLife, signsOfLife } from './signs-of-life.ts';

export interface Server {
  /** For messages. */
  address: string;
  makeDriver(changes?: Config): Driver;
  /** Default: the user's home database. */
  database?: string | undefined;
  /** Time limit for a sign of life [ms]. */
  probe: number;
}

export interface Attempts extends Pick<SignsOfLife, 'answered' | 'ask'> {
  /**
   * Makes a call in its own session.
   * @throws StoreTimeout when there is no answer within `deadline` ms, StoreUnavailable, Overloaded.
   */
  attempt<T>(deadline: number, mode: SessionMode, use: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function attempts({ address, makeDriver, database, probe }: Server): Attempts {
  const inDatabase = database ? { database } : {};
  let current = { driver: makeDriver(), calls: 0, isRetired: false };
  let bookmarkManager: BookmarkManager = neo4j.bookmarkManager();
  const life = signsOfLife(address, probe, () => {
    // The driver's own limit must be longer than the probe's, whose expiry means that the server is silent.
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
        if (!isOver) giveUp(fault(StoreTimeout, address, 'did not answer in time'));
      }, deadline);
      watching = life.watch((cause) => {
        giveUp(away(cause, address));
        used.driver.close().catch(() => {});
      });
    });
    const answered = use(opened).catch(async (error) => {
      if (!isOutOfConnections(error)) throw translated(error, address);
      const silence = await life.ask();
      throw silence === null ? overloaded({ cause: error }) : away(silence, address);
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

/** The error for callers after a probe for a sign of life failed with `cause`. */
function away(cause: Error, address: string): StoreUnavailable {
  // Any other error comes from the driver, which got no connection, for instance because the server refused it.
  return cause instanceof StoreTimeout
    ? fault(StoreTimeout, address, 'has fallen silent', { cause })
    : fault(StoreUnavailable, address, 'cannot be reached', { cause });
}
