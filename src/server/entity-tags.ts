/** Entity tags, so that a client that already has an answer need not be sent it again. */
import { hash } from 'node:crypto';

/** The tag of these bytes. */
export function entityTag(bytes: Buffer): string {
  return `"${hash('sha256', bytes, 'base64url').slice(0, 22)}"`;
}

/** Whether a list of entity tags contains this one; a weak tag matches, too. */
export function isNamedBy(list: string | undefined, tag: string): boolean {
  return list?.split(',').some((one) => [tag, `W/${tag}`, '*'].includes(one.trim())) ?? false;
}
