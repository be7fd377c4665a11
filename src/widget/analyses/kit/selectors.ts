/** The numbers of a calculator's result that an analysis can watch, each named by its selector. */
import type { Output, Values } from '../../views/definition.ts';
import { nameInWords } from '../../views/wording.ts';
import { pathInWords } from './paths.ts';

const MOST_ENTRIES = 12;
/** Lists along a course: their ends say most. Others have an entry for each institution, position and the like. */
const COURSES = new Set(['ROUND', 'TIME', 'PRICE', 'LEVEL']);
const NUMERIC = new Set(['NUMBER', 'INTEGER', 'BOOLEAN']);
const REDUCERS = { last: 'at the end', max: 'largest', min: 'smallest', sum: 'sum' } as const;

export interface Selector {
  /** Such as `finalPrice`, `priceSeries.max` or `positionResults[0].distance`. */
  text: string;
  label: string;
  /** The list that it is taken from; empty for an output of its own. */
  group: string;
  unit: string;
  /** Whether it varies continuously, so that a jump means something. */
  isContinuous: boolean;
}

/** @param outputs - of a run: it says how long the lists are. */
export function selectorsOf(definitions: readonly Output[], outputs: Values): Selector[] {
  return definitions.flatMap((output): Selector[] => {
    const { name, type, unit, axis } = output;
    const group = nameInWords(name);
    if (NUMERIC.has(type)) return [single(name, '', unit, type)];
    const list = outputs[name];
    const isCourse = COURSES.has(axis);
    const entries = entriesOf(isCourse || !Array.isArray(list) ? 0 : Math.min(list.length, MOST_ENTRIES));
    if (type === 'NUMBER_LIST') {
      return [...entries.map((i) => single(`${name}[${i}]`, group, unit, 'NUMBER')), ...reduced(name, group, unit)];
    }
    const fields = (output.fields ?? []).filter((field) => NUMERIC.has(field.type));
    return isCourse
      ? fields.flatMap((field) => reduced(`${name}[*].${field.name}`, group, field.unit))
      : entries.flatMap((i) =>
          fields.map((field) => single(`${name}[${i}].${field.name}`, group, field.unit, field.type)),
        );
  });
}

function single(text: string, group: string, unit: string, type: Output['type']): Selector {
  return { text, label: pathInWords(text), group, unit, isContinuous: type === 'NUMBER' };
}

function reduced(list: string, group: string, unit: string): Selector[] {
  const words = pathInWords(list).replace(/ of all .*/, '');
  return Object.entries(REDUCERS).map(([reducer, which]) => ({
    text: `${list}.${reducer}`,
    label: `${words}, ${which}`,
    group,
    unit,
    isContinuous: true,
  }));
}

function entriesOf(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

/** What is most worth watching: a share, which needs no scale to be read, else the first number. */
export function mainSelector(selectors: readonly Selector[]): Selector | undefined {
  const own = selectors.filter(({ group, isContinuous }) => group === '' && isContinuous);
  return own.find(({ unit }) => unit === 'fraction') ?? own[0] ?? selectors[0];
}
