/**
 * Selectors name one value among the outputs of a run: `finalPrice`, `priceSeries[3]`, `priceSeries[last]`,
 * `priceSeries.max`, `path[2].price`, `path[last].price`, `path[*].price.min`.
 */
import { butGot } from '../../calculators/kit/check.ts';
import type { Calculator } from '../../calculators/kit/definition.ts';
import { unitUnder } from '../../calculators/kit/input.ts';
import type { Output } from '../../calculators/kit/output.ts';
import { didYouMean } from '../../did-you-mean.ts';
import type { Given } from './given.ts';
import { isReducer, REDUCERS, type Reducer, reduced } from './reducer.ts';
import { refuse } from './refuse.ts';

type ScalarType = 'NUMBER' | 'INTEGER' | 'BOOLEAN' | 'ENUM';

/** A selector checked against a calculator; plain data. */
export interface Selector {
  /** As the caller wrote it. */
  text: string;
  name: string;
  /** The entry of a list, or all of them; null for an output as a whole. */
  index: number | 'last' | '*' | null;
  /** The field of the entries of a list of objects. */
  field: string | null;
  reducer: Reducer | null;
  /** Type of the value that it selects. */
  type: ScalarType | 'LIST';
  unit: string;
}

/** What a selector may give: any scalar; a number, with true and false as 1 and 0; a number or a list of numbers. */
export type Wanted = 'scalar' | 'number' | 'numberOrList' | 'any';

const SELECTOR = /^([A-Za-z]\w*)(?:\[(0|[1-9]\d{0,8}|last|\*)\])?(?:\.([A-Za-z]\w*))?(?:\.([A-Za-z]+))?$/;

/**
 * Checks a selector against the outputs of a calculator.
 *
 * @param given - the parameters, for units that depend on them.
 * @param at - where in the request it is.
 * @throws InvalidInput, UNKNOWN_OUTPUT if it names no value, NOT_NUMERIC if a number is wanted but it names a word.
 */
export function selectorOf(
  calculator: Calculator,
  given: Given,
  { text, at, wanted }: { text: string; at: string; wanted: Wanted },
): Selector {
  const read = readingOf(calculator, text, at);
  const type = typeOf(read);
  const { output, entryType, name, index, field, reducer } = read;
  if (type === 'LIST' && (wanted === 'scalar' || wanted === 'number')) {
    unknownOutput(at, `must be one value, such as ${text}.max or the entry [last] of ${name}`, text);
  }
  const needsNumber =
    wanted === 'number' ||
    wanted === 'numberOrList' ||
    (reducer !== null && !['first', 'last', 'count'].includes(reducer));
  if (entryType === 'ENUM' && reducer !== 'count' && needsNumber) {
    const numbers = scalarSelectors(calculator, given, 'number').map((one) => one.text);
    const hint = `the numeric outputs of ${calculator.slug} are ${numbers.join(', ')}`;
    refuse(at, 'NOT_NUMERIC', `must be a number, but ${text} is a word; ${hint}`);
  }
  const unit = reducer === 'count' ? 'count' : unitUnder(output, given);
  return { text, name, index, field, reducer, type, unit };
}

/** Every scalar output, or only numbers, among them true and false. */
export function scalarSelectors(calculator: Calculator, given: Given, wanted: 'scalar' | 'number'): Selector[] {
  return Object.entries(calculator.outputs).flatMap(([name, output]): Selector[] => {
    const { type } = output;
    if (!isScalar(type) || (type === 'ENUM' && wanted === 'number')) return [];
    return [{ text: name, name, index: null, field: null, reducer: null, type, unit: unitUnder(output, given) }];
  });
}

/**
 * The value that a selector names in the outputs of a run.
 *
 * @returns a scalar or a list; null if the output is null or has no such entry.
 */
export function select({ name, index, field, reducer }: Selector, outputs: Readonly<Record<string, unknown>>): unknown {
  const output = outputs[name] ?? null;
  if (!Array.isArray(output)) return output;
  const valueIn = (entry: unknown) => (field === null ? entry : (entry as Readonly<Record<string, unknown>>)[field]);
  if (index === null || index === '*') {
    const values = output.map(valueIn);
    return reducer === null ? values : reduced(values, reducer);
  }
  const at = index === 'last' ? output.length - 1 : index;
  return at < 0 || at >= output.length ? null : valueIn(output[at]);
}

/** The number that a selector names, true as 1 and false as 0; null if there is none. */
export function selectNumber(selector: Selector, outputs: Readonly<Record<string, unknown>>): number | null {
  const value = select(selector, outputs);
  return typeof value === 'number' || typeof value === 'boolean' ? Number(value) : null;
}

/** A parsed selector, with the output that it refers to. */
interface Reading extends Pick<Selector, 'name' | 'index' | 'field' | 'reducer'> {
  /** The output, or the field of its entries. */
  output: Output;
  /** Type of the scalar, or of the entries of the list. */
  entryType: ScalarType;
  /** Whether it names several values, which a reducer can turn into one. */
  isList: boolean;
}

function readingOf({ outputs, slug }: Calculator, text: string, at: string): Reading {
  const [, name = '', bracket, ...words] = SELECTOR.exec(text) ?? [];
  const output = Object.hasOwn(outputs, name) ? outputs[name] : undefined;
  if (output === undefined) {
    const known = Object.keys(outputs);
    return unknownOutput(
      at,
      `must name an output of ${slug}, which has ${known.join(', ')}`,
      text,
      didYouMean(name, known),
    );
  }
  const index = bracket === undefined || bracket === 'last' || bracket === '*' ? (bracket ?? null) : Number(bracket);
  if (output.type === 'OBJECT_LIST') {
    const [field = null, word] = words;
    const read = field !== null && Object.hasOwn(output.fields, field) ? output.fields[field] : undefined;
    if (index === null || field === null || read === undefined || !isScalar(read.type)) {
      const known = Object.keys(output.fields);
      const wanted = `must be a field of an entry, such as ${name}[last].${known.join(', ')}`;
      return unknownOutput(at, wanted, text, didYouMean(field, known));
    }
    const isList = index === '*';
    return {
      name,
      index,
      field,
      output: read,
      entryType: read.type,
      isList,
      reducer: reducerOf(word, isList, text, at),
    };
  }
  const isList = !isScalar(output.type) && index === null;
  const [word, stray] = words;
  if (stray !== undefined || index === '*' || (isScalar(output.type) && index !== null)) {
    return unknownOutput(at, `must be ${isScalar(output.type) ? name : `${name}[last] or ${name}.max`}`, text);
  }
  const entryType = entryTypeOf(output);
  return { name, index, field: null, output, entryType, isList, reducer: reducerOf(word, isList, text, at) };
}

function reducerOf(word: string | undefined, isList: boolean, text: string, at: string): Reducer | null {
  if (word === undefined) return null;
  if (isList && isReducer(word)) return word;
  const wanted = isList
    ? `must end with one of ${REDUCERS.join(', ')}`
    : `must end before .${word}, because it is a single value`;
  return unknownOutput(at, wanted, text);
}

function isScalar(type: Output['type']): type is ScalarType {
  return type === 'NUMBER' || type === 'INTEGER' || type === 'BOOLEAN' || type === 'ENUM';
}

function entryTypeOf(output: Output): ScalarType {
  if (isScalar(output.type)) return output.type;
  if (output.type === 'BOOLEAN_LIST') return 'BOOLEAN';
  return output.type === 'NUMBER_LIST' && output.whole ? 'INTEGER' : 'NUMBER';
}

function typeOf({ isList, entryType, reducer }: Reading): Selector['type'] {
  if (!isList || reducer === 'first' || reducer === 'last') return entryType;
  if (reducer === null) return 'LIST';
  if (reducer === 'count') return 'INTEGER';
  if (reducer === 'mean') return 'NUMBER';
  return entryType === 'BOOLEAN' ? 'INTEGER' : entryType;
}

function unknownOutput(at: string, wanted: string, text: string, hint = ''): never {
  return refuse(at, 'UNKNOWN_OUTPUT', `${wanted}, ${butGot(text)}${hint}`);
}
