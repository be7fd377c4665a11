/** How an analysis refuses a request: at a path inside it, at the first fault in the catalogue's order. */
import { InvalidInput } from '../../errors.ts';

/**
 * Refuses a request.
 *
 * @param at - where in the request, such as `axes[0].path`.
 * @param message - what is wrong there and what is wanted, to be read after `at`.
 * @throws InvalidInput always.
 */
export function refuse(at: string, code: string, message: string): never {
  throw new InvalidInput([{ parameter: at, code, message }]);
}
