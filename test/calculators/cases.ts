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
  /** Codes of warnings that the run must give, and of those that it must not give. */
  warnings?: { present?: readonly string[]; absent?: readonly string[] };
  /** Values that the completed parameters must have. */
  completed?: Readonly<Record<string, unknown>>;
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

/** The outcome of a run, by whatever route. */
export interface Answer {
  parameters: Readonly<Record<string, unknown>>;
  outputs: Readonly<Record<string, unknown>>;
  warnings: readonly { code: string }[];
}

/** All differences between a run and a case, as `path: got …, expected …`. */
export function differences(calculator: Calculator, checked: Case, run: Answer): string[] {
  const given = new Set(run.warnings.map(({ code }) => code));
  const { present = [], absent = [] } = checked.warnings ?? {};
  const { relTol, absTol } = checked;
  return [
    ...outputDifferences(calculator, checked, run.outputs),
    ...Object.entries(checked.published ?? {}).flatMap(([path, { value, absTol }]) =>
      plainDifferences(path, valueAt(run.outputs, path), value, { relTol: 0, absTol }),
    ),
    ...present.flatMap((code) => (given.has(code) ? [] : [`warnings: lack ${code}`])),
    ...absent.flatMap((code) => (given.has(code) ? [`warnings: have ${code}`] : [])),
    ...Object.entries(checked.completed ?? {}).flatMap(([name, value]) =>
      plainDifferences(name, run.parameters[name], value, { relTol, absTol }),
    ),
  ];
}

/** Differences between plain JSON values, with tolerances for numbers. */
function plainDifferences(
  path: string,
  actual: unknown,
  expected: unknown,
  tolerance: { relTol: number; absTol: number },
): string[] {
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'object' || actual === null) {
    return isClose(actual, expected, tolerance) ? [] : [`${path}: got ${actual}, expected ${expected}`];
  }
  const [got, wanted] = [Object.entries(actual), Object.entries(expected)];
  if (got.length !== wanted.length) return [`${path}: got ${got.length} entries, expected ${wanted.length}`];
  return wanted.flatMap(([name, value]) =>
    plainDifferences(`${path}.${name}`, (actual as Record<string, unknown>)[name], value, tolerance),
  );
}

function isClose(actual: unknown, expected: unknown, { relTol, absTol }: { relTol: number; absTol: number }): boolean {
  return typeof actual === 'number' && typeof expected === 'number'
    ? Math.abs(actual - expected) <= absTol + relTol * Math.abs(expected)
    : actual === expected;
}

function outputDifferences(calculator: Calculator, checked: Case, outputs: Answer['outputs']): string[] {
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
  const allowed = isWhole ? { relTol: 0, absTol: tolerance.rounds } : tolerance;
  return isClose(actual, expected, allowed) ? [] : [`${path}: got ${actual}, expected ${expected}`];
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
function valueAt(outputs: unknown, path: string): unknown {
  let value: unknown = outputs;
  for (const step of path.split('.')) value = (value as Record<string, unknown>)[step];
  return value;
}
