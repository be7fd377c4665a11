/** Properties of every calculator, whatever its model. */
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calculator } from '../../src/calculators/kit/definition.ts';
import type { Output } from '../../src/calculators/kit/output.ts';
import { type Run, runCalculator } from '../../src/calculators/run/run.ts';
import { InvalidInput } from '../../src/errors.ts';
import { edges } from './edges.ts';
import { EVERY_CALCULATOR, frozen, soundInputs } from './runs.ts';

/** Whether a value has its output's type, with nulls only where allowed and no negative zero. */
function isOfType(output: Output, value: unknown): boolean {
  if (value === null) return output.nullable === true;
  switch (output.type) {
    case 'NUMBER':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'INTEGER':
      return Number.isInteger(value) && !Object.is(value, -0);
    case 'BOOLEAN':
      return typeof value === 'boolean';
    case 'ENUM':
      return Object.hasOwn(output.values, value as string);
    case 'BOOLEAN_LIST':
      return (value as unknown[]).every((entry) => typeof entry === 'boolean');
    case 'NUMBER_LIST':
      return (value as unknown[]).every(
        (entry) =>
          (entry === null && output.nullableEntries) || (output.whole ? Number.isInteger : Number.isFinite)(entry),
      );
    case 'OBJECT_LIST':
      return (value as Record<string, unknown>[]).every((entry) =>
        Object.entries(output.fields).every(([name, field]) => isOfType(field, entry[name])),
      );
  }
}

/** A preset with some of its numbers moved to the ends of their ranges. */
function mixtureOfExtremes(calculator: Calculator): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const ends = Object.entries(calculator.parameters)
    .filter(([, { type }]) => type === 'NUMBER' || type === 'INTEGER')
    .map(([name, parameter]) => {
      const numbers = edges(parameter).flatMap(({ number, isInside }) => (isInside ? [number] : []));
      return [name, fc.option(fc.constantFrom(0, ...numbers), { nil: undefined, freq: 2 })];
    });
  return fc
    .tuple(fc.constantFrom(...calculator.presets), fc.record(Object.fromEntries(ends)))
    .map(([{ parameters }, moved]) => ({
      ...parameters,
      ...Object.fromEntries(Object.entries(moved).filter(([, number]) => number !== undefined)),
    }));
}

function outputsUnlessRefused(calculator: Calculator, parameters: unknown): Readonly<Record<string, unknown>> | null {
  try {
    return runCalculator(calculator, parameters).outputs;
  } catch (error) {
    if (error instanceof InvalidInput) return null;
    throw error;
  }
}

describe.each(EVERY_CALCULATOR)('$slug', ({ calculator }) => {
  const inputs = soundInputs(calculator);
  /** Each run, cached for all of its checks. */
  const runs = new Map<unknown, Run>();
  const runOf = (parameters: Readonly<Record<string, unknown>>): Run => {
    const run = runs.get(parameters) ?? runCalculator(calculator, parameters);
    runs.set(parameters, run);
    return run;
  };
  afterAll(() => runs.clear());

  it('gives outputs of the types it declares, and no others', () => {
    for (const { name, parameters } of inputs) {
      const { outputs } = runOf(parameters);
      expect(Object.keys(outputs)).toEqual(Object.keys(calculator.outputs));
      const untyped = Object.entries(calculator.outputs).filter(([key, output]) => !isOfType(output, outputs[key]));
      expect({ name, untyped: untyped.map(([key]) => key) }).toEqual({ name, untyped: [] });
    }
  });

  it('computes or refuses any mixture of extremes, and computes what its outputs say', () => {
    fc.assert(
      fc.property(mixtureOfExtremes(calculator), (parameters) => {
        const outputs = outputsUnlessRefused(calculator, parameters);
        if (outputs === null) return;
        const untyped = Object.entries(calculator.outputs).filter(([key, output]) => !isOfType(output, outputs[key]));
        expect(untyped.map(([key]) => key)).toEqual([]);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('gives the same bits for the same input and leaves the input alone', () => {
    for (const { parameters } of inputs) {
      expect(runCalculator(calculator, frozen(structuredClone(parameters)))).toStrictEqual(runOf(parameters));
    }
  });

  it('echoes its parameters completed, and gives the same answer to them', () => {
    for (const { parameters } of inputs) {
      const run = runOf(parameters);
      expect(Object.keys(run.parameters)).toEqual(Object.keys(calculator.parameters));
      expect(runCalculator(calculator, run.parameters)).toStrictEqual(run);
    }
  });

  it('runs each preset without hitting a limit on rounds or the range of numbers', () => {
    for (const { parameters } of calculator.presets) {
      const codes = runOf(parameters).warnings.map(({ code }) => code);
      expect(codes).not.toContain('ROUND_LIMIT');
      expect(codes).not.toContain('OVERFLOW');
    }
  });

  it('names 2 to 4 presets differently and says where documented figures come from', () => {
    const names = calculator.presets.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(2);
    expect(names.length).toBeLessThanOrEqual(4);
  });

  it('says everything in full sentences, with sources', () => {
    const texts = [
      calculator.summary,
      ...calculator.assumptions,
      ...Object.values(calculator.parameters).map(({ description }) => description),
      ...Object.values(calculator.outputs).map(({ description }) => description),
    ];
    expect(texts.filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([]);
    expect(calculator.equations.length).toBeGreaterThan(0);
    expect(calculator.references.length).toBeGreaterThan(0);
  });
});
