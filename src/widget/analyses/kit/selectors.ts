/** The numbers in a calculator's result that an analysis can watch, each named by its selector. */
import type { Output, Values } from '../../views/definition.ts';
import { pathInWords } from './paths.ts';

const MOST_ENTRIES = 12;
/** Axes with an order: lists along these are watched at their end or extremes, others also entry by entry. */
const COURSES = new Set(['ROUND', 'TIME', 'PRICE', 'LEVEL']);
const NUMERIC = new Set(['NUMBER', 'INTEGER', 'BOOLEAN']);
const REDUCERS = { last: 'at the end', max: 'largest', min: 'smallest', sum: 'sum' } as const;

export interface Selector {
  /** Such as `finalPrice`, `priceSeries.max` or `positionResults[0].distance`. */
  text: string;
  label: string;
  description: string;
  /** The list that it belongs to; empty for a single output. */
  group: string;
  unit: string;
  /** Whether it varies continuously, so that jumps are meaningful. */
  isContinuous: boolean;
}

/** @param outputs - of a run, which fixes the lengths of the lists. */
export function selectorsOf(definitions: readonly Output[], outputs: Values): Selector[] {
  return definitions.flatMap((output): Selector[] => {
    const { name, type, axis, label: group } = output;
    const known = [output];
    if (NUMERIC.has(type)) return [single(output, name, '', known)];
    const list = outputs[name];
    const isCourse = COURSES.has(axis);
    const entries = entriesOf(isCourse || !Array.isArray(list) ? 0 : Math.min(list.length, MOST_ENTRIES));
    if (type === 'NUMBER_LIST') {
      return [
        ...entries.map((i) => single(output, `${name}[${i}]`, group, known)),
        ...reduced(output, name, group, known),
      ];
    }
    const fields = (output.fields ?? []).filter((field) => NUMERIC.has(field.type));
    return isCourse
      ? fields.flatMap((field) => reduced(field, `${name}[*].${field.name}`, group, known))
      : entries.flatMap((i) => fields.map((field) => single(field, `${name}[${i}].${field.name}`, group, known)));
  });
}

function single({ unit, type, description }: Output, text: string, group: string, known: readonly Output[]): Selector {
  const isContinuous = type === 'NUMBER' || type === 'NUMBER_LIST';
  return { text, label: pathInWords(text, known), description, group, unit, isContinuous };
}

function reduced({ unit, description }: Output, list: string, group: string, known: readonly Output[]): Selector[] {
  const words = pathInWords(list, known).replace(/ of all .*/, '');
  return Object.entries(REDUCERS).map(([reducer, which]) => ({
    text: `${list}.${reducer}`,
    label: `${words}, ${which}`,
    description,
    group,
    unit,
    isContinuous: true,
  }));
}

function entriesOf(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

/**
 * The number most worth watching: a share, which reads without a scale, else the first number.
 *
 * @param outputs - of a run: numbers that it leaves undefined come last.
 */
export function mainSelector(selectors: readonly Selector[], outputs: Values): Selector | undefined {
  const own = selectors.filter(({ group, isContinuous }) => group === '' && isContinuous);
  const known = own.filter(({ text }) => typeof outputs[text] === 'number');
  return [...known, ...own].find(({ unit }) => unit === 'fraction') ?? known[0] ?? own[0] ?? selectors[0];
}
