/** Every bound of every parameter: values just inside are accepted, values just outside refused with the right code. */
import { describe, expect, it } from '@jest/globals';
import type { Calculator } from '../../src/calculators/kit/definition.ts';
import type { Fields, Parameter } from '../../src/calculators/kit/input.ts';
import { rangeOf } from '../../src/calculators/kit/wording.ts';
import { completeParameters } from '../../src/calculators/run/validate.ts';
import type { InvalidInput } from '../../src/errors.ts';
import { edges } from './edges.ts';
import { EVERY_CALCULATOR } from './runs.ts';

/** The parameter in a calculator of its own, without its ties to other parameters. */
function alone(calculator: Calculator, parameter: Parameter): Calculator {
  const { only, requiredWhen, emptyOnce, ...free } = parameter;
  const parameters = { value: 'length' in free ? { ...free, length: '' } : free };
  return {
    ...calculator,
    parameters: parameters as Fields,
    refuseAt: {},
    refuseEntryAt: {},
    refuse: () => [],
  };
}

/** Code of the first problem; null if the value is accepted. */
function refusal(calculator: Calculator, parameter: Parameter, value: unknown): string | null {
  try {
    completeParameters(alone(calculator, parameter), { value });
    return null;
  } catch (error) {
    return (error as InvalidInput).problems[0]?.code ?? 'none';
  }
}

/** A number where the parameter holds numbers: itself, an entry of a list, an off-diagonal entry. */
function holding(parameter: Parameter, number: number): unknown {
  if (parameter.type === 'NUMBER_LIST') return [number];
  if (parameter.type !== 'NUMBER_MATRIX') return number;
  return parameter.zeroDiagonal
    ? [
        [0, number],
        [0, 0],
      ]
    : [[number]];
}

/** A value of the type of a list's entries. */
function exampleEntry({ type }: Parameter): unknown {
  if (type === 'NUMBER_LIST') return 1;
  return type === 'NUMBER_MATRIX' ? [1] : {};
}

/** Every parameter and field with its path. */
function withPaths(fields: Fields, prefix = ''): { path: string; parameter: Parameter }[] {
  return Object.entries(fields).flatMap(([name, parameter]) => [
    { path: `${prefix}${name}`, parameter },
    ...(parameter.type === 'OBJECT_LIST' ? withPaths(parameter.fields, `${name}[].`) : []),
  ]);
}

describe.each(EVERY_CALCULATOR)('$slug', ({ calculator }) => {
  const all = withPaths(calculator.parameters);

  it.each(all.filter(({ parameter }) => edges(parameter).length > 0))(
    'keeps $path within its range',
    ({ parameter }) => {
      const isVector =
        parameter.type === 'NUMBER_MATRIX' || (parameter.type === 'NUMBER_LIST' && !parameter.namesEntries);
      const { min, above } = rangeOf(parameter);
      for (const { number, isInside } of edges(parameter)) {
        const isNegative = isVector && number < 0 && (min === 0 || above === 0);
        const outside = isNegative ? 'NEGATIVE_VALUE' : 'OUT_OF_RANGE';
        const code = refusal(calculator, parameter, holding(parameter, number));
        expect({ number, code }).toEqual({ number, code: isInside ? null : outside });
      }
    },
  );

  it('keeps lists within their lengths', () => {
    for (const { path, parameter } of all) {
      if (!('maxLength' in parameter)) continue;
      const { minLength, maxLength } = parameter;
      const list = (length: number) => Array.from({ length }, () => exampleEntry(parameter));
      expect({ path, code: refusal(calculator, parameter, []) }).toEqual({
        path,
        code: minLength === 0 ? null : 'EMPTY',
      });
      expect(refusal(calculator, parameter, list(maxLength + 1))).toBe('TOO_LARGE');
      expect(refusal(calculator, parameter, list(maxLength))).not.toBe('TOO_LARGE');
    }
  });

  it.each(all)('refuses a stranger as $path', ({ parameter }) => {
    const stranger = parameter.type === 'ENUM' || parameter.type === 'BOOLEAN' ? 7 : 'seven';
    expect(refusal(calculator, parameter, stranger)).toBe('WRONG_TYPE');
    if (parameter.type === 'ENUM') expect(refusal(calculator, parameter, 'no such value')).toBe('UNKNOWN_VALUE');
    if (parameter.type === 'INTEGER') expect(refusal(calculator, parameter, 1.5)).toBe('NOT_INTEGER');
    if (parameter.type === 'NUMBER') {
      for (const number of [Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(refusal(calculator, parameter, number)).toBe('NOT_FINITE');
      }
    }
    const isTaken = parameter.nullable || (calculator.nulls === 'absent' && parameter.default !== undefined);
    const whenNull = calculator.nulls === 'refused' ? 'WRONG_TYPE' : 'MISSING';
    if (parameter.derived === undefined) expect(refusal(calculator, parameter, null)).toBe(isTaken ? null : whenNull);
  });

  it('may be empty wherever the rest of a book can make it so', () => {
    for (const { path, parameter } of all) {
      if (parameter.emptyOnce === undefined) continue;
      const empty = 'maxLength' in parameter ? [] : 0;
      expect({ path, code: refusal(calculator, parameter, empty) }).toEqual({ path, code: null });
      for (const name of parameter.emptyOnce) expect(Object.keys(calculator.parameters)).toContain(name);
    }
  });

  it('takes what it offers as defaults, and says how derived ones come about', () => {
    for (const { path, parameter } of all) {
      if (parameter.default !== undefined) expect(refusal(calculator, parameter, parameter.default)).toBeNull();
      expect({ path, isDerived: calculator.defaults?.[path] !== undefined }).toEqual({
        path,
        isDerived: parameter.derived !== undefined,
      });
    }
  });
});
