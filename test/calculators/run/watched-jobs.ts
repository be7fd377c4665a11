/** A thread whose jobs look at their watch, each in a way of its own. */

import { doJobs } from '../../../src/calculators/run/thread.ts';
import type { Watch } from '../../../src/calculators/run/watch.ts';
import { RunTimeout } from '../../../src/errors.ts';

function never(): never {
  for (;;);
}

doJobs({
  /** Goes on until its time is up. */
  lasting(_: unknown, watch: Watch) {
    let done = 0;
    while (!watch.isOver()) watch.progress(++done, 1e9);
    return 'what there was time for';
  },
  /** Hands over what it has, and meets a run without end once that was taken. */
  stuck(given: { handsOver: boolean }, watch: Watch) {
    let isTaken = false;
    for (let done = 0; !isTaken && !watch.isOver(); done++) {
      const soFar = () => {
        isTaken = true;
        return 'what it had so far';
      };
      watch.progress(done, 1e9, given.handsOver ? soFar : undefined);
      if (!given.handsOver && done > 0) break;
    }
    return never();
  },
  /** Looks, and goes on whatever it sees. */
  deaf(_: unknown, watch: Watch) {
    for (;;) {
      watch.isOver();
      watch.progress(0, 1);
    }
  },
  /** Does not look at all. */
  blind: never,
  late() {
    throw new RunTimeout('the time was up');
  },
  quick: (given: unknown) => given,
});
