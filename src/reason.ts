/** Extracts what went wrong from a system error. */
import { getSystemErrorMap } from 'node:util';

/** The reason alone, such as `no such file or directory`, because the surrounding message already names the place. */
export function reasonOf(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  const known = errno === undefined ? undefined : getSystemErrorMap().get(errno);
  return known === undefined ? message : known[1];
}
