/** Checks arguments against their `@length` and `@range` before anything runs. */
import type { GraphQLError, GraphQLField } from 'graphql';
import type { Problem } from '../../errors.ts';
import { LIMITS, refusal } from '../limits.ts';
import { boundsOf } from './charges.ts';

/**
 * Checks the arguments of a field.
 * @throws GraphQLError BAD_USER_INPUT for the first argument out of bounds.
 */
export function checkArguments(field: GraphQLField<unknown, unknown>, given: Record<string, unknown>): void {
  for (const argument of field.args) {
    const { name } = argument;
    const value = given[name];
    if (value === undefined || value === null) continue;
    const { length, range } = boundsOf(argument);
    if (range !== undefined && (Number(value) < range.min || Number(value) > range.max)) {
      throw badInput(name, 'OUT_OF_RANGE', `must be ${range.min} to ${range.max}, but got ${String(value)}`);
    }
    const isList = Array.isArray(value);
    const most = length?.max ?? LIMITS.list;
    if (isList && value.length > most) {
      throw badInput(name, 'TOO_LARGE', `must have at most ${most} entries, but got ${value.length}`);
    }
    const longest = (isList ? length?.each : length?.max) ?? LIMITS.text;
    for (const text of isList ? value : [value]) {
      if (typeof text === 'string' && text.length > longest) {
        throw badInput(name, 'TOO_LARGE', `must be at most ${longest} characters long, but got ${text.length}`);
      }
    }
  }
}

function badInput(parameter: string, code: string, message: string): GraphQLError {
  const problems: Problem[] = [{ parameter, code, message }];
  return refusal('BAD_USER_INPUT', `${parameter} ${message}`, { problems });
}
