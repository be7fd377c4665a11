/**
 * How much room objects have before it is seen which of them stay: V8's young generation.
 *
 * V8 lets it grow to 32 MB, on Node 24 to 64, where much of what is made stays, and never takes that back. While a graph
 * is read nearly all stays, and room for what does not is wasted. Answers are the other way round: the more room there
 * is, the fewer of them are looked at while they are still made. Its largest size cannot be set once a process runs, but
 * whether it grows can.
 *
 * Once it has its largest size, V8 makes objects in the old generation at once, for good, where it has seen most of those
 * from the same place in the program stay. While it marks what is used for a full collection, all that enters Node's
 * queue of `process.nextTick` seems to stay. Should the first requests come then, whatever waits in the queue is made
 * old from then on, and what it holds of requests and their answers is kept until the next full collection.
 */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

export interface YoungGeneration {
  /** Soon it grows as it is needed, up to a bound. */
  letGrow(): void;
}

/** Both halves of it, bytes: twice as much takes no less time. */
const MOST_BYTES = 2 ** 24;
const LOOK_EVERY_MS = 200;
/** Objects a look: it grows only after as much has stayed as it holds, and of what answers are made of nothing stays. */
const STAYING = 5_000;
/** Looks before it may grow: what a service reads ahead when it has started stays as well. */
const LOOKS_BEFORE = 50;
/** Where the machine's memory sets a lower bound, it does not get as large. */
const LOOKS_AT_MOST = LOOKS_BEFORE + 100;

/**
 * From now on objects are made in it, whatever was seen of their like; and it stays as large as it is, unless the operator
 * has said how large it may be.
 */
export function keepYoungGeneration({ NODE_OPTIONS = '' } = process.env, execArgv = process.execArgv): YoungGeneration {
  setFlagsFromString('--no-allocation-site-pretenuring');
  if (/semi[-_]space/.test([NODE_OPTIONS, ...execArgv].join(' '))) return { letGrow() {} };
  setGrowth(1);
  return {
    letGrow() {
      let looks = 0;
      const staying: object[] = [];
      const looking = setInterval(() => {
        if (++looks < LOOKS_BEFORE) return;
        if (looks === LOOKS_BEFORE) setGrowth(2);
        if (youngBytes() < MOST_BYTES && looks < LOOKS_AT_MOST) {
          staying.push(Array.from({ length: STAYING }, (_, i) => ({ i })));
          return;
        }
        setGrowth(1);
        clearInterval(looking);
        staying.length = 0;
      }, LOOK_EVERY_MS).unref();
    },
  };
}

/** @param factor - by which it grows at a time. */
function setGrowth(factor: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}
