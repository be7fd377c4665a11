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
    const refused = (parameter: string, code: string, message: string): GraphQLError => {
      const problems: Problem[] = [{ parameter, code, message }];
      const place = node.arguments?.find((one) => one.name.value === name) ?? node;
      return refusal('BAD_USER_INPUT', `${parameter} ${message}`, { problems }, place);
    };
    const { length, range } = boundsOf(argument);
    if (range !== undefined && (Number(value) < range.min || Number(value) > range.max)) {
      throw refused(name, 'OUT_OF_RANGE', `must be ${range.min} to ${range.max}, but got ${String(value)}`);
    }
    const isList = Array.isArray(value);
    const most = length?.max ?? LIMITS.list;
    if (isList && value.length > most) {
      throw refused(name, 'TOO_LARGE', `must have at most ${most} entries, but got ${value.length}`);
    }
    const longest = (isList ? length?.each : length?.max) ?? LIMITS.text;
    for (const [i, text] of (isList ? value : [value]).entries()) {
      if (typeof text !== 'string' || text.length <= longest) continue;
      const parameter = isList ? `${name}[${i}]` : name;
      throw refused(parameter, 'TOO_LARGE', `must be at most ${longest} characters long, but got ${text.length}`);
    }
  }
}
