/** The parameters varied around a base: a single number by its value, the entries of a list by a common factor. */
import type { Calculator } from '../../calculators/kit/definition.ts';
import type { Parameter } from '../../calculators/kit/input.ts';
import { rangeOf } from '../../calculators/kit/wording.ts';
import { type Given, standing } from '../kit/given.ts';
import { parsedPath } from '../kit/path.ts';
import { numberAt, type Place, parameterAt, placeOf, valuesAt } from '../kit/place.ts';
import { refuse } from '../kit/refuse.ts';

/** One parameter that is varied; plain data. */
export interface Varied {
  /** SET to values, or MULTIPLY by a factor. */
  place: Place;
  /** The parameter's, or x for a factor. */
  unit: string;
  /** The value of the base; 1 for a factor. */
  base: number;
  /** Inclusive bounds of the value; none for a factor. */
  min: number | null;
  max: number | null;
}

/**
 * The parameter, or the list's factor, that a path varies.
 *
 * @param at - where in the request the path is.
 * @throws InvalidInput, UNKNOWN_PARAMETER; NOT_NUMERIC, also for whole numbers under a factor, or if there is no value.
 */
export function variedAt(calculator: Calculator, given: Given, text: string, at: string): Varied {
  const isFactor = parsedPath(text)?.indices.includes('*') ?? false;
  const place = placeOf(calculator, given, { text, apply: isFactor ? 'MULTIPLY' : 'SET', at });
  if (isFactor) {
    if (place.isWhole)
      refuse(at, 'NOT_NUMERIC', `must lead to numbers that a factor can scale, but ${text} holds whole numbers`);
    return { place, unit: 'x', base: 1, min: null, max: null };
  }
  const [value = null] = valuesAt(calculator, given, place.path, at);
  const { min = null, max = null } = rangeOf(parameterAt(calculator, place.path, at));
  return { place, unit: place.unit, base: numberAt(value, place.path, at), min, max };
}

/** Paths of every numeric parameter that has a value, in the order of the table; lists as a whole. */
export function everyPath(calculator: Calculator, given: Given): string[] {
  return Object.entries(calculator.parameters).flatMap(([name, parameter]) =>
    pathsOf(name, parameter, standing(calculator, given, name)),
  );
}

function pathsOf(name: string, parameter: Parameter, value: unknown): string[] {
  if (typeof value === 'number') return [name];
  if (!Array.isArray(value) || value.length === 0) return [];
  if (parameter.type === 'NUMBER_LIST') return [`${name}[*]`];
  if (parameter.type === 'NUMBER_MATRIX') return [`${name}[*][*]`];
  if (parameter.type !== 'OBJECT_LIST') return [];
  const entries: readonly Given[] = value;
  const fields = Object.entries(parameter.fields).filter(
    ([field, { type, default: byDefault }]) =>
      type === 'NUMBER' && entries.every((entry) => typeof (entry[field] ?? byDefault) === 'number'),
  );
  return fields.map(([field]) => `${name}[*].${field}`);
}
