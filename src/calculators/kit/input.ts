/**
 * A calculator's inputs: parameters as data, made by the builders of `input`.
 *
 * Each builder returns a description of one parameter that carries the TypeScript type of its value, so that the table
 * of parameters types a calculator's `compute`. A parameter is required unless it has a `default`, is `nullable` (then
 * null unless given) or has a `derived` default, which the definition computes from the parameters above it.
 */

/** Bounds of a number, or of each entry of a list or matrix. `min` and `max` are allowed, `above` and `below` are not. */
export interface Range {
  min?: number;
  above?: number;
  max?: number;
  below?: number;
  /** Smallest value accepted above an open bound of 0; 1e-9 by default. Less is noise and makes ratios overflow. */
  smallest?: number;
  /** The value is 0 or at least this in absolute value. */
  smallestSize?: number;
}

/** Holds if each named parameter has one of its values, such as `{ model: ['leverageConstraint'] }`. */
export type Condition = Readonly<Record<string, readonly (string | boolean)[]>>;

/** A unit that depends on another parameter, such as `{ contractType: { inverse: 'quote' } }`. */
export type UnitWhen = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Common<Nullable extends boolean = boolean> {
  /** What it means, a full sentence for a trader. */
  description: string;
  /** Label for readers, if `labelOf` its name says too little. */
  label?: string;
  /** Slug of the concept that explains the parameter. */
  concept?: string;
  /** What else depends on other parameters, in words. */
  note?: string;
  nullable?: Nullable;
  /** How the definition's `defaults` fills the parameter in, in words. */
  derived?: string;
  /** The parameter is checked and used only under this condition. */
  only?: Condition;
  /**
   * Parameters of the same book. If one of them is given, even as an empty list or 0, and this one is not, this one is
   * empty: its default is part of a demo, which must not mix with what the caller holds.
   */
  emptyOnce?: readonly string[];
  /** The parameter is required under this condition; also set `nullable: true`, for when it does not hold. */
  requiredWhen?: Condition;
}

interface Measured {
  unit: string;
  unitWhen?: UnitWhen;
}

interface Listed {
  /** Fewest entries, 0 or 1. */
  minLength?: 0 | 1;
  maxLength: number;
  /** The parameter above that has as many rows or entries (`liabilities`) or columns (`holdings.columns`). */
  length?: string;
}

declare const VALUE: unique symbol;
/** Carries the type of the value; there is no such property at run time. */
interface Carries<Value> {
  readonly [VALUE]?: Value;
}

interface Stored extends Common {
  unit: string;
  unitWhen?: UnitWhen;
  default?: unknown;
  /** The parameter whose entries the number indexes, from 0. */
  indexOf?: string;
}
export interface NumberParameter extends Stored, Range {
  type: 'NUMBER' | 'INTEGER';
}
export interface BooleanParameter extends Stored {
  type: 'BOOLEAN';
}
export interface EnumParameter extends Stored {
  type: 'ENUM';
  /** What each value means, a full sentence. */
  values: Readonly<Record<string, string>>;
}
export interface NumberListParameter extends Stored, Range, Listed {
  type: 'NUMBER_LIST';
  /** Entries are checked one by one and faults name the entry (`x[3]`); else each check covers and names the list. */
  namesEntries?: boolean;
}
export interface NumberMatrixParameter extends Stored, Range, Listed {
  type: 'NUMBER_MATRIX';
  square?: boolean;
  zeroDiagonal?: boolean;
  /** Unit diagonal, symmetric and within ±1, each to 1e-9 and checked in this order. */
  correlation?: boolean;
}
export interface ObjectListParameter extends Stored, Listed {
  type: 'OBJECT_LIST';
  /** What one entry is called, such as `Position`. */
  entry: string;
  fields: Fields;
}

export type AnyParameter =
  | NumberParameter
  | BooleanParameter
  | EnumParameter
  | NumberListParameter
  | NumberMatrixParameter
  | ObjectListParameter;

/** A parameter whose checked and completed value is a `Value`. */
export type Parameter<Value = unknown> = Readonly<AnyParameter> & Carries<Value>;

/** A table of parameters, in the order in which they are checked. */
export type Fields = Readonly<Record<string, Parameter>>;

/** Values of a table of parameters, as `compute` sees them. */
export type Values<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Carries<infer Value> ? Value : never;
};

type GivenValue<Value> = Value extends readonly (infer Entry)[]
  ? Entry extends number | readonly number[]
    ? Value
    : readonly Partial<Entry>[]
  : Value;

/** What a caller may give for a table of parameters. */
export type Given<F extends Fields> = { readonly [K in keyof F]?: GivenValue<Values<F>[K]> };

type OrNull<Value, Nullable extends boolean> = Nullable extends true ? Value | null : Value;

function number<N extends boolean = false>(
  options: Common<N> & Measured & Range & { default?: number },
): Parameter<OrNull<number, N>> {
  return { type: 'NUMBER', ...options };
}

function integer<N extends boolean = false>(
  options: Common<N> & Partial<Measured> & Range & { default?: number; indexOf?: string },
): Parameter<OrNull<number, N>> {
  return { type: 'INTEGER', unit: 'count', ...options };
}

function boolean(options: Common<false> & { default?: boolean }): Parameter<boolean> {
  return { type: 'BOOLEAN', unit: '1', ...options };
}

function oneOf<const V extends Readonly<Record<string, string>>>(
  options: Common<false> & { values: V; default?: NoInfer<keyof V> },
): Parameter<keyof V & string> {
  return { type: 'ENUM', unit: '1', ...options };
}

function numbers<N extends boolean = false>(
  options: Common<N> & Measured & Range & Listed & { default?: readonly number[]; namesEntries?: boolean },
): Parameter<OrNull<readonly number[], N>> {
  return { type: 'NUMBER_LIST', minLength: 1, ...options };
}

function matrix(
  options: Common<false> &
    Measured &
    Range &
    Listed & { square?: boolean; zeroDiagonal?: boolean; correlation?: boolean; default?: readonly number[][] },
): Parameter<readonly (readonly number[])[]> {
  return { type: 'NUMBER_MATRIX', minLength: 1, ...options };
}

function listOf<const F extends Fields>(
  options: Common<false> &
    Omit<Listed, 'length'> & { entry: string; fields: F; default?: readonly Given<NoInfer<F>>[] },
): Parameter<readonly Values<F>[]> {
  return { type: 'OBJECT_LIST', unit: '1', minLength: 1, ...options };
}

/** Builders of parameters. */
export const input = { number, integer, boolean, oneOf, numbers, matrix, listOf };

/** The unit of a parameter or output, given the values of all parameters, which need not be checked. */
export function unitUnder(
  { unit, unitWhen = {} }: Pick<Stored, 'unit' | 'unitWhen'>,
  parameters: Readonly<Record<string, unknown>>,
): string {
  for (const [name, unitByValue] of Object.entries(unitWhen)) {
    const found = Object.entries(unitByValue).find(([value]) => value === parameters[name]);
    if (found !== undefined) return found[1];
  }
  return unit;
}
