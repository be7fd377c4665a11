/** The only place where tests wait by the clock: for what happens by itself, such as in another process. */
import { setTimeout } from 'node:timers/promises';

/** Polls until `isSo`; if that never happens, the test's own time limit ends it. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await aMoment();
}

/** Gives others time to proceed. */
export const aMoment = () => setTimeout(10);
