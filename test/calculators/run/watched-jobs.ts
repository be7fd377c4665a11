/** A thread whose jobs poll their watch, each in its own way. */

import { parentPort } from 'node:worker_threads';
import { doJobs } from '../../../src/calculators/run/thread.ts';
import type { Watch } from '../../../src/calculators/run/watch.ts';
import { RunTimeout } from '../../../src/errors.ts';

function never(): never {
  for (;;);
}

doJobs({
  /** Continues until its time is up. */
  lasting(_: unknown, watch: Watch) {
    let done = 0;
    while (!watch.isOver()) watch.progress(++done, 1e9);
    return 'what there was time for';
  },
  /** Counts its runs, one of which never ends. */
  stuck({ at }: { at: number }, watch: Watch) {
    let done = 0;
    for (; !watch.isOver(); done++) {
      watch.progress(done, 1e9);
      if (done < at) continue;
      parentPort?.postMessage({ type: 'progress', done, of: 1e9 });
      never();
    }
    return `${done} runs`;
  },
  /** Polls, but ignores the result. */
  deaf(_: unknown, watch: Watch) {
    for (;;) {
      watch.isOver();
      watch.progress(0, 1);
    }
  },
  /** Never polls. */
  blind: never,
  late() {
    throw new RunTimeout('the time was up');
  },
  quick: (given: unknown) => given,
});
