/** The checked cases beside each calculator, and how a run is compared with one. */
import { readFileSync } from 'node:fs';
import type { Calculator } from '../../src/calculators/kit/definition.ts';
import type { Output } from '../../src/calculators/kit/output.ts';

export interface Case {
  name: string;
  parameters: Readonly<Record<string, unknown>>;
  expected: Readonly<Record<string, unknown>> & {
    error?: { parameter: string; code: string };
    series?: Readonly<Record<string, unknown>>;
  };
  source: string;
  relTol: number;
  absTol: number;
  fieldAbsTol?: Readonly<Record<string, number>>;
  roundSensitive?: readonly string[];
  published?: Readonly<Record<string, { value: number; absTol: number }>>;
}

/** Cases of a calculator; `1e999` in them is read as Infinity, for which JSON has no literal. */
export function casesOf({ slug }: Calculator): Case[] {
  const file = new URL(`../../src/calculators/${slug}/cases.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Case[];
}

/** Expected values by output name; `series` holds outputs that are lists, unless it is itself such an output. */
export function expectedOutputs({ expected }: Case): Record<string, unknown> {
  const { error, ...outputs } = expected;
  if (Array.isArray(outputs.series)) return outputs;
  const { series, ...scalars } = outputs;
  return { ...scalars, ...series };
}

/** Everything in which the outputs of a run differ from a case, as `path: got …, expected …`. */
export function differences(
  calculator: Calculator,
  checked: Case,
  outputs: Readonly<Record<string, unknown>>,
): string[] {
  return Object.entries(expectedOutputs(checked)).flatMap(([name, expected]) => {
    const output = calculator.outputs[name];
    if (output === undefined) return [`${name}: is no output`];
    const tolerance = {
      relTol: checked.relTol,
      absTol: checked.fieldAbsTol?.[name] ?? checked.absTol,
      rounds: checked.roundSensitive?.includes(name) ? 1 : 0,
    };
    return valueDifferences(name, output, outputs[name], expected, tolerance);
  });
}

interface Tolerance {
  relTol: number;
  absTol: number;
  /** By how many rounds a count or the length of a series may differ. */
  rounds: number;
}

function valueDifferences(
  path: string,
  output: Output,
  actual: unknown,
  expected: unknown,
  tolerance: Tolerance,
): string[] {
  if (Array.isArray(expected)) return listDifferences(path, output, actual, expected, tolerance);
  if (output.type === 'OBJECT_LIST' && typeof expected === 'object' && expected !== null) {
    return Object.entries(expected).flatMap(([name, value]) => {
      const field = output.fields[name];
      const got = (actual as Record<string, unknown>)[name];
      return field === undefined
        ? [`${path}.${name}: is no field`]
        : valueDifferences(`${path}.${name}`, field, got, value, tolerance);
    });
  }
  const isWhole = output.type === 'INTEGER' || (output.type === 'NUMBER_LIST' && output.whole);
  const { relTol, absTol } = isWhole ? { relTol: 0, absTol: tolerance.rounds } : tolerance;
  const isClose =
    typeof actual === 'number' && typeof expected === 'number'
      ? Math.abs(actual - expected) <= absTol + relTol * Math.abs(expected)
      : actual === expected;
  return isClose ? [] : [`${path}: got ${actual}, expected ${expected}`];
}

function listDifferences(
  path: string,
  output: Output,
  actual: unknown,
  expected: readonly unknown[],
  tolerance: Tolerance,
): string[] {
  if (!Array.isArray(actual)) return [`${path}: got no list`];
  if (Math.abs(actual.length - expected.length) > tolerance.rounds) {
    return [`${path}: got ${actual.length} entries, expected ${expected.length}`];
  }
  return expected
    .slice(0, actual.length)
    .flatMap((entry, index) => valueDifferences(`${path}[${index}]`, output, actual[index], entry, tolerance));
}

/** The value at a dotted path such as `queue.0.index`. */
export function valueAt(outputs: unknown, path: string): unknown {
  let value: unknown = outputs;
  for (const step of path.split('.')) value = (value as Record<string, unknown>)[step];
  return value;
}
