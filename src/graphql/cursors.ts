/**
 * Cursors are opaque and bound to the list they come from: its filter and order are part of them, so that a cursor
 * of another list is an error and never a wrong page.
 */
import { createHash } from 'node:crypto';
import { InvalidInput } from '../errors.ts';

type Value = string | number | null;

/** A cursor to the place `values` of the list that `list` names, which may be any JSON value. */
export function encodeCursor(list: unknown, values: readonly Value[]): string {
  return Buffer.from(JSON.stringify([fingerprint(list), ...values])).toString('base64url');
}

/**
 * The values of a cursor; null where none is given.
 * @throws InvalidInput naming `after` when the cursor is broken or of another list.
 */
export function decodeCursor(list: unknown, cursor: string | null | undefined): Value[] | null {
  if (cursor === null || cursor === undefined) return null;
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw refused('is not a cursor that this service gave');
  }
  if (!Array.isArray(values) || typeof values[0] !== 'string' || !values.every(isValue)) {
    throw refused('is not a cursor that this service gave');
  }
  if (values[0] !== fingerprint(list)) {
    throw refused('is a cursor of another list: it goes with the arguments that it was given for');
  }
  return values.slice(1);
}

function isValue(value: unknown): value is Value {
  return value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

function refused(message: string): InvalidInput {
  return new InvalidInput([{ parameter: 'after', code: 'BAD_CURSOR', message }]);
}

function fingerprint(list: unknown): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 12);
}
