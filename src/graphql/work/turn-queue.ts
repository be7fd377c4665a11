/**
 * Turns of the event loop, shared by all requests: work is counted in units, and once a turn has had its units the rest
 * waits, first come first served, for turns of its own. Counting keeps it the same on every machine, whatever its load.
 */

/** Units in one turn. One is an object made, some microseconds; a value in it is VALUE. */
export const TURN = 1_000;
export const VALUE = 0.25;

export interface TurnQueue {
  /** Counts work that cannot wait. */
  add(units: number): void;
  /** Counts work that is about to be done; where the turn is over, a promise of the turn that it belongs to. */
  turn(units: number): Promise<void> | undefined;
}

/** @param schedule - calls back in the next turn. */
export function turnQueue(most = TURN, schedule: (callback: () => void) => unknown = setImmediate): TurnQueue {
  let spent = 0;
  let isScheduled = false;
  let waiting: { units: number; begin: () => void }[] = [];

  function plan(): void {
    if (isScheduled) return;
    isScheduled = true;
    schedule(beginTurn);
  }

  function beginTurn(): void {
    isScheduled = false;
    spent = 0;
    let begun = 0;
    for (; begun < waiting.length && spent < most; begun++) {
      const { units, begin } = waiting[begun] as (typeof waiting)[number];
      spent += units;
      begin();
    }
    if (begun === 0) return;
    waiting = waiting.slice(begun);
    plan();
  }

  return {
    add(units) {
      spent += units;
      plan();
    },
    turn(units) {
      if (spent < most && waiting.length === 0) {
        spent += units;
        plan();
        return undefined;
      }
      return new Promise((begin) => {
        waiting.push({ units, begin });
        plan();
      });
    },
  };
}
