/**
 * What a path addresses in a calculator: a number of the table, an entry of a list (one index) or matrix (two), a field of
 * an entry of a list of objects; on request also words, booleans, and whole lists and matrices.
 */

import { butGot } from '../../calculators/kit/check.ts';
import type { Calculator } from '../../calculators/kit/definition.ts';
import { type Parameter, unitUnder } from '../../calculators/kit/input.ts';
import { didYouMean } from '../../did-you-mean.ts';
import { type Given, standing, withRestOfBook } from './given.ts';
import { type Path, parsedPath } from './path.ts';
import { refuse } from './refuse.ts';

/** How a value is applied to what a path addresses. */
export const APPLY = ['SET', 'MULTIPLY', 'ADD'] as const;
export type Apply = (typeof APPLY)[number];

/** A place that can be changed; plain data. */
export interface Place {
  path: Path;
  apply: Apply;
  /** Whether it takes only whole numbers. */
  isWhole: boolean;
  /** Unit of the parameter, regardless of `apply`. */
  unit: string;
}

/**
 * The place of a path.
 *
 * @param given - parameters as the caller gives them; those left out take their defaults.
 * @param at - where in the request the path is.
 * @param wanted - `number`, or `any` to include what else can be SET as a whole.
 * @throws InvalidInput, UNKNOWN_PARAMETER if there is no such place; NOT_NUMERIC if it holds no number.
 */
export function placeOf(
  calculator: Calculator,
  given: Given,
  { text, apply, at, wanted = 'number' }: { text: string; apply: Apply; at: string; wanted?: 'number' | 'any' },
): Place {
  const path = parsedPath(text);
  if (path === null) {
    const message = `must be a path such as shock, positions[0].leverage or positions[*].size, ${butGot(text)}`;
    return refuse(at, 'UNKNOWN_PARAMETER', message);
  }
  const parameter = parameterAt(calculator, path, at);
  // Setting a whole parameter does not need its old value, which might have to be derived.
  const values = apply === 'SET' && path.indices.length === 0 ? [] : valuesAt(calculator, given, path, at);
  const isNumber = holdsNumbers(parameter, path);
  if (!isNumber && (wanted === 'number' || apply !== 'SET')) {
    refuse(at, 'NOT_NUMERIC', `must lead to a number, but ${text} is ${KINDS[parameter.type]}`);
  }
  if (apply !== 'SET') for (const value of values) numberAt(value, path, at);
  return { path, apply, isWhole: parameter.type === 'INTEGER', unit: unitUnder(parameter, given) };
}

/**
 * The values that a path addresses, one per entry that it matches.
 *
 * @returns values as given or by default, not checked; null if a parameter or field has none.
 * @throws InvalidInput, UNKNOWN_PARAMETER if there is no such place.
 */
export function valuesAt(calculator: Calculator, given: Given, path: Path, at: string = path.text): readonly unknown[] {
  const values: unknown[] = [];
  rewritten(calculator, given, path, at, (value) => {
    values.push(value);
    return value;
  });
  return values;
}

/**
 * A copy of the given parameters with the values that a path addresses replaced; a list that is in force by default is
 * written out whole.
 *
 * @param write - returns the new value for an old one, which is null if there was none.
 * @throws InvalidInput, UNKNOWN_PARAMETER if there is no such place.
 */
export function rewritten(
  calculator: Calculator,
  given: Given,
  path: Path,
  at: string,
  write: (value: unknown) => unknown,
): Given {
  const { name, indices, field } = path;
  const parameter = parameterAt(calculator, path, at);
  const within = (value: unknown, depth: number): unknown => {
    if (depth === indices.length) return field === null ? write(value) : withField(value);
    const index = indices[depth] as number | '*';
    if (!Array.isArray(value) || value.length <= (index === '*' ? 0 : index)) return noSuchPlace(path, at, value);
    if (index === '*') return value.map((entry) => within(entry, depth + 1));
    return value.with(index, within(value[index], depth + 1));
  };
  const withField = (entry: unknown): unknown => {
    if (field === null || typeof entry !== 'object' || entry === null) return noSuchPlace(path, at, entry);
    const value = (entry as Given)[field];
    return { ...entry, [field]: write(value ?? parameter.default ?? null) };
  };
  const value = standing(calculator, given, name);
  if (value === undefined) return noSuchPlace(path, at, value);
  return { ...withRestOfBook(calculator, given, name), [name]: within(value, 0) };
}

/** The number to be multiplied or added to; refuses anything else. */
export function numberAt(value: unknown, { text }: Path, at: string): number {
  if (typeof value === 'number') return value;
  return refuse(
    at,
    'NOT_NUMERIC',
    `must lead to a number, but ${text} ${value === null ? 'has no value' : 'is not a number'}`,
  );
}

/**
 * The row of the table that describes what a path leads to; for an entry of a list or matrix, the row of the whole.
 *
 * @throws InvalidInput, NOT_NUMERIC if it stops at an object or at a row of a matrix, else UNKNOWN_PARAMETER.
 */
export function parameterAt({ parameters, slug }: Calculator, path: Path, at: string): Parameter {
  const { name, indices, field, text } = path;
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (parameter === undefined) {
    const known = Object.keys(parameters);
    const wanted = `must begin with a parameter of ${slug}, which has ${known.join(', ')}`;
    return refuse(at, 'UNKNOWN_PARAMETER', `${wanted}, ${butGot(text)}${didYouMean(name, known)}`);
  }
  if (indices.length === 0 && field === null) return parameter;
  if (parameter.type === 'OBJECT_LIST') {
    const { fields } = parameter;
    const found = field !== null && Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (indices.length === 1 && found !== undefined) return found;
    const known = Object.keys(fields);
    const example = known.join(`, ${name}[0].`);
    const code = indices.length === 1 && field === null ? 'NOT_NUMERIC' : 'UNKNOWN_PARAMETER';
    const hint = didYouMean(field, known);
    return refuse(at, code, `must be an entry's field such as ${name}[0].${example}, ${butGot(text)}${hint}`);
  }
  const depth = DEPTHS[parameter.type];
  if (indices.length === depth && field === null) return parameter;
  const code = indices.length < depth && field === null ? 'NOT_NUMERIC' : 'UNKNOWN_PARAMETER';
  const wanted = `${name}${'[0]'.repeat(depth)}`;
  return refuse(at, code, `must be ${wanted}, as ${name} is ${KINDS[parameter.type]}, ${butGot(text)}`);
}

/** Number of indices that lead to a single value. */
const DEPTHS = { NUMBER: 0, INTEGER: 0, BOOLEAN: 0, ENUM: 0, NUMBER_LIST: 1, NUMBER_MATRIX: 2 } as const;

const KINDS = {
  NUMBER: 'a number',
  INTEGER: 'a whole number',
  BOOLEAN: 'true or false',
  ENUM: 'a word',
  NUMBER_LIST: 'a list',
  NUMBER_MATRIX: 'a matrix',
  OBJECT_LIST: 'a list of objects',
} as const;

function holdsNumbers({ type }: Parameter, { indices }: Path): boolean {
  if (type === 'NUMBER_LIST' || type === 'NUMBER_MATRIX') return indices.length > 0;
  return type === 'NUMBER' || type === 'INTEGER';
}

function noSuchPlace({ text, name }: Path, at: string, value: unknown): never {
  const wanted = Array.isArray(value)
    ? `must lead to an existing entry (there are ${value.length})`
    : `must lead to a value (${name} has none there)`;
  return refuse(at, 'UNKNOWN_PARAMETER', `${wanted}, ${butGot(text)}`);
}
