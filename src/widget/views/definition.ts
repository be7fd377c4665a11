/** A calculator as its form and result need it, and one run of it. */
import { ask } from '../service.ts';
import { readersWords } from './wording.ts';

export type Value = unknown;
export type Values = Readonly<Record<string, Value>>;

export interface Parameter {
  name: string;
  /** The label that readers see. */
  label: string;
  type: 'NUMBER' | 'INTEGER' | 'BOOLEAN' | 'ENUM' | 'NUMBER_LIST' | 'NUMBER_MATRIX' | 'OBJECT_LIST';
  unit: string;
  description: string;
  required: boolean;
  nullable: boolean;
  default: Value;
  /** Parameters of the same book: once one of these is given, this one's default becomes empty. */
  emptyOnce: string[];
  note: string | null;
  minimum: number | null;
  minimumExcluded: boolean;
  maximum: number | null;
  maximumExcluded: boolean;
  values: string[] | null;
  /** Labels of the values for readers. */
  valueLabels: string[] | null;
  /** The list that the number is an index into, from 0; readers count from 1. */
  indexOf: string | null;
  fields?: Parameter[];
  concept?: { slug: string; name: string } | null;
}

export interface Output {
  name: string;
  label: string;
  type: 'NUMBER' | 'INTEGER' | 'BOOLEAN' | 'ENUM' | 'NUMBER_LIST' | 'BOOLEAN_LIST' | 'OBJECT_LIST';
  unit: string;
  description: string;
  axis: 'NONE' | 'ROUND' | 'TIME' | 'PRICE' | 'INSTITUTION' | 'POSITION' | 'LEVEL' | 'OTHER';
  values: string[] | null;
  valueLabels: string[] | null;
  indexOf: string | null;
  /** What 0 means where it is not a number; null where it is one. */
  zeroLabel: string | null;
  /** Names of the entries that come before the first round. */
  firstEntries: string[];
  fields?: Output[];
}

export interface Preset {
  name: string;
  title: string;
  source: string | null;
  parameters: Values;
}

export interface Calculator {
  slug: string;
  title: string;
  version: string;
  equationsMathml: string[];
  assumptions: string[];
  references: { citation: string; url: string | null }[];
  parameters: Parameter[];
  outputs: Output[];
  presets: Preset[];
  /** The documented crashes that it models. */
  episodes: { slug: string }[];
}

export interface Run {
  parameters: Values;
  outputs: Values;
  warnings: { code: string; message: string }[];
}

const DEFINITION = `query ($slug: String!) {
  calculator(slug: $slug) {
    slug title version equationsMathml assumptions
    references { citation url }
    parameters { ...parameter concept { slug name } fields { ...parameter } }
    outputs { ...output fields { ...output } }
    presets { name title source parameters }
    episodes { slug }
  }
}
fragment parameter on Parameter {
  name label type unit description required nullable default emptyOnce note
  minimum minimumExcluded maximum maximumExcluded values valueLabels indexOf
}
fragment output on Output { name label type unit description axis values valueLabels indexOf zeroLabel firstEntries }`;

const RUN = `query ($slug: String!, $parameters: JSON) {
  runCalculator(slug: $slug, parameters: $parameters) { parameters outputs warnings { code message } }
}`;

/** The calculator, or null if there is no such slug. */
export async function readCalculator(endpoint: string, slug: string): Promise<Calculator | null> {
  const { calculator } = await ask<{ calculator: Calculator | null }>(endpoint, DEFINITION, { slug });
  if (calculator === null) return null;
  const inWords = readersWords([...calculator.parameters, ...calculator.outputs]);
  return {
    ...calculator,
    parameters: calculator.parameters.map((parameter) => reworded(parameter, inWords)),
    outputs: calculator.outputs.map((output) => reworded(output, inWords)),
  };
}

/** @throws Refused with the problems of each parameter. */
export async function run(endpoint: string, slug: string, parameters: Values, signal: AbortSignal): Promise<Run> {
  return (await ask<{ runCalculator: Run }>(endpoint, RUN, { slug, parameters }, signal)).runCalculator;
}

interface Described {
  description: string;
  note?: string | null;
  fields?: Described[];
}

/** The field with its description and note in readers' words. */
function reworded<Field extends Described>(field: Field, inWords: (text: string) => string): Field {
  const { description, note, fields } = field;
  return {
    ...field,
    description: inWords(description),
    ...(note && { note: inWords(note) }),
    ...(fields && { fields: fields.map((each) => reworded(each, inWords)) }),
  };
}
