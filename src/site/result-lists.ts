/** The lists of a run as tables: one for each list of objects, and one for all plain lists with the same axis. */
import type { Output, Run } from './run-output.ts';
import { inSentence } from './wording.ts';

/** A table of results, with one column per list or per field of a list. */
export interface List {
  title: string;
  about: string;
  /** What a row is called, such as `Round`, and the unit of its number. */
  rowName: string;
  rowUnit: string;
  /** One per row: its number, from 1, or the label of an entry before the first round, such as `Start`. */
  heads: readonly unknown[];
  columns: readonly Column[];
  /** The x axis for charts of its columns; null if a line through a column is meaningless. */
  along: Along | null;
}

export interface Column {
  output: Output;
  values: readonly unknown[];
}

export interface Along {
  name: string;
  unit: string;
  /** Rising, one per row. */
  x: readonly number[];
  isCounted: boolean;
  /** Labels of the entries before the first round, which is at 1. */
  firstEntries: readonly string[];
}

/** Lists with these axes are series, so a line through them makes sense. */
const COURSES = new Set(['ROUND', 'TIME', 'PRICE', 'LEVEL']);
const TIME_UNITS = new Set(['year', 'day', 'hour', 'minute', 'second']);

export function listsOf(outputs: readonly Output[], values: Run['outputs']): List[] {
  const filled = outputs.filter(({ name, type }) => type.endsWith('_LIST') && entriesOf(values[name]).length > 0);
  const ofObjects = filled.filter(({ type }) => type === 'OBJECT_LIST');
  const plain = filled.filter(({ type }) => type !== 'OBJECT_LIST');
  const axes = [...new Set(plain.map(({ axis }) => axis))];
  return [
    ...ofObjects.map((output) =>
      objectList(output, entriesOf(values[output.name]) as Readonly<Record<string, unknown>>[]),
    ),
    ...axes.map((axis) =>
      plainList(
        plain.filter((output) => output.axis === axis),
        values,
      ),
    ),
  ];
}

/**
 * A field that says what the rows are becomes their heading; increasing times become the x axis of the other fields.
 */
function objectList(output: Output, entries: readonly Readonly<Record<string, unknown>>[]): List {
  const rowName = rowNameOf(output);
  const heading = output.fields.find(({ label }) => label === rowName);
  const numbers = heading ? entries.map((entry) => entry[heading.name]) : counted(entries.length, output);
  const fields = output.fields.filter((field) => field !== heading);
  const isCourse = heading !== undefined && output.axis === 'TIME' && rises(numbers);
  return {
    title: output.label,
    about: output.description,
    rowName,
    rowUnit: heading?.unit ?? '1',
    heads: numbers.map((number, i) => output.firstEntries[i] ?? number),
    columns: fields.map((field) => ({ output: field, values: entries.map((entry) => entry[field.name]) })),
    along: isCourse
      ? { name: rowName, unit: heading.unit, x: numbers as number[], isCounted: false, firstEntries: [] }
      : null,
  };
}

/** Lists with one axis side by side, aligned at the first round, as some have no entries before it. */
function plainList(outputs: readonly Output[], values: Run['outputs']): List {
  const first = outputs.reduce((longest, output) =>
    output.firstEntries.length > longest.firstEntries.length ? output : longest,
  );
  const columns = outputs.map((output) => {
    const before = Array<null>(first.firstEntries.length - output.firstEntries.length).fill(null);
    return { output, values: [...before, ...entriesOf(values[output.name])] };
  });
  const along = alongOf(columns, first);
  const { name, unit, x, firstEntries } = along;
  return {
    title: titleOf(outputs, name),
    about: '',
    rowName: name,
    rowUnit: unit,
    heads: x.map((number, i) => firstEntries[i] ?? number),
    columns: columns
      .filter(({ output }) => along.isCounted || output.label !== name)
      .map(({ output, values: own }) => ({ output, values: x.map((_, i) => own[i] ?? null) })),
    along: COURSES.has(first.axis) ? along : null,
  };
}

/** The name of the axis; if the schema has none, the labels of the lists. */
function titleOf(outputs: readonly Output[], rowName: string): string {
  if (outputs.some(({ axis }) => axis !== 'OTHER')) return `By ${rowName.toLowerCase()}`;
  return outputs.map(({ label }, i) => (i === 0 ? label : inSentence(label))).join(', ');
}

/** A list of times becomes the heading of the rows. */
function alongOf(columns: readonly Column[], first: Output): Along {
  const times = columns.find(({ output, values }) => TIME_UNITS.has(output.unit) && rises(values));
  if (first.axis === 'TIME' && times !== undefined) {
    const { label, unit } = times.output;
    return { name: label, unit, x: times.values as number[], isCounted: false, firstEntries: [] };
  }
  const length = Math.max(...columns.map(({ values }) => values.length));
  const { firstEntries } = first;
  return { name: rowNameOf(first), unit: '1', x: counted(length, first), isCounted: true, firstEntries };
}

function rises(values: readonly unknown[]): boolean {
  return values.every((value, i) => typeof value === 'number' && (i === 0 || value > (values[i - 1] as number)));
}

/** Row numbers; the first round is 1. */
function counted(count: number, { firstEntries }: Output): number[] {
  return Array.from({ length: count }, (_, i) => i + 1 - firstEntries.length);
}

function rowNameOf({ axis }: Output): string {
  return axis === 'OTHER' ? 'Entry' : axis.charAt(0) + axis.slice(1).toLowerCase();
}

function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
