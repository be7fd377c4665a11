/** The numbers in a calculator's input that an analysis can vary, each named by its path. */
import type { Parameter, Values } from '../../views/definition.ts';
import { pathInWords } from './paths.ts';

/** A long list offers only its first entries one by one, and always all entries together. */
const MOST_ENTRIES = 12;

export interface Variable {
  /** Such as `shock`, `positions[0].leverage` or `positions[*].size`. */
  path: string;
  label: string;
  description: string;
  /** The list that it is an entry of; empty for a top-level parameter. */
  group: string;
  unit: string;
  /** The value in the present input, 1 for a factor; null where none is given. */
  value: number | null;
  isWhole: boolean;
  /** MULTIPLY scales all entries of a list by one factor. */
  apply: 'SET' | 'MULTIPLY';
  minimum: number | null;
  maximum: number | null;
}

/** @param values - the whole input, defaults included. */
export function variablesOf(parameters: readonly Parameter[], values: Values): Variable[] {
  return parameters.flatMap((parameter) => {
    const value = values[parameter.name];
    switch (parameter.type) {
      case 'NUMBER':
      case 'INTEGER':
        return [variable(parameter, parameter, parameter.name, '', value)];
      case 'NUMBER_LIST':
        return entriesOf(parameter, listOf(value));
      case 'NUMBER_MATRIX':
        return matrixEntries(parameter, listOf(value).map(listOf));
      case 'OBJECT_LIST':
        return fieldsOf(parameter, listOf(value) as Values[]);
      default:
        return [];
    }
  });
}

/** @param root - the parameter that the path begins with. */
function variable(of: Parameter, root: Parameter, path: string, group: string, value: unknown): Variable {
  const { unit, description, type, minimum, maximum } = of;
  const given = typeof value === 'number' ? value : null;
  const isWhole = type === 'INTEGER';
  const label = pathInWords(path, [root]);
  return { path, label, description, group, unit, value: given, isWhole, apply: 'SET', minimum, maximum };
}

/** All entries of a list at once. */
function factor({ description }: Parameter, root: Parameter, path: string): Variable {
  const group = root.label;
  const label = `${pathInWords(path, [root])}, scaled`;
  const whole = { unit: 'x', value: 1, isWhole: false, apply: 'MULTIPLY', minimum: 0, maximum: null } as const;
  return { path, label, description, group, ...whole };
}

function entriesOf(parameter: Parameter, entries: readonly unknown[]): Variable[] {
  const { name, label: group } = parameter;
  const single = entries
    .slice(0, MOST_ENTRIES)
    .map((entry, i) => variable(parameter, parameter, `${name}[${i}]`, group, entry));
  return entries.length > 1 ? [factor(parameter, parameter, `${name}[*]`), ...single] : single;
}

function matrixEntries(parameter: Parameter, rows: readonly (readonly unknown[])[]): Variable[] {
  const { name, label: group } = parameter;
  const single = rows
    .slice(0, MOST_ENTRIES)
    .flatMap((row, i) =>
      row.slice(0, MOST_ENTRIES).map((entry, j) => variable(parameter, parameter, `${name}[${i}][${j}]`, group, entry)),
    );
  return rows.length > 0 ? [factor(parameter, parameter, `${name}[*][*]`), ...single] : [];
}

function fieldsOf(parameter: Parameter, entries: readonly Values[]): Variable[] {
  const { name, label: group, fields = [] } = parameter;
  const valueIn = (entry: Values, field: Parameter) => entry[field.name] ?? field.default;
  const together = fields.filter(
    (field) => field.type === 'NUMBER' && entries.every((entry) => typeof valueIn(entry, field) === 'number'),
  );
  const numeric = fields.filter(({ type }) => type === 'NUMBER' || type === 'INTEGER');
  const single = entries
    .slice(0, MOST_ENTRIES)
    .flatMap((entry, i) =>
      numeric.map((field) => variable(field, parameter, `${name}[${i}].${field.name}`, group, valueIn(entry, field))),
    );
  return entries.length > 1
    ? [...together.map((field) => factor(field, parameter, `${name}[*].${field.name}`)), ...single]
    : single;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export interface Range {
  from: number;
  to: number;
}

/** From zero to twice the present value, within the parameter's bounds. */
export function rangeAround({ value, minimum, maximum, isWhole }: Variable): Range {
  const middle = value ?? minimum ?? 0;
  const reach = Math.abs(middle) || (maximum !== null && maximum <= 1 ? maximum : 1);
  return within({ from: middle - reach, to: middle + reach }, minimum, maximum, isWhole);
}

/** The search range for a limit: from the parameter's minimum, or zero, to ten times the present value. */
export function bracketAround({ value, minimum, maximum, isWhole }: Variable): Range {
  const middle = value ?? minimum ?? 0;
  const reach = Math.abs(middle) || 1;
  const from = minimum !== null && minimum >= -reach ? minimum : middle < 0 ? 10 * middle : 0;
  return within({ from, to: middle < 0 ? 0 : 10 * reach }, minimum, maximum, isWhole);
}

function within({ from, to }: Range, minimum: number | null, maximum: number | null, isWhole: boolean): Range {
  const low = round(Math.max(from, minimum ?? from));
  const high = round(Math.min(to, maximum ?? to));
  return isWhole
    ? { from: Math.floor(low), to: Math.max(Math.ceil(high), Math.floor(low) + 1) }
    : { from: low, to: high };
}

/** Hides floating-point noise: a field shows 0.1 + 0.2 as 0.3. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}

/** The input with one variable set to another value. */
export function withValue(values: Values, { path, apply }: Variable, value: number): Values {
  const steps = [...path.matchAll(/[^.[\]]+/g)].map(([step]) => step);
  return replaced(values, steps, (old) => (apply === 'SET' ? value : Number(old) * value)) as Values;
}

function replaced(node: unknown, [step, ...rest]: readonly string[], change: (old: unknown) => number): unknown {
  if (step === undefined) return typeof node === 'object' && node !== null ? node : change(node);
  if (Array.isArray(node)) {
    return node.map((entry, i) => (step === '*' || Number(step) === i ? replaced(entry, rest, change) : entry));
  }
  const fields = node as Values;
  return { ...fields, [step]: replaced(fields[step], rest, change) };
}

/** The variable that a reader most likely wants to vary: one that the examples vary. */
export function mainVariable(variables: readonly Variable[], prominent: ReadonlySet<string>): Variable | undefined {
  // A solver tolerance is not a quantity of the market.
  const own = variables.filter(({ path, group, isWhole }) => group === '' && !isWhole && !/tolerance/i.test(path));
  const whole = variables.find(({ apply }) => apply === 'MULTIPLY');
  return own.find(({ path }) => prominent.has(path)) ?? own[0] ?? whole ?? variables[0];
}
