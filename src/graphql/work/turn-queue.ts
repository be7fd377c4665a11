/**
 * Turns of the event loop, shared by all requests: work is counted in units, and once a turn has had its units the rest
 * waits for turns of its own. Counting keeps it the same on every machine, whatever its load.
 *
 * What waits is shared fairly. Half of a turn goes to requests that have just come, however many are at work, and half
 * to those at work, however many come: a flood of refused requests would else starve the ones that were let in. To read a
 * request takes no turn, and a turn gives those at work as much again as was read since the one before. Those at work
 * share what they have by deficit round robin (Shreedhar and Varghese 1996): a light request beside heavy ones is not
 * behind all that they have to do.
 */

/** Units in one turn. One is an object made, some microseconds; a value in it is VALUE. */
export const TURN = 1_000;
export const VALUE = 0.25;
/** Parsing, validating and refusing or admitting a request; reading it takes as much. */
const NEWCOMER = 50;
/** At most so many turns' units are given in one turn for what was read. */
const MOST_OWED = 4;
/** The share of a turn that is given in a round of the event loop after one that took a connection. */
const CONNECTING = 0.25;
/** A turn of which less than this share is spent is not ended: to end one after each light request takes a round of the event loop. */
const SPARED = 0.25;
/** Units that a request at work has in one round among the others. */
const QUANTUM = 100;

/** Work of one request, which takes its turns beside that of others. */
export interface Flow {
  /** Counts work that is about to be done; where the turn is over, a promise of the turn that it belongs to. */
  turn(units: number): Promise<void> | undefined;
  /** Forgets what waits: the promises are never settled. */
  end(): void;
}

export interface TurnQueue {
  /**
   * Takes note of a new connection. The event loop takes no more than one in each of its rounds: the next is a short one,
   * as others may wait.
   */
  connected(): void;
  /** Counts a request that is about to be read. */
  arrived(): void;
  /** Counts work that cannot wait. */
  add(units: number): void;
  /** The turn in which a request that has just come is looked at; undefined where it is this one. */
  enter(): Promise<void> | undefined;
  flow(): Flow;
}

interface Waiting {
  units: number;
  begin(): void;
}

/** First come first served. */
interface Line {
  waiting: Waiting[];
  /** How many of them have begun. */
  begun: number;
  /** Units that it has had and that no round has counted yet. */
  had: number;
}
/** Those that have begun are let go together: to move the others up each time would cost more than the work. */
const LET_GO = 256;

/** @param schedule - calls back in the next turn. */
export function turnQueue(most = TURN, schedule: (callback: () => void) => unknown = setImmediate): TurnQueue {
  let spent = 0;
  let isScheduled = false;
  /** What was read since the last turn, while others were at work. */
  let read = 0;
  let hasConnected = false;
  const newcomers = emptyLine();
  /** Those at work that wait, the one whose turn it is first. */
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

  /** Begins the first of a line that waits; answers its units. */
  function beginOf(line: Line): number {
    const units = begin(line);
    if (isEmpty(line)) atWork.delete(line);
    return units;
  }

  /** Whoever has had more than a quantum pays for it with its next places in the round. */
  function nextAtWork(): Line | undefined {
    for (const line of atWork) {
      if (line.had < QUANTUM) return line;
      line.had -= QUANTUM;
      atWork.delete(line);
      atWork.add(line);
    }
    return undefined;
  }

  /** Begins at once where nobody waits and the turn has units left. */
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

/** Begins the first that waits; answers its units. */
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
