/** Where and why something is refused. */
import { InvalidInput } from '../../src/errors.ts';

/** `at CODE` of the first problem; throws if nothing is refused. */
export function faultOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const [{ parameter, code }] = error.problems;
    return `${parameter} ${code}`;
  }
  throw new Error('was not refused');
}
