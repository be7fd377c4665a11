/**
 * Turns of the event loop, shared by all requests: work is counted in units, and once a turn has used up its units the
 * rest waits for later turns. Units instead of time make it behave the same on every machine, whatever its load.
 *
 * Waiting work is shared fairly. Half of a turn goes to new requests, however many are in progress, and half to those
 * in progress, however many arrive; otherwise a flood of refused requests would starve the admitted ones. Reading a
 * request takes no turn, so a turn gives those in progress as many extra units as were read since the last one.
 * Requests in progress share their units by deficit round robin (Shreedhar and Varghese 1996), so that a light request
 * need not wait for all the work of heavy ones.
 */

/** Units in one turn. Making an object is one unit, some microseconds; a value in it is VALUE. */
export const TURN = 1_000;
export const VALUE = 0.25;
/** Units to parse, validate and refuse or admit a request; reading it takes as many. */
const NEWCOMER = 50;
/** Most units given in one turn for what was read, in turns. */
const MOST_OWED = 4;
/** Share of a turn used in a round of the event loop after one that accepted a connection. */
const CONNECTING = 0.25;
/**
 * A turn that has spent less than this share is not ended, because ending it after each light request would cost a
 * round of the event loop.
 */
const SPARED = 0.25;
/** Units per request in progress in one round-robin round. */
const QUANTUM = 100;

/** The work of one request, which takes turns with that of others. */
export interface Flow {
  /** Counts work about to be done; returns a promise of its turn if the current one is over. */
  turn(units: number): Promise<void> | undefined;
  /** Drops what waits: its promises never settle. */
  end(): void;
}

export interface TurnQueue {
  /**
   * Takes note of a new connection. The event loop accepts one per round, so the next round is kept short, as others
   * may be waiting.
   */
  connected(): void;
  /** Counts a request about to be read. */
  arrived(): void;
  /** Counts work that cannot be delayed. */
  add(units: number): void;
  /** The turn for processing a new request; undefined if it is the current one. */
  enter(): Promise<void> | undefined;
  flow(): Flow;
}

interface Waiting {
  units: number;
  begin(): void;
}

/** First come, first served. */
interface Line {
  waiting: Waiting[];
  /** How many of them have begun. */
  begun: number;
  /** Units it has used that no round has accounted for yet. */
  had: number;
}
/**
 * Entries that have begun are removed in batches, because shifting the queue each time would cost more than the work.
 */
const LET_GO = 256;

/** @param schedule - calls back in the next turn. */
export function turnQueue(most = TURN, schedule: (callback: () => void) => unknown = setImmediate): TurnQueue {
  let spent = 0;
  let isScheduled = false;
  /** Units read since the last turn, while other requests were in progress. */
  let read = 0;
  let hasConnected = false;
  const newcomers = emptyLine();
  /** Requests in progress that wait, the next one first. */
  const atWork = new Set<Line>();

  function plan(): void {
    if (isScheduled) return;
    isScheduled = true;
    schedule(beginTurn);
  }

  function spend(units: number): void {
    spent += units;
    if (spent >= SPARED * most) plan();
  }

  function beginTurn(): void {
    isScheduled = false;
    spent = 0;
    const units = hasConnected ? CONNECTING * most : most;
    hasConnected = false;
    const owed = Math.min(read, MOST_OWED * units);
    read = 0;
    for (let had = 0; had < owed; ) {
      const line = nextAtWork();
      if (line === undefined) break;
      had += beginOf(line);
    }
    let ofNewcomers = 0;
    while (spent < units) {
      const line = isEmpty(newcomers) || (atWork.size > 0 && 2 * ofNewcomers > spent) ? nextAtWork() : newcomers;
      if (line === undefined) break;
      const had = beginOf(line);
      spent += had;
      if (line === newcomers) ofNewcomers += had;
    }
    if (spent > 0) plan();
  }

  /** Begins the first waiting entry of a line; returns its units. */
  function beginOf(line: Line): number {
    const units = begin(line);
    if (isEmpty(line)) atWork.delete(line);
    return units;
  }

  /** A line that has used more than a quantum pays by being skipped in later rounds. */
  function nextAtWork(): Line | undefined {
    for (const line of atWork) {
      if (line.had < QUANTUM) return line;
      line.had -= QUANTUM;
      atWork.delete(line);
      atWork.add(line);
    }
    return undefined;
  }

  /** Begins at once if nothing waits and the turn has units left. */
  function wait(line: Line, units: number): Promise<void> | undefined {
    if (spent < most && atWork.size === 0 && isEmpty(newcomers)) {
      spend(units);
      return undefined;
    }
    plan();
    return new Promise((begin) => {
      line.waiting.push({ units, begin });
      if (line !== newcomers) atWork.add(line);
    });
  }

  return {
    connected() {
      hasConnected = true;
    },
    arrived() {
      if (atWork.size > 0) read += NEWCOMER;
    },
    add: spend,
    enter: () => wait(newcomers, NEWCOMER),
    flow() {
      const line = emptyLine();
      return {
        turn: (units) => wait(line, units),
        end() {
          atWork.delete(line);
          Object.assign(line, emptyLine());
        },
      };
    },
  };
}

const emptyLine = (): Line => ({ waiting: [], begun: 0, had: 0 });

const isEmpty = ({ waiting }: Line): boolean => waiting.length === 0;

/** Begins the first waiting entry; returns its units. */
function begin(line: Line): number {
  const { units, begin } = line.waiting[line.begun] as Waiting;
  line.begun++;
  line.had += units;
  if (line.begun === line.waiting.length || line.begun === LET_GO) {
    line.waiting = line.waiting.slice(line.begun);
    line.begun = 0;
  }
  begin();
  return units;
}
