/**
 * The unit law: in other units, a dimensionally sound model gives the same answer in those units. Rescaling one base
 * unit in every parameter must rescale each output by its own unit, and change nothing else. The factor is an even
 * power of two, so that rescaling itself does not round.
 */
import { describe, expect, it } from '@jest/globals';
import type { Calculator } from '../../src/calculators/kit/definition.ts';
import { type Fields, unitUnder } from '../../src/calculators/kit/input.ts';
import type { Output, Outputs } from '../../src/calculators/kit/output.ts';
import { BASE_UNITS, type BaseUnit, unitExponents, unitRatio } from '../../src/calculators/kit/unit.ts';
import { type Run, runCalculator } from '../../src/calculators/run/run.ts';
import { InvalidInput } from '../../src/errors.ts';
import { EVERY_CALCULATOR, soundInputs } from './runs.ts';

type Values = Readonly<Record<string, unknown>>;

function times(value: unknown, factor: number): unknown {
  if (Array.isArray(value)) return value.map((entry) => times(entry, factor));
  return typeof value === 'number' ? value * factor : value;
}

/** Values of a table of parameters or outputs in units of `1/factor` of `base`; `run` resolves units that vary. */
function rescaled(fields: Fields | Outputs, values: Values, base: BaseUnit, factor: number, run: Values): Values {
  const entries = Object.entries(fields).map(([name, field]) => {
    const value = values[name];
    if (field.type === 'OBJECT_LIST') {
      return [name, (value as Values[]).map((entry) => rescaled(field.fields, entry, base, factor, run))];
    }
    return [name, times(value, factor ** (unitExponents(unitUnder(field, run)).get(base) ?? 0))];
  });
  return Object.fromEntries(entries);
}

/** The run with everything rescaled, by the first factor that stays within the ranges; null if none does. */
function rescaledRun(calculator: Calculator, { parameters }: Run, base: BaseUnit): { run: Run; factor: number } | null {
  for (const factor of [4, 1 / 4]) {
    try {
      const input = rescaled(calculator.parameters, parameters, base, factor, parameters);
      return { run: runCalculator(calculator, input), factor };
    } catch (error) {
      if (!(error instanceof InvalidInput) || error.problems[0]?.code !== 'OUT_OF_RANGE') throw error;
    }
  }
  return null;
}

function isSame(output: Output, actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((entry, index) => isSame(output, actual[index], entry))
    );
  }
  if (output.type === 'OBJECT_LIST') {
    return Object.entries(output.fields).every(([name, field]) =>
      isSame(field, (actual as Values)[name], (expected as Values)[name]),
    );
  }
  if (typeof actual !== 'number' || typeof expected !== 'number') return actual === expected;
  return Math.abs(actual - expected) <= 1e-12 + 1e-9 * Math.abs(expected);
}

/** Base units that occur in the parameters' units. */
function unitsOf(fields: Fields): Set<BaseUnit> {
  const units = Object.values(fields).flatMap((field) => [
    ...unitExponents(field.unit).keys(),
    ...(field.type === 'OBJECT_LIST' ? unitsOf(field.fields) : []),
  ]);
  return new Set(units);
}

/** Some models have only shares and counts, which cannot be rescaled. */
const MEASURED = EVERY_CALCULATOR.filter(({ calculator }) => unitsOf(calculator.parameters).size > 0);

describe.each(MEASURED)('$slug', ({ calculator }) => {
  const used = unitsOf(calculator.parameters);

  it.each(BASE_UNITS.filter((base) => used.has(base)))('rescales with %s', (base) => {
    let rescales = 0;
    let isAbsoluteThroughout = true;
    for (const { name, parameters } of soundInputs(calculator)) {
      const original = runCalculator(calculator, parameters);
      if (calculator.absoluteUnits?.(original.parameters as never).includes(base)) continue;
      isAbsoluteThroughout = false;
      const other = rescaledRun(calculator, original, base);
      if (other === null) continue;
      rescales += 1;
      const expected = rescaled(calculator.outputs, original.outputs, base, other.factor, original.parameters);
      const broken = Object.entries(calculator.outputs).filter(
        ([key, output]) => !isSame(output, other.run.outputs[key], expected[key]),
      );
      expect({ name, broken: broken.map(([key]) => key) }).toEqual({ name, broken: [] });
    }
    expect(isAbsoluteThroughout || rescales > 0).toBe(true);
  });
});

describe('the language of units', () => {
  it.each([
    ['1', {}],
    ['fraction', {}],
    ['quote/base', { quote: 1, base: -1 }],
    ['fraction/sqrt(day)', { day: -0.5 }],
    ['quote/base^2', { quote: 1, base: -2 }],
    ['base^2/quote', { base: 2, quote: -1 }],
    ['quote*day/quote', { day: 1 }],
  ])('reads %s', (unit, exponents) => {
    expect(Object.fromEntries(unitExponents(unit))).toEqual(exponents);
  });

  it.each(['', 'quotes', 'quote/', '/base', 'quote per base', 'sqrt(day'])('refuses "%s"', (unit) => {
    expect(() => unitExponents(unit)).toThrow('must be made of');
  });

  it.each([
    ['hour', 'day', 1 / 24],
    ['minute', 'hour', 1 / 60],
    ['year', 'day', 365],
    ['bps', 'fraction', 1e-4],
    ['count', 'x', 1],
    ['quote/base*base', 'quote', 1],
    ['count/hour', 'count/day', 24],
    // A volatility of 1 per sqrt day is sqrt 365 per sqrt year.
    ['fraction/sqrt(day)', 'fraction/sqrt(year)', Math.sqrt(365)],
    ['quote/base^2', '1/base^2*quote', 1],
  ])('turns %s into %s', (from, to, ratio) => {
    expect((unitRatio(from, to) as number) / ratio).toBeCloseTo(1, 14);
    expect((unitRatio(to, from) as number) * ratio).toBeCloseTo(1, 14);
  });

  it.each([
    ['quote', 'base'],
    ['quote/base', 'quote'],
    ['day', '1'],
    ['fraction/day', 'fraction/sqrt(day)'],
    ['base', 'base^2'],
  ])('knows that %s does not measure what %s does', (from, to) => {
    expect([unitRatio(from, to), unitRatio(to, from)]).toEqual([null, null]);
  });

  it('is what every parameter and output is measured in, also under other parameters', () => {
    for (const { calculator } of EVERY_CALCULATOR) {
      for (const field of [...Object.values(calculator.parameters), ...Object.values(calculator.outputs)]) {
        const units = [field.unit, ...Object.values(field.unitWhen ?? {}).flatMap(Object.values<string>)];
        for (const unit of units) expect(() => unitExponents(unit)).not.toThrow();
      }
    }
  });
});
