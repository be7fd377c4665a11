/**
 * Controls V8's young generation: how much room new objects have before a scavenge finds those still in use.
 *
 * V8 lets it grow to 32 MB (64 on Node 24) where many objects survive, and never shrinks it. While a graph is loaded
 * nearly all objects survive, so room for those that do not is wasted. For answers it is the opposite: the more room,
 * the fewer of them are still being made when a scavenge comes. The maximum size cannot be set in a running process,
 * but whether it grows can.
 *
 * Once at its maximum size, V8 allocates objects directly in the old generation, permanently, if most earlier ones from
 * the same allocation site survived. During the marking of a full collection everything that enters Node's
 * `process.nextTick` queue seems to survive. If the first requests come then, whatever waits in that queue is allocated
 * old from then on, and the requests and answers that it references are kept until the next full collection.
 */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

export interface YoungGeneration {
  /** Soon afterwards lets it grow as needed, up to a bound. */
  letGrow(): void;
}

/** Size of both semi-spaces, in bytes. Measured: doubling it saves no time. */
const MOST_BYTES = 2 ** 24;
const LOOK_EVERY_MS = 200;
/**
 * Objects kept per look: V8 grows the space only after as much has survived as it holds, and nothing of answers does.
 */
const STAYING = 5_000;
/** Looks before it may grow, because what a service reads ahead after its start survives, too. */
const LOOKS_BEFORE = 50;
/** If the machine's memory sets a lower bound, it never gets that large. */
const LOOKS_AT_MOST = LOOKS_BEFORE + 100;

/**
 * Turns allocation-site pretenuring off, and keeps the young generation at its present size, unless the operator has
 * set a size.
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

/** @param factor - by which it grows each time. */
function setGrowth(factor: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}
