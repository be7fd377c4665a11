/**
 * Cursors are opaque and bound to their list: they include its filter and order, so that a cursor of another list gives
 * an error instead of a wrong page.
 */
import { createHash } from 'node:crypto';
import { InvalidInput } from '../errors.ts';

export type CursorValue = string | number | null;

export interface Cursors {
  /** A cursor for the place given by `values`. */
  encode(values: readonly CursorValue[]): string;
  /**
   * The values of a cursor; null if none is given.
   * @throws InvalidInput for `after` if the cursor is broken or of another list.
   */
  decode(cursor: string | null | undefined): CursorValue[] | null;
}

/** @param list - any JSON value that identifies the list. */
export function cursorsOf(list: unknown): Cursors {
  let made: string | null = null;
  const fingerprint = () => {
    made ??= createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 12);
    return made;
  };
  return {
    encode: (values) => Buffer.from(JSON.stringify([fingerprint(), ...values])).toString('base64url'),
    decode(cursor) {
      if (cursor === null || cursor === undefined) return null;
      let values: unknown;
      try {
        values = JSON.parse(Buffer.from(cursor, 'base64url').toString());
      } catch {
        throw brokenCursor();
      }
      if (!Array.isArray(values) || typeof values[0] !== 'string' || !values.every(isValue)) {
        throw brokenCursor();
      }
      if (values[0] !== fingerprint()) {
        throw refused('is a cursor of another list: use it with the arguments of the query that returned it');
      }
      return values.slice(1);
    },
  };
}

function isValue(value: unknown): value is CursorValue {
  return value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

/** The error for a text that no list of this service gave as a cursor. */
export function brokenCursor(): InvalidInput {
  return refused('is not a cursor from this service');
}

function refused(message: string): InvalidInput {
  return new InvalidInput([{ parameter: 'after', code: 'BAD_CURSOR', message }]);
}
