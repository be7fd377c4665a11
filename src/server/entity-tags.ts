/** Entity tags, by which whoever has an answer already need not be sent it again. */
import { createHash } from 'node:crypto';

/** A tag of these very bytes. */
export function entityTag(bytes: Buffer): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
}

/** Whether a list of entity tags names this one; a weak tag matches too. */
export function isNamedBy(list: string | undefined, tag: string): boolean {
  return list?.split(',').some((one) => [tag, `W/${tag}`, '*'].includes(one.trim())) ?? false;
}
