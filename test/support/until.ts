/** The one place where a test waits by the clock: for what comes about by itself, in another process for instance. */
import { setTimeout } from 'node:timers/promises';

/** Looks again and again; what never comes about ends with the limit of the test. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await aMoment();
}

/** For others to get on with what they do. */
export const aMoment = () => setTimeout(10);
