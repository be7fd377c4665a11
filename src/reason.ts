/** What a system's error says went wrong. */
import { getSystemErrorMap } from 'node:util';

/** The reason alone, such as `no such file or directory`: the message around it has named the place already. */
export function reasonOf(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  const known = errno === undefined ? undefined : getSystemErrorMap().get(errno);
  return known === undefined ? message : known[1];
}
