/**
 * A documented crash as data: the inputs of a calculator, each figure with its source, and what was observed.
 *
 * The model's result is never part of it: it is computed and compared with the observation, hit or miss. Inputs and
 * observations are typed by the calculator's definition, so that a misspelt parameter or output does not compile.
 */
import type { Calculator, Definition } from '../../calculators/kit/definition.ts';
import type { Fields, Given, Values } from '../../calculators/kit/input.ts';
import type { Outputs, Results } from '../../calculators/kit/output.ts';

/**
 * How sure a figure is. SURE: read in its source or in a report of it. TO_VERIFY: the source is named, but the figure was
 * not seen in it. ASSUMPTION: chosen here, since nothing is public.
 */
export type Standing = 'SURE' | 'TO_VERIFY' | 'ASSUMPTION';

/** A value, how sure it is, and where it comes from. */
export interface Cited<Value = unknown> {
  value: Value;
  standing: Standing;
  source: string;
}

export function sure<const Value>(value: Value, source: string): Cited<Value> {
  return { value, standing: 'SURE', source };
}

export function toVerify<const Value>(value: Value, source: string): Cited<Value> {
  return { value, standing: 'TO_VERIFY', source };
}

export function assumption<const Value>(value: Value, source: string): Cited<Value> {
  return { value, standing: 'ASSUMPTION', source };
}

type Row = Readonly<Record<string, unknown>>;
type CitedFields<Of> = { readonly [K in keyof Of]?: CitedValue<Of[K]> };
type CitedValue<Value> = Value extends readonly (infer Entry extends Row)[]
  ? readonly CitedFields<Entry>[] | Cited<readonly Partial<Entry>[]>
  : Cited<Value>;

/** Inputs by parameter: a cited value, or a list of entries whose fields are cited one by one. */
export type CitedInputs<F extends Fields> = { readonly [K in keyof Given<F>]?: CitedValue<Values<F>[K]> };

type Numeric<O extends Outputs> = { [K in keyof O & string]: Results<O>[K] extends number | null ? K : never };
type NumericIn<Of> = { [K in keyof Of & string]: Of[K] extends number | null ? K : never }[keyof Of & string];
/** A number among the outputs: `finalPrice`, or `funds[0].navEnd` within a list. */
type NumberOf<O extends Outputs> =
  | Numeric<O>[keyof O & string]
  | {
      [K in keyof O & string]: Results<O>[K] extends readonly (infer Entry extends Row)[]
        ? `${K}[${number}].${NumericIn<Entry>}`
        : never;
    }[keyof O & string];

/** An observed number, in the unit of the output that it is compared with. */
export interface Observation<Output extends string = string> extends Cited<number> {
  output: Output;
  /** Why it may not measure quite what the model means. */
  note?: string;
}

interface Story {
  /** Name in URLs, and of the file. */
  slug: string;
  /** What happened, in a few words. */
  title: string;
  /** Its day, or the day it is named after: `1987-10-19`. */
  date: string;
  /** What the run stands for, and what it leaves out. */
  about: string;
  /** What the comparison shows about the model: why it hits or misses. */
  lesson: string;
  /** Slugs of the glossary's concepts that it illustrates. */
  concepts: readonly string[];
}

export interface EpisodeDefinition<F extends Fields, O extends Outputs> extends Story {
  calculator: Definition<F, O>;
  /** Parameters left out take the calculator's defaults. */
  inputs: CitedInputs<NoInfer<F>>;
  observed: readonly [Observation<NumberOf<NoInfer<O>>>, ...Observation<NumberOf<NoInfer<O>>>[]];
}

/** Any episode, with its types erased. */
export interface Episode extends Story {
  calculator: Calculator;
  inputs: Readonly<Record<string, Cited | readonly Readonly<Record<string, Cited>>[]>>;
  observed: readonly Observation[];
}

/** Type-checks an episode and returns it unchanged. */
export function defineEpisode<const F extends Fields, const O extends Outputs>(
  episode: EpisodeDefinition<F, O>,
): EpisodeDefinition<F, O> {
  return episode;
}
