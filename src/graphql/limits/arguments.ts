/** Checks arguments against their `@length` and `@range` before anything runs. */
import type { FieldNode, GraphQLError, GraphQLField } from 'graphql';
import type { Problem } from '../../errors.ts';
import { LIMITS, refusal } from '../limits.ts';
import { boundsOf } from './charges.ts';

/**
 * Checks the arguments of a field.
 *
 * @param node - the field in the document; the error has the place of the argument there.
 * @throws GraphQLError BAD_USER_INPUT for the first argument out of bounds.
 */
export function checkArguments(
  field: GraphQLField<unknown, unknown>,
  given: Record<string, unknown>,
  node: FieldNode,
): void {
  for (const argument of field.args) {
    const { name } = argument;
    const value = given[name];
    if (value === undefined || value === null) continue;
    const { length, range } = boundsOf(argument);
    if (range !== undefined && (Number(value) < range.min || Number(value) > range.max)) {
      throw badInput(node, name, 'OUT_OF_RANGE', `must be ${range.min} to ${range.max}, but got ${String(value)}`);
    }
    const isList = Array.isArray(value);
    const most = length?.max ?? LIMITS.list;
    if (isList && value.length > most) {
      throw badInput(node, name, 'TOO_LARGE', `must have at most ${most} entries, but got ${value.length}`);
    }
    const longest = (isList ? length?.each : length?.max) ?? LIMITS.text;
    const texts: readonly unknown[] = isList ? value : [value];
    const place = texts.findIndex((text) => typeof text === 'string' && text.length > longest);
    if (place < 0) continue;
    const { length: got } = texts[place] as string;
    const message = `must be at most ${longest} characters long, but got ${got}`;
    throw badInput(node, name, 'TOO_LARGE', message, isList ? `${name}[${place}]` : name);
  }
}

/** @param parameter - the argument, or the entry of it that is wrong. */
function badInput(
  node: FieldNode,
  argument: string,
  code: string,
  message: string,
  parameter = argument,
): GraphQLError {
  const problems: Problem[] = [{ parameter, code, message }];
  const place = node.arguments?.find(({ name }) => name.value === argument) ?? node;
  return refusal('BAD_USER_INPUT', `${parameter} ${message}`, { problems }, place);
}
