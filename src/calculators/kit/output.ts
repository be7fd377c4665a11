/**
 * A calculator's results: outputs as data, made by the builders of `output`.
 *
 * An output that can overflow for some input within the ranges is `nullable` (a list: `nullableEntries`): all numbers
 * pass one gate, which turns those that are not finite into null.
 */
import type { UnitWhen } from './input.ts';

/** What a list runs over, so that a client knows what to plot it against. */
export type Axis = 'NONE' | 'ROUND' | 'TIME' | 'PRICE' | 'INSTITUTION' | 'POSITION' | 'LEVEL' | 'OTHER';

interface Common<Nullable extends boolean = boolean> {
  /** What it means, a full sentence for a trader. */
  description: string;
  /** Label for readers, if `labelOf` its name says too little. */
  label?: string;
  /** What 0 means if it stands for the absence of a number, such as `never`. */
  zeroLabel?: string;
  nullable?: Nullable;
}

interface Measured {
  unit: string;
  unitWhen?: UnitWhen;
}

interface Listed {
  axis: Exclude<Axis, 'NONE'>;
  /** Names of the entries before the first round, such as `Start` and `Shock`; the rest count from 1. */
  firstEntries?: readonly string[];
}

declare const RESULT: unique symbol;
/** Carries the type of the result; there is no such property at run time. */
interface Carries<Result> {
  readonly [RESULT]?: Result;
}

interface Stored extends Common {
  unit: string;
  unitWhen?: UnitWhen;
  axis: Axis;
  firstEntries?: readonly string[];
  /** The parameter whose entries the number indexes, from 0. */
  indexOf?: string;
}
export interface NumberOutput extends Stored {
  type: 'NUMBER' | 'INTEGER' | 'BOOLEAN' | 'BOOLEAN_LIST';
}
export interface EnumOutput extends Stored {
  type: 'ENUM';
  /** What each value means, a full sentence. */
  values: Readonly<Record<string, string>>;
}
export interface NumberListOutput extends Stored {
  type: 'NUMBER_LIST';
  /** The entries are whole numbers. */
  whole?: boolean;
  nullableEntries?: boolean;
}
export interface ObjectListOutput extends Stored {
  type: 'OBJECT_LIST';
  /** What one entry is called, such as `Halt`. */
  entry: string;
  fields: Outputs;
}

export type AnyOutput = NumberOutput | EnumOutput | NumberListOutput | ObjectListOutput;

/** An output for which `compute` gives a `Result`. */
export type Output<Result = unknown> = Readonly<AnyOutput> & Carries<Result>;

/** A table of outputs, in the order in which they are listed. */
export type Outputs = Readonly<Record<string, Output>>;

/** Results for a table of outputs, as `compute` gives them. */
export type Results<O extends Outputs> = {
  readonly [K in keyof O]: O[K] extends Carries<infer Result> ? Result : never;
};

type OrNull<Result, Nullable extends boolean> = Nullable extends true ? Result | null : Result;

function number<N extends boolean = false>(options: Common<N> & Measured): Output<OrNull<number, N>> {
  return { type: 'NUMBER', axis: 'NONE', ...options };
}

function integer<N extends boolean = false>(
  options: Common<N> & Partial<Measured> & { indexOf?: string },
): Output<OrNull<number, N>> {
  return { type: 'INTEGER', unit: 'count', axis: 'NONE', ...options };
}

function boolean<N extends boolean = false>(options: Common<N>): Output<OrNull<boolean, N>> {
  return { type: 'BOOLEAN', unit: '1', axis: 'NONE', ...options };
}

function oneOf<const V extends Readonly<Record<string, string>>>(
  options: Common<false> & { values: V },
): Output<keyof V & string> {
  return { type: 'ENUM', unit: '1', axis: 'NONE', ...options };
}

function numbers<N extends boolean = false, E extends boolean = false>(
  options: Common<N> & Measured & Listed & { nullableEntries?: E },
): Output<OrNull<ArrayLike<OrNull<number, E>>, N>> {
  return { type: 'NUMBER_LIST', ...options };
}

function integers<N extends boolean = false, E extends boolean = false>(
  options: Common<N> & Partial<Measured> & Listed & { nullableEntries?: E },
): Output<OrNull<ArrayLike<OrNull<number, E>>, N>> {
  return { type: 'NUMBER_LIST', unit: 'count', whole: true, ...options };
}

function booleans(options: Common<false> & Listed): Output<ArrayLike<boolean>> {
  return { type: 'BOOLEAN_LIST', unit: '1', ...options };
}

function listOf<const F extends Outputs>(
  options: Common<false> & Listed & { entry: string; fields: F },
): Output<readonly Results<F>[]> {
  return { type: 'OBJECT_LIST', unit: '1', ...options };
}

/** Builders of outputs. */
export const output = { number, integer, boolean, oneOf, numbers, integers, booleans, listOf };
