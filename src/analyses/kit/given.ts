/** Parameters as a caller gives them, and the values in force where the caller gives none. */

import { wrongType } from '../../calculators/kit/check.ts';
import type { Calculator } from '../../calculators/kit/definition.ts';
import { inCatalogueSpelling } from '../../calculators/kit/spelling.ts';
import { completeParameters } from '../../calculators/run/validate.ts';
import { InvalidInput } from '../../errors.ts';
import { refuse } from './refuse.ts';

/** Raw parameters by their catalogue names, as `runCalculator` takes them. */
export type Given = Readonly<Record<string, unknown>>;

/**
 * The raw parameters of a request, enum values as the catalogue spells them; undefined and null stand for all defaults.
 *
 * @throws InvalidInput if they are not an object.
 */
export function givenParameters(calculator: Calculator, value: unknown, at = 'parameters'): Given {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) {
    return inCatalogueSpelling(calculator.parameters, value) as Given;
  }
  const { code, message } = wrongType('an object of parameters', value);
  return refuse(at, code, message);
}

/**
 * The value that a parameter of the table has in a run: as given, else its default.
 *
 * @returns null if it has none; undefined if its default is derived from parameters that are refused.
 */
export function standing(calculator: Calculator, given: Given, name: string): unknown {
  const parameter = calculator.parameters[name];
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  if (parameter === undefined) return undefined;
  if (value !== undefined && value !== null) return value;
  if (value === null && parameter.nullable && calculator.nulls === 'refused') return null;
  const { emptyOnce = [] } = parameter;
  if (emptyOnce.some((other) => isGiven(given, other))) return 'maxLength' in parameter ? [] : 0;
  if (parameter.default !== undefined) return parameter.default;
  return parameter.derived === undefined ? null : derivedDefault(calculator, given, name);
}

/**
 * The given parameters, prepared for writing out `name` with a value based on its default.
 *
 * A default can be one part of a demo book, whose other parts become empty as soon as a caller gives this one. Here the
 * demo itself is changed, so its other parts are written out as well.
 */
export function withRestOfBook(calculator: Calculator, given: Given, name: string): Given {
  if (isGiven(given, name)) return given;
  const rest = Object.entries(calculator.parameters).filter(
    ([other, { emptyOnce = [] }]) => emptyOnce.includes(name) && !isGiven(given, other),
  );
  if (rest.length === 0) return given;
  return { ...given, ...Object.fromEntries(rest.map(([other]) => [other, standing(calculator, given, other)])) };
}

function isGiven(given: Given, name: string): boolean {
  return Object.hasOwn(given, name) && given[name] !== undefined && given[name] !== null;
}

/** Completes only the parameters up to `name`: those below it may still be missing. */
function derivedDefault(calculator: Calculator, given: Given, name: string): unknown {
  const table = Object.entries(calculator.parameters);
  const above = table.slice(
    0,
    table.findIndex(([other]) => other === name),
  );
  const { refuse: _, ...upToHere } = {
    ...calculator,
    parameters: Object.fromEntries(table.slice(0, above.length + 1)),
  };
  const values = above.map(([other]): [string, unknown] => [other, standing(calculator, given, other)]);
  if (values.some(([, value]) => value === undefined)) return undefined;
  const known = values.filter(([, value]) => value !== null);
  try {
    return completeParameters(upToHere, Object.fromEntries(known))[name] ?? null;
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}
