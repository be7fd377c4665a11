/** Entity tags, by which whoever has an answer already need not be sent it again. */
import { hash } from 'node:crypto';

/** A tag of these very bytes. */
export function entityTag(bytes: Buffer): string {
  return `"${hash('sha256', bytes, 'base64url').slice(0, 22)}"`;
}

/** Whether a list of entity tags names this one; a weak tag matches too. */
export function isNamedBy(list: string | undefined, tag: string): boolean {
  return list?.split(',').some((one) => [tag, `W/${tag}`, '*'].includes(one.trim())) ?? false;
}
