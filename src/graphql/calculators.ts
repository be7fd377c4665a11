/** The part of the API on calculators that needs no store: metadata, typed runs, and runs by slug. */

import { calculatorFinder } from '../calculators/find.ts';
import type { Calculator } from '../calculators/kit/definition.ts';
import type { Fields } from '../calculators/kit/input.ts';
import { inSchemaSpelling } from '../calculators/kit/spelling.ts';
import { runCalculator } from '../calculators/run/run.ts';
import type { RunCalculator } from '../calculators/run/runner.ts';
import { type CalculatorRecord, calculatorRecord } from './calculator-records.ts';
import { fieldName } from './calculator-sdl.ts';
import type { Context } from './context.ts';

/** All calculators, in the form of the API. */
export interface CalculatorShelf {
  size: number;
  all: readonly CalculatorRecord[];
  find(slug: string): CalculatorRecord | null;
}

export function calculatorShelf(calculators: readonly Calculator[]): CalculatorShelf {
  const all = calculators.map(calculatorRecord);
  const recordBySlug = new Map(all.map((record) => [record.slug, record]));
  return { size: all.length, all, find: (slug) => recordBySlug.get(slug) ?? null };
}

/** Resolvers of the calculators' root fields and of `Calculate`. */
export function calculatorResolvers(
  calculators: readonly Calculator[],
  shelf: CalculatorShelf,
  run: RunCalculator = runCalculator,
) {
  const find = calculatorFinder(calculators);
  return {
    Query: {
      calculators: () => shelf.all,
      calculator: (_: unknown, { slug }: { slug: string }) => shelf.find(slug),
      calculate: () => ({}),
      runCalculator: async (_: unknown, { slug, parameters }: RunArguments, context?: Asking) => ({
        calculator: shelf.find(slug),
        ...(await run(find(slug), parameters, context?.signal())),
      }),
    },
    ...calculateResolvers(calculators, run),
  };
}

interface RunArguments {
  slug: string;
  parameters?: unknown;
}
/** The part of the context that runs use. */
type Asking = Pick<Context, 'signal'>;
type TypedRun = (calculate: unknown, given: { input?: unknown }, context?: Asking) => Promise<Values>;
type Values = Readonly<Record<string, unknown>>;

/** Typed runs, one per field of `Calculate`. */
export function calculateResolvers(
  calculators: readonly Calculator[],
  run: RunCalculator = runCalculator,
): { Calculate: Record<string, TypedRun> } {
  const runs = calculators.map((calculator): [string, TypedRun] => [
    fieldName(calculator.slug),
    (_, { input }, context) => typedRun(calculator, input, (of, raw) => run(of, raw, context?.signal())),
  ]);
  return { Calculate: Object.fromEntries(runs) };
}

/*
 * A run takes enum values in either spelling, and results are translated here. The schema's own internal enum values do
 * not work, because graphql-js completes `input = {}` with field defaults before it knows any internal value.
 */
async function typedRun(calculator: Calculator, input: unknown, run: RunCalculator): Promise<Values> {
  const { parameters } = calculator;
  const { outputs, warnings } = await run(calculator, withoutNulls(parameters, input));
  return { ...inSchemaSpelling(calculator.outputs, outputs), warnings };
}

/** A typed input without nulls that stand for defaults: those where null is not itself a value of the parameter. */
function withoutNulls(fields: Fields, input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input;
  const given = Object.entries(input).filter(([name, value]) => value !== null || fields[name]?.nullable);
  return Object.fromEntries(
    given.map(([name, value]: [string, unknown]) => {
      const field = fields[name];
      if (field?.type !== 'OBJECT_LIST' || !Array.isArray(value)) return [name, value];
      return [name, value.map((entry) => withoutNulls(field.fields, entry))];
    }),
  );
}
