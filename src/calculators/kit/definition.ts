/**
 * A calculator is one definition: data and a pure function.
 *
 * Everything else is derived from it: the types of `compute`, the checks on an input in the catalogue's order, the
 * GraphQL types with units in their descriptions, the metadata, and the tests of bounds, units and cases.
 */
import type { Problem } from '../../errors.ts';
import type { Fields, Given, Values } from './input.ts';
import type { Outputs, Results } from './output.ts';
import type { BaseUnit } from './unit.ts';

/** A publication behind the model; `url` if it has no DOI. */
export interface Reference {
  citation: string;
  doi?: string;
  url?: string;
}

/** A ready-made input. `source` says where the figures come from, for a documented episode. */
export interface Preset<G = Readonly<Record<string, unknown>>> {
  name: string;
  title: string;
  source?: string;
  parameters: G;
}

/** What a reader of the result must know: the loop diverges, a limit was reached, the source no longer applies. */
export interface Warning {
  code: string;
  message: string;
}
export type Warn = (code: string, message: string) => void;

/** Checks to run right after a parameter, if it and all parameters above it are valid. */
type ChecksAt<F extends Fields> = { readonly [K in keyof F]?: (parameters: Values<F>) => Iterable<Problem> };

/** The same within entries of lists: after a field of an entry, given the entry so far and its path, such as `buckets[2]`. */
type EntryChecksAt<F extends Fields> = {
  readonly [K in keyof F]?: Values<F>[K] extends readonly (infer Entry extends Readonly<Record<string, unknown>>)[]
    ? { readonly [Field in keyof Entry]?: (entry: Entry, path: string, parameters: Values<F>) => Iterable<Problem> }
    : never;
};

export interface Definition<F extends Fields, O extends Outputs> {
  /** Name in URLs, and of the folder, such as `liquidation-cascade`. */
  slug: string;
  title: string;
  /** What it answers and how, in two or three sentences. */
  summary: string;
  version: string;
  /** Slugs of the concepts that the calculator puts numbers on. */
  concepts: readonly string[];
  /** Phrases that attach the calculator to every concept whose name contains them. */
  phrases: readonly string[];
  /** Whether an explicit null for a parameter that is not nullable is a fault or counts as not given. */
  nulls: 'refused' | 'absent';
  parameters: F;
  outputs: O;
  /** In LaTeX. */
  equations: readonly string[];
  assumptions: readonly string[];
  references: readonly Reference[];
  /** The first is the default example and always runs. */
  presets: readonly [Preset<Given<NoInfer<F>>>, ...Preset<Given<NoInfer<F>>>[]];
  /** Defaults computed from the parameters above. */
  defaults?: { readonly [K in keyof F]?: (parameters: Values<F>) => Values<F>[K] };
  refuseAt?: ChecksAt<NoInfer<F>>;
  refuseEntryAt?: EntryChecksAt<NoInfer<F>>;
  /** Checks across fields, in the catalogue's order, once all fields are valid; `given`: names that the caller gave. */
  refuse?: (parameters: Values<NoInfer<F>>, given: ReadonlySet<string>) => Iterable<Problem>;
  /** Base units of amounts that are built into the model for such a run: rescaling these units changes the result. */
  absoluteUnits?: (parameters: Values<NoInfer<F>>) => readonly BaseUnit[];
  /**
   * Upper bound on the model's time for such a run, ms, from the steps that it may need; a service hands slow runs to a
   * worker thread. Without it, the time is estimated from the size of the input.
   */
  cost?: (parameters: Values<NoInfer<F>>) => number;
  /** The model: pure and deterministic; may warn. */
  compute: (parameters: Values<NoInfer<F>>, warn: Warn) => Results<O>;
}

/** A check with its types erased. */
type Check = ((subject: never, path: never, parameters: never) => Iterable<Problem>) | undefined;

/** Any calculator, with its types erased: code that runs, prints or lists calculators takes this. */
export interface Calculator
  extends Omit<
    Definition<Fields, Outputs>,
    'compute' | 'cost' | 'refuse' | 'refuseAt' | 'refuseEntryAt' | 'defaults' | 'absoluteUnits' | 'presets'
  > {
  presets: readonly [Preset, ...Preset[]];
  defaults?: Readonly<Record<string, ((parameters: never) => unknown) | undefined>>;
  refuseAt?: Readonly<Record<string, Check>>;
  refuseEntryAt?: Readonly<Record<string, Readonly<Record<string, Check>> | undefined>>;
  refuse?: (parameters: never, given: ReadonlySet<string>) => Iterable<Problem>;
  absoluteUnits?: (parameters: never) => readonly BaseUnit[];
  cost?: (parameters: never) => number;
  compute: (parameters: never, warn: Warn) => Readonly<Record<string, unknown>>;
}

/** Type-checks a definition and returns it unchanged. */
export function defineCalculator<const F extends Fields, const O extends Outputs>(
  definition: Definition<F, O>,
): Definition<F, O> {
  return definition;
}
